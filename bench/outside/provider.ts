import { type IncomingMessage, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Mood } from "./plan.ts";

/** A message as the shop sent it. */
export type Sent = {
  readonly to?: string;
  readonly recipient?: string;
  readonly type?: string;
  readonly text?: { readonly body?: string };
  readonly interactive?: unknown;
  /** Comes back with the message's statuses. */
  readonly biz_opaque_callback_data?: string;
};

/** The least of a WhatsApp Cloud API and of a Stripe, on one port. */
export type Provider = {
  readonly url: string;
  readonly setMood: (mood: Mood) => void;
  readonly close: () => Promise<void>;
};

/** What the outside does with a message that arrived; `id` is the name the provider gave it. */
export type Arrival = (phone: string, sent: Sent, id: string) => void;

type Session = {
  readonly id: string;
  readonly object: "checkout.session";
  status: string;
  readonly [field: string]: unknown;
};

const json = (response: ServerResponse, status: number, value: object): void => {
  const body = JSON.stringify(value);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
  response.end(body);
};

const bodyOf = (request: IncomingMessage): Promise<string> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    request.on("error", reject);
  });

/** The sum of a session's lines, in the smallest unit. */
function sumOf(form: URLSearchParams): number {
  let sum = 0;
  for (let n = 0; form.has(`line_items[${n}][quantity]`); n += 1)
    sum +=
      Number(form.get(`line_items[${n}][quantity]`)) * Number(form.get(`line_items[${n}][price_data][unit_amount]`));
  return sum;
}

/** Checkout sessions that are never paid: made, looked up, expired. */
function createSessions(pageUrl: () => string) {
  const sessions = new Map<string, Session>();
  const make = (body: string): Session => {
    const form = new URLSearchParams(body);
    const id = `cs_test_bench${sessions.size + 1}`;
    const session: Session = {
      id,
      object: "checkout.session",
      status: "open",
      payment_status: "unpaid",
      amount_total: sumOf(form),
      currency: form.get("line_items[0][price_data][currency]") ?? "eur",
      created: Math.floor(Date.now() / 1_000),
      expires_at: Number(form.get("expires_at")),
      url: `${pageUrl()}/c/pay/${id}?amount=${sumOf(form)}`,
      metadata: { reference: form.get("metadata[reference]") ?? "" },
      payment_intent: null,
    };
    sessions.set(id, session);
    return session;
  };
  return (path: string, body: string): Session | undefined => {
    const [, id, act] = /^\/v1\/checkout\/sessions(?:\/([^/?]+))?(?:\/(expire))?/.exec(path) ?? [];
    if (id === undefined) return make(body);
    const session = sessions.get(id);
    if (session && act === "expire") session.status = "expired";
    return session;
  };
}

const brokenGraph = {
  error: { message: "Service temporarily unavailable", type: "OAuthException", code: 2, fbtrace_id: "bench" },
};

/** Starts one on a free port of 127.0.0.1. A send arrives when it is read; the answer comes after the mood's latency. */
export async function startProvider(arrived: Arrival): Promise<Provider> {
  let mood: Mood = { latency: 0, failing: false };
  let url = "";
  let count = 0;
  const run = Date.now().toString(36);
  const session = createSessions(() => url);

  const takeSend = async (response: ServerResponse, body: string): Promise<void> => {
    if (mood.failing) return json(response, 500, brokenGraph);
    const sent = JSON.parse(body) as Sent & { readonly status?: string };
    const phone = (sent.to ?? sent.recipient ?? "").replace(/\D/g, "");
    count += 1;
    const id = `wamid.bench.${run}.${count}`;
    if (sent.status === undefined) arrived(phone, sent, id);
    if (mood.latency > 0) await pause(mood.latency);
    json(response, 200, {
      messaging_product: "whatsapp",
      contacts: [{ input: phone, wa_id: phone, user_id: `FR.${phone}` }],
      messages: [{ id }],
    });
  };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const path = request.url ?? "";
    if (!path.startsWith("/v1/checkout/")) return takeSend(response, body);
    if (mood.latency > 0) await pause(mood.latency);
    const found = session(path, body);
    if (found) json(response, 200, found);
    else json(response, 404, { error: { type: "invalid_request_error", message: "No such checkout session" } });
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    setMood: (next) => {
      mood = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
