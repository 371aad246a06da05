import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { instant } from "#domain/instant";
import { money } from "#domain/money";
import { chatReference } from "#domain/native-pay";
import { paymentProviderContract } from "../../../tests/contracts/payment-provider.contract.ts";
import { reference } from "../../../tests/contracts/payment-opponent.ts";
import {
  paymentsAnswer,
  railWithChat,
  teaShop,
  whatsappPayOpponent,
} from "../../../tests/contracts/whatsapp-pay-opponent.ts";
import { provider } from "./provider.ts";

const rupees = (minor: number) => money(minor, currency("INR"));

paymentProviderContract({
  provider: railWithChat,
  settings: teaShop,
  otherSecret: teaShop,
  noSecret: teaShop,
  secrets: [teaShop.accessToken],
  recordings: [],
  lacks: ["webhooks", "refund-ids", "expiry-webhooks", "expiry-calls"],
  currency: currency("INR"),
  amounts: [rupees(100), rupees(4_990), rupees(12_345_678)],
  sign: (body) => ({ method: "POST", query: {}, headers: {}, body }),
  opponent: whatsappPayOpponent,
});

const name = chatReference(reference);
const providerRef = `tea-pay/${name}/1795100000`;
const success = { id: "t1", status: "success", updated_timestamp: 1_795_000_010 };
const paid = { reference_id: name, status: "captured", currency: "INR", total_amount: { value: 4_990, offset: 100 } };
const looked = (payment: Readonly<Record<string, unknown>>) =>
  provider.lookUp(providerRef, teaShop, async () => paymentsAnswer(payment));

describe("what Meta says of a payment", () => {
  it("is believed only of the order that was asked about", async () => {
    expect(await looked({ ...paid, reference_id: "another", transactions: [success] })).toMatchObject({
      ok: false,
      retry: "later",
    });
  });

  it("is not believed where it contradicts itself", async () => {
    for (const payment of [
      { ...paid, transactions: [] },
      { ...paid, transactions: [{ ...success, status: "failed" }] },
      { ...paid, status: "pending", refunds: [{ id: "r", status: "success" }], transactions: [] },
      { ...paid, total_amount: undefined, transactions: [success] },
      { ...paid, currency: "rupees", transactions: [success] },
      { ...paid, total_amount: { value: 1, offset: 1_000 }, transactions: [success] },
    ])
      expect(await looked(payment)).toMatchObject({ ok: false, retry: "later" });
  });

  it("counts by its own offset, as number or as text", async () => {
    for (const total_amount of [
      { value: 4_990, offset: 100 },
      { value: "4990", offset: "100" },
      { value: 49_900, offset: 1_000 },
    ])
      expect(await looked({ ...paid, total_amount, transactions: [success] })).toMatchObject({
        facts: [{ kind: "captured", reference, amount: rupees(4_990), at: 1_795_000_010_000 }],
        final: true,
      });
  });

  it("may be of a state that is not known yet: then it is not over", async () => {
    expect(await looked({ ...paid, status: "pending", transactions: [{ id: "t1", status: "thinking" }] })).toEqual({
      ok: true,
      facts: [],
      final: false,
    });
  });

  it("tells of refunds beside the payment and inside its transaction", async () => {
    const refund = { id: "r1", status: "failed", amount: { value: 990, offset: 100 } };
    for (const payment of [
      { ...paid, transactions: [success], refunds: [refund] },
      { ...paid, transactions: [{ ...success, refunds: [refund] }] },
    ])
      expect(await looked(payment)).toMatchObject({
        facts: [
          { kind: "captured" },
          { kind: "refund-changed", refundRef: "r1", state: "failed", amount: rupees(990) },
        ],
      });
  });

  it("ends an order by Meta's own clock, and not while a bank is thinking", async () => {
    const after = (transactions: readonly object[]) =>
      provider.lookUp(`tea-pay/${name}/1794999999`, teaShop, async () =>
        paymentsAnswer({ ...paid, status: "pending", transactions }),
      );
    expect(await after([])).toMatchObject({ facts: [{ kind: "link-expired" }], final: true });
    expect(await after([{ id: "t1", status: "pending" }])).toMatchObject({ facts: [], final: false });
  });
});

describe("an order to be shown in the chat", () => {
  const opponent = whatsappPayOpponent();
  const request = {
    reference,
    idempotencyKey: "k",
    amount: rupees(4_990),
    lines: [],
    description: `Mumbai Tea ${"x".repeat(80)}`,
    language: "en",
    expiresAt: instant(opponent.now() + 3_600_000),
    returnUrl: "https://shop.example",
    now: opponent.now(),
  } as const;

  it("carries what each gateway shows on its own dashboard, no longer than it takes", () => {
    const extras = (gateway: string) =>
      provider.chatTerms?.({ ...teaShop, gateway }, request).ways.map((way) => "extras" in way && way.extras);
    expect(extras("razorpay")).toEqual([{ receipt: request.description.slice(0, 40) }]);
    expect(extras("payu")).toEqual([{ udf1: request.description }]);
    expect(extras("billdesk")).toEqual([{ additional_info1: request.description }]);
    expect(extras("zaakpay")).toEqual([{ extra1: request.description }]);
  });

  it("names where the goods come from once all of that is set", () => {
    const parts = { originCountry: "India", importerName: "Tea", importerStreet: "1 Road", importerCity: "Mumbai" };
    const origin = (more: object) => provider.chatTerms?.({ ...teaShop, ...parts, ...more }, request).origin;
    expect(origin({})).toBeUndefined();
    expect(origin({ importerPostcode: "400050" })).toMatchObject({ importer: "Tea", address: { postcode: "400050" } });
  });

  it.each([
    ["the payment gateway", { gateway: "stripe" }],
    ["the payment configuration", { configurationName: "" }],
    ["60 characters", { configurationName: "x".repeat(61) }],
    ["the phone number is not set", { displayPhoneNumber: "" }],
  ])("is refused with a reason that says what to mend: %s", async (words, change) => {
    const made = await provider.createLink(request, { ...teaShop, ...change }, opponent.http);
    expect(made).toMatchObject({ ok: false, retry: "never", reason: expect.stringContaining(words) as string });
  });

  it("is made in rupees only, and keeps no card", async () => {
    const euro = { ...request, amount: money(4_990, currency("EUR")) };
    for (const wrong of [euro, { ...request, saveCard: "ask" as const }])
      expect(await provider.createLink(wrong, teaShop, opponent.http)).toMatchObject({ ok: false, retry: "never" });
  });
});

it("takes no posts of its own: the channel hears of payments", () => {
  const post = { method: "POST", query: {}, headers: {}, body: new Uint8Array() } as const;
  expect(provider.verify(post, teaShop, instant(0))).toEqual({ ok: false, why: "unconfigured" });
  expect(() => provider.interpret(new Uint8Array(), teaShop)).toThrow(/WhatsApp channel/);
});
