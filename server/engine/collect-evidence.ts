import type { RowOf, Tx } from "#contracts/store";
import type { InboundContent } from "#domain/inbound";
import { canonicalJson } from "#domain/canonical-json";
import { type EvidenceFile, type EvidenceItem, type EvidencePart, sealEvidence } from "#domain/evidence/evidence-file";
import { cleaned } from "#domain/evidence/without-secrets";
import { days } from "#domain/instant";
import type { OutboundMessage } from "#domain/outbound";
import type { Ports } from "#engine/ports";

/** What it takes to gather evidence. */
export type EvidencePorts = Pick<Ports, "store" | "clock" | "hash" | "signer" | "timeText">;

const encoder = new TextEncoder();

/** Talk that belongs to an order: from a day before its cart was begun, so that the question before it is there. */
const talkBefore = days(1);
/** Messages of one file, the newest of a longer talk. */
const mostMessages = 2_000;

/**
 * Everything on record of an order, sealed as one file: the conversation with its times and receipts, the order, what the
 * provider said of its money, the journal, the papers with their hashes, consents and acts. No card number, IBAN or name
 * of a kept card is in it. Undefined when there is no such order.
 */
export async function collectEvidence(
  ports: EvidencePorts,
  businessId: string,
  orderId: string,
): Promise<EvidenceFile | undefined> {
  const { store, clock, hash, signer, timeText } = ports;
  const hashText = (text: string): string => hash(encoder.encode(text));
  const gathered = await store.tx(businessId, async (tx) => {
    const [[order], [profile]] = await Promise.all([
      tx.find("order", [{ order_id: orderId }]),
      tx.select("profile", {}),
    ]);
    if (!order || !profile) return undefined;
    return { order, profile, parts: await partsOf(tx, order, { time: timeText, hashText }) };
  });
  if (!gathered) return undefined;
  const { order, profile, parts } = gathered;
  const about = {
    shop: { slug: profile.slug, name: profile.name, timeZone: profile.time_zone },
    order: { id: order.order_id, number: order.number },
    madeAt: timeText(clock.now()),
    language: profile.languages[0] ?? "en",
  };
  return sealEvidence(about, parts, hashText, {
    publicKey: signer.publicKey,
    sign: (text) => signer.sign(encoder.encode(text)),
  });
}

type Order = RowOf<"order">;
type Writing = { readonly time: (at: number) => string; readonly hashText: (text: string) => string };

async function partsOf(tx: Tx, order: Order, writing: Writing): Promise<readonly EvidencePart[]> {
  const mine = { order_id: { eq: order.order_id } };
  const [people, messages, payments, captures, refunds, journal, papers, acts, disputes] = await Promise.all([
    tx.find("person", [{ person_id: order.person_id }]),
    tx.select(
      "message",
      { thread_id: { eq: order.thread_id }, at: { gte: order.created_at - talkBefore } },
      { orderBy: ["seq"], descending: true, limit: mostMessages },
    ),
    tx.select("payment", mine, { orderBy: ["created_at", "payment_id"] }),
    tx.select("capture", mine, { orderBy: ["at", "capture_id"] }),
    tx.select("refund", mine, { orderBy: ["created_at", "refund_id"] }),
    tx.select("journal", mine, { orderBy: ["at", "entry_key", "line"] }),
    tx.select("document", mine, { orderBy: ["issued_at", "document_id"] }),
    tx.select("audit", { object_id: { eq: order.order_id } }, { orderBy: ["at", "audit_id"] }),
    tx.select("dispute", mine, { orderBy: ["created_at", "dispute_id"] }),
  ]);
  const ids = payments.map(({ payment_id }) => payment_id);
  const facts =
    ids.length === 0
      ? []
      : await tx.select("payment_fact", { payment_id: { in: ids } }, { orderBy: ["seen_at", "fact_id"] });
  const cards = await tx.select("kept_card", { person_id: { eq: order.person_id } }, { orderBy: ["created_at"] });
  return [
    { part: "order", items: [orderItem(order, people[0], writing)] },
    { part: "conversation", items: messages.toReversed().map((row) => messageItem(row, writing)) },
    { part: "payments", items: payments.map((row) => paymentItem(row, writing)) },
    { part: "provider", items: facts.map((row) => factItem(row, writing)) },
    { part: "captures", items: captures.map((row) => timed(row, ["at"], writing)) },
    { part: "refunds", items: refunds.map((row) => timed(row, ["look_at", "created_at", "changed_at"], writing)) },
    { part: "disputes", items: disputes.map((row) => timed(row, disputeTimes, writing)) },
    { part: "ledger", items: journal.map((row) => timed(row, ["at"], writing)) },
    { part: "papers", items: papers.map((row) => paperItem(row, writing)) },
    { part: "consents", items: cards.map((row) => consentItem(row, writing)) },
    { part: "acts", items: acts.map((row) => timed(row, ["at"], writing)) },
  ];
}

