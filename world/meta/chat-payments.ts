import type { WireResponse } from "../wire.ts";
import {
  type UpiOrder,
  type UpiRefund,
  type UpiTry,
  addRefund,
  beginPayment,
  endPayment,
  endRefund,
  isPaid,
  keyOf,
  openOrder,
} from "../upi/gateway.ts";
import { changeMessage, chatOf, messageIn, numberOf } from "./chats.ts";
import { answer, failure } from "./graph-answers.ts";
import { newObjectId, randomHex } from "./ids.ts";
import { type JsonObject, looseTextOf, objectOf, objectsOf, textOf, valueAt } from "./json.ts";
import type { PaymentAct } from "./action-types.ts";
import type { Send } from "./rule-shape.ts";
import type { MetaContext, NumberRecord, SendRecord } from "./state.ts";
import { metadataOf } from "./statuses.ts";

const parameters = "interactive.action.parameters";

/** The gateway an order message names; undefined for one that is paid elsewhere. */
const gatewayOf = (body: JsonObject): JsonObject | undefined =>
  objectsOf(valueAt(body, `${parameters}.payment_settings`))
    .filter((one) => one["type"] === "payment_gateway")
    .map((one) => objectOf(one["payment_gateway"]))[0];

/** The gateway's order behind a message on the phone. */
function orderBehind(context: MetaContext, content: JsonObject): UpiOrder | undefined {
  const body = { interactive: content };
  const configuration = textOf(gatewayOf(body)?.["configuration_name"]) ?? "";
  const reference = textOf(valueAt(body, `${parameters}.reference_id`)) ?? "";
  return context.state.upi.get(keyOf(configuration, reference));
}

/** Puts an order that was sent on the books of the merchant's gateway. */
export function openAtGateway(context: MetaContext, { body }: Send): void {
  const gateway = gatewayOf(body);
  if (gateway === undefined) return;
  const order = objectOf(valueAt(body, parameters));
  const expires = looseTextOf(valueAt(order, "order.expiration.timestamp"));
  openOrder(context.state.upi, {
    configuration: textOf(gateway["configuration_name"]) ?? "",
    reference: textOf(order["reference_id"]) ?? "",
    provider: textOf(gateway["type"]) ?? "",
    currency: textOf(order["currency"]) ?? "INR",
    total: Number(valueAt(order, "total_amount.value")),
    ...(expires === undefined ? {} : { expiresMs: Number(expires) * 1_000 }),
  });
}

/** The gateway's order that a reference of this number stands for. */
export function gatewayOrder(context: MetaContext, reference: unknown): UpiOrder | undefined {
  return [...context.state.upi.values()].find((order) => order.reference === reference);
}

/** The shop called an order off: nothing is taken for it any more. */
export function cancelAtGateway(context: MetaContext, reference: string): void {
  const order = gatewayOrder(context, reference);
  if (order !== undefined) keep(context, { ...order, cancelled: true });
}

function keep(context: MetaContext, order: UpiOrder): UpiOrder {
  context.state.upi.set(keyOf(order.configuration, order.reference), order);
  return order;
}

/** Where a chat's order message stands: what every step of a payment needs. */
type Spot = { readonly userId: string; readonly number: string; readonly wamid: string };

/** The customer does something about an order in her chat. Throws when she could not. */
export function payInChat(context: MetaContext, spot: Spot, act: PaymentAct): void {
  const order = orderAt(context, spot);
  const { ports } = context;
  if (act.how !== "bank-says-yes" && act.how !== "bank-says-no") {
    const begun = beginPayment(
      order,
      {
        id: `order_${newObjectId(context)}`,
        bankId: `pay_${randomHex(context, 14)}`,
        method: act.method ?? "upi",
        ...(act.amountMinor === undefined ? {} : { amount: act.amountMinor }),
      },
      ports.now(),
    );
    tell(context, spot, keep(context, begun));
  }
  if (act.how === "pending") return;
  if (act.how === "late") return context.plan(act.afterMs ?? 60_000, { kind: "bank-decides", ...spot });
  decide(context, spot, act.how === "decline" || act.how === "bank-says-no" ? "failed" : "success");
}

/** The bank decides about what is pending. */
export function decide(context: MetaContext, spot: Spot, status: "success" | "failed"): void {
  tell(context, spot, keep(context, endPayment(orderAt(context, spot), status, context.ports.now())));
}

function orderAt(context: MetaContext, { userId, number, wamid }: Spot): UpiOrder {
  const message = messageIn(chatOf(context, userId, number), wamid);
  const order = message === undefined ? undefined : orderBehind(context, objectOf(message.content));
  if (order === undefined) throw new Error("This message shows no order that can be paid in the chat.");
  return order;
}

/** The phone shows it, and the shop hears of it by the channel's webhook. */
function tell(context: MetaContext, { userId, number, wamid }: Spot, order: UpiOrder, refund = false): void {
  const { state, ports } = context;
  const last = order.tries.at(-1);
  if (last === undefined) return;
  changeMessage(context, chatOf(context, userId, number), wamid, (message) => ({ ...message, paid: last.status }));
  const send = state.sends.get(wamid);
  const record = numberOf(state, number);
  context.emit({
    wabaId: record.setup.wabaId,
    phoneNumberId: number,
    field: "messages",
    value: {
      messaging_product: "whatsapp",
      metadata: metadataOf(context, number),
      statuses: [
        {
          id: wamid,
          ...recipientIn(send),
          type: "payment",
          status: isPaid(order) ? "captured" : "pending",
          timestamp: String(Math.floor(ports.now() / 1_000)),
          payment: { ...paymentIn(order, last), ...(refund ? { refunds: order.refunds.map(refundIn) } : {}) },
        },
      ],
    },
    kind: "status",
    wamid,
    userId,
    status: `payment ${last.status}`,
  });
}

