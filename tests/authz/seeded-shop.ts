import { createHash, randomUUID } from "node:crypto";
import type { Tx } from "#contracts/store";
import type { Installation } from "../../server/installation.ts";
import { publicId } from "../../server/http/public-ids.ts";
import { message, product, rawWebhook, thread } from "../contracts/sample-rows.ts";
import { seedMoney, seedRefunds } from "./seeded-money.ts";
import { seedStatement } from "./seeded-statement.ts";

/** One object of each kind a path can name, by its public id. */
export type Objects = Readonly<
  Record<
    | "thread"
    | "message"
    | "order"
    | "payment"
    | "refund"
    | "request"
    | "file"
    | "document"
    | "dispute"
    | "notice"
    | "letter"
    | "sku"
    | "connection"
    | "answer"
    | "entry",
    string
  >
>;

/** A shop with something of everything in it. `canary` stands in its texts and nowhere else. */
export type SeededShop = {
  readonly slug: string;
  readonly businessId: string;
  readonly canary: string;
  readonly objects: Objects;
};

const now = Date.now();
const nowhere = "http://127.0.0.1:9";
const body_hash = "0".repeat(64);

const amount = { minor: 4_900, currency: "EUR" };
const receiptContent = (name: string) => ({
  language: "en",
  receiptNumber: "R2026-00001",
  shop: { name, legal: [] },
  issuedAt: now,
  timeZone: "Europe/Paris",
  orderNumber: 1,
  lines: [{ name, options: {}, quantity: 1, unitPrice: amount, total: amount }],
  vat: [{ rate: 2_000, gross: amount, net: { minor: 4_083, currency: "EUR" }, vat: { minor: 817, currency: "EUR" } }],
  total: amount,
  paidWith: { rail: "card", reference: "r" },
});

/** Ids and words of one shop's rows, newly made. */
const planOf = (slug: string) => ({
  slug,
  canary: `canary-${slug}-${randomUUID().slice(0, 8)}`,
  person_id: randomUUID(),
  thread_id: randomUUID(),
  message_id: randomUUID(),
  order_id: randomUUID(),
  payment_id: randomUUID(),
  refund_id: randomUUID(),
  request_id: randomUUID(),
  file_id: randomUUID(),
  document_id: randomUUID(),
  notice_id: randomUUID(),
  channel_id: `wa-${slug}`,
  rail_id: `card-${slug}`,
  sku: `RING-${slug}`,
  answer_id: `hours-${slug}`,
  entry_key: createHash("sha256").update(slug).digest("hex").slice(0, 40),
});
/** Ids and words of one shop's rows. */
export type Plan = ReturnType<typeof planOf>;

async function seedShop(tx: Tx, { slug, canary, channel_id, rail_id, sku, answer_id }: Plan): Promise<void> {
  await tx.insert("profile", [
    {
      slug,
      name: canary,
      country: "FR",
      currency: "EUR",
      languages: ["fr", "en"],
      time_zone: "Europe/Paris",
      settings: {},
      changed_at: now,
    },
  ]);
  await tx.insert("channel_account", [
    {
      channel_id,
      kind: "whatsapp",
      name: canary,
      settings: { phoneNumberId: "1", wabaId: "2", displayPhoneNumber: "3", graphUrl: nowhere, appSecret: canary },
      state: "on",
      paused_until: null,
      pause_reason: null,
      changed_at: now,
    },
  ]);
  await tx.insert("rail", [
    {
      rail_id,
      kind: "stripe",
      name: canary,
      settings: { secretKey: canary, webhookSecret: canary, apiUrl: nowhere },
      state: "on",
      position: 0,
      changed_at: now,
    },
  ]);
  await tx.insert("product", [product({ sku, name: { en: canary }, description: {} })]);
  await tx.insert("answer", [
    { answer_id, keywords: [canary], body: { en: canary }, position: 0, archived: false, changed_at: now },
  ]);
}

async function seedTalk(tx: Tx, plan: Plan): Promise<void> {
  const { canary, channel_id, person_id, thread_id, message_id, order_id } = plan;
  await tx.insert("person", [
    {
      person_id,
      name: canary,
      email: null,
      phone: "+33612345678",
      language: "fr",
      marketing: "unknown",
      created_at: now,
      changed_at: now,
    },
  ]);
  await tx.insert("thread", [
    thread({
      thread_id,
      channel_id,
      person_id,
      order_id,
      preview: canary,
      last_inbound_at: now,
      last_message_at: now,
      seq: 1,
      changed_at: now,
    }),
  ]);
  await tx.insert("message", [
    message({ message_id, thread_id, channel_id, at: now, content: { kind: "text", body: canary } }),
  ]);
}

async function seedPapers(tx: Tx, plan: Plan): Promise<void> {
  const { canary, channel_id, thread_id, order_id, payment_id, file_id, document_id, notice_id } = plan;
  await tx.insert("file", [
    {
      file_id,
      name: canary,
      mime_type: "text/html",
      size: 3,
      sha256: "x",
      bytes: new TextEncoder().encode(`<script>${canary}</script>`),
      from_thread: null,
      created_at: now,
    },
  ]);
  await tx.insert("document", [
    {
      document_id,
      kind: "receipt",
      series: "receipt-2026",
      number: 1,
      order_id,
      payment_id,
      language: "en",
      content: receiptContent(canary),
      issued_at: now,
      issue_key: `receipt:${order_id}`,
      refund_id: null,
      of_document: null,
      previous_hash: null,
      hash: null,
    },
  ]);
  await tx.insert("notice", [
    {
      notice_id,
      about: "hand-over",
      severity: "warning",
      text: "notice.hand-over",
      values: { reason: canary },
      thread_id,
      order_id: null,
      state: "open",
      created_at: now,
    },
  ]);
  await tx.insert("raw_webhook", [
    rawWebhook({ source_id: channel_id, body_hash, problem: canary, received_at: now, body: Buffer.from(canary) }),
  ]);
}

/** Writes a shop with something of everything. */
export async function seedBusiness({ store }: Installation, slug: string): Promise<SeededShop> {
  const businessId = randomUUID();
  const plan = planOf(slug);
  const { channel_id, rail_id } = plan;
  await store.installation.putBusiness({ businessId, slug });
  await store.installation.putDirectory({ plug: "channel", kind: "whatsapp", id: channel_id, businessId });
  await store.installation.putDirectory({ plug: "rail", kind: "stripe", id: rail_id, businessId });
  await store.tx(businessId, async (tx) => {
    for (const write of [seedShop, seedTalk, seedMoney, seedRefunds, seedPapers, seedStatement]) await write(tx, plan);
  });
  const objects: Objects = {
    thread: publicId("thread", plan.thread_id),
    message: publicId("message", plan.message_id),
    order: publicId("order", plan.order_id),
    payment: publicId("payment", plan.payment_id),
    refund: publicId("refund", plan.refund_id),
    request: publicId("refundRequest", plan.request_id),
    file: publicId("file", plan.file_id),
    document: publicId("document", plan.document_id),
    dispute: `du-${slug}`,
    notice: publicId("notice", plan.notice_id),
    letter: `let_webhook-${Buffer.from(JSON.stringify([channel_id, body_hash])).toString("base64url")}`,
    sku: plan.sku,
    connection: channel_id,
    answer: plan.answer_id,
    entry: plan.entry_key,
  };
  return { slug, businessId, canary: plan.canary, objects };
}
