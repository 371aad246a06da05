import { expect, it } from "vitest";
import { applyPaymentFacts } from "#engine/apply-payment-facts";
import { decideRefund } from "#engine/decide-refund";
import { newRequest } from "#engine/refund-request-rows";
import { captureOf, lineOf, plantOrder } from "./planted-orders.ts";
import { contestants, rounds, troubles, useTrack, violations, won } from "./race-nodes.ts";

const track = useTrack();

/** A paid order of 24.00 with a request for some of it. */
async function plantRequest(minor: number, state: "asked" | "approved", approvedBy: string | null) {
  const { store, nodes, on } = track();
  const { order, payments } = await plantOrder(store, [lineOf("BOX", 2)]);
  const [open] = payments;
  if (!open) throw new RangeError("a link is needed");
  await on(nodes[0], (batch) => applyPaymentFacts(batch, "card", [captureOf(open)], "webhook"));
  const requests = await on(nodes[0], async (batch) => {
    const row = {
      ...newRequest(batch, order, { amount_minor: minor, cause: "damaged", asked_by: "customer" }),
      state,
      approved_by: approvedBy,
    };
    await batch.tx.insert("refund_request", [row]);
    return row;
  });
  return { order, request: requests };
}

const tally = (orderId: string) =>
  track().ask(
    `select count(*)::int as refunds, coalesce(sum(r.amount_minor), 0)::int as promised, min(c.left_minor)::int as left
      from capture c left join refund r on r.business_id = c.business_id and r.capture_id = c.capture_id
      where c.business_id = $1 and c.order_id = $2`,
    orderId,
  );

it("lets one of many who approve the same request at once send the money back", async () => {
  const { race, on } = track();
  for (let round = 0; round < rounds / 4; round++) {
    const { order, request } = await plantRequest(1_500, "asked", null);
    const results = await race((node, n) =>
      on(node, (batch) => decideRefund(batch, `person-${n}`, request.request_id, { decide: "approve" })),
    );
    expect(troubles(results)).toEqual([]);
    expect(won(results).filter((one) => !("refused" in one)).length).toBe(1);
    expect(await tally(order.order_id)).toEqual([{ refunds: 1, promised: 1_500, left: 900 }]);
  }
  expect(await violations(track())).toEqual([]);
});

it("lets nobody be her own second person, and one other agree, whoever presses at the same moment", async () => {
  const { race, on } = track();
  for (let round = 0; round < rounds / 4; round++) {
    const { order, request } = await plantRequest(1_500, "approved", "rose");
    const results = await race((node, n) =>
      on(node, (batch) =>
        decideRefund(batch, n % 2 === 0 ? "rose" : `person-${n}`, request.request_id, { decide: "confirm" }),
      ),
    );
    expect(troubles(results)).toEqual([]);
    expect(won(results).filter((one) => !("refused" in one)).length).toBe(1);
    const [row] = await track().ask(
      "select approved_by, confirmed_by from refund_request where business_id = $1 and request_id = $2",
      request.request_id,
    );
    expect(row?.["approved_by"]).toBe("rose");
    expect(row?.["confirmed_by"]).toMatch(/^person-/);
    expect((await tally(order.order_id))[0]?.["refunds"]).toBe(1);
  }
  expect(await violations(track())).toEqual([]);
});

it("sends back no more than came in over many requests for one order", async () => {
  const { nodes, race, on } = track();
  for (let round = 0; round < rounds / 4; round++) {
    const { order, request } = await plantRequest(700, "asked", null);
    const requests = await on(nodes[0], async (batch) => {
      const rows = Array.from({ length: contestants - 1 }, () =>
        newRequest(batch, order, { amount_minor: 700, cause: "other", asked_by: "customer" }),
      );
      await batch.tx.insert("refund_request", rows);
      return [request, ...rows];
    });
    const results = await race((node, n) =>
      on(node, (batch) => decideRefund(batch, "anna", requests[n]?.request_id ?? "", { decide: "approve" })),
    );
    expect(troubles(results)).toEqual([]);
    expect(won(results).filter((one) => !("refused" in one)).length).toBe(3);
    expect(await tally(order.order_id)).toEqual([{ refunds: 3, promised: 2_100, left: 300 }]);
  }
  expect(await violations(track())).toEqual([]);
});
