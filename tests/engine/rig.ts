import { createHash } from "node:crypto";
import type { RowOf, Store } from "#contracts/store";
import type { TableName } from "#contracts/tables";
import { currency } from "#domain/currency";
import type { InboundContent, InboundEvent } from "#domain/inbound";
import { instant } from "#domain/instant";
import { money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import { createIntake } from "#engine/intake";
import type { Ports } from "#engine/ports";
import { processInbox } from "#engine/process-inbox";
import { receiveWebhook } from "#engine/receive-webhook";
import { reconcilePayments } from "#engine/reconcile-payments";
import { createTaskRunner } from "#engine/run-tasks";
import { createSender } from "#engine/sender";
import { createShops } from "#engine/shops";
import { wakeTimers } from "#engine/wake-timers";
import { drawCode } from "../../server/documents/code-picture.ts";
import { journey as refundJourney } from "../../server/journeys/refund/journey.ts";
import { journey as merchantCommand } from "../../server/journeys/merchant-command/journey.ts";
import { journey } from "../../server/journeys/shop-order/journey.ts";
import { provider as cash } from "../../server/payments/cash/provider.ts";
import { provider as transfer } from "../../server/payments/transfer/provider.ts";
import { dayStart, localDate } from "../../server/ports/day-start.ts";
import { createFormatWording } from "../../server/ports/format-wording.ts";
import { createMemoryStore } from "../../server/storage/memory/memory-store.ts";
import { parseCommand } from "../../server/understanding/commands/parse-command.ts";
import { phoneCountry } from "../../server/understanding/commands/read-phone.ts";
import { readPayouts } from "../../server/understanding/statements/read-payouts.ts";
import { readStatement } from "../../server/understanding/statements/read-statement.ts";
import { guessLanguage, understand } from "../../server/understanding/understand.ts";
import { businessId, stockShop } from "./paper-shop.ts";
import { type Answer, type Sent, paperWorld } from "./paper-world.ts";
import { handRail, paperChannel, paperRail, paperTransfer } from "./paper.ts";

const everyBucket = Array.from({ length: 256 }, (_, bucket) => bucket);

/** A moment that only moves when told to, and numbers that never repeat. */
export function makeTime() {
  let now = Date.UTC(2026, 10, 24, 9);
  let serial = 0;
  return {
    now: () => instant(now),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    serial: () => ++serial,
  };
}

/** A UUIDv7 of a moment and a serial number. */
function idOf(at: number, serial: number): string {
  const time = at.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${serial.toString(16).padStart(12, "0")}`;
}

const payPage = (_: string, paymentId: string): string => `https://shop.example/pay/${paymentId}`;

type Time = ReturnType<typeof makeTime>;

/** The engine's ports on the memory store, with plugs of paper; the outside answers as it is told to. */
export function paperPorts(time: Time, answer: Answer): Ports {
  const store = createMemoryStore();
  return {
    node: "test",
    clock: { now: time.now, timer: () => ({ done: Promise.resolve(), cancel: () => undefined }) },
    ids: { uuid: (at) => idOf(at, time.serial()) },
    chance: () => 0,
    http: async (request) => answer(request),
    store,
    intake: store,
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (message, fields) => void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
    },
    metrics: { count: () => undefined, observe: () => undefined },
    changed: () => undefined,
    documents: {
      receipt: async () => new TextEncoder().encode("%PDF-"),
      code: async (code, place) => drawCode(code, place),
    },
    format: createFormatWording([journey, merchantCommand, refundJourney]),
    understand,
    parseCommand,
    phoneCountry,
    guessLanguage,
    readStatement,
    readPayouts,
    dayStart,
    localDate,
    secret: (reference) => reference,
    seal: (plain) => plain,
    channels: [paperChannel],
    rails: [paperRail, handRail, paperTransfer, transfer, cash],
    journeys: [journey, merchantCommand, refundJourney] as unknown as Ports["journeys"],
    hash: (bytes) => createHash("sha256").update(bytes).digest("hex"),
    publicUrl: "http://127.0.0.1:4242",
  };
}

/** The engine's rounds, called by hand until nothing is left to do. `stock` registers the shop. */
export async function openRounds(ports: Ports, stock: (store: Store) => Promise<void>) {
  await stock(ports.store);
  const shops = createShops(ports);
  const intake = createIntake(ports, () => undefined);
  const sender = createSender(ports, () => undefined);
  const tasks = createTaskRunner(ports, () => undefined);
  const shopNow = async () => {
    const shop = await shops.get(businessId);
    if (!shop) throw new Error("the shop is missing");
    return shop;
  };
  const settle = async (): Promise<void> => {
    const shop = await shopNow();
    const account = shop.channels.get("wa");
    if (!account) throw new Error("the channel is missing");
    for (let round = 0; round < 50; round++) {
      const worked =
        (await processInbox(ports, shop, everyBucket)) +
        (await wakeTimers(ports, shop, everyBucket)) +
        (await tasks.round(shop)) +
        (await sender.round(shop, account));
      await Promise.all([sender.idle(), tasks.idle()]);
      if (worked === 0) return;
    }
    throw new Error("the shop does not come to rest");
  };
  const post = (kind: string, id: string, body: unknown, headers: Record<string, string> = { "x-sign": "ok" }) => {
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    return receiveWebhook(ports, shops, intake, { kind, id }, { method: "POST", query: {}, headers, body: bytes });
  };
  return { shopNow, settle, post };
}

/** One shop on the memory store with a channel and a rail of paper; `takes` its own account and its till as well. */
export async function openShop(takes?: "own-account") {
  const time = makeTime();
  const world = paperWorld(time.now);
  let outside: Answer = world.behave;
  const paper = paperPorts(time, (request) => outside(request));
  const ports = takes === undefined ? paper : { ...paper, payPage };
  const rounds = await openRounds(ports, (store) => stockShop(store, takes));
  const during = async (work: () => Promise<unknown>): Promise<readonly Sent[]> => {
    const before = world.sent.length;
    await work();
    await rounds.settle();
    return world.sent.slice(before);
  };
  return {
    ports,
    ...rounds,
    sent: world.sent,
    looks: world.looks,
    json: world.json,
    businessId,
    during,
    rows: <Name extends TableName>(table: Name): Promise<readonly RowOf<Name>[]> =>
      ports.store.tx(businessId, (tx) => tx.select(table, {})),
    /** A customer's message, received and answered. */
    say: (content: string | InboundContent, from = "33612345678", name = "Léa") =>
      during(() => {
        const event: InboundEvent = {
          kind: "message",
          id: `in.${time.serial()}`,
          sender: { identities: [{ kind: "wa_phone", value: from }], name },
          at: time.now(),
          content: typeof content === "string" ? { kind: "text", body: content } : content,
        };
        return rounds.post("paper", "wa", [event]);
      }),
    /** The id of the newest button of that kind she was shown: `mc:yes:3` for "yes". */
    buttonOf(phone: string, word: string): string {
      const shown = world.sent
        .filter(({ to }) => to.phone === phone)
        .flatMap(({ message }) => (message["buttons"] ?? []) as readonly { readonly id: string }[]);
      return shown.findLast(({ id }) => id.split(":").includes(word))?.id ?? `nothing:${word}`;
    },
    tap: (choiceId: string): InboundContent => ({ kind: "choice", choiceId, title: choiceId }),
    /** The provider's signed word of anything. */
    facts: (...facts: readonly PaymentFact[]) => during(() => rounds.post("paper-rail", "card", facts)),
    /** The provider's signed word that money came for a payment. */
    pay: (paymentId: string, minor: number, n = 1, rail = "card") => {
      const captureId = `ch_${paymentId}-${n}`;
      const amount = money(minor, currency("EUR"));
      const fact: PaymentFact = {
        factId: `${captureId}:captured`,
        reference: paymentId,
        kind: "captured",
        captureId,
        amount,
        at: time.now(),
      };
      return during(() => rounds.post("paper-rail", rail, [fact]));
    },
    /** Replaces the outside; `behave` is the one that does all right. */
    outside(next: (request: Parameters<Answer>[0], behave: Answer) => ReturnType<Answer>) {
      outside = (request) => next(request, world.behave);
    },
    /** Lets time pass, and nothing happen. */
    later: time.pass,
    /** Lets time pass, then what is due happen. */
    pass: (milliseconds: number) =>
      during(async () => {
        time.pass(milliseconds);
        await reconcilePayments(ports, await rounds.shopNow());
      }),
  };
}
