import { sql } from "kysely";
import type { Margin } from "#api/margin";
import type { RowOf } from "#contracts/store";
import { type BilledMessage, costOf } from "#domain/message-cost";
import { digitsOf } from "#domain/phone";
import type { BusinessReader } from "#storage/postgres/reader";
import { moneyOf } from "../api/call.ts";
import type { Looking } from "./looking.ts";

/** Messages of one order that are added up; a conversation has far fewer. */
const mostMessages = 2_000;

type OrderRow = Pick<
  RowOf<"order">,
  "order_id" | "thread_id" | "person_id" | "created_at" | "currency" | "paid_minor" | "refunded_minor"
>;

/**
 * What an order brought before its goods: fees as providers told them, and every message of its thread from the moment it
 * began until the next order did, by the shop's own rate card.
 */
export async function marginOf({ shop }: Looking, db: BusinessReader, order: OrderRow): Promise<Margin> {
  const { businessId, messageRates } = shop;
  const { fees } = await db
    .selectFrom("capture")
    .select(sql<string | null>`sum(fee_minor)`.as("fees"))
    .where("business_id", "=", businessId)
    .where("order_id", "=", order.order_id)
    .executeTakeFirstOrThrow();
  const { cost, unknown } = costOf(await messagesOf(db, businessId, order), messageRates);
  // Rates in another currency would need a rate of exchange, which we do not know.
  const messages = cost !== undefined && cost.currency === order.currency ? cost : undefined;
  const amount = (minor: number) => moneyOf(minor, order.currency);
  const kept = fees === null ? 0 : Number(fees);
  return {
    paid: amount(order.paid_minor),
    refunded: amount(order.refunded_minor),
    fees: fees === null ? null : amount(kept),
    messages: messages ?? null,
    messagesUnknown: unknown,
    left: amount(order.paid_minor - order.refunded_minor - kept - (messages?.minor ?? 0)),
  };
}

async function messagesOf(db: BusinessReader, businessId: string, order: OrderRow): Promise<readonly BilledMessage[]> {
  const next = await db
    .selectFrom("order")
    .select("created_at")
    .where("business_id", "=", businessId)
    .where("thread_id", "=", order.thread_id)
    .where("created_at", ">", order.created_at)
    .orderBy("created_at")
    .limit(1)
    .executeTakeFirst();
  const person = await db
    .selectFrom("person")
    .select("phone")
    .where("business_id", "=", businessId)
    .where("person_id", "=", order.person_id)
    .executeTakeFirst();
  let query = db
    .selectFrom("message")
    .select("pricing")
    .where("business_id", "=", businessId)
    .where("thread_id", "=", order.thread_id)
    .where("direction", "=", "out")
    // WhatsApp bills what was delivered.
    .where("status", "in", ["sent", "delivered", "read", "played"])
    .where("at", ">=", order.created_at)
    .limit(mostMessages);
  if (next) query = query.where("at", "<", next.created_at);
  const phone = digitsOf(person?.phone ?? "");
  return (await query.execute()).map(({ pricing }) => ({ pricing: pricing === null ? null : { ...pricing }, phone }));
}
