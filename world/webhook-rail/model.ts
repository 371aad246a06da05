import { createHmac } from "node:crypto";
import type { WireRequest, WireResponse, WorldPorts } from "../wire.ts";
import { instantOf, isoOf } from "./calendar.ts";

type Amount = { readonly minor: number; readonly currency: string };
type Event = { readonly type: string; readonly timestamp: string; readonly data: Readonly<Record<string, unknown>> };
type Refund = {
  readonly id: string;
  readonly name: string;
  readonly amount: Amount;
  state: "done" | "failed";
  at: string;
};
type Sale = {
  readonly id: string;
  readonly reference: string;
  readonly amount: Amount;
  readonly expiresAt: number;
  readonly events: Event[];
  readonly refunds: Refund[];
  state: "open" | "paid" | "expired";
};

/** A merchant's own payment service, as small as one may be: what the rail's guide asks for, and no more. */
export type WebhookRailWorld = {
  readonly handle: (request: WireRequest) => WireResponse;
  readonly pay: (id: string) => void;
  readonly decline: (id: string) => void;
  readonly failRefund: (refundRef: string) => void;
  readonly sales: () => readonly Sale[];
};

/** Where it posts to, and the secret (`whsec_…`) that signs both ways. */
export type WebhookRailSettings = { readonly webhookUrl: string; readonly secret: string; readonly publicUrl: string };

const keyOf = (secret: string): Buffer => Buffer.from(secret.slice("whsec_".length), "base64");

/** The headers of a post as Standard Webhooks has them. */
export function signedHeaders(secret: string, id: string, nowMs: number, body: string): Record<string, string> {
  const stamp = String(Math.floor(nowMs / 1_000));
  const mac = createHmac("sha256", keyOf(secret)).update(`${id}.${stamp}.${body}`).digest("base64");
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": stamp,
    "webhook-signature": `v1,${mac}`,
  };
}

const answer = (status: number, body: unknown): WireResponse => ({
  status,
  headers: { "content-type": "application/json" },
  body: new TextEncoder().encode(JSON.stringify(body)),
});

type Data = Readonly<Record<string, unknown>>;

/** The service at work: its sales, and how it speaks to the till. */
type Desk = {
  readonly ports: WorldPorts;
  readonly settings: WebhookRailSettings;
  readonly sales: Map<string, Sale>;
  serial: number;
};

const stampOf = ({ ports }: Desk): string => isoOf(ports.now());

function post(desk: Desk, event: Event): void {
  const { ports, settings } = desk;
  const body = JSON.stringify(event);
  desk.serial += 1;
  const headers = signedHeaders(settings.secret, `msg_${desk.serial}`, ports.now(), body);
  const request = { method: "POST", path: "/", headers, body: new TextEncoder().encode(body) };
  void ports.post(settings.webhookUrl, request).catch(() => undefined);
}

function tell(desk: Desk, sale: Sale, type: string, data: Data): void {
  const event = { type, timestamp: stampOf(desk), data: { reference: sale.reference, ...data } };
  sale.events.push(event);
  post(desk, event);
}

function expire(desk: Desk, sale: Sale): void {
  if (sale.state !== "open") return;
  sale.state = "expired";
  tell(desk, sale, "payment.expired", {});
}

/** The sale as it stands now; one past its time is expired by being looked at. */
function fresh(desk: Desk, id: unknown): Sale | undefined {
  const sale = desk.sales.get(String(id));
  if (sale && desk.ports.now() >= sale.expiresAt) expire(desk, sale);
  return sale;
}

const ofCapture = (desk: Desk, { captureId }: Data): Sale | undefined =>
  fresh(desk, String(captureId).replace(/^money_/, ""));

const refundEvent = (sale: Sale, { id, name, amount, state, at }: Refund): Event => ({
  type: "refund.changed",
  timestamp: at,
  data: { reference: sale.reference, captureId: captureOf(sale), refundId: name, refundRef: id, amount, state },
});

