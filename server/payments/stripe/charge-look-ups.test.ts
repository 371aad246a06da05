import { describe, expect, it } from "vitest";
import type { Http, HttpRequest } from "#contracts/http-port";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { stripeAccount } from "../../../tests/contracts/stripe-opponent.ts";
import { provider } from "./provider.ts";

const { cards } = provider;
if (!cards) throw new Error("this rail keeps cards");
const reference = "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0042";

const intent = (id: string, metadata: object) => ({
  id,
  object: "payment_intent",
  status: "succeeded",
  amount_received: 990,
  currency: "eur",
  created: 1_781_000_000,
  metadata,
});

describe("asking what became of a charge", () => {
  const found = (http: Http, of = reference) => cards.lookUpCharge(of, stripeAccount, http);
  const pages = (answers: readonly (readonly object[])[], asked: HttpRequest[] = []): Http => {
    return async (request) => {
      asked.push(request);
      const data = answers[asked.length - 1] ?? [intent(`pi_${asked.length}`, {})];
      const json = { object: "list", data, has_more: answers.length === 0 || asked.length < answers.length };
      return { status: 200, headers: {}, body: new TextEncoder().encode(JSON.stringify(json)) };
    };
  };

  it("finds it on a later page, and passes over the payment of a page with the same reference", async () => {
    const asked: HttpRequest[] = [];
    const charged = intent("pi_card", { reference, initiatedBy: "merchant" });
    const http = pages(
      [[intent("pi_page", { reference })], [intent("pi_other", { initiatedBy: "merchant" }), charged]],
      asked,
    );
    expect(await found(http)).toMatchObject({ facts: [{ kind: "captured", captureId: "pi_card" }], final: true });
    const queries = asked.map(({ url }) => new URL(url).searchParams);
    expect(queries[1]?.get("starting_after")).toBe("pi_page");
    // 0192f0c1-7a00 is the millisecond 1,730,616,064,512; ten minutes of slack go off it.
    expect(queries[0]?.get("created[gte]")).toBe(String(Math.floor(0x01_92_f0_c1_7a_00 / 1_000) - 600));
  });

  it("concludes nothing from a list too long to be read, nor from a reference of somebody else", async () => {
    expect(await found(pages([]))).toMatchObject({ ok: false, retry: "later" });
    expect(await found(pages([]), "order-17")).toMatchObject({ ok: false, retry: "never" });
  });
});

describe("a declined charge", () => {
  const declined = (code: string, decline_code: string): Http => {
    const last_payment_error = { code, decline_code, charge: "ch_1" };
    const payment_intent = { ...intent("pi_1", { reference }), status: "requires_payment_method", last_payment_error };
    const error = { type: "card_error", code, decline_code, message: "no", payment_intent };
    const body = new TextEncoder().encode(JSON.stringify({ error }));
    return async () => ({ status: 402, headers: {}, body });
  };
  const charge = (http: Http) =>
    cards.charge(
      {
        reference,
        idempotencyKey: "k",
        amount: money(990, currency("EUR")),
        alias: "cus_1/pm_1",
        payer: { reference: "person" },
        description: "the rest",
        initiatedBy: "merchant",
      },
      stripeAccount,
      http,
    );

  it.each([
    ["authentication_required", "authentication_required"],
    ["card_declined", "authentication_required"],
    ["card_declined", "authentication_not_handled"],
    ["card_declined", "mobile_device_authentication_required"],
  ])("asks for her under %s, %s", async (code, declineCode) => {
    expect(await charge(declined(code, declineCode))).toMatchObject({ ok: true, needsCustomer: true });
  });

  it("asks for nobody where the bank simply refuses", async () => {
    const refused = await charge(declined("card_declined", "do_not_honor"));
    expect(refused).toMatchObject({ facts: [{ factId: "attempt-failed:ch_1", reason: "do_not_honor" }], final: true });
  });
});

describe("the charge of a kept card under way", () => {
  const waiting = {
    object: "payment_intent",
    amount_received: 0,
    currency: "eur",
    created: 1,
    metadata: { reference },
  };

  it("is cancelled where it waits for something, and is over then", async () => {
    let status = "requires_action";
    const asked: string[] = [];
    const http: Http = async ({ method, url }) => {
      asked.push(`${method} ${new URL(url).pathname}`);
      if (method === "POST") status = "canceled";
      return {
        status: 200,
        headers: {},
        body: new TextEncoder().encode(JSON.stringify({ id: "pi_1", ...waiting, status })),
      };
    };
    expect(await provider.lookUp("pi_1", stripeAccount, http)).toEqual({ ok: true, facts: [], final: false });
    expect(await provider.expireLink("pi_1", stripeAccount, http)).toEqual({ ok: true, facts: [], final: true });
    expect(asked).toContain("POST /v1/payment_intents/pi_1/cancel");
  });

  it("concludes nothing from an answer about another one", async () => {
    const body = new TextEncoder().encode(JSON.stringify({ id: "pi_2", ...waiting, status: "succeeded" }));
    const http: Http = async () => ({ status: 200, headers: {}, body });
    expect(await provider.lookUp("pi_1", stripeAccount, http)).toMatchObject({ ok: false, retry: "later" });
  });
});
