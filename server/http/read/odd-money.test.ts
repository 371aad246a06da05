import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TwoShops, openTwoShops } from "../../../tests/authz/two-shops.ts";

let shops: TwoShops;
let cookie: string;
const asked = 4_990;
const euros = (minor: number) => ({ minor, currency: "EUR" });
const now = Date.now();

const oddPayment = { payment_id: randomUUID(), rail_id: "card-here", currency: "EUR" } as const;

beforeAll(async () => {
  shops = await openTwoShops();
  const { here, installation } = shops;
  const person = { name: "Ana", email: "ana@example.com" };
  const { token } = await installation.accounts.seat(person, here.businessId, "owner");
  cookie = `comptoir_session=${token}`;
  await installation.store.tx(here.businessId, async (tx) => {
    const [order] = await tx.select("order", { number: { eq: 1 } });
    if (!order) throw new Error("the shop has no order");
    const { order_id, thread_id } = order;
    const odd = { ...oddPayment, order_id, thread_id };
    await tx.insert("payment", [
      {
        ...odd,
        revision: 1,
        amount_minor: asked,
        state: "captured",
        provider_ref: "odd",
        url: null,
        chat: null,
        card_id: null,
        expires_at: now,
        settled_at: now,
        final: true,
        look_at: now,
        looks: 1,
        shows: null,
        by_webhook_at: now,
        by_lookup_at: now,
        by_hand_at: null,
        by_hand_of: null,
        said_paid_at: null,
        created_at: now,
        changed_at: now,
      },
    ]);
    await tx.insert("capture", [
      {
        ...oddPayment,
        capture_id: "cap-odd",
        order_id,
        amount_minor: 1,
        verdict: "wrong-amount",
        stage: "booked",
        left_minor: 0,
        fee_minor: null,
        disputed: false,
        at: now,
      },
    ]);
    await tx.insert("notice", [
      {
        notice_id: randomUUID(),
        about: "message-failed",
        severity: "warning",
        text: "notice.message-failed",
        values: { reason: "engine.failed.unknown", code: 0 },
        thread_id: null,
        order_id: null,
        state: "open",
        created_at: now,
      },
    ]);
  });
});
afterAll(() => shops.close());

async function ask<Shape>(path: string, language = "en"): Promise<Shape> {
  const answer = await fetch(`${shops.url}/api/v1/shops/here${path}`, {
    headers: { cookie, "accept-language": language },
  });
  return (await answer.json()) as Shape;
}
type Listed = {
  readonly items: readonly { readonly amount: object; readonly received: object; readonly attention: string | null }[];
};

describe("a payment of another amount than asked", () => {
  it("shows what really came in beside what was asked", async () => {
    const { items } = await ask<Listed>("/payments?view=attention");
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ amount: euros(asked), received: euros(1), attention: "wrong-amount" });
  });
  it("is none of the paid ones, and does not match", async () => {
    const paid = await ask<Listed>("/payments?view=paid");
    expect(paid.items.map(({ amount, received }) => [amount, received])).toEqual([[euros(4_900), euros(4_900)]]);
    expect(await ask("/reconciliation")).toMatchObject({ payments: 2, matching: 1, confirmed: 1 });
  });
  it("counts with what came in where it waits for a person", async () => {
    expect(await ask("/summary")).toMatchObject({ attention: { count: 1, amount: euros(1) } });
  });
});

describe("a reason of the engine's own in a notice", () => {
  it.each([
    ["en", "A message did not reach the customer: the provider never said whether it arrived, twice"],
    ["fr", "Un message n’est pas parvenu au client : le prestataire n’a pas dit s’il était arrivé, deux fois"],
  ])("is worded in %s", async (language, text) => {
    const { items } = await ask<{ items: { about: string; text: string }[] }>("/notices", language);
    expect(items.find(({ about }) => about === "message-failed")?.text).toBe(text);
  });
});
