import type { RowOf } from "#contracts/store";
import type { Snapshot } from "./snapshot.ts";
import { type Violation, groupBy, must, mustBeAlone, sumOf } from "./violation.ts";

const captureKey = ({ rail_id, capture_id }: { readonly rail_id: string; readonly capture_id: string }): string =>
  `${rail_id} ${capture_id}`;

const isPaid = ({ state }: RowOf<"order">): boolean => state === "paid" || state === "shipped" || state === "delivered";

/** I02: an order is paid exactly when one capture settles it, over its total and in its currency. */
export function paidMeansSettled({ order, capture }: Snapshot): readonly Violation[] {
  const settling = groupBy(
    capture.filter(({ verdict }) => verdict === "settles"),
    ({ order_id }) => order_id,
  );
  return order.flatMap((row) => {
    const mine = settling.get(row.order_id) ?? [];
    const sum = sumOf(mine, ({ amount_minor }) => amount_minor);
    const wrong = mine.some((one) => one.currency !== row.currency || one.amount_minor !== row.total_minor);
    return [
      ...must(!isPaid(row) || mine.length > 0, "I02", row.order_id, `${row.state} without a capture that settles it`),
      ...must(
        mine.length === 0 || isPaid(row) || row.state === "cancelled",
        "I02",
        row.order_id,
        `settled, yet ${row.state}`,
      ),
      ...must(!wrong, "I02", row.order_id, `settled by ${sum}, its total is ${row.total_minor} ${row.currency}`),
      ...must(row.paid_minor === sum, "I02", row.order_id, `says ${row.paid_minor} was paid, ${sum} came`),
    ];
  });
}

/** I03: at most one capture settles an order; all other money is on its way back or before a person. */
export function surplusIsNeverSilent({ capture, refund, notice }: Snapshot): readonly Violation[] {
  const settling = capture.filter(({ verdict }) => verdict === "settles");
  const refunds = groupBy(refund, captureKey);
  const told = new Set(notice.map(({ order_id }) => order_id));
  const others = capture.filter(({ verdict }) => verdict !== "settles");
  return [
    ...mustBeAlone(settling, ({ order_id }) => order_id, "I03", "settled more than once"),
    ...others.flatMap((row) => {
      const mine = refunds.get(captureKey(row)) ?? [];
      const returned = sumOf(mine, ({ state, amount_minor }) => (state === "failed" ? 0 : amount_minor));
      const before = row.disputed || mine.some(({ state }) => state === "failed");
      const holds = returned === row.amount_minor || (before && told.has(row.order_id));
      return must(holds, "I03", row.capture_id, `${row.amount_minor} ${row.verdict}, ${returned} on its way back`);
    }),
  ];
}

/** I04: what refunds hold or took and what is left make up the capture, at every moment. */
export function refundsStayWithin({ capture, refund, order }: Snapshot): readonly Violation[] {
  const refunds = groupBy(refund, captureKey);
  const verdicts = new Map(capture.map((row) => [captureKey(row), row.verdict]));
  const done = groupBy(
    refund.filter((row) => row.state === "done" && verdicts.get(captureKey(row)) === "settles"),
    ({ order_id }) => order_id,
  );
  return [
    ...capture.flatMap((row) => {
      const held = sumOf(refunds.get(captureKey(row)) ?? [], (one) => (one.state === "failed" ? 0 : one.amount_minor));
      const holds = row.left_minor >= 0 && held + row.left_minor === row.amount_minor;
      return must(
        holds,
        "I04",
        row.capture_id,
        `${row.amount_minor} came, ${held} goes back, ${row.left_minor} is left`,
      );
    }),
    ...refund.flatMap((row) => must(verdicts.has(captureKey(row)), "I04", row.refund_id, "of a capture nobody knows")),
    ...order.flatMap((row) => {
      const sum = sumOf(done.get(row.order_id) ?? [], ({ amount_minor }) => amount_minor);
      return must(sum === row.refunded_minor, "I04", row.order_id, `says ${row.refunded_minor} went back, ${sum} did`);
    }),
  ];
}

/** I05: one object at the provider per intent of ours. */
export const intentsAreSingle = ({ payment, refund }: Snapshot): readonly Violation[] => [
  ...mustBeAlone(payment, ({ provider_ref }) => provider_ref, "I05", "two payments share a link"),
  ...mustBeAlone(
    payment,
    ({ order_id, revision, rail_id }) => `${order_id} ${revision} ${rail_id}`,
    "I05",
    "two payments of one revision",
  ),
  ...mustBeAlone(refund, ({ provider_ref }) => provider_ref, "I05", "two refunds are one at the provider"),
];

/** I06: amounts are whole and ours; a link asks for the total of its revision. */
export function amountsAreOurs({ order, payment, capture, refund }: Snapshot): readonly Violation[] {
  const orders = new Map(order.map((row) => [row.order_id, row]));
  const amounts = [
    ...order.map(({ order_id, total_minor }) => [order_id, total_minor] as const),
    ...capture.map(({ capture_id, amount_minor }) => [capture_id, amount_minor] as const),
    ...refund.map(({ refund_id, amount_minor }) => [refund_id, amount_minor] as const),
  ];
  return [
    ...amounts.flatMap(([id, minor]) =>
      must(Number.isSafeInteger(minor) && minor >= 0, "I06", id, `${minor} is no amount`),
    ),
    ...payment.flatMap((row) => {
      const of = orders.get(row.order_id);
      const holds =
        of !== undefined &&
        row.revision <= of.revision &&
        (row.revision !== of.revision || (row.amount_minor === of.total_minor && row.currency === of.currency));
      return must(holds, "I06", row.payment_id, `asks ${row.amount_minor} for revision ${row.revision}`);
    }),
  ];
}

/** I07: only the link of the revision that stood could settle; a payment that settles is captured. */
export function voidLinksSettleNothing({ payment, capture, order }: Snapshot): readonly Violation[] {
  const payments = new Map(payment.map((row) => [row.payment_id, row]));
  const orders = new Map(order.map((row) => [row.order_id, row]));
  return capture.flatMap((row) => {
    const of = payments.get(row.payment_id);
    if (!of) return must(false, "I07", row.capture_id, "of a payment nobody knows");
    if (row.verdict !== "settles")
      return must(
        of.settled_at === null || isTwin(capture, row),
        "I07",
        row.capture_id,
        "returned, yet its payment settled",
      );
    const holds =
      of.state === "captured" && of.settled_at !== null && of.revision === orders.get(row.order_id)?.revision;
    return must(holds, "I07", row.capture_id, `settles by a link that is ${of.state} (revision ${of.revision})`);
  });
}

/** Whether another capture of the same payment settled. */
const isTwin = (all: readonly RowOf<"capture">[], row: RowOf<"capture">): boolean =>
  all.some((one) => one.payment_id === row.payment_id && one.verdict === "settles");
