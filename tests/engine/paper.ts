import { defineChannel } from "#contracts/channel";
import { type HttpRequest, jsonOf, retryAfterOf } from "#contracts/http-port";
import { type CardCharged, type LookUp, definePaymentProvider } from "#contracts/payment-provider";
import { makeCreditorReference } from "#domain/qr/creditor-reference";
import type { InboundEvent } from "#domain/inbound";
import { hours, minutes } from "#domain/instant";
import type { PaymentFact } from "#domain/payment";
import { windowAt } from "#domain/sending-window";

const read = (body: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(body));
const post = (url: string, body: unknown): HttpRequest => ({
  method: "POST",
  url,
  headers: {},
  body: JSON.stringify(body),
});

/** A channel of paper: its webhooks are our own events as JSON, so that the engine is tested without an adapter. */
export const paperChannel = defineChannel({
  kind: "paper",
  settings: { secret: { label: "Secret", kind: "secret", required: true } },
  capabilities: {
    maxButtons: 3,
    maxRows: 10,
    maxTextLength: 4096,
    templates: true,
    catalogue: false,
    perSecond: 80,
    perPerson: { burst: 45, pauseMs: 6_000 },
  },
  handshake: (request) => request.query["challenge"],
  verify: (request) => (request.headers["x-sign"] === "ok" ? { ok: true } : { ok: false, why: "bad-signature" }),
  parse: (body) => read(body) as readonly InboundEvent[],
  window: (lastInboundAt, now) => windowAt(lastInboundAt, now),
  split: (message) => [message],
  check: () => undefined,
  render: (envelope) => post("paper:send", envelope),
  async send(request, http) {
    try {
      const answer = await http(request);
      const body = jsonOf(answer) as { id?: string };
      if (answer.status === 200 && body.id) return { outcome: "sent", messageId: body.id };
      const reason = `status ${answer.status}`;
      const afterMs = retryAfterOf(answer);
      if (answer.status === 429 && afterMs !== undefined)
        return { outcome: "retry", reason, scope: "account", afterMs };
      return { outcome: "retry", reason, scope: "message", ...(afterMs === undefined ? {} : { afterMs }) };
    } catch {
      return { outcome: "unknown", reason: "no answer" };
    }
  },
  async markRead(messageId, _typing, _settings, http) {
    const { status } = await http(post("paper:read", { messageId }));
    if (status === 200) return { outcome: "sent", messageId: "read" };
    return { outcome: "retry", reason: `status ${status}`, scope: "message" };
  },
  async upload(file, _settings, http) {
    const { status } = await http(post("paper:upload", { size: file.bytes.byteLength }));
    return status === 200
      ? { outcome: "done", id: `media-${file.bytes.byteLength}` }
      : { outcome: "retry", reason: `status ${status}` };
  },
  download: async ({ mediaId }) => ({
    outcome: "done",
    file: { bytes: new TextEncoder().encode(mediaId), mimeType: "image/png" },
  }),
});

/** A rail of paper: its webhooks are our own facts as JSON. */
export const paperRail = definePaymentProvider({
  kind: "paper-rail",
  // Tells the paper world which of several rails asks.
  settings: { tag: { label: "Tag", kind: "text", required: false } },
  capabilities: { refunds: "partial", confirms: "webhook", linkLife: { shortest: minutes(30), longest: hours(24) } },
  amountProblem: (amount) => (amount.minor < 50 ? "the smallest amount is 0.50" : undefined),
  async createLink(request, settings, http) {
    const { reference, idempotencyKey: key, amount } = request;
    const answer = await http(post("paper:link", { reference, key, amount, tag: settings["tag"] }));
    if (answer.status !== 200) return { ok: false, retry: "later", reason: `status ${answer.status}` };
    return {
      ok: true,
      providerRef: `cs_${request.reference}`,
      url: `https://pay.example/${request.reference}`,
      expiresAt: request.expiresAt,
    };
  },
  cards: {
    createRegistration: async () => ({ ok: false, retry: "never", reason: "paper registers nothing by itself" }),
    async charge(request, _settings, http) {
      const answer = await http(post("paper:charge", { ...request }));
      return jsonOf(answer) as CardCharged;
    },
    async lookUpCharge(reference, _settings, http) {
      const answer = await http(post("paper:look-charge", { reference }));
      return jsonOf(answer) as LookUp;
    },
    async forget(alias, _settings, http) {
      const { status } = await http(post("paper:forget", { alias }));
      return status === 200 ? { ok: true } : { ok: false, retry: "later", reason: `status ${status}` };
    },
  },
  async expireLink(providerRef, _settings, http) {
    const answer = await http(post("paper:expire", { providerRef }));
    if (answer.status !== 200) return { ok: false, retry: "later", reason: `status ${answer.status}` };
    return { ok: true, facts: [], final: true };
  },
  async lookUp(providerRef, _settings, http) {
    const answer = await http(post("paper:look", { providerRef }));
    return { ok: true, facts: jsonOf(answer) as readonly PaymentFact[], final: false };
  },
  async refund(request, _settings, http) {
    const answer = await http(post("paper:refund", request));
    return { ok: true, facts: jsonOf(answer) as readonly PaymentFact[], final: true };
  },
  lookUpRefunds: async () => ({ ok: true, facts: [], final: true }),
  verify: (request) => (request.headers["x-sign"] === "ok" ? { ok: true } : { ok: false, why: "bad-signature" }),
  interpret: (body) => read(body) as readonly PaymentFact[],
});

/** The same, but that it returns nothing by itself: a person makes the transfer. */
export const handRail: typeof paperRail = {
  ...paperRail,
  kind: "paper-hand",
  capabilities: { ...paperRail.capabilities, refunds: "none" },
  refund: async () => ({ ok: false, retry: "never", reason: "this rail returns nothing" }),
};

/** A rail whose money only the shop's own bank sees: its code carries a reference, and nobody tells of what came. */
export const paperTransfer = definePaymentProvider({
  kind: "paper-transfer",
  settings: {},
  capabilities: {
    refunds: "partial",
    confirms: "statement",
    linkLife: { shortest: minutes(30), longest: hours(24 * 30) },
  },
  amountProblem: () => undefined,
  async createLink(request) {
    const made = makeCreditorReference(request.reference.replaceAll("-", "").slice(-12));
    if (!made.ok) return { ok: false, retry: "never", reason: "no reference" };
    return {
      ok: true,
      providerRef: made.value,
      url: `https://bank.example/${made.value}`,
      expiresAt: request.expiresAt,
    };
  },
  expireLink: async () => ({ ok: true, facts: [], final: true }),
  lookUp: async () => ({ ok: true, facts: [], final: false }),
  // A person sends it back at her bank; the statement shows that it left.
  refund: async () => ({ ok: true, facts: [], final: false }),
  lookUpRefunds: async () => ({ ok: true, facts: [], final: false }),
  verify: () => ({ ok: false, why: "bad-signature" }),
  interpret: () => [],
});
