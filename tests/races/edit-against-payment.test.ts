import { expect, it } from "vitest";
import { applyPaymentFacts } from "#engine/apply-payment-facts";
import { editCart } from "#engine/operate";
import { captureOf, lineOf, plantOrder } from "./planted-orders.ts";
import { rounds, troubles, useTrack, violations } from "./race-nodes.ts";

const track = useTrack();

it("lets either the edit or the payment win: no order is paid at another total than its own", async () => {
  const { store, race, on, ask } = track();
  const winners = { edit: 0, payment: 0 };
  for (let round = 0; round < rounds / 4; round++) {
    const { order, payments, threadId } = await plantOrder(store, [lineOf("BOX", 1)]);
    const [open] = payments;
    if (!open) throw new RangeError("a link is needed");
    const results = await race(async (node, n) => {
      if (n % 2 === round % 2)
        await on(node, (batch) => applyPaymentFacts(batch, "card", [captureOf(open)], "webhook"));
      else {
        // A payment looks its thread up before it locks it; in half of the rounds the edit is as slow to the lock.
        for (let pause = 0; pause < (round % 4) * 2; pause++) await store.installation.directory();
        await editCart(
          node.ports,
          node.shop,
          "rose",
          threadId,
          { edit: "add", sku: "BOX", options: {}, quantity: 1 },
          n < 10 ? 0 : undefined,
        );
      }
    });
    expect(troubles(results)).toEqual([]);
    const [books] = await ask(
      `select o.state, o.paid_minor::int as paid, o.total_minor::int as total, o.revision,
        c.verdict, c.left_minor::int as left, p.state as link, p.revision as link_revision,
        (select count(*)::int from refund r where r.business_id = $1 and r.order_id = $2) as refunds
        from "order" o join capture c on c.business_id = $1 and c.order_id = $2
        join payment p on p.business_id = $1 and p.payment_id = c.payment_id
        where o.business_id = $1 and o.order_id = $2`,
      order.order_id,
    );
    if (books?.["verdict"] === "settles") {
      winners.payment += 1;
      expect(books).toMatchObject({ state: "paid", paid: 1200, total: 1200, revision: 0, left: 1200, refunds: 0 });
    } else {
      winners.edit += 1;
      expect(books).toMatchObject({ state: "placed", paid: 0, verdict: "surplus", left: 0, refunds: 1 });
      expect(books?.["revision"]).toBeGreaterThan(0);
    }
  }
  expect(await violations(track())).toEqual([]);
  // A race that one side always wins is none.
  expect(Math.min(winners.edit, winners.payment)).toBeGreaterThan(0);
});
