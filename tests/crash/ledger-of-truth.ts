import type { RowOf, Store } from "#contracts/store";
import { checkBusiness } from "#invariants/check";
import { number, type Outside } from "./outside.ts";
import type { Visit } from "./pay-and-refund.ts";
import { type CardVisit, cardFaults } from "./register-and-charge.ts";

/** Minor units: one box and two, and what the operator returns. */
export const amounts = { old: 1_200, open: 2_400, returned: 500 } as const;

/** What a comparison found. */
export type Judged = {
  readonly violations: readonly string[];
  /** Messages that reached her more than once. */
  readonly repeated: number;
  /** How many rows say that they may have. */
  readonly flagged: number;
};

const rowsOf = async (store: Store, businessId: string) =>
  store.tx(businessId, async (tx) => ({
    payments: await tx.select("payment", {}),
    messages: await tx.select("message", {}, { orderBy: ["message_id"] }),
    orders: await tx.select("order", {}),
    captures: await tx.select("capture", {}),
    refunds: await tx.select("refund", {}),
    documents: await tx.select("document", {}),
    registrations: await tx.select("registration", {}),
    cards: await tx.select("kept_card", {}),
  }));

type Rows = Awaited<ReturnType<typeof rowsOf>>;

/** Compares what truly happened outside with our books, for these visits and these kills. */
export async function judge(
  outside: Outside,
  store: Store,
  businessId: string,
  visits: readonly (Visit | CardVisit)[],
  kills: number,
): Promise<Judged> {
  const rows = await rowsOf(store, businessId);
  const found: string[] = [];
  const must = (holds: boolean, problem: string): void => {
    if (!holds) found.push(problem);
  };
  for (const visit of visits) {
    if ("sessions" in visit) judgeMoney(outside, rows, visit, must);
    else found.push(...cardFaults(outside, rows, visit));
    judgeHeard(rows, visit, must);
  }
  const sends = judgeSends(outside, rows, kills, must);
  const broken = await checkBusiness(store, businessId, Date.now());
  for (const { rule, id, problem } of broken) found.push(`${rule} ${id}: ${problem}`);
  return { violations: found, ...sends };
}

type Must = (holds: boolean, problem: string) => void;

function judgeMoney(outside: Outside, rows: Rows, { phone, sessions }: Visit, must: Must): void {
  const truth = outside.stripe.truth();
  const [old, open] = sessions;
  const payments = rows.payments.filter(({ provider_ref }) => provider_ref === old || provider_ref === open);
  must(payments.length === 2, `${phone}: ${payments.length} payments instead of 2`);
  const orderId = payments[0]?.order_id;
  const order = rows.orders.find(({ order_id }) => order_id === orderId);
  const ours = rows.payments.filter(({ order_id }) => order_id === orderId);
  must(ours.length === 2, `${phone}: the order has ${ours.length} payments`);
  for (const { payment_id } of ours) {
    const made = truth.sessions.filter(({ clientReferenceId }) => clientReferenceId === payment_id);
    must(made.length === 1, `${phone}: ${made.length} sessions for one payment`);
  }
  const taken = truth.captures.filter(({ sessionId }) => sessionId === old || sessionId === open);
  must(taken.length === 2, `${phone}: the provider took money ${taken.length} times`);
  const back = truth.refunds.filter(({ chargeId }) => taken.some((one) => one.chargeId === chargeId));
  const sums = back.map(({ amount }) => amount).toSorted((a, b) => a - b);
  must(String(sums) === String([amounts.returned, amounts.old]), `${phone}: the provider returned ${String(sums)}`);
  must(
    order?.state === "paid" && order.paid_minor === amounts.open && order.refunded_minor === amounts.returned,
    `${phone}: the order is ${order?.state} with ${order?.paid_minor} paid and ${order?.refunded_minor} returned`,
  );
  const verdicts = rows.captures.filter(({ order_id }) => order_id === orderId).map(({ verdict }) => verdict);
  must(String(verdicts.toSorted()) === "settles,surplus", `${phone}: captures ${String(verdicts)}`);
  const refunds = rows.refunds.filter(({ order_id }) => order_id === orderId);
  must(refunds.length === 2 && refunds.every(({ state }) => state === "done"), `${phone}: refunds are not done`);
  const papers = rows.documents.filter(({ order_id }) => order_id === orderId).map(({ kind }) => kind);
  // One for what was paid, one for each time money went back.
  must(String(papers.toSorted()) === "receipt,refund-receipt,refund-receipt", `${phone}: papers ${String(papers)}`);
}

function judgeHeard(rows: Rows, { phone, said }: Pick<Visit, "phone" | "said">, must: Must): void {
  for (const wamid of said) {
    const kept = rows.messages.filter(({ provider_id, direction }) => provider_id === wamid && direction === "in");
    must(kept.length === 1, `${phone}: a message of hers was kept ${kept.length} times`);
  }
}

/** Every message of ours arrived; one that arrived twice says that it may have, and there is a kill to blame for it. */
function judgeSends(outside: Outside, rows: Rows, kills: number, must: Must): Omit<Judged, "violations"> {
  const arrived = new Map<string, number>();
  for (const { phoneNumberId, biz_opaque_callback_data: ours = "?" } of outside.meta.accepted())
    if (phoneNumberId === number) arrived.set(ours, (arrived.get(ours) ?? 0) + 1);
  const sent = rows.messages.filter(({ direction }) => direction === "out");
  const known = new Set(sent.map(({ message_id }) => message_id));
  for (const id of arrived.keys()) must(known.has(id), `a send that is not on record: ${id}`);
  let repeated = 0;
  for (const message of sent) repeated += judgeSend(message, arrived.get(message.message_id) ?? 0, must);
  must(repeated <= kills, `${repeated} messages were repeated by ${kills} kills`);
  return { repeated, flagged: sent.filter(({ maybe_twice }) => maybe_twice).length };
}

function judgeSend(message: RowOf<"message">, times: number, must: Must): number {
  const name = `message ${message.message_id} (${message.send_state})`;
  must(message.send_state === "done", `${name} did not end well: ${JSON.stringify(message.error)}`);
  must(times >= 1, `${name} never arrived`);
  must(times <= 2, `${name} arrived ${times} times`);
  if (times > 1) must(message.maybe_twice, `${name} arrived twice and does not say so`);
  return Math.max(0, times - 1);
}
