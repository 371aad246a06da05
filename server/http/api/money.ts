import type { moneyRoutes } from "#api/routes-money";
import { currency } from "#domain/currency";
import { type Money, money } from "#domain/money";
import { advanceOrderJourney } from "#engine/advance-journey";
import { type Batch, lockThread } from "#engine/batch";
import { type OrderAct, actOnOrder, refundOver } from "#engine/operate";
import { type OrderDraft, loadOrder } from "#engine/order-rows";
import { openCase } from "#engine/payment-case";
import { reconcilePayments } from "#engine/reconcile-payments";
import { type RefundWaits, needsSecond, refundByPerson } from "#engine/refund-by-person";
import { type RefundRefused, refundCaptures } from "#engine/refunds";
import { transact } from "#engine/transact";
import type { RowOf } from "#contracts/store";
import { type RefundReason, refundableOf } from "#domain/refund";
import { RequestProblem, notFound } from "../problem.ts";
import { ownId, publicId } from "../public-ids.ts";
import { listEntries, orderEntries, readBalances } from "../read/ledger.ts";
import type { Looking } from "../read/looking.ts";
import { listOrders, readOrder } from "../read/orders.ts";
import { listPayments, readPayment, shownRefund } from "../read/payments.ts";
import { readReconciliation } from "../read/reconciliation.ts";
import { type Call, type Handlers, moneyOf } from "./call.ts";
import { confirmByHand } from "./confirm.ts";
import { sendFile } from "./files.ts";
import { accepted, refusal, wrongField, wrongFields } from "./refusals.ts";

type RefundBody = Call<"refundOrder">["body"];

function wantedOf(body: RefundBody, code: string): Money | undefined {
  const { amount } = body;
  if (amount === undefined) return undefined;
  if (amount.currency !== code || amount.minor <= 0)
    throw wrongFields(wrongField("/amount", "refund.amount", { currency: code }));
  return money(amount.minor, currency(code));
}

const refusedRefund = ({ refused, left }: RefundRefused, code: string): RequestProblem =>
  refused === "too-much" ? refusal("refund.too-much", { left: moneyOf(left, code) }) : new RequestProblem(refused);

async function note(batch: Batch, actor: string, orderId: string, details: Record<string, unknown>): Promise<void> {
  await batch.tx.insert("audit", [
    {
      audit_id: batch.ports.ids.uuid(batch.now),
      actor,
      act: "refund",
      object_kind: "order",
      object_id: orderId,
      details,
      at: batch.now,
    },
  ]);
}

/** Counts a person's refund against the shop's limits, as one by text or from the order's card is; 409 says which. */
async function keepWithinLimits(
  batch: Batch,
  order: OrderDraft,
  actor: string,
  wanted: Money | undefined,
): Promise<void> {
  const over = await refundOver(batch, order, wanted, actor);
  if (over !== undefined) throw refusal("refund.limit", { reason: over });
}

async function answerOf({ till }: Looking, made: Made) {
  if ("waits" in made)
    return {
      refunds: [],
      amount: moneyOf(made.waits.amount_minor, made.waits.currency),
      waits: publicId("refundRequest", made.waits.request_id),
    };
  const { refunds } = made;
  const names = await till.accounts.namesOf(refunds.map(({ requested_by }) => requested_by));
  const sum = refunds.reduce((total, { amount_minor }) => total + amount_minor, 0);
  return {
    refunds: refunds.map((row) => shownRefund(row, names)),
    amount: moneyOf(sum, refunds[0]?.currency ?? "EUR"),
    waits: null,
  };
}

/** What came of it: refunds, or a request that waits for a second person. */
type Made = { readonly refunds: readonly RowOf<"refund">[] } | RefundWaits;

/** Returns a part or the whole of what an order was paid with. */
async function refundWholeOrder(call: Call<"refundOrder">) {
  const { till, shop, person, body } = call;
  const orderId = ownId("order", call.params.order);
  const outcome = await transact(till.ports, shop, async (batch): Promise<Made> => {
    const [seen] = await batch.tx.find("order", [{ order_id: orderId }]);
    const thread = seen && (await lockThread(batch, seen.thread_id));
    const order = await loadOrder(batch, orderId);
    if (!thread || !order) throw notFound();
    const wanted = wantedOf(body, order.currency);
    if (!(await needsSecond(batch, order, wanted))) await keepWithinLimits(batch, order, person.userId, wanted);
    const made = await refundByPerson(batch, order, body.reason, person.userId, wanted);
    if ("refused" in made) throw refusedRefund(made, order.currency);
    if ("waits" in made) return made;
    await note(batch, person.userId, orderId, { amount: made.amount, reason: body.reason });
    await advanceOrderJourney(batch, thread, order, {
      event: "refund-changed",
      amount: made.amount,
      state: "requested",
    });
    return made;
  });
  for (const work of ["outbox", "tasks"] as const) till.node.wake(work);
  return answerOf(call, outcome);
}

