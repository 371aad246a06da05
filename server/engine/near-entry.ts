import type { RowOf, Tx } from "#contracts/store";
import { currency } from "#domain/currency";
import { days } from "#domain/instant";
import type { Near, PaymentNear, PayoutNear, RefundNear } from "#domain/match-statement";
import { money } from "#domain/money";
import { referenceCandidates } from "#domain/payment-reference";
import { type StatementLine, dayOf } from "#domain/statement";
import { handCapture } from "#engine/confirm-payment";
import type { Shop } from "#engine/shops";

/** Rails whose money the shop's own bank shows: no provider tells of it, and it is no cash. */
export const statementRails = (shop: Shop): readonly string[] =>
  shop.rails.filter(({ plug }) => plug.capabilities.confirms === "statement").map(({ id }) => id);

/** How captures that a merchant confirmed by hand begin. */
const byHand = handCapture("");
/** Values of one condition; far below what a statement of PostgreSQL takes. */
const atOnce = 2_000;
/** Payments that may still be paid, looked through for a sum without a reference. */
const mostWaiting = 5_000;
/** How far back what was asked for is looked through. */
const back = days(60);

const pieces = <Value>(values: readonly Value[]): readonly (readonly Value[])[] =>
  Array.from({ length: Math.ceil(values.length / atOnce) }, (_, n) => values.slice(n * atOnce, (n + 1) * atOnce));

/**
 * What is on record near some lines. `named` leaves out what only fits by sum and time: it is enough to judge again what
 * was sure, and reads a few rows.
 */
export async function nearOf(
  tx: Tx,
  shop: Shop,
  lines: readonly StatementLine[],
  scope: "all" | "named" = "all",
): Promise<Near> {
  const rails = statementRails(shop);
  const from = Math.min(...lines.map(({ bookedOn }) => dayOf(bookedOn) ?? Infinity)) - back;
  const rows = new Map<string, RowOf<"payment">>();
  const keep = (found: readonly RowOf<"payment">[]): void => {
    for (const row of found) rows.set(row.payment_id, row);
  };
  if (rails.length > 0) {
    const references = [...new Set(lines.flatMap(referenceCandidates))];
    for (const some of pieces(references))
      keep(await tx.select("payment", { rail_id: { in: rails }, provider_ref: { in: some } }));
    if (scope === "all") keep(await waitingOrByHand(tx, rails, from));
  }
  const refunds = await refundsNear(tx, rails, from);
  const [payments, payouts] = [await paymentsNear(tx, [...rows.values()]), await payoutsNear(tx)];
  return { payments, refunds, payouts };
}

async function waitingOrByHand(tx: Tx, rails: readonly string[], from: number): Promise<readonly RowOf<"payment">[]> {
  const waiting = await tx.select(
    "payment",
    { rail_id: { in: rails }, state: { in: ["requested", "open"] }, created_at: { gte: from } },
    { orderBy: ["created_at"], descending: true, limit: mostWaiting },
  );
  const hand = await tx.select(
    "capture",
    { rail_id: { in: rails }, capture_id: { gte: byHand, lt: "hand;" }, at: { gte: from } },
    { orderBy: ["at"], descending: true, limit: mostWaiting },
  );
  const ids = [...new Set(hand.map(({ payment_id }) => payment_id))];
  const paid: RowOf<"payment">[] = [];
  for (const some of pieces(ids)) paid.push(...(await tx.select("payment", { payment_id: { in: some } })));
  return [...waiting, ...paid];
}

/** Names of the people whose orders these are, by order. */
async function namesOf(tx: Tx, orderIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (const some of pieces([...new Set(orderIds)])) {
    const orders = await tx.find(
      "order",
      some.map((order_id) => ({ order_id })),
    );
    const people = await tx.find(
      "person",
      [...new Set(orders.map(({ person_id }) => person_id))].map((person_id) => ({ person_id })),
    );
    const byId = new Map(people.map(({ person_id, name }) => [person_id, name]));
    for (const { order_id, person_id } of orders) {
      const name = byId.get(person_id);
      if (name) names.set(order_id, name);
    }
  }
  return names;
}

