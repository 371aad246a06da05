import { expect, it } from "vitest";
import { applyPaymentFacts } from "#engine/apply-payment-facts";
import { switchRail } from "#engine/other-way";
import { captureOf, lineOf, plantOrder } from "./planted-orders.ts";
import { type RaceNode, rounds, troubles, useTrack, violations, won } from "./race-nodes.ts";

const track = useTrack();
const rails = ["card", "bank", "code"] as const;

/** The node with two more rails of paper. */
function withRails(node: RaceNode): RaceNode {
  const [card] = node.shop.rails;
  if (!card) throw new Error("the rail is missing");
  return { ...node, shop: { ...node.shop, rails: rails.map((id) => ({ ...card, id, name: id })) } };
}

/** An order with one open link on its card rail. */
async function payable() {
  const { order, payments } = await plantOrder(track().store, [lineOf("BOX", 1)]);
  const [open] = payments;
  if (!open) throw new RangeError("a link is needed");
  return { order, open };
}

const choose = (node: RaceNode, paymentId: string, n: number) => {
  const { ports, shop } = withRails(node);
  return switchRail(ports, shop, paymentId, rails[n % rails.length] ?? "card");
};

const paymentsOf = (orderId: string) =>
  track().ask("select payment_id, rail_id, state from payment where business_id = $1 and order_id = $2", orderId);

it("leaves one payable link, whoever chooses which way at the same moment, and closes all others", async () => {
  const { race, ask } = track();
  for (let round = 0; round < rounds / 4; round++) {
    const { order, open } = await payable();
    const results = await race((node, n) => choose(node, open.payment_id, n));
    expect(troubles(results)).toEqual([]);
    const payments = await paymentsOf(order.order_id);
    const standing = payments.filter(({ state }) => state === "requested" || state === "open");
    expect(standing).toHaveLength(1);
    expect(won(results).map(({ paymentId }) => paymentId)).toContain(standing[0]?.["payment_id"]);
    expect(payments.length).toBeLessThanOrEqual(20);
    const left = payments.flatMap(({ state, payment_id }) => (state === "void" ? [String(payment_id)] : []));
    const tasks = await ask(
      "select subject_id from task where business_id = $1 and kind = 'void-link' and subject_id = any ($2::text[])",
      left,
    );
    expect(tasks.map(({ subject_id }) => String(subject_id)).toSorted()).toEqual(left.toSorted());
  }
  expect(await violations(track())).toEqual([]);
});

it("takes the money once when she pays on the page she leaves at the same moment", async () => {
  const { race, on } = track();
  for (let round = 0; round < rounds / 4; round++) {
    const { order, open } = await payable();
    const results = await race(async (node, n) => {
      if (n % 2 === 0) return choose(node, open.payment_id, 1);
      return on(withRails(node), (batch) => applyPaymentFacts(batch, "card", [captureOf(open)], "webhook"));
    });
    expect(troubles(results)).toEqual([]);
    const [captured] = await track().ask(
      "select verdict, left_minor::int as left from capture where business_id = $1 and order_id = $2",
      order.order_id,
    );
    const standing = (await paymentsOf(order.order_id)).filter(({ state }) => state === "requested");
    // Paid first: nothing else is asked for. Left first: the money goes back, and the new link stands.
    if (captured?.["verdict"] === "settles") expect(standing).toEqual([]);
    else expect([captured, standing.length]).toEqual([{ verdict: "surplus", left: 0 }, 1]);
  }
  expect(await violations(track())).toEqual([]);
});