const recipientIn = (send: SendRecord | undefined): JsonObject =>
  send?.sentTo.phone === undefined ? {} : { recipient_id: send.sentTo.phone };

const amountIn = (value: number): JsonObject => ({ value, offset: 100 });
const secondsIn = (ms: number): number => Math.floor(ms / 1_000);

const paymentIn = (order: UpiOrder, last: UpiTry): JsonObject => ({
  reference_id: order.reference,
  amount: amountIn(last.amount),
  currency: order.currency,
  transaction: transactionIn(order, last),
});

const transactionIn = (order: UpiOrder, one: UpiTry): JsonObject => ({
  id: one.id,
  pg_transaction_id: one.bankId,
  type: order.provider,
  status: one.status,
  created_timestamp: secondsIn(one.createdMs),
  updated_timestamp: secondsIn(one.updatedMs),
  method: { type: one.method },
  ...(one.error === undefined ? {} : { error: { ...one.error } }),
});

const refundIn = ({ id, amount, speed, status, createdMs, updatedMs }: UpiRefund): JsonObject => ({
  id,
  amount: amountIn(amount),
  speed_processed: speed,
  status,
  created_timestamp: secondsIn(createdMs),
  updated_timestamp: secondsIn(updatedMs),
});

/** `GET /{number}/payments/{configuration}/{reference}`: what became of an order, with the time of the answer. */
export function lookAtPayment(context: MetaContext, configuration: string, reference: string): WireResponse {
  const order = context.state.upi.get(keyOf(configuration, reference));
  const found =
    order === undefined
      ? failure(context, 100, "There is no payment with this configuration and reference.")
      : answer(200, { payments: [orderIn(order)] });
  return { ...found, headers: { ...found.headers, date: new Date(context.ports.now()).toUTCString() } };
}

const orderIn = (order: UpiOrder): JsonObject => ({
  reference_id: order.reference,
  status: isPaid(order) ? "captured" : "pending",
  currency: order.currency,
  total_amount: amountIn(order.tries.find(({ status }) => status === "success")?.amount ?? order.total),
  transactions: order.tries.map((one) => transactionIn(order, one)),
  ...(order.refunds.length === 0 ? {} : { refunds: order.refunds.map(refundIn) }),
});

/** `POST /{number}/payments_refund`. An instant one is done at once, a normal one a moment later. */
export function refundPayment(context: MetaContext, number: NumberRecord, body: JsonObject): WireResponse {
  const reference = textOf(body["reference_id"]);
  const configuration = textOf(body["payment_config_id"]);
  const amount = objectOf(body["amount"]);
  const [value, offset] = [amount["value"], amount["offset"]];
  if (reference === undefined || configuration === undefined)
    return failure(context, 131008, "The parameters reference_id and payment_config_id are required.");
  if (typeof value !== "string" || typeof offset !== "string" || !/^\d+$/.test(value) || offset !== "100")
    return failure(context, 131009, "Param amount must have a value and an offset of 100, both as strings.");
  const order = context.state.upi.get(keyOf(configuration, reference));
  if (order === undefined) return failure(context, 100, "There is no payment with this configuration and reference.");
  if (amount["currency"] !== order.currency)
    return failure(context, 131009, "Param currency is not that of the order.");
  const speed = body["speed"] === "instant" ? "instant" : "normal";
  const id = `rfnd_${newObjectId(context)}`;
  const status = speed === "instant" ? "success" : "pending";
  const after = addRefund(order, { id, amount: Number(value), speed, status }, context.ports.now());
  if (after === undefined) return failure(context, 131009, "The refund is larger than what is left of the payment.");
  keep(context, after);
  if (speed === "normal") context.plan(500, { kind: "refund-ends", number: number.setup.phoneNumberId, reference, id });
  return answer(200, { id, status: status === "success" ? "completed" : "pending", speed_processed: speed });
}

/** A refund goes through, or the bank sends it back; the shop hears of it. */
export function finishRefund(
  context: MetaContext,
  { number, reference, id }: { readonly number: string; readonly reference: string; readonly id: string },
  status: "success" | "failed",
): void {
  const order = gatewayOrder(context, reference);
  const refund = order?.refunds.find((one) => one.id === id);
  if (order === undefined || refund === undefined || refund.status === "failed" || refund.status === status) return;
  const after = keep(context, endRefund(order, id, status, context.ports.now()));
  const spot = spotOf(context, number, reference);
  if (spot !== undefined) tell(context, spot, after, true);
}

/** The card of an order shows what the shop last said of it. */
export function showStatus(context: MetaContext, number: NumberRecord, reference: string, status: string): void {
  const spot = spotOf(context, number.setup.phoneNumberId, reference);
  if (spot === undefined) return;
  const chat = chatOf(context, spot.userId, spot.number);
  changeMessage(context, chat, spot.wamid, (message) => ({ ...message, orderStatus: status }));
}

/** The chat and message that show an order. */
function spotOf(context: MetaContext, number: string, reference: string): Spot | undefined {
  for (const chat of context.state.chats.values()) {
    const message = chat.messages.find(
      ({ content }) =>
        valueAt(content, "type") === "order_details" &&
        valueAt(content, "action.parameters.reference_id") === reference,
    );
    if (chat.phoneNumberId === number && message) return { userId: chat.userId, number, wamid: message.id };
  }
  return undefined;
}
