import { describe, expect, it } from "vitest";
import type { Http, HttpRequest } from "#contracts/http-port";
import { days, minutes } from "#domain/instant";
import { stripeAccount, stripeOpponent } from "../../../tests/contracts/stripe-opponent.ts";
import { customerOf } from "./customers.ts";

const person = "0192f0c1-7000-7aaa-9b1a-4d2f6a1e0009";
const lea = { reference: person, email: "lea@example.com" };

type Answer = { readonly status: number; readonly json: object };

/** A Stripe that says what it is told to, and what it was asked. */
function scripted(answer: (request: HttpRequest) => Answer): { http: Http; asked: HttpRequest[] } {
  const asked: HttpRequest[] = [];
  const http: Http = async (request) => {
    asked.push(request);
    const { status, json } = answer(request);
    return { status, headers: {}, body: new TextEncoder().encode(JSON.stringify(json)) };
  };
  return { http, asked };
}

const customer = (id: string, created: number, reference = person) => ({
  id,
  object: "customer",
  created,
  email: lea.email,
  metadata: { comptoir_person: reference },
});

describe("a person at Stripe", () => {
  it("is one customer, at once, after an hour and after the key was forgotten", async () => {
    const opponent = stripeOpponent();
    const ids: unknown[] = [];
    for (const pause of [0, 1_000, minutes(61), days(2)]) {
      await opponent.pass(pause);
      ids.push(await customerOf(lea, stripeAccount, opponent.http));
    }
    expect(new Set(ids.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(ids[0]).toMatchObject({ ok: true, value: expect.stringMatching(/^cus_/) });
    const other = await customerOf({ reference: "another" }, stripeAccount, opponent.http);
    expect(other).not.toEqual(ids[0]);
  });

  it("has the address that is known last, told only when it is new", async () => {
    const { http } = stripeOpponent();
    const asked: string[] = [];
    const listening: Http = async (request) => {
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
      return http(request);
    };
    const first = await customerOf({ reference: person }, stripeAccount, listening);
    expect(asked).toEqual(["GET /v1/customers/search", "POST /v1/customers"]);
    expect(await customerOf(lea, stripeAccount, listening)).toEqual(first);
    expect(asked.slice(2)).toHaveLength(3);
    if (first.ok) expect(asked.at(-1)).toBe(`POST /v1/customers/${first.value}`);
  });

  it("is the oldest of several, and nobody whom the search confuses with her", async () => {
    const data = [customer("cus_new", 20), customer("cus_old", 10), customer("cus_foreign", 5, "another")];
    const { http, asked } = scripted(() => ({ status: 200, json: { object: "search_result", data } }));
    expect(await customerOf(lea, stripeAccount, http)).toEqual({ ok: true, value: "cus_old" });
    expect(asked).toHaveLength(1);
  });

  it("is made where Stripe has no search, and asked for again where it is only busy", async () => {
    const made = customer("cus_made", 30);
    const searching = (status: number) =>
      scripted(({ method }) =>
        method === "GET" ? { status, json: { error: { type: "x", message: "no" } } } : { status: 200, json: made },
      );
    const without = searching(400);
    expect(await customerOf(lea, stripeAccount, without.http)).toEqual({ ok: true, value: "cus_made" });
    expect(without.asked.at(-1)?.headers).toMatchObject({ "idempotency-key": `customer:${person}` });
    const busy = searching(503);
    expect(await customerOf(lea, stripeAccount, busy.http)).toMatchObject({ ok: false, retry: "later" });
    expect(busy.asked).toHaveLength(1);
  });

  it("is searched for by a reference that cannot leave its quotes", async () => {
    const { http, asked } = scripted(() => ({ status: 503, json: {} }));
    await customerOf({ reference: "a'b\\c" }, stripeAccount, http);
    expect(new URL(asked[0]?.url ?? "").searchParams.get("query")).toBe(
      String.raw`metadata['comptoir_person']:'a\'b\\c'`,
    );
  });
});
