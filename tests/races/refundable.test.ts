import { expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { applyPaymentFacts } from "#engine/apply-payment-facts";
import { actOnOrder } from "#engine/operate";
import { refundCapture } from "#engine/refunds";
import { captureOf, lineOf, plantOrder } from "./planted-orders.ts";
import { rounds, troubles, useTrack, violations } from "./race-nodes.ts";

const track = useTrack();

it("never promises back more than what came in, whoever refunds at the same moment", async () => {
  const { store, nodes, race, on, ask } = track();
  for (let round = 0; round < rounds / 4; round++) {
    const { order, payments, threadId } = await plantOrder(store, [lineOf("BOX", 2)]);
    const [open] = payments;
    if (!open) throw new RangeError("a link is needed");
    await on(nodes[0], (batch) => applyPaymentFacts(batch, "card", [captureOf(open)], "webhook"));
    const results = await race((node, n) => {
      // Half go through an operator's act, half straight to the statement, where no lock of the thread protects them.
      if (n % 4 < 2) {
        const act = { act: "refund", amountMinor: 700 } as const;
        return actOnOrder(node.ports, node.shop, "rose", order.order_id, act);
      }
      return on(node, async (batch) => {
        const [capture] = await batch.tx.select("capture", { order_id: { eq: order.order_id } });
        if (!capture) throw new Error("the capture is missing");
        await refundCapture(batch, capture, threadId, money(700, currency("EUR")), "surplus", "till");
        return undefined;
      });
    });
    expect(troubles(results)).toEqual([]);
    const [sums] = await ask(
      `select count(*)::int as refunds, sum(r.amount_minor)::int as promised, min(c.left_minor)::int as left,
        (select count(*)::int from task t where t.business_id = $1 and t.kind = 'refund'
          and t.subject_id in (select refund_id::text from refund where business_id = $1 and order_id = $2)) as tasks
        from refund r join capture c on c.business_id = $1 and c.capture_id = r.capture_id
        where r.business_id = $1 and r.order_id = $2`,
      order.order_id,
    );
    expect(sums).toEqual({ refunds: 3, promised: 2100, left: 300, tasks: 3 });
  }
  expect(await violations(track())).toEqual([]);
});
