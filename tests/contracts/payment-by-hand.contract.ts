import fc from "fast-check";
import { expect, it } from "vitest";
import { MalformedWebhook } from "#contracts/channel";
import type { Http } from "#contracts/http-port";
import type { LinkRequest, PaymentProvider, ShownLink } from "#contracts/payment-provider";
import type { SettingsForm, SettingsOf } from "#contracts/settings";
import { currency } from "#domain/currency";
import { instant, later } from "#domain/instant";
import { type Money, formatDecimal, money } from "#domain/money";
import { groupsOf, lineOf } from "#domain/payment-shows";
import { readCode } from "#domain/qr/read-code";
import { createUuidIds } from "../../server/ports/uuid-ids.ts";

/** What the suite needs of a rail that no provider tells of. */
export type ByHandSubject<Form extends SettingsForm> = {
  readonly name: string;
  readonly provider: PaymentProvider<Form>;
  readonly settings: SettingsOf<Form>;
  /** Amounts it takes, and one in another currency that it does not where there is one. */
  readonly takes: readonly Money[];
  readonly refuses?: Money;
};

const start = instant(Date.UTC(2026, 10, 24, 9));
const uuids = createUuidIds();
const paymentIds = fc
  .integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2060, 0, 1) })
  .map((at) => uuids.uuid(instant(at)));

/** Every promise of contracts/payment-provider.ts for a rail that is confirmed by a statement or by hand. */
export function byHandContract<Form extends SettingsForm>(subject: ByHandSubject<Form>): void {
  const { provider, settings, takes, refuses } = subject;
  const [amount] = takes;
  if (!amount) throw new Error("it takes nothing");
  const silence: Http = () => Promise.reject(new Error("something was called"));
  const requestOf = (paymentId: string, wanted: Money): LinkRequest => ({
    reference: paymentId,
    idempotencyKey: `create-link:${paymentId}`,
    amount: wanted,
    lines: [{ name: "Bague gravée", quantity: 1, unitPrice: wanted }],
    description: "Atelier, no 42",
    orderNumber: 42,
    language: "fr",
    expiresAt: later(start, 86_400_000),
    returnUrl: "https://shop.example/back",
    now: start,
  });
  const shown = async (paymentId: string, wanted: Money): Promise<ShownLink> => {
    const link = await provider.createLink(requestOf(paymentId, wanted), settings, silence);
    if (!link.ok) throw new Error(link.reason);
    if (link.shows === undefined) throw new Error("it has a page");
    return link;
  };

  it("is not heard of by webhooks, and says what it shows in their stead", () => {
    expect(provider.capabilities.confirms).not.toBe("webhook");
    expect(["code", "lines"]).toContain(provider.capabilities.shows);
    expect(provider.settingsProblems?.(settings) ?? []).toEqual([]);
  });

  it("gives what is paid by without a call, and the same at every try", async () => {
    const id = uuids.uuid(start);
    for (const wanted of takes) {
      const first = await shown(id, wanted);
      expect(await shown(id, wanted)).toEqual(first);
      expect(first.expiresAt).toBe(later(start, 86_400_000));
      expect((first.shows.code === undefined) === (provider.capabilities.shows === "lines")).toBe(true);
      expect(lineOf(first.shows, "amount")).toBe(formatDecimal(wanted));
    }
  });

  it("names every payment by a reference of its own, as a bank gives it back", async () => {
    const many = await Promise.all(Array.from({ length: 500 }, () => shown(uuids.uuid(start), amount)));
    expect(new Set(many.map(({ providerRef }) => providerRef)).size).toBe(500);
    await fc.assert(
      fc.asyncProperty(paymentIds, async (id) => {
        const { providerRef, shows } = await shown(id, amount);
        expect(providerRef).toMatch(/^[A-Z0-9]{1,27}$/);
        const line = lineOf(shows, "reference");
        if (line !== undefined) expect(line).toBe(providerRef);
        if (line !== undefined) expect(groupsOf({ key: "reference", value: line }).join("")).toBe(providerRef);
      }),
    );
  });

  it("writes codes that its own grammar reads back, with the amount and the reference in them", async () => {
    await fc.assert(
      fc.asyncProperty(paymentIds, fc.integer({ min: 1, max: 99_999_999 }), async (id, minor) => {
        const wanted = money(minor, amount.currency);
        const { shows, providerRef } = await shown(id, wanted);
        if (shows.code === undefined) return;
        const read = readCode(shows.code.text);
        expect(read).toMatchObject({ ok: true, value: { grammar: shows.code.grammar } });
        expect(JSON.stringify(read)).toContain(providerRef);
        if (read.ok) expect(read.value.code.amount).toEqual(wanted);
      }),
    );
  });

  it("refuses zero and less, and what it cannot carry, before anything is shown", async () => {
    for (const wanted of [money(0, amount.currency), money(-1, amount.currency), ...(refuses ? [refuses] : [])]) {
      expect(provider.amountProblem(wanted, settings)).toBeTypeOf("string");
      const refused = await provider.createLink(requestOf(uuids.uuid(start), wanted), settings, silence);
      expect(refused).toMatchObject({ ok: false, retry: "never" });
    }
    for (const wanted of takes) expect(provider.amountProblem(wanted, settings)).toBeUndefined();
  });

  it("knows nothing of what it shows: no fact ever comes from it, and no refund goes by it", async () => {
    const { providerRef } = await shown(uuids.uuid(start), amount);
    expect(await provider.lookUp(providerRef, settings, silence)).toEqual({ ok: true, facts: [], final: false });
    for (let n = 0; n < 2; n++)
      expect(await provider.expireLink(providerRef, settings, silence)).toEqual({ ok: true, facts: [], final: true });
    expect(provider.capabilities.refunds).toBe("none");
    const refund = { refundId: "r1", idempotencyKey: "refund:r1", captureId: "hand:x", amount, reason: "operator" };
    expect(await provider.refund(refund, settings, silence)).toMatchObject({ ok: false, retry: "never" });
    expect(await provider.lookUpRefunds("hand:x", settings, silence)).toMatchObject({ ok: true, facts: [] });
  });

  it("believes no post, whatever it says", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (body) => {
        const request = { method: "POST", query: {}, headers: { "x-sign": "ok" }, body } as const;
        expect(provider.verify(request, settings, start).ok).toBe(false);
        expect(() => provider.interpret(body, settings)).toThrow(MalformedWebhook);
      }),
    );
  });

  it("gives up for good over settings that do not fit, naming the field", async () => {
    if (Object.keys(provider.settings).length === 0) return;
    const none: SettingsOf<Form> = {};
    expect(provider.settingsProblems?.(none).length).toBeGreaterThan(0);
    for (const { field } of provider.settingsProblems?.(none) ?? [])
      expect(Object.keys(provider.settings)).toContain(field);
    const refused = await provider.createLink(requestOf(uuids.uuid(start), amount), none, silence);
    expect(refused).toMatchObject({ ok: false, retry: "never" });
  });
}

/** An amount of a currency, minor units. */
export const amountOf = (minor: number, code: string): Money => money(minor, currency(code));
