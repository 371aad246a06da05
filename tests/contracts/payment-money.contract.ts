import { expect, it } from "vitest";
import type { Link } from "#contracts/payment-provider";
import type { SettingsForm } from "#contracts/settings";
import type { Money } from "#domain/money";
import {
  type Opponent,
  type Subject,
  amounts,
  done,
  idsOf,
  ofKind,
  reference,
  requestOf,
  sumsOf,
  told,
} from "./payment-opponent.ts";

/** What a provider promises of links, captures and refunds when every call is answered. */
export function moneyPromises<Form extends SettingsForm>(subject: Subject<Form>): void {
  const { provider, settings } = subject;
  const euros = sumsOf(subject);
  const lacks = subject.lacks ?? [];
  const open = async (amount: Money): Promise<{ opponent: Opponent; link: Link }> => {
    const opponent = subject.opponent();
    return { opponent, link: done(await provider.createLink(requestOf(opponent, amount), settings, opponent.http)) };
  };
  const paid = async (amount: Money) => {
    const { opponent, link } = await open(amount);
    opponent.pay(link.providerRef);
    await opponent.pass(1_000);
    const found = done(await provider.lookUp(link.providerRef, settings, opponent.http));
    const [capture] = ofKind(found.facts, "captured");
    if (!capture) throw new Error("no capture was found");
    return { opponent, link, found, capture };
  };
  const refundOf = (captureId: string, amount: Money, refundId = "r1") => ({
    refundId,
    idempotencyKey: `refund:${refundId}`,
    captureId,
    amount,
    reason: "customer-asked",
  });

  it("gives a page to pay at, and the same one when asked again", async () => {
    const { opponent, link } = await open(euros(4_990));
    expect(link.url).toMatch(/^https?:\/\//);
    expect(link.expiresAt).toBeGreaterThan(opponent.now());
    if (lacks.includes("same-link")) return;
    const again = done(await provider.createLink(requestOf(opponent, euros(4_990)), settings, opponent.http));
    expect(again).toEqual(link);
    expect(opponent.linksOf(reference)).toBe(1);
  });

  it("knows an unpaid link as open", async () => {
    const { opponent, link } = await open(euros(4_990));
    const found = done(await provider.lookUp(link.providerRef, settings, opponent.http));
    expect(found).toEqual({ ok: true, facts: [], final: false });
  });

  it.each(subject.amounts ?? amounts)("captures exactly $minor $currency", async (amount) => {
    expect(provider.amountProblem(amount, settings)).toBeUndefined();
    const { capture, found } = await paid(amount);
    expect(capture).toMatchObject({ reference, amount });
    expect(found.final).toBe(true);
    if (capture.fee) expect(capture.fee.currency).toBe(amount.currency);
  });

  it("refuses zero and less before anything is asked", async () => {
    const opponent = subject.opponent();
    for (const amount of [euros(0), euros(-100)]) {
      expect(provider.amountProblem(amount, settings)).toBeTypeOf("string");
      const refused = await provider.createLink(requestOf(opponent, amount), settings, opponent.http);
      expect(refused).toMatchObject({ ok: false, retry: "never" });
    }
    expect(opponent.linksOf(reference)).toBe(0);
  });

  it("tells of one capture under one id, by webhook and by look-up, however often", async () => {
    const { opponent, link, capture } = await paid(euros(4_990));
    const byWebhook = ofKind(told(subject, opponent), "captured");
    const wasTold = lacks.includes("webhooks") ? [] : [capture.factId];
    expect(new Set(idsOf(byWebhook))).toEqual(new Set(wasTold));
    for (const fact of byWebhook)
      expect(fact).toMatchObject({ reference, captureId: capture.captureId, amount: capture.amount });
    const again = done(await provider.lookUp(link.providerRef, settings, opponent.http));
    expect(ofKind(again.facts, "captured")).toEqual([capture]);
  });

  it("tells of a declined card without closing the link", async () => {
    const { opponent, link } = await open(euros(4_990));
    opponent.pay(link.providerRef, "declined");
    await opponent.pass(1_000);
    const found = done(await provider.lookUp(link.providerRef, settings, opponent.http));
    expect(found.final).toBe(false);
    const heard = lacks.includes("webhooks") ? found.facts : told(subject, opponent);
    const failed = ofKind(heard, "attempt-failed");
    expect(failed).toHaveLength(1);
    expect(ofKind(found.facts, "captured")).toEqual([]);
    expect(idsOf(found.facts).every((id) => idsOf(failed).includes(id))).toBe(true);
    opponent.pay(link.providerRef);
    const after = done(await provider.lookUp(link.providerRef, settings, opponent.http));
    expect(ofKind(after.facts, "captured")).toHaveLength(1);
  });

  it.skipIf(lacks.includes("expiry-calls"))(
    "makes a link unpayable, twice without complaint, and says so by every way",
    async () => {
      const { opponent, link } = await open(euros(4_990));
      for (let n = 0; n < 2; n++) {
        const expired = done(await provider.expireLink(link.providerRef, settings, opponent.http));
        expect(expired.final).toBe(true);
        expect(ofKind(expired.facts, "link-expired")).toHaveLength(1);
      }
      opponent.pay(link.providerRef);
      await opponent.pass(1_000);
      const found = done(await provider.lookUp(link.providerRef, settings, opponent.http));
      expect(ofKind(found.facts, "captured")).toEqual([]);
      const byWebhook = new Set(idsOf(told(subject, opponent)));
      if (lacks.includes("expiry-webhooks")) expect(byWebhook).toEqual(new Set());
      else expect(byWebhook).toEqual(new Set(idsOf(found.facts)));
    },
  );

  it("lets a link run out by itself", async () => {
    const { opponent, link } = await open(euros(4_990));
    await opponent.pass(link.expiresAt - opponent.now() + 1_000);
    const found = done(await provider.lookUp(link.providerRef, settings, opponent.http));
    expect(found.final).toBe(true);
    expect(ofKind(found.facts, "link-expired")).toHaveLength(1);
  });

  it("finds the capture when a link is to be voided that was paid a moment ago", async () => {
    const { opponent, link, capture } = await paid(euros(4_990));
    const late = done(await provider.expireLink(link.providerRef, settings, opponent.http));
    expect(late.facts).toEqual([capture]);
  });

  it.skipIf(provider.capabilities.refunds !== "partial")("returns parts of a capture, never more than it", async () => {
    const { opponent, capture } = await paid(euros(4_990));
    const first = done(await provider.refund(refundOf(capture.captureId, euros(1_990)), settings, opponent.http));
    expect(ofKind(first.facts, "refund-changed")).toMatchObject([
      { reference, refundId: "r1", captureId: capture.captureId, amount: euros(1_990), state: "done" },
    ]);
    const over = refundOf(capture.captureId, euros(3_001), "r2");
    expect(await provider.refund(over, settings, opponent.http)).toMatchObject({ ok: false, retry: "never" });
    done(await provider.refund(refundOf(capture.captureId, euros(3_000), "r3"), settings, opponent.http));
    const more = refundOf(capture.captureId, euros(1), "r4");
    expect(await provider.refund(more, settings, opponent.http)).toMatchObject({ ok: false, retry: "never" });
    expect(opponent.returnedOf(capture.captureId)).toBe(4_990);
  });

  it.skipIf(provider.capabilities.refunds === "none")("makes a refund once, however often it is asked", async () => {
    const { opponent, capture } = await paid(euros(4_990));
    const request = refundOf(capture.captureId, euros(4_990));
    const [one, two] = [
      await provider.refund(request, settings, opponent.http),
      await provider.refund(request, settings, opponent.http),
    ];
    expect(done(two)).toEqual(done(one));
    expect(opponent.returnedOf(capture.captureId)).toBe(4_990);
  });

  it.skipIf(provider.capabilities.refunds === "none")(
    "tells of a refund and its late failure by every way",
    async () => {
      const { opponent, capture } = await paid(euros(4_990));
      const made = done(await provider.refund(refundOf(capture.captureId, euros(4_990)), settings, opponent.http));
      const [fact] = ofKind(made.facts, "refund-changed");
      opponent.failRefund(fact?.refundRef ?? "");
      await opponent.pass(1_000);
      const found = done(await provider.lookUpRefunds(capture.captureId, settings, opponent.http));
      const whose = lacks.includes("refund-ids") ? { reference } : { reference, refundId: "r1" };
      expect(ofKind(found.facts, "refund-changed")).toMatchObject([{ ...whose, state: "failed" }]);
      const byWebhook = idsOf(ofKind(told(subject, opponent), "refund-changed"));
      const all = new Set([...idsOf(made.facts), ...idsOf(found.facts)]);
      expect(new Set(byWebhook)).toEqual(lacks.includes("webhooks") ? new Set() : all);
    },
  );
}
