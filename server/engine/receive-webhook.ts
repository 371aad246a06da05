import { MalformedWebhook } from "#contracts/channel";
import type { RawRequest, Verdict } from "#contracts/raw-request";
import type { RowOf } from "#contracts/store";
import { bucketOf } from "#domain/bucket";
import type { PaymentFact } from "#domain/payment";
import type { Intake } from "#engine/intake";
import { laneOf, paymentLane } from "#engine/lanes";
import { maskBody, maskWritten } from "#engine/mask-event";
import type { Ports } from "#engine/ports";
import { sealBody, sealFact } from "#engine/sealed-body";
import type { Shop, Shops } from "#engine/shops";

/** The answer to a webhook. The body is empty but for a handshake. */
export type WebhookAnswer = { readonly status: 200 | 401 | 403 | 404 | 503; readonly body: string };

const answer = (status: WebhookAnswer["status"], body = ""): WebhookAnswer => ({ status, body });
const refusals: Readonly<Record<Extract<Verdict, { ok: false }>["why"], WebhookAnswer>> = {
  unconfigured: answer(503),
  "bad-signature": answer(401),
  "too-old": answer(401),
};

/** An event as the inbox keeps it. */
type Element = { readonly id: string; readonly lane: string; readonly event: unknown };
/** A channel or a rail, seen from here: how to check and read its posts. */
type Source = {
  readonly plug: "channel" | "rail";
  readonly id: string;
  readonly verify: (request: RawRequest) => Verdict;
  readonly read: (body: Uint8Array) => readonly Element[];
};

/** Where a source's posts are received. */
export type WebhookAddress = { readonly kind: string; readonly id: string };

/**
 * Receives one post: the signature is checked on the raw bytes before anything else, every element of the batch becomes
 * one inbox row beside the raw body, and only their commit is answered with 200. What cannot be read is kept raw as a
 * dead letter, with 200: sending it again would not help. Refused: nothing written, a metric counts it.
 */
export async function receiveWebhook(
  ports: Ports,
  shops: Shops,
  intake: Intake,
  { kind, id }: WebhookAddress,
  request: RawRequest,
): Promise<WebhookAnswer> {
  const entry = (await shops.find("channel", kind, id)) ?? (await shops.find("rail", kind, id));
  const shop = entry && (await shops.get(entry.businessId));
  const source = shop && sourceOf(ports, shop, id);
  if (!shop || !source) return refuse(ports, kind, "unknown-address", answer(404));
  if (request.method === "GET") return handshake(ports, shop, id, request);
  const verdict = source.verify(request);
  if (!verdict.ok) return refuse(ports, kind, verdict.why, refusals[verdict.why]);
  try {
    await intake.append(shop.businessId, record(ports, source, request.body));
  } catch (error) {
    ports.log.error("webhook not stored", { kind, id, error: String(error) });
    return refuse(ports, kind, "store", answer(503));
  }
  ports.metrics.count("webhook_received_total", { channel: kind, result: "stored" });
  return answer(200);
}

function refuse(ports: Ports, kind: string, reason: string, refusal: WebhookAnswer): WebhookAnswer {
  ports.metrics.count("webhook_rejected_total", { channel: kind, reason });
  return refusal;
}

function sourceOf(ports: Ports, shop: Shop, id: string): Source | undefined {
  const account = shop.channels.get(id);
  if (account) {
    const { plug, settings } = account;
    return {
      plug: "channel",
      id,
      verify: (request) => plug.verify(request, settings),
      read: (body) => plug.parse(body, settings).map((event) => ({ id: event.id, lane: laneOf(id, event), event })),
    };
  }
  const rail = shop.rails.find((one) => one.id === id);
  if (!rail) return undefined;
  return {
    plug: "rail",
    id,
    verify: (request) => rail.plug.verify(request, rail.settings, ports.clock.now()),
    read: (body) => rail.plug.interpret(body, rail.settings).map((fact) => elementOf(sealFact(ports, fact))),
  };
}

const elementOf = (fact: PaymentFact): Element => ({ id: fact.factId, lane: paymentLane(fact.reference), event: fact });

function handshake(ports: Ports, shop: Shop, id: string, request: RawRequest): WebhookAnswer {
  const account = shop.channels.get(id);
  const echoed = account?.plug.handshake(request, account.settings);
  if (echoed === undefined) return refuse(ports, account?.kind ?? "rail", "handshake", answer(403));
  return answer(200, echoed);
}

function record(ports: Ports, source: Source, body: Uint8Array) {
  const now = ports.clock.now();
  const kept = maskBody(body);
  const body_hash = ports.hash(body);
  let elements: readonly Element[] = [];
  let problem: string | null = null;
  try {
    elements = source.read(body);
  } catch (error) {
    if (!(error instanceof MalformedWebhook))
      ports.log.error("webhook reader broke", { kind: source.id, error: String(error) });
    problem = error instanceof MalformedWebhook ? error.message : `unreadable: ${String(error)}`;
    ports.metrics.count("webhook_dead_letter_total", { channel: source.plug });
  }
  const raw: RowOf<"raw_webhook"> = {
    source_id: source.id,
    body_hash,
    body: source.plug === "rail" ? sealBody(ports, kept.body) : kept.body,
    masked: kept.masked,
    problem,
    received_at: now,
  };
  const rows = elements.map(
    (element): RowOf<"inbox"> => ({
      source_id: source.id,
      event_id: element.id,
      inbox_id: ports.ids.uuid(now),
      lane: element.lane,
      bucket: bucketOf(element.lane),
      plug: source.plug,
      event: maskWritten(element.event),
      state: "open",
      attempts: 0,
      retry_at: now,
      problem: null,
      body_hash,
      received_at: now,
    }),
  );
  return { raw, rows };
}