const disputeTimes = ["due_by", "evidence_at", "created_at", "changed_at"];

/** A row as it lies in the books, its moments as people read them, cleaned of secrets. */
const timed = (row: Readonly<Record<string, unknown>>, times: readonly string[], { time }: Writing): EvidenceItem =>
  cleaned(
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        times.includes(name) && typeof value === "number" ? time(value) : value,
      ]),
    ),
  );

function orderItem(order: Order, person: RowOf<"person"> | undefined, writing: Writing): EvidenceItem {
  const { terms, ...row } = order;
  return {
    ...timed(row, ["created_at", "placed_at", "paid_at", "changed_at"], writing),
    asked_by: terms?.askedBy.name ?? null,
    customer: { name: person?.name ?? null, phone: person?.phone ?? null, email: person?.email ?? null },
  };
}

function messageItem(row: RowOf<"message">, { time }: Writing): EvidenceItem {
  return {
    id: row.message_id,
    seq: row.seq,
    at: time(row.at),
    from: row.direction === "in" ? "customer" : row.author,
    kind: row.content.kind,
    text: cleaned(textOf(row.content)),
    status: row.direction === "in" ? "received" : row.status,
    provider_id: row.provider_id,
    reply_to: row.reply_to,
    // A picture's bytes stay where they are; its name and hash say which it was.
    content: cleaned(row.content as unknown as Record<string, unknown>),
  };
}

/** What stood in the bubble, in words. */
function textOf(content: InboundContent | OutboundMessage): string {
  const parts = [
    "body" in content && typeof content.body === "string" ? content.body : "",
    "caption" in content ? (content.caption ?? "") : "",
    "title" in content && typeof content.title === "string" ? content.title : "",
    "filename" in content ? (content.filename ?? "") : "",
    "buttons" in content
      ? (content.buttons ?? []).map((button) => ("title" in button ? `[${button.title}]` : "")).join(" ")
      : "",
    "label" in content && typeof content.label === "string" ? `[${content.label}]` : "",
  ];
  return parts.filter((part) => part !== "").join("\n");
}

function paymentItem({ url, card_id, ...row }: RowOf<"payment">, writing: Writing): EvidenceItem {
  const times = ["expires_at", "settled_at", "look_at", "by_webhook_at", "by_lookup_at", "created_at", "changed_at"];
  return { ...timed(row, times, writing), by_kept_card: card_id !== null, had_link: url !== null };
}

function factItem({ fact, ...row }: RowOf<"payment_fact">, writing: Writing): EvidenceItem {
  const { alias: _, ...told } = fact as Readonly<Record<string, unknown>>;
  return { ...timed(row, ["at", "seen_at"], writing), fact: timed(told, ["at", "dueBy"], writing) };
}

function paperItem(row: RowOf<"document">, { time, hashText }: Writing): EvidenceItem {
  const { content, issued_at, hash } = row;
  return {
    kind: row.kind,
    number: String(content["number"] ?? content["receiptNumber"] ?? row.number),
    issued_at: time(issued_at),
    total: content["total"] ?? null,
    content_hash: hashText(canonicalJson(content)),
    chain_hash: hash,
    previous_hash: row.previous_hash,
  };
}

const consentItem = (row: RowOf<"kept_card">, { time }: Writing): EvidenceItem => ({
  card: `${row.brand} •••• ${row.last_four}`,
  given: row.consent.given,
  text: cleaned(row.consent.text),
  at: time(row.consent.at),
  state: row.state,
});