async function paymentsNear(tx: Tx, rows: readonly RowOf<"payment">[]): Promise<readonly PaymentNear[]> {
  const names = await namesOf(
    tx,
    rows.map(({ order_id }) => order_id),
  );
  const found: PaymentNear[] = [];
  for (const some of pieces(rows)) {
    const ids = some.map(({ payment_id }) => payment_id);
    const captures = await tx.select("capture", { payment_id: { in: ids } });
    const entries = await tx.select("statement_entry", { payment_id: { in: ids }, state: { eq: "matched" } });
    for (const row of some) found.push(paymentNear(row, captures, entries, names.get(row.order_id)));
  }
  return found;
}

const standings = { requested: "waiting", open: "waiting", void: "over", expired: "over", captured: "paid" } as const;

function paymentNear(
  row: RowOf<"payment">,
  captures: readonly RowOf<"capture">[],
  entries: readonly RowOf<"statement_entry">[],
  payer: string | undefined,
): PaymentNear {
  const used = entries.filter(({ payment_id, side }) => payment_id === row.payment_id && side === "credit");
  const shown = new Set(used.map(({ capture_id }) => capture_id));
  const unbacked = captures.find(
    ({ payment_id, capture_id, stage }) =>
      payment_id === row.payment_id &&
      stage !== "lost" &&
      !shown.has(capture_id) &&
      !capture_id.startsWith("statement:"),
  );
  return {
    paymentId: row.payment_id,
    reference: row.provider_ref ?? "",
    amount: money(row.amount_minor, currency(row.currency)),
    standing: standings[row.state],
    askedAt: row.created_at,
    ...(payer === undefined ? {} : { payer }),
    ...(unbacked === undefined
      ? {}
      : {
          unbacked: {
            captureId: unbacked.capture_id,
            amount: money(unbacked.amount_minor, currency(unbacked.currency)),
          },
        }),
    used: used.map(({ bank_ref, booked_on }) => ({
      ...(bank_ref === null ? {} : { bankRef: bank_ref }),
      bookedOn: booked_on,
    })),
  };
}

async function refundsNear(tx: Tx, rails: readonly string[], from: number): Promise<readonly RefundNear[]> {
  if (rails.length === 0) return [];
  const rows = await tx.select(
    "refund",
    { rail_id: { in: rails }, state: { in: ["requested", "pending", "done"] }, created_at: { gte: from } },
    { orderBy: ["created_at"], descending: true, limit: mostWaiting },
  );
  if (rows.length === 0) return [];
  const ids = rows.map(({ refund_id }) => refund_id);
  const shown = new Set<string | null>();
  for (const some of pieces(ids))
    for (const { refund_id } of await tx.select("statement_entry", { refund_id: { in: some } })) shown.add(refund_id);
  const payments = new Map<string, string>();
  for (const some of pieces([...new Set(rows.map(({ payment_id }) => payment_id))]))
    for (const row of await tx.select("payment", { payment_id: { in: some } }))
      payments.set(row.payment_id, row.provider_ref ?? "");
  const names = await namesOf(
    tx,
    rows.map(({ order_id }) => order_id),
  );
  return rows
    .filter(({ refund_id }) => !shown.has(refund_id))
    .map((row) => {
      const payee = names.get(row.order_id);
      return {
        refundId: row.refund_id,
        reference: payments.get(row.payment_id) ?? "",
        amount: money(row.amount_minor, currency(row.currency)),
        askedAt: row.created_at,
        done: row.state === "done",
        ...(payee === undefined ? {} : { payee }),
      };
    });
}

async function payoutsNear(tx: Tx): Promise<readonly PayoutNear[]> {
  const rows = await tx.select(
    "payout",
    { state: { eq: "announced" } },
    { orderBy: ["arrives_on"], limit: mostWaiting },
  );
  return rows.map((row) => ({
    railId: row.rail_id,
    payoutRef: row.payout_ref,
    amount: money(row.amount_minor, currency(row.currency)),
    arrivesOn: row.arrives_on,
  }));
}
