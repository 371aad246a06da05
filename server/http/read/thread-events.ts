import type { ThreadEvent } from "#api/message";
import type { RowOf } from "#contracts/store";
import { moneyOf, timeOf } from "../api/call.ts";
import { notFound } from "../problem.ts";
import { publicId } from "../public-ids.ts";
import { type Looking, look } from "./looking.ts";

const most = 500;

type Draft = Omit<ThreadEvent, "at" | "orderNumber" | "paymentId" | "amount" | "by" | "reason" | "orderId"> &
  Partial<ThreadEvent> & { readonly atMs: number };

const none = { orderId: null, orderNumber: null, paymentId: null, amount: null, by: null, reason: null } as const;

function ofOrder(row: RowOf<"order">): readonly Draft[] {
  const about = { orderId: publicId("order", row.order_id), orderNumber: row.number };
  const amount = moneyOf(row.total_minor, row.currency);
  return [
    { id: `${row.order_id}:placed`, event: "order-placed" as const, atMs: row.placed_at, amount },
    {
      id: `${row.order_id}:paid`,
      event: "order-paid" as const,
      atMs: row.paid_at,
      amount: moneyOf(row.paid_minor, row.currency),
    },
  ].flatMap(({ atMs, ...rest }) => (atMs === null ? [] : [{ ...about, ...rest, atMs }]));
}

const ofPayment = (row: RowOf<"payment">): readonly Draft[] =>
  row.url === null && row.shows === null
    ? []
    : [
        {
          id: `${row.payment_id}:link`,
          event: "link-sent",
          atMs: row.created_at,
          orderId: publicId("order", row.order_id),
          paymentId: publicId("payment", row.payment_id),
          amount: moneyOf(row.amount_minor, row.currency),
        },
      ];

function ofRefund(row: RowOf<"refund">): readonly Draft[] {
  const about = {
    orderId: publicId("order", row.order_id),
    paymentId: publicId("payment", row.payment_id),
    amount: moneyOf(row.amount_minor, row.currency),
    reason: row.reason,
  };
  const end = row.state === "done" ? "refund-done" : row.state === "failed" ? "refund-failed" : undefined;
  return [
    { ...about, id: `${row.refund_id}:asked`, event: "refund-requested", atMs: row.created_at, by: row.requested_by },
    ...(end === undefined
      ? []
      : [{ ...about, id: `${row.refund_id}:${row.state}`, event: end, atMs: row.changed_at } as const]),
  ];
}

const acts: Readonly<Record<string, ThreadEvent["event"]>> = {
  ship: "order-shipped",
  deliver: "order-delivered",
  cancel: "order-cancelled",
  "confirm-payment": "payment-confirmed",
  "take-over": "taken-over",
  "give-back": "given-back",
};

const ofAct = (row: RowOf<"audit">): readonly Draft[] => {
  const event = acts[row.act];
  if (event === undefined) return [];
  const orderId = row.object_kind === "order" ? publicId("order", row.object_id) : null;
  return [{ id: row.audit_id, event, atMs: row.at, orderId, by: row.actor }];
};

const ofNotice = (row: RowOf<"notice">): readonly Draft[] => [
  { id: row.notice_id, event: "handed-over", atMs: row.created_at, reason: String(row.values["reason"] ?? "") },
];

/** What happened to a thread's orders, money and owner, oldest first: read off the records, kept nowhere twice. */
export const listThreadEvents = (looking: Looking, threadId: string): Promise<readonly ThreadEvent[]> =>
  look(looking, async (db) => {
    const { businessId } = looking.shop;
    const thread = await db
      .selectFrom("thread")
      .select("thread_id")
      .where("business_id", "=", businessId)
      .where("thread_id", "=", threadId)
      .executeTakeFirst();
    if (!thread) throw notFound();
    const mine = { business_id: businessId, thread_id: threadId };
    const orders = await db
      .selectFrom("order")
      .selectAll()
      .where((eb) => eb.and(mine))
      .limit(most)
      .execute();
    const payments = await db
      .selectFrom("payment")
      .selectAll()
      .where((eb) => eb.and(mine))
      .limit(most)
      .execute();
    const refunds = await db
      .selectFrom("refund")
      .selectAll()
      .where((eb) => eb.and(mine))
      .limit(most)
      .execute();
    const audits = await db
      .selectFrom("audit")
      .selectAll()
      .where("business_id", "=", businessId)
      .where("object_id", "in", [threadId, ...orders.map(({ order_id }) => order_id)])
      .orderBy("at", "desc")
      .limit(most)
      .execute();
    const notices = await db
      .selectFrom("notice")
      .selectAll()
      .where("business_id", "=", businessId)
      .where("thread_id", "=", threadId)
      .where("about", "=", "hand-over")
      .limit(most)
      .execute();
    const drafts = [
      ...orders.flatMap(ofOrder),
      ...payments.flatMap(ofPayment),
      ...refunds.flatMap(ofRefund),
      ...audits.flatMap(ofAct),
      ...notices.flatMap(ofNotice),
    ];
    const names = await looking.till.accounts.namesOf(drafts.flatMap(({ by }) => by ?? []));
    const numbers = new Map(orders.map(({ order_id, number }) => [publicId("order", order_id), number]));
    return drafts
      .toSorted((a, b) => a.atMs - b.atMs)
      .slice(-most)
      .map(({ atMs, ...draft }) => ({
        ...none,
        ...draft,
        orderNumber: draft.orderNumber ?? numbers.get(draft.orderId ?? "") ?? null,
        by: draft.by === undefined || draft.by === null ? null : (names.get(draft.by) ?? draft.by),
        at: timeOf(atMs),
      }));
  });
