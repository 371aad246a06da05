import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { days } from "#domain/instant";
import { balances } from "#domain/ledger";
import { money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import { actOnOrder } from "#engine/operate";
import { checkBusiness } from "../../server/invariants/check.ts";
import { merchants } from "./paper-shop.ts";
import { openShop } from "./rig.ts";

const eur = currency("EUR");

/** A shop with a placed order of 12.00, and the facts a bank tells of its payment. */
async function asked() {
  const shop = await openShop();
  await shop.say("coffret");
  await shop.say(shop.tap("so:pay"));
  const [payment] = await shop.rows("payment");
  const [order] = await shop.rows("order");
  if (!payment || !order) throw new Error("nothing was asked for");
  const fact = (kind: "authorised" | "captured" | "capture-failed", minor = 1_200): PaymentFact => ({
    factId: `tx:${kind}`,
    reference: payment.payment_id,
    at: shop.ports.clock.now(),
    kind,
    captureId: `ch_${payment.payment_id}-1`,
    amount: money(minor, eur),
    reason: "the account is closed",
  });
  const standing = async () => {
    const rows = await shop.rows("journal");
    const sums = balances(
      rows.map(({ debit, credit, amount_minor }) => ({ debit, credit, amount: money(amount_minor, eur) })),
    );
    return [sums.get("rail:card:promised EUR") ?? 0, sums.get("rail:card:clearing EUR") ?? 0];
  };
  const refund = async (amountMinor: number) =>
    actOnOrder(shop.ports, await shop.shopNow(), "someone", order.order_id, { act: "refund", amountMinor });
  return {
    shop,
    fact,
    standing,
    refund,
    violations: () => checkBusiness(shop.ports.store, shop.businessId, shop.ports.clock.now()),
  };
}

describe("money a bank has promised", () => {
  it("pays the order at once, stands apart, and is booked when the provider captures it", async () => {
    const { shop, fact, standing, violations } = await asked();
    const thanks = await shop.facts(fact("authorised"));
    expect(thanks.map(({ message }) => message["kind"])).toContain("document");
    expect(await standing()).toEqual([1_200, 0]);
    expect(await shop.rows("capture")).toMatchObject([{ stage: "promised", verdict: "settles" }]);
    expect(await shop.facts(fact("captured"), fact("captured"))).toEqual([]);
    expect(await standing()).toEqual([0, 1_200]);
    expect(await shop.rows("capture")).toMatchObject([{ stage: "booked", left_minor: 1_200 }]);
    expect(await violations()).toEqual([]);
  });

  it("is counted once when the capture is heard of before its promise", async () => {
    const { shop, fact, standing, violations } = await asked();
    await shop.facts(fact("captured"));
    await shop.facts(fact("authorised"));
    expect(await standing()).toEqual([0, 1_200]);
    expect(await violations()).toEqual([]);
  });

  it("is taken back in the books when it never comes; a person is told and nothing of it can be refunded", async () => {
    const { shop, fact, standing, refund, violations } = await asked();
    await shop.facts(fact("authorised"));
    await shop.facts(fact("capture-failed"));
    expect(await standing()).toEqual([0, 0]);
    expect((await shop.rows("notice")).map(({ about, severity }) => `${about} ${severity}`)).toContain(
      "money-lost alarm",
    );
    expect(await refund(100)).toMatchObject({ refused: "nothing-paid" });
    const [answer] = await shop.say("REFUND 1 1", merchants.rose, "Rose");
    expect(String(answer?.message["body"])).toContain("ne peut être remboursé");
    expect(await violations()).toEqual([]);
  });

  it("gives up a part of the promise when a part is refunded before it is booked", async () => {
    const { shop, fact, standing, refund, violations } = await asked();
    await shop.facts(fact("authorised"));
    await refund(200);
    await shop.pass(days(0));
    expect(await standing()).toEqual([1_000, 0]);
    await shop.facts(fact("captured", 1_000));
    expect(await standing()).toEqual([0, 1_000]);
    expect((await shop.rows("notice")).map(({ about }) => about)).not.toContain("booked-differs");
    expect(await violations()).toEqual([]);
  });

  it("is put before a person when another amount is booked than stands", async () => {
    const { shop, fact, violations } = await asked();
    await shop.facts(fact("authorised"));
    await shop.facts(fact("captured", 1_100));
    expect((await shop.rows("notice")).map(({ about }) => about)).toContain("booked-differs");
    expect(await violations()).toEqual([]);
  });
});