/** Returns a part or the whole of one payment: of its own captures alone, the settling ones first. */
async function refundOnePayment(call: Call<"refundPayment">) {
  const { till, shop, person, body } = call;
  const paymentId = ownId("payment", call.params.payment);
  const outcome = await transact(till.ports, shop, async (batch): Promise<Made> => {
    const known = await openCase(batch, paymentId);
    if (!known) throw notFound();
    const { order, thread, payment } = known;
    const wanted = wantedOf(body, payment.currency);
    const settled = await settledOf(batch, payment, wanted);
    // Two people agree about an order's money as a whole, whichever of its payments it is drawn from.
    if (settled.minor > 0 && (await needsSecond(batch, order, settled))) {
      const waits = await refundByPerson(batch, order, body.reason, person.userId, settled);
      if ("refused" in waits) throw refusedRefund(waits, payment.currency);
      return waits;
    }
    await keepWithinLimits(batch, order, person.userId, wanted);
    const made = await drawOn(batch, paymentId, thread.thread_id, body.reason, person.userId, wanted);
    const amount = money(
      made.reduce((sum, { amount_minor }) => sum + amount_minor, 0),
      currency(payment.currency),
    );
    await note(batch, person.userId, order.order_id, { payment: paymentId, amount, reason: body.reason });
    await advanceOrderJourney(batch, thread, order, { event: "refund-changed", amount, state: "requested" });
    return { refunds: made };
  });
  for (const work of ["outbox", "tasks"] as const) till.node.wake(work);
  return answerOf(call, outcome);
}

/** How much of what is wanted of a payment (all when not given) is money that settled its order. */
async function settledOf(batch: Batch, payment: RowOf<"payment">, wanted: Money | undefined): Promise<Money> {
  const captures = await batch.tx.select("capture", {
    payment_id: { eq: payment.payment_id },
    verdict: { eq: "settles" },
  });
  const { left } = refundableOf(captures);
  return money(Math.min(left, wanted?.minor ?? left), currency(payment.currency));
}

async function drawOn(
  batch: Batch,
  paymentId: string,
  threadId: string,
  reason: RefundReason,
  by: string,
  wanted: Money | undefined,
): Promise<readonly RowOf<"refund">[]> {
  const captures = await batch.tx.select(
    "capture",
    { payment_id: { eq: paymentId } },
    { orderBy: ["rail_id", "capture_id"], lock: true },
  );
  const { free, left, disputed } = refundableOf(captures);
  if (disputed) throw new RequestProblem("disputed");
  const [first] = free;
  if (first === undefined || left === 0) throw new RequestProblem("nothing-paid");
  const sought = wanted?.minor ?? left;
  if (sought > left) throw refusal("refund.too-much", { left: moneyOf(left, first.currency) });
  const refunds = await refundCaptures(batch, free, threadId, sought, reason, by);
  if (!refunds) throw new RequestProblem("too-much");
  return refunds;
}

type OrderCall = Pick<Call<"order">, "till" | "shop" | "person" | "params">;

const impossible = {
  ship: "order.not-shippable",
  deliver: "order.not-deliverable",
  cancel: "order.not-cancellable",
} as const;

async function act(call: OrderCall, what: OrderAct) {
  const { till, shop, person, params } = call;
  const orderId = ownId("order", params.order);
  const done = await actOnOrder(till.ports, shop, person.userId, orderId, what);
  accepted(done, what.act in impossible ? { "not-possible": impossible[what.act as keyof typeof impossible] } : {});
  for (const work of ["outbox", "tasks"] as const) till.node.wake(work);
  return readOrder({ till, shop, person }, orderId);
}

const filled = <Fields extends Readonly<Record<string, string | undefined>>>(fields: Fields) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== "")) as {
    readonly [Name in keyof Fields]?: string;
  };

/** Puts every payment that is not final in line for a look-up now. */
const lookSoon = (call: Pick<Call<"reconcile">, "till" | "shop">, paymentId?: string) =>
  transact(call.till.ports, call.shop, async ({ tx, now }) =>
    tx.updateIf(
      "payment",
      paymentId === undefined
        ? { final: { eq: false }, provider_ref: { isNull: false } }
        : { payment_id: { eq: paymentId } },
      { look_at: now, ...(paymentId === undefined ? {} : { final: false }) },
    ),
  );

/** Orders, payments, the journal. */
export const moneyHandlers: Handlers<keyof typeof moneyRoutes> = {
  orders: (call) => listOrders(call, call.query),
  order: (call) => readOrder(call, ownId("order", call.params.order)),
  shipOrder(call) {
    const { carrier, number: tracking, url } = call.body;
    return act(call, { act: "ship", ...filled({ carrier, tracking, url }) });
  },
  deliverOrder: (call) => act(call, { act: "deliver" }),
  async cancelOrder(call) {
    const before = await readOrder(call, ownId("order", call.params.order));
    if (before.state !== call.body.expected) throw refusal("order.changed");
    return act(call, { act: "cancel" });
  },
  changeAddress: (call) => act(call, { act: "set-address", address: call.body.address }),
  refundOrder: refundWholeOrder,
  payments: (call) => listPayments(call, call.query),
  payment: (call) => readPayment(call, ownId("payment", call.params.payment)),
  refundPayment: refundOnePayment,
  confirmPayment: confirmByHand,
  paymentCode: (call) =>
    sendFile(call, call.reply, `code/${ownId("payment", call.params.payment)}`, call.query.download === true),
  async lookUpPayment(call) {
    const paymentId = ownId("payment", call.params.payment);
    await readPayment(call, paymentId);
    await lookSoon(call, paymentId);
    await reconcilePayments(call.till.ports, call.shop);
    return readPayment(call, paymentId);
  },
  reconciliation: (call) => readReconciliation(call),
  async reconcile(call) {
    await lookSoon(call);
    await reconcilePayments(call.till.ports, call.shop);
    return readReconciliation(call);
  },
  ledgerEntries: (call) => listEntries(call, call.query),
  ledgerBalances: (call) => readBalances(call),
  orderEntries: async (call) => {
    const orderId = ownId("order", call.params.order);
    await readOrder(call, orderId);
    return orderEntries(call, orderId);
  },
};
