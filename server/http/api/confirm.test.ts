import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hours } from "#domain/instant";
import type { PaymentShows } from "#domain/payment-shows";
import { type TwoShops, openTwoShops } from "../../../tests/authz/two-shops.ts";
import { openPayment, placedOrder } from "../pay-page/ring-order.fixture.ts";
import { publicId, readPublicId } from "../public-ids.ts";

let shops: TwoShops;
let cookie: string;
beforeAll(async () => {
  shops = await openTwoShops();
  const { token } = await shops.installation.accounts.seat(
    { name: "Ana", email: "ana@example.com" },
    shops.here.businessId,
    "owner",
  );
  cookie = `comptoir_session=${token}`;
  await connect(transfer);
  // The seeded receipt was numbered by nobody's counter.
  const name = `receipt-${new Date().getUTCFullYear()}`;
  await shops.installation.store.tx(shops.here.businessId, (tx) => tx.insertNew("counter", [{ name, value: 100 }]));
});
afterAll(() => shops.close());

const ask = async (path: string, more: { method?: string; body?: unknown; key?: string } = {}) => {
  const { method = "GET", body, key } = more;
  const answer = await fetch(`${shops.url}/api/v1/shops/here${path}`, {
    method,
    headers: {
      cookie,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(key === undefined ? {} : { "idempotency-key": key }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, json: JSON.parse(text) as Record<string, unknown> };
};

const transfer = { scheme: "epc", beneficiary: "Atelier Rose", iban: "FR76 3000 6000 0112 3456 7890 189" };
const connect = (values: Readonly<Record<string, string>>) =>
  ask("/settings/connections/rail/transfer-here", {
    method: "PUT",
    body: { kind: "transfer", name: "Transfer", values },
  });

const shows: PaymentShows = {
  code: { grammar: "epc", text: "BCD\n002\n1\nSCT\n\nAtelier Rose\nFR7630006000011234567890189\nEUR58.90" },
  lines: [{ key: "reference", value: "RF650WHRT451W022" }],
};

/** An order that waits to be paid by transfer; gives its payment's id. */
async function waiting(): Promise<string> {
  const { businessId, objects } = shops.here;
  const thread_id = readPublicId("thread", objects.thread) ?? "";
  const [payment_id, order_id] = [randomUUID(), randomUUID()];
  const end = Date.now() + hours(1);
  await shops.installation.store.tx(businessId, async (tx) => {
    const [thread] = await tx.find("thread", [{ thread_id }]);
    const person_id = thread?.person_id ?? "";
    await tx.insert("order", [placedOrder({ order_id, thread_id, person_id, number: null })]);
    const about = { payment_id, order_id, thread_id, rail_id: "transfer-here", provider_ref: `RF65${payment_id}` };
    await tx.insert("payment", [openPayment({ ...about, url: null, shows, expires_at: end, look_at: end })]);
  });
  return payment_id;
}

const amount = { minor: 5_890, currency: "EUR" };
const confirm = (payment: string, more: { amount?: typeof amount; key?: string } = {}) =>
  ask(`/payments/${payment}/confirm`, {
    method: "POST",
    body: { amount: more.amount ?? amount },
    ...(more.key === undefined ? {} : { key: more.key }),
  });

describe("a transfer rail", () => {
  it("is refused with the field to mend, and connected once it fits", async () => {
    const wrong = await connect({ ...transfer, iban: "FR76 3000 6000 0112 3456 7890 188" });
    expect(wrong.status).toBe(400);
    expect(wrong.json["errors"]).toMatchObject([{ pointer: "/values/iban", code: "connection.field" }]);
    expect(JSON.stringify(wrong.json)).not.toContain("890188");
    const right = await connect(transfer);
    expect(right.status).toBe(200);
    expect(right.json["webhookUrl"]).toBeNull();
    const test = await ask("/settings/connections/rail/transfer-here/test", { method: "POST" });
    expect((test.json["checks"] as { check: string }[]).map(({ check }) => check)).toEqual(["settings", "account"]);
  });
});

describe("a confirmation by hand", () => {
  it("needs a key, counts once, and says who gave it", async () => {
    const id = await waiting();
    const payment = publicId("payment", id);
    expect((await confirm(payment)).status).toBe(400);
    const key = randomUUID();
    const first = await confirm(payment, { key });
    expect(first.status).toBe(200);
    expect(first.json).toMatchObject({
      state: "captured",
      received: amount,
      rail: { confirms: "statement" },
      shows: { grammar: "epc", lines: [{ key: "reference", value: "RF650WHRT451W022" }] },
      evidence: { webhookAt: null, lookUpAt: null, byHandAt: expect.any(String), byHandOf: "Ana" },
      facts: [{ kind: "captured", via: "by-hand" }],
      captures: [{ captureId: `hand:${id}`, verdict: "settles" }],
    });
    const again = await confirm(payment, { key });
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([200, "true"]);
    const other = await confirm(payment, { key: randomUUID() });
    expect(other.json["captures"]).toHaveLength(1);
    const order = await ask(`/orders/${first.json["orderId"] as string}`);
    expect(order.json).toMatchObject({ state: "paid", payments: [{ byHand: false }] });
    expect(order.json["history"]).toContainEqual(expect.objectContaining({ event: "confirm-payment", by: "Ana" }));
  });

  it("is refused over another amount, and where the provider tells of its money itself", async () => {
    const payment = publicId("payment", await waiting());
    const other = await confirm(payment, { key: randomUUID(), amount: { minor: 1, currency: "EUR" } });
    expect([other.status, other.json["code"]]).toEqual([409, "payment.amount-changed"]);
    const card = await confirm(shops.here.objects.payment, { key: randomUUID() });
    expect([card.status, card.json["code"]]).toEqual([409, "payment.not-by-hand"]);
    expect((await ask(`/payments/${payment}`)).json).toMatchObject({ state: "open", captures: [] });
  });
});

describe("a payment by a code", () => {
  it("has a picture, a page with it, and a sheet to print", async () => {
    const id = await waiting();
    const picture = await fetch(`${shops.url}/api/v1/shops/here/payments/${publicId("payment", id)}/code`, {
      headers: { cookie },
    });
    expect([picture.status, picture.headers.get("content-type")]).toEqual([200, "image/png"]);
    const address = shops.server.ports.payPage?.(shops.here.businessId, id) ?? "";
    const page = await fetch(address);
    expect(page.headers.get("content-security-policy")).toContain("img-src data:");
    const text = await page.text();
    expect(text).toContain('src="data:image/png;base64,');
    expect(Buffer.byteLength(text)).toBeLessThan(15_000);
    const sheet = await fetch(`${address}/print`);
    expect(sheet.status).toBe(200);
    expect(await sheet.text()).toContain("@page{size:A6");
    await confirm(publicId("payment", id), { key: randomUUID() });
    expect((await fetch(`${address}/print`, { redirect: "manual" })).status).toBe(303);
  });
});
