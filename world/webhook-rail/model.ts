import { createHmac } from "node:crypto";
import type { WireRequest, WireResponse, WorldPorts } from "../wire.ts";

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

/** Makes the service. */
export function createWebhookRailWorld(ports: WorldPorts, settings: WebhookRailSettings): WebhookRailWorld {
  const sales = new Map<string, Sale>();
  let serial = 0;
  const iso = (): string => new Date(ports.now()).toISOString();
  const post = (event: Event): void => {
    const body = JSON.stringify(event);
    const headers = signedHeaders(settings.secret, `msg_${(serial += 1)}`, ports.now(), body);
    const request = { method: "POST", path: "/", headers, body: new TextEncoder().encode(body) };
    void ports.post(settings.webhookUrl, request).catch(() => undefined);
  };
  const tell = (sale: Sale, type: string, data: Data): void => {
    const event = { type, timestamp: iso(), data: { reference: sale.reference, ...data } };
    if (!type.startsWith("refund.")) sale.events.push(event);
    post(event);
  };
  const expire = (sale: Sale): void => {
    if (sale.state !== "open") return;
    sale.state = "expired";
    tell(sale, "payment.expired", {});
  };
  const fresh = (id: unknown): Sale | undefined => {
    const sale = sales.get(String(id));
    if (sale && ports.now() >= sale.expiresAt) expire(sale);
    return sale;
  };
  const refundEvent = (sale: Sale, { id, name, amount, state, at }: Refund): Event => ({
    type: "refund.changed",
    timestamp: at,
    data: { reference: sale.reference, captureId: captureOf(sale), refundId: name, refundRef: id, amount, state },
  });
  const open = (data: Data): WireResponse => {
    const reference = String(data["reference"]);
    const id = `sale_${reference}`;
    const expiresAt = Date.parse(String(data["expiresAt"]));
    // The same payment asked for again is the same sale.
    if (!sales.has(id))
      sales.set(id, {
        id,
        reference,
        amount: data["amount"] as Amount,
        expiresAt,
        events: [],
        refunds: [],
        state: "open",
      });
    const url = `${settings.publicUrl}/${id}`;
    return answer(200, { id, url, expiresAt: new Date(sales.get(id)?.expiresAt ?? 0).toISOString() });
  };
  const giveBack = (data: Data): WireResponse => {
    const sale = fresh(String(data["captureId"]).replace(/^money_/, ""));
    if (sale?.state !== "paid") return answer(404, {});
    const amount = data["amount"] as Amount;
    const known = sale.refunds.find(({ name }) => name === data["refundId"]);
    if (known) return answer(200, { events: [refundEvent(sale, known)], final: true });
    if (amount.currency !== sale.amount.currency || returnedOf(sale) + amount.minor > sale.amount.minor)
      return answer(422, {});
    const made: Refund = {
      id: `back_${(serial += 1)}`,
      name: String(data["refundId"]),
      amount,
      state: "done",
      at: iso(),
    };
    sale.refunds.push(made);
    post(refundEvent(sale, made));
    return answer(200, { events: [refundEvent(sale, made)], final: true });
  };
  const handlers: Readonly<Record<string, (data: Data) => WireResponse>> = {
    "payment.requested": open,
    "payment.look-up": ({ id }) => {
      const sale = fresh(id);
      return sale ? answer(200, { events: sale.events, final: sale.state !== "open" }) : answer(404, {});
    },
    "payment.expire": ({ id }) => {
      const sale = fresh(id);
      if (!sale) return answer(404, {});
      expire(sale);
      return answer(200, { events: sale.events, final: true });
    },
    "refund.requested": giveBack,
    "refund.look-up": ({ captureId }) => {
      const sale = fresh(String(captureId).replace(/^money_/, ""));
      return sale
        ? answer(200, { events: sale.refunds.map((one) => refundEvent(sale, one)), final: true })
        : answer(404, {});
    },
  };
  return {
    handle(request) {
      const body = new TextDecoder().decode(request.body);
      const { headers } = request;
      const stamp = Number(headers["webhook-timestamp"]) * 1_000;
      const expected = signedHeaders(settings.secret, headers["webhook-id"] ?? "", stamp, body);
      if (expected["webhook-signature"] !== headers["webhook-signature"] || Math.abs(ports.now() - stamp) > 300_000)
        return answer(401, {});
      const { type, data } = JSON.parse(body) as { readonly type: string; readonly data: Data };
      return handlers[type]?.(data) ?? answer(404, {});
    },
    pay(id) {
      const sale = fresh(id);
      if (sale?.state !== "open") return;
      sale.state = "paid";
      tell(sale, "payment.captured", { captureId: captureOf(sale), amount: sale.amount });
    },
    decline(id) {
      const sale = fresh(id);
      if (sale?.state !== "open") return;
      tell(sale, "payment.failed", { attemptId: `try_${(serial += 1)}`, reason: "declined" });
    },
    failRefund(refundRef) {
      for (const sale of sales.values())
        for (const refund of sale.refunds)
          if (refund.id === refundRef) {
            Object.assign(refund, { state: "failed", at: iso() });
            post(refundEvent(sale, refund));
          }
    },
    sales: () => [...sales.values()],
  };
}

const captureOf = ({ id }: Sale): string => `money_${id}`;
const returnedOf = ({ refunds }: Sale): number =>
  refunds.filter(({ state }) => state === "done").reduce((all, { amount }) => all + amount.minor, 0);
