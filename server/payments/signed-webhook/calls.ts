import { z } from "zod";
import { MalformedWebhook } from "#contracts/channel";
import type { Http } from "#contracts/http-port";
import type { CallProblem, Link, LinkRequest, LookUp, RefundRequest } from "#contracts/payment-provider";
import { days, instant, minutes } from "#domain/instant";
import { type Money, formatDecimal } from "#domain/money";
import { type Call, callService } from "./call.ts";
import { factsOf } from "./facts.ts";
import { isoOf, readIso } from "./iso-time.ts";
import { type WebhookSettings, isTemplate } from "./settings.ts";

/** How long links may live: the service says when they end, the till asks for something between. */
export const linkLife = { shortest: minutes(5), longest: days(90) };

/** Why no amount such as this is asked for, or undefined. */
export const amountProblem = (amount: Money): string | undefined =>
  amount.minor > 0 ? undefined : `an amount above zero is needed, not ${formatDecimal(amount)} ${amount.currency}`;

const linkShape = z.object({
  id: z.string().min(1).max(200),
  url: z.url({ protocol: /^https?$/ }),
  expiresAt: z.iso.datetime({ offset: true }),
});
const factsShape = z.object({ events: z.array(z.unknown()).max(500), final: z.boolean() });

const never = (reason: string): CallProblem => ({ ok: false, retry: "never", reason });

/** Asks for a payment: by a signed `payment.requested`, or by filling in the template. */
export async function createLink(
  request: LinkRequest,
  settings: WebhookSettings,
  http: Http,
): Promise<Link | CallProblem> {
  const impossible = amountProblem(request.amount);
  if (impossible !== undefined) return never(impossible);
  if (request.saveCard !== undefined) return never("this rail keeps no cards");
  if (isTemplate(settings)) return fromTemplate(request, settings);
  const { reference, idempotencyKey, amount, lines, description, language, expiresAt, returnUrl } = request;
  const outcome = await callService(
    {
      type: "payment.requested",
      id: idempotencyKey,
      data: { reference, amount, lines, description, language, returnUrl, expiresAt: isoOf(expiresAt) },
      effect: "repeats",
    },
    linkShape,
    settings,
    http,
  );
  if (!outcome.ok) return outcome;
  const { id, url, expiresAt: ends } = outcome.value;
  return { ok: true, providerRef: id, url, expiresAt: readIso(ends) ?? expiresAt };
}

/** A link of the template mode is named by the payment and by its end, which our look-ups tell by. */
const templatePrefix = "template:";

function fromTemplate(
  { reference, amount, expiresAt }: LinkRequest,
  { template = "" }: WebhookSettings,
): Link | CallProblem {
  const values: Readonly<Record<string, string>> = {
    reference,
    amount: formatDecimal(amount),
    minor: String(amount.minor),
    currency: amount.currency,
    expires: isoOf(expiresAt),
  };
  const url = template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : encodeURIComponent(value);
  });
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return never("the template is no web address");
  if (!template.includes("{reference}")) return never("the template has no place for {reference}");
  return { ok: true, providerRef: `${templatePrefix}${reference}:${expiresAt}`, url, expiresAt };
}

/** Nobody can be asked about a link of the template mode: what is posted to us is all that is known of it. */
function unasked(providerRef: string): LookUp | undefined {
  const endsAt = new RegExp(`^${templatePrefix}.*:(\\d+)$`).exec(providerRef)?.[1];
  return endsAt === undefined ? undefined : { ok: true, facts: [], final: false, endsAt: instant(Number(endsAt)) };
}

async function factsFrom(call: Call, settings: WebhookSettings, http: Http): Promise<LookUp | CallProblem> {
  const outcome = await callService(call, factsShape, settings, http);
  if (!outcome.ok) return outcome;
  const { events, final } = outcome.value;
  try {
    return { ok: true, facts: events.flatMap((event) => factsOf(event)), final };
  } catch (error) {
    if (!(error instanceof MalformedWebhook)) throw error;
    return { ok: false, retry: call.effect === "moves" ? "unknown" : "later", reason: error.message };
  }
}

/** Makes a link unpayable; facts when it turns out paid. */
export const expireLink = async (id: string, settings: WebhookSettings, http: Http): Promise<LookUp | CallProblem> =>
  unasked(id) ??
  factsFrom({ type: "payment.expire", id: `expire:${id}`, data: { id }, effect: "repeats" }, settings, http);

/** Asks what became of a link. */
export const lookUp = async (id: string, settings: WebhookSettings, http: Http): Promise<LookUp | CallProblem> =>
  unasked(id) ??
  factsFrom({ type: "payment.look-up", id: `look-up:${id}`, data: { id }, effect: "repeats" }, settings, http);

/** Sends money back; in the template mode nobody can be asked to. */
export async function refund(
  { refundId, idempotencyKey, captureId, amount, reason }: RefundRequest,
  settings: WebhookSettings,
  http: Http,
): Promise<LookUp | CallProblem> {
  if (isTemplate(settings)) return never("this rail cannot send money back: please do it by hand");
  const data = { refundId, captureId, amount, reason };
  return factsFrom({ type: "refund.requested", id: idempotencyKey, data, effect: "moves" }, settings, http);
}

/** Asks what became of the refunds of a capture. */
export async function lookUpRefunds(
  captureId: string,
  settings: WebhookSettings,
  http: Http,
): Promise<LookUp | CallProblem> {
  if (isTemplate(settings)) return { ok: true, facts: [], final: true };
  const call = { type: "refund.look-up", id: `refunds:${captureId}`, data: { captureId }, effect: "repeats" } as const;
  return factsFrom(call, settings, http);
}
