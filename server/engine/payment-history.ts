import type { Understood } from "#contracts/journey";
import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { instant } from "#domain/instant";
import { money } from "#domain/money";
import type { Draft, Wording } from "#domain/wording";
import { type Batch, type ThreadDraft, writeMessage } from "#engine/batch";
import { receiptNumber } from "#engine/issue-receipt";
import { sayAll } from "#engine/journey-context";
import { toMessages } from "#engine/wording-to-message";

/** Payments shown: as many as a list of any channel holds. */
const mostPayments = 10;
const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Shows a customer what she paid here, with date, amount and state, and sends a receipt again when she taps one. Only
 * what is on record of herself. False when she asked for something else.
 */
export async function showPayments(batch: Batch, thread: ThreadDraft, understood: Understood): Promise<boolean> {
  const { content, wants } = understood;
  if (content.kind === "choice" && content.choiceId.startsWith("paid:")) {
    await sendAgain(batch, thread, content.choiceId.slice("paid:".length));
    return true;
  }
  if (content.kind === "choice" || wants !== "payments") return false;
  const orders = await batch.tx.select(
    "order",
    { person_id: { eq: thread.person_id }, paid_minor: { gt: 0 } },
    { orderBy: ["paid_at", "order_id"], descending: true, limit: mostPayments },
  );
  // What a merchant asked for and passed on herself was paid by somebody else.
  const hers = orders.filter(({ terms }) => terms?.sendTo !== "merchant");
  say(batch, thread, hers.length === 0 ? { kind: "text", body: { text: "payments.none" } } : listOf(batch, hers));
  return true;
}

const say = (batch: Batch, thread: ThreadDraft, message: Draft): void =>
  sayAll(batch, thread, "", [{ do: "say", message }]);

function listOf(batch: Batch, orders: readonly RowOf<"order">[]): Draft {
  return {
    kind: "list",
    body: { text: "payments.body", values: { count: orders.length } },
    button: { text: "payments.button" },
    rows: orders.map((order) => ({
      id: `paid:${order.order_id}`,
      title: {
        text: "payments.row",
        values: { number: order.number ?? 0, amount: { money: money(order.paid_minor, currency(order.currency)) } },
      },
      description: { join: [dateOf(batch, order), stateOf(order)], by: " · " },
    })),
  };
}

const dateOf = ({ shop }: Batch, { paid_at, created_at }: RowOf<"order">): Wording => ({
  text: "payments.date",
  values: { date: { day: instant(paid_at ?? created_at), zone: shop.timeZone } },
});

function stateOf({ paid_minor, refunded_minor, currency: code }: RowOf<"order">): Wording {
  if (refunded_minor === 0) return { text: "payments.paid" };
  const amount = { money: money(refunded_minor, currency(code)) };
  return refunded_minor >= paid_minor
    ? { text: "payments.returned" }
    : { text: "payments.part-returned", values: { amount } };
}

/** Sends the receipts of one of her orders again, and a way to ask money back of it. */
async function sendAgain(batch: Batch, thread: ThreadDraft, orderId: string): Promise<void> {
  const [order] = uuidShape.test(orderId) ? await batch.tx.find("order", [{ order_id: orderId }]) : [];
  const isHers = order !== undefined && order.person_id === thread.person_id;
  const documents = isHers
    ? await batch.tx.select(
        "document",
        { order_id: { eq: orderId }, kind: { eq: "receipt" } },
        { orderBy: ["series", "number"] },
      )
    : [];
  if (!isHers || documents.length === 0)
    return say(batch, thread, { kind: "text", body: { text: "payments.no-receipt" } });
  for (const document of documents) {
    const receipt = receiptNumber(document);
    const message: Draft = {
      kind: "document",
      file: { file: "receipt", documentId: document.document_id },
      filename: `${receipt}.pdf`,
      caption: { text: "payments.receipt", values: { receipt } },
    };
    for (const part of toMessages(batch, thread, message, "")) writeMessage(batch, thread, "bot", part);
  }
  if (order.refunded_minor < order.paid_minor)
    say(batch, thread, {
      kind: "buttons",
      body: { text: "payments.more", values: { number: order.number ?? 0 } },
      buttons: [{ id: `rf:start:${orderId}`, title: { text: "payments.refund" } }],
    });
}
