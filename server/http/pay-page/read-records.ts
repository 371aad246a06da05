import { numberOfPaper } from "#engine/paper-content";
import type { BusinessReader, Reader } from "#storage/postgres/reader";
import type { PagePayment } from "../../ports/page-tokens.ts";
import type { PaymentRecords } from "./payment-standing.ts";

/** What is on record of a payment; undefined when nothing is. Rejects with StoreFailure when the store is out of reach. */
export const readRecords = (
  reader: Reader,
  { businessId, paymentId }: PagePayment,
): Promise<PaymentRecords | undefined> => reader.read(businessId, (db) => recordsOf(db, businessId, paymentId));

async function recordsOf(db: BusinessReader, businessId: string, paymentId: string) {
  const mine = { business_id: businessId, payment_id: paymentId };
  const payment = await db
    .selectFrom("payment")
    .selectAll()
    .where((eb) => eb.and(mine))
    .executeTakeFirst();
  if (!payment) return undefined;
  const order = await db
    .selectFrom("order")
    .selectAll()
    .where("business_id", "=", businessId)
    .where("order_id", "=", payment.order_id)
    .executeTakeFirst();
  const thread = await db
    .selectFrom("thread")
    .select(["language", "channel_id"])
    .where("business_id", "=", businessId)
    .where("thread_id", "=", payment.thread_id)
    .executeTakeFirst();
  if (!order || !thread) return undefined;
  const failed = await db
    .selectFrom("payment_fact")
    .select("fact")
    .where((eb) => eb.and(mine))
    .where("kind", "=", "attempt-failed")
    .orderBy("at", "desc")
    .executeTakeFirst();
  const papers = await db
    .selectFrom("document")
    .select(["document_id", "kind", "content"])
    .where((eb) => eb.and({ ...mine, order_id: payment.order_id }))
    .orderBy("issued_at")
    .orderBy("document_id")
    .execute();
  const ofOrder = { business_id: businessId, order_id: payment.order_id };
  return {
    payment,
    order,
    thread,
    siblings: await db
      .selectFrom("payment")
      .selectAll()
      .where((eb) => eb.and(ofOrder))
      .orderBy("created_at")
      .execute(),
    captures: await db
      .selectFrom("capture")
      .selectAll()
      .where((eb) => eb.and(ofOrder))
      .orderBy("at")
      .execute(),
    refunds: await db
      .selectFrom("refund")
      .selectAll()
      .where((eb) => eb.and({ ...ofOrder, payment_id: paymentId }))
      .execute(),
    failedFor: failed && "reason" in failed.fact ? (failed.fact.reason ?? "") : undefined,
    receiptId: papers.find(({ kind }) => kind === "receipt")?.document_id,
    papers: papers.flatMap(({ document_id, kind, content }) =>
      kind === "receipt" ? [] : [{ id: document_id, kind, number: numberOfPaper({ content }) }],
    ),
  };
}