function open({ sales, settings }: Desk, data: Data): WireResponse {
  const reference = String(data["reference"]);
  const id = `sale_${reference}`;
  // The same payment asked for again is the same sale.
  const sale: Sale = sales.get(id) ?? {
    id,
    reference,
    amount: data["amount"] as Amount,
    expiresAt: instantOf(String(data["expiresAt"])),
    events: [],
    refunds: [],
    state: "open",
  };
  sales.set(id, sale);
  return answer(200, { id, url: `${settings.publicUrl}/${id}`, expiresAt: isoOf(sale.expiresAt) });
}

function giveBack(desk: Desk, data: Data): WireResponse {
  const sale = ofCapture(desk, data);
  if (sale?.state !== "paid") return answer(404, {});
  const amount = data["amount"] as Amount;
  const known = sale.refunds.find(({ name }) => name === data["refundId"]);
  if (known) return answer(200, { events: [refundEvent(sale, known)], final: true });
  if (amount.currency !== sale.amount.currency || returnedOf(sale) + amount.minor > sale.amount.minor)
    return answer(422, {});
  desk.serial += 1;
  const at = stampOf(desk);
  const made: Refund = { id: `back_${desk.serial}`, name: String(data["refundId"]), amount, state: "done", at };
  sale.refunds.push(made);
  post(desk, refundEvent(sale, made));
  return answer(200, { events: [refundEvent(sale, made)], final: true });
}

const eventsOf = (sale: Sale | undefined): WireResponse =>
  sale ? answer(200, { events: sale.events, final: sale.state !== "open" }) : answer(404, {});

const calls: Readonly<Record<string, (desk: Desk, data: Data) => WireResponse>> = {
  "payment.requested": open,
  "payment.look-up": (desk, { id }) => eventsOf(fresh(desk, id)),
  "payment.expire": (desk, { id }) => {
    const sale = fresh(desk, id);
    if (sale) expire(desk, sale);
    return eventsOf(sale);
  },
  "refund.requested": giveBack,
  "refund.look-up": (desk, data) => {
    const sale = ofCapture(desk, data);
    return sale
      ? answer(200, { events: sale.refunds.map((one) => refundEvent(sale, one)), final: true })
      : answer(404, {});
  },
};

function handle(desk: Desk, { headers, body: bytes }: WireRequest): WireResponse {
  const body = new TextDecoder().decode(bytes);
  const stamp = Number(headers["webhook-timestamp"]) * 1_000;
  const expected = signedHeaders(desk.settings.secret, headers["webhook-id"] ?? "", stamp, body);
  const isSigned = expected["webhook-signature"] === headers["webhook-signature"];
  if (!isSigned || Math.abs(desk.ports.now() - stamp) > 300_000) return answer(401, {});
  const { type, data } = JSON.parse(body) as { readonly type: string; readonly data: Data };
  return calls[type]?.(desk, data) ?? answer(404, {});
}

/** Makes the service. */
export function createWebhookRailWorld(ports: WorldPorts, settings: WebhookRailSettings): WebhookRailWorld {
  const desk: Desk = { ports, settings, sales: new Map(), serial: 0 };
  return {
    handle: (request) => handle(desk, request),
    pay(id) {
      const sale = fresh(desk, id);
      if (sale?.state !== "open") return;
      sale.state = "paid";
      tell(desk, sale, "payment.captured", { captureId: captureOf(sale), amount: sale.amount });
    },
    decline(id) {
      const sale = fresh(desk, id);
      if (sale?.state !== "open") return;
      desk.serial += 1;
      tell(desk, sale, "payment.failed", { attemptId: `try_${desk.serial}`, reason: "declined" });
    },
    failRefund(refundRef) {
      for (const sale of desk.sales.values())
        for (const refund of sale.refunds.filter(({ id }) => id === refundRef)) {
          Object.assign(refund, { state: "failed", at: stampOf(desk) });
          post(desk, refundEvent(sale, refund));
        }
    },
    sales: () => [...desk.sales.values()],
  };
}

const captureOf = ({ id }: Sale): string => `money_${id}`;
const returnedOf = ({ refunds }: Sale): number =>
  refunds.filter(({ state }) => state === "done").reduce((all, { amount }) => all + amount.minor, 0);
