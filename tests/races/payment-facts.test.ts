import { expect, it } from "vitest";
import { applyPaymentFacts } from "#engine/apply-payment-facts";
import { violations, rounds, troubles, useTrack } from "./race-nodes.ts";
import { captureOf, lineOf, plantOrder, setStock } from "./planted-orders.ts";

const track = useTrack();

it("counts a capture once, however many webhooks and look-ups bring it, and returns the money of the old link", async () => {
  const { store, race, on, ask } = track();
  await setStock(store, "RING", rounds * 2);
  for (let round = 0; round < rounds / 2; round++) {
    const { order, payments } = await plantOrder(store, [lineOf("RING", 1)], 2);
    const [old, open] = payments;
    if (!old || !open) throw new RangeError("two links are needed");
    const results = await race((node, n) => {
      const fact = captureOf(n % 4 === 3 ? old : open);
      return on(node, (batch) => applyPaymentFacts(batch, "card", [fact], n % 3 === 0 ? "look-up" : "webhook"));
    });
    expect(troubles(results)).toEqual([]);
    const captures = await ask(
      "select payment_id, verdict, left_minor from capture where business_id = $1 and order_id = $2 order by verdict",
      order.order_id,
    );
    expect(captures).toEqual([
      { payment_id: open.payment_id, verdict: "settles", left_minor: "1200" },
      { payment_id: old.payment_id, verdict: "surplus", left_minor: "0" },
    ]);
    const [books] = await ask(
      `select (select paid_minor from "order" where business_id = $1 and order_id = $2) as paid,
        (select count(*)::int from refund where business_id = $1 and order_id = $2) as refunds,
        (select count(*)::int from document where business_id = $1 and order_id = $2) as receipts,
        (select sum(amount_minor)::int from journal where business_id = $1 and order_id = $2 and kind = 'sale') as sales`,
      order.order_id,
    );
    expect(books).toEqual({ paid: "1200", refunds: 1, receipts: 1, sales: 1200 });
  }
  const [ring] = await ask("select stock from product where business_id = $1 and sku = 'RING'");
  expect(ring?.["stock"]).toBe(rounds * 1.5);
});

it("pays an order once when its link is paid twice at the same moment", async () => {
  const { store, race, on, ask } = track();
  for (let round = 0; round < rounds / 2; round++) {
    const { order, payments } = await plantOrder(store, [lineOf("BOX", 1)]);
    const [open] = payments;
    if (!open) throw new RangeError("a link is needed");
    const results = await race((node, n) =>
      on(node, (batch) => applyPaymentFacts(batch, "card", [captureOf(open, n % 2)], "webhook")),
    );
    expect(troubles(results)).toEqual([]);
    const verdicts = await ask(
      "select verdict from capture where business_id = $1 and order_id = $2 order by verdict",
      order.order_id,
    );
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(["settles", "surplus"]);
  }
  expect(await violations(track())).toEqual([]);
});
