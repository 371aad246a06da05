import { createHash } from "node:crypto";
import type { HttpAnswer, HttpRequest } from "#contracts/http-port";
import type { RowOf } from "#contracts/store";
import type { TableName } from "#contracts/tables";
import { currency } from "#domain/currency";
import type { InboundContent, InboundEvent } from "#domain/inbound";
import { instant } from "#domain/instant";
import { money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import { deliverOutbox } from "#engine/deliver-outbox";
import { createIntake } from "#engine/intake";
import type { Ports } from "#engine/ports";
import { processInbox } from "#engine/process-inbox";
import { createBudgets } from "#engine/rate-budget";
import { receiveWebhook } from "#engine/receive-webhook";
import { reconcilePayments } from "#engine/reconcile-payments";
import { runTasks } from "#engine/run-tasks";
import { createShops } from "#engine/shops";
import { wakeTimers } from "#engine/wake-timers";
import { journey } from "../../server/journeys/shop-order/journey.ts";
import { createFormatWording } from "../../server/ports/format-wording.ts";
import { createMemoryStore } from "../../server/storage/memory/memory-store.ts";
import { guessLanguage, understand } from "../../server/understanding/understand.ts";
import { paperChannel, paperRail } from "./paper.ts";

const businessId = "01900000-0000-7000-8000-000000000001";
const everyBucket = Array.from({ length: 256 }, (_, bucket) => bucket);
type Sent = {
  readonly to: { phone?: string };
  readonly message: Record<string, unknown>;
  readonly correlation: string;
};

/** One shop on the memory store with a channel and a rail of paper; the engine's rounds are called by hand. */
export async function openShop() {
  let now = Date.UTC(2026, 10, 24, 9);
  let serial = 0;
  const sent: Sent[] = [];
  const looks: PaymentFact[] = [];
  let outside: (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer> = answer;
  const json = (body: unknown, status = 200): HttpAnswer => ({
    status,
    headers: {},
    body: new TextEncoder().encode(JSON.stringify(body)),
  });

  function answer(request: HttpRequest): HttpAnswer {
    const body = JSON.parse(String(request.body)) as Record<string, unknown>;
    if (request.url === "paper:send") {
      sent.push(body as unknown as Sent);
      return json({ id: `wamid.${sent.length}` });
    }
    if (request.url === "paper:look") return json(looks);
    if (request.url === "paper:refund") {
      const { refundId, captureId, amount } = body as { refundId: string; captureId: string; amount: unknown };
      const reference = String(captureId).replace("ch_", "").replace(/-\d+$/, "");
      const fact = {
        factId: `re_${refundId}:done`,
        reference,
        kind: "refund-changed",
        refundRef: `re_${refundId}`,
        refundId,
        captureId,
        amount,
        state: "done",
        at: now,
      };
      return json([fact]);
    }
    return json({});
  }

  const store = createMemoryStore();
  const ports: Ports = {
    node: "test",
    clock: { now: () => instant(now), timer: () => ({ done: Promise.resolve(), cancel: () => undefined }) },
    ids: { uuid: (at) => idOf(at, ++serial) },
    chance: () => 0,
    http: async (request) => outside(request),
    store,
    intake: store,
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (message, fields) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
    },
    metrics: { count: () => undefined, observe: () => undefined },
    changed: () => undefined,
    documents: { receipt: async () => new TextEncoder().encode("%PDF-") },
    format: createFormatWording([journey]),
    understand,
    guessLanguage,
    secret: (reference) => reference,
    channels: [paperChannel],
    rails: [paperRail],
    journeys: [journey as Ports["journeys"][number]],
    hash: (bytes) => createHash("sha256").update(bytes).digest("hex"),
    publicUrl: "http://127.0.0.1:4242",
  };
  await fill(ports);
  const shops = createShops(ports);
  const intake = createIntake(ports, () => undefined);
  const budgets = createBudgets();
  const shopNow = async () => {
    const shop = await shops.get(businessId);
    if (!shop) throw new Error("the shop is missing");
    return shop;
  };
  const post = (kind: string, id: string, body: unknown, headers = { "x-sign": "ok" }) =>
    receiveWebhook(
      ports,
      shops,
      intake,
      { kind, id },
      { method: "POST", query: {}, headers, body: new TextEncoder().encode(JSON.stringify(body)) },
    );

  const settle = async (): Promise<void> => {
    const shop = await shopNow();
    const account = shop.channels.get("wa");
    if (!account) throw new Error("the channel is missing");
    for (let round = 0; round < 50; round++) {
      const done =
        (await processInbox(ports, shop, everyBucket)) +
        (await wakeTimers(ports, shop, everyBucket)) +
        (await runTasks(ports, shop)) +
        (await deliverOutbox(ports, shop, account, budgets));
      if (done === 0) return;
    }
    throw new Error("the shop does not come to rest");
  };

  return {
    ports,
    shopNow,
    sent,
    looks,
    settle,
    post,
    businessId,
    /** What an operator's or a customer's screen would read. */
    rows: <Name extends TableName>(table: Name): Promise<readonly RowOf<Name>[]> =>
      store.tx(businessId, (tx) => tx.select(table, {})),
    /** A customer's message, received and answered. */
    async say(content: string | InboundContent, from = "33612345678"): Promise<readonly Sent[]> {
      const before = sent.length;
      const event: InboundEvent = {
        kind: "message",
        id: `in.${++serial}`,
        sender: { identities: [{ kind: "wa_phone", value: from }], name: "Léa" },
        at: instant(now),
        content: typeof content === "string" ? { kind: "text", body: content } : content,
      };
      await post("paper", "wa", [event]);
      await settle();
      return sent.slice(before);
    },
    tap: (choiceId: string): InboundContent => ({ kind: "choice", choiceId, title: choiceId }),
    /** The provider's signed word that money came for a payment. */
    async pay(paymentId: string, minor: number, n = 1): Promise<readonly Sent[]> {
      const before = sent.length;
      const fact: PaymentFact = {
        factId: `ch_${paymentId}-${n}:captured`,
        reference: paymentId,
        kind: "captured",
        captureId: `ch_${paymentId}-${n}`,
        amount: money(minor, currency("EUR")),
        at: instant(now),
      };
      await post("paper-rail", "card", [fact]);
      await settle();
      return sent.slice(before);
    },
    /** Replaces the outside; `answer` is the well-behaved one. */
    outside(
      next: (request: HttpRequest, answer: (request: HttpRequest) => HttpAnswer) => HttpAnswer | Promise<HttpAnswer>,
    ) {
      outside = (request) => next(request, answer);
    },
    async pass(milliseconds: number): Promise<readonly Sent[]> {
      const before = sent.length;
      now += milliseconds;
      await reconcilePayments(ports, await shopNow());
      await settle();
      return sent.slice(before);
    },
  };
}

/** A UUIDv7 of a moment and a serial number. */
function idOf(at: number, serial: number): string {
  const time = at.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${serial.toString(16).padStart(12, "0")}`;
}

async function fill(ports: Ports): Promise<void> {
  await ports.store.installation.putBusiness({ businessId, slug: "atelier" });
  for (const [plug, kind, id] of [
    ["channel", "paper", "wa"],
    ["rail", "paper-rail", "card"],
  ] as const)
    await ports.store.installation.putDirectory({ plug, kind, id, businessId });
  await ports.store.tx(businessId, async (tx) => {
    await tx.insert("profile", [
      {
        slug: "atelier",
        name: "Atelier",
        country: "FR",
        currency: "EUR",
        languages: ["fr", "en"],
        time_zone: "Europe/Paris",
        settings: {},
        changed_at: 0,
      },
    ]);
    await tx.insert("channel_account", [
      {
        channel_id: "wa",
        kind: "paper",
        name: "WhatsApp",
        settings: { secret: "s" },
        state: "on",
        paused_until: null,
        pause_reason: null,
        changed_at: 0,
      },
    ]);
    await tx.insert("rail", [
      { rail_id: "card", kind: "paper-rail", name: "Card", settings: {}, state: "on", position: 0, changed_at: 0 },
    ]);
    await tx.insert("answer", [
      {
        answer_id: "delivery",
        keywords: ["livraison", "delivery"],
        body: { fr: "Livraison en 48 h.", en: "Delivery in 48 h." },
        position: 0,
        archived: false,
        changed_at: 0,
      },
    ]);
    const product = {
      description: {},
      currency: "EUR",
      vat_class: "standard" as const,
      image: null,
      archived: false,
      changed_at: 0,
    };
    await tx.insert("product", [
      {
        ...product,
        sku: "RING",
        name: { fr: "Bague rose", en: "Rose ring" },
        price_minor: 4990,
        stock: 3,
        position: 0,
        options: [
          { name: "size", kind: "one-of", values: ["52", "54", "56"] },
          { name: "engraving", kind: "text", maxLength: 20 },
        ],
      },
      {
        ...product,
        sku: "CARD",
        name: { fr: "Carte", en: "Card" },
        price_minor: 500,
        stock: 1,
        position: 1,
        options: [],
      },
      {
        ...product,
        sku: "BOX",
        name: { fr: "Coffret", en: "Box" },
        price_minor: 1200,
        stock: null,
        position: 2,
        options: [],
      },
    ]);
  });
}
