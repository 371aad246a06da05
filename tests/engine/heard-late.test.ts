import { expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import { actOnOrder } from "#engine/operate";
import { checkBusiness } from "../../server/invariants/check.ts";
import { openShop } from "./rig.ts";

const eur = currency("EUR");

/** A shop with a placed order of 12.00, and what a bank may tell of its payment, in any order. */
async function asked() {
  const shop = await openShop();
  await shop.say("coffret");
  await shop.say(shop.tap("so:pay"));
  const [payment] = await shop.rows("payment");
  const [order] = await shop.rows("order");
  if (!payment || !order) throw new Error("nothing was asked for");
  const first = `ch_${payment.payment_id}-1`;
  const about = (captureId: string) => ({
    reference: payment.payment_id,
    at: shop.ports.clock.now(),
    captureId,
    amount: money(1_200, eur),
  });
  return {
    shop,
    bank: (kind: "authorised" | "captured" | "capture-failed", captureId = first): PaymentFact => ({
      ...about(captureId),
      factId: `${captureId}:${kind}`,
      kind,
      reason: "the account is closed",
    }),
    refundDone: (): PaymentFact => ({
      ...about(first),
      factId: "re:done",
      kind: "refund-changed",
      refundRef: "re_1",
      state: "done",
    }),
    dispute: (state: "opened" | "won"): PaymentFact => ({
      ...about(first),
      factId: `dp:${state}`,
      kind: "dispute-changed",
      disputeId: "dp_1",
      state,
    }),
    cancel: async () => actOnOrder(shop.ports, await shop.shopNow(), "rose", order.order_id, { act: "cancel" }),
    violations: () => checkBusiness(shop.ports.store, shop.businessId, shop.ports.clock.now()),
  };
}

it("believes no promise that is heard of after its end", async () => {
  const { shop, bank, violations } = await asked();
  await shop.facts(bank("capture-failed"));
  await shop.facts(bank("authorised"));
  expect(await shop.rows("capture")).toEqual([]);
  expect((await shop.rows("order"))[0]).toMatchObject({ state: "placed", paid_minor: 0 });
  expect(await violations()).toEqual([]);
});

it("takes back one of two promises of a link and leaves the other", async () => {
  const { shop, bank, violations } = await asked();
  await shop.facts(bank("authorised"));
  shop.outside((request, behave) => (request.url === "paper:refund" ? shop.json([]) : behave(request)));
  await shop.facts(bank("authorised", "ch_2"));
  await shop.facts(bank("capture-failed", "ch_2"));
  const lost = (await shop.rows("journal")).filter(({ kind }) => kind === "lost");
  expect(lost.reduce((sum, { amount_minor }) => sum + amount_minor, 0)).toBe(1_200);
  await shop.facts(bank("captured"));
  expect((await shop.rows("notice")).map(({ about }) => about)).not.toContain("booked-differs");
  expect(await violations()).toEqual([]);
});

it("books a refund that was heard of before the payment it gives back", async () => {
  const { shop, bank, refundDone, violations } = await asked();
  await shop.facts(refundDone());
  await shop.facts(bank("captured"));
  expect(await shop.rows("refund")).toMatchObject([{ state: "done", amount_minor: 1_200 }]);
  expect(await shop.rows("capture")).toMatchObject([{ left_minor: 0 }]);
  expect(await violations()).toEqual([]);
});

it("returns what a won dispute brings back when the order was cancelled meanwhile", async () => {
  const { shop, bank, dispute, cancel, violations } = await asked();
  await shop.facts(bank("captured"));
  await shop.facts(dispute("opened"));
  await shop.during(cancel);
  expect(await shop.rows("refund")).toEqual([]);
  await shop.facts(dispute("won"));
  expect(await shop.rows("refund")).toMatchObject([{ reason: "order-cancelled", amount_minor: 1_200, state: "done" }]);
  expect(await violations()).toEqual([]);
});
