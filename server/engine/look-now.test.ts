import { expect, it } from "vitest";
import { currency } from "#domain/currency";
import { minutes, seconds } from "#domain/instant";
import { money } from "#domain/money";
import { lookNow } from "#engine/look-now";
import { openShop } from "../../tests/engine/rig.ts";

/** A customer whose payment came and was never told of. */
async function withUntoldPayment() {
  const shop = await openShop();
  await shop.say("coffret");
  await shop.say(shop.tap("so:pay"));
  const [payment] = await shop.rows("payment");
  if (!payment) throw new Error("no payment");
  const { payment_id: paymentId } = payment;
  shop.looks.push({
    factId: "ch:captured",
    reference: paymentId,
    kind: "captured",
    captureId: "ch_1",
    amount: money(1_200, currency("EUR")),
    at: shop.ports.clock.now(),
  });
  const look = () => lookNow(shop.ports, { businessId: shop.businessId }, paymentId);
  const state = async () => (await shop.rows("payment"))[0]?.state;
  return { shop, look, state };
}

it("finds money that nobody told of, long before it would have been looked for", async () => {
  const { shop, look, state } = await withUntoldPayment();
  await shop.pass(seconds(1));
  expect(await state()).toBe("open");
  expect(await look()).toBe(true);
  await shop.pass(0);
  expect(await state()).toBe("captured");
});

it("asks the provider once however often the page is loaded, and again after a while", async () => {
  const { shop, look } = await withUntoldPayment();
  shop.looks.length = 0;
  let asked = 0;
  shop.outside((request, behave) => {
    if (request.url === "paper:look") asked += 1;
    return behave(request);
  });
  expect(await look()).toBe(true);
  expect(await look()).toBe(false);
  await shop.pass(0);
  expect(await look()).toBe(false);
  await shop.pass(seconds(4));
  expect(await look()).toBe(false);
  await shop.pass(seconds(2));
  expect(asked).toBe(1);
  expect(await look()).toBe(true);
  await shop.pass(0);
  expect(asked).toBe(2);
});

it("leaves a payment alone that is final or that the provider has not named", async () => {
  const { shop, look } = await withUntoldPayment();
  const [payment] = await shop.rows("payment");
  const put = (change: object) =>
    shop.ports.store.tx(shop.businessId, (tx) =>
      tx.update("payment", [{ payment_id: payment?.payment_id ?? "", look_at: 9e12, ...change }]),
    );
  await put({ final: true });
  expect(await look()).toBe(false);
  await put({ final: false, provider_ref: null });
  expect(await look()).toBe(false);
  await shop.pass(minutes(20));
  expect((await shop.rows("payment"))[0]?.look_at).toBe(9e12);
});
