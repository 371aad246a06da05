import type { ZodType } from "zod";
import { MalformedWebhook } from "#contracts/channel";
import { type Instant, instant, seconds } from "#domain/instant";
import type { PaymentFact } from "#domain/payment";
import { savedByCharge } from "./card-facts.ts";
import {
  UnreadableAmount,
  capturedByIntent,
  capturedBySession,
  disputeFacts,
  expiredSession,
  failedAttempt,
  failedSetUp,
  isCardCharge,
  refundFacts,
} from "./facts.ts";
import {
  type PaymentIntent,
  chargeShape,
  disputeShape,
  eventShape,
  paymentIntentShape,
  refundShape,
  refundedChargeShape,
  sessionShape,
  setupIntentShape,
} from "./objects.ts";
import { type StripeSettings, livemodeOf } from "./settings.ts";

type Reading = (subject: unknown, when: Instant, eventId: string) => readonly PaymentFact[];

/** Reads what an event is about, then its facts. */
function reading<Subject>(
  shape: ZodType<Subject>,
  factsOf: (subject: Subject, when: Instant, eventId: string) => readonly PaymentFact[],
): Reading {
  return (subject, when, eventId) => {
    const read = shape.safeParse(subject);
    if (!read.success) {
      const where = read.error.issues[0]?.path.join(".") ?? "";
      throw new MalformedWebhook(`the event's object cannot be read at "${where}"`);
    }
    return factsOf(read.data, when, eventId);
  };
}

const dispute = reading(disputeShape, disputeFacts);
const refund = reading(refundShape, refundFacts);

/** Events that move money or keep a card, by type (docs.stripe.com/api/events/types). All others give no fact. */
const readings: ReadonlyMap<string, Reading> = new Map([
  ["checkout.session.completed", reading(sessionShape, capturedBySession)],
  ["checkout.session.async_payment_succeeded", reading(sessionShape, capturedBySession)],
  // The page is closed and no money comes: the reason arrives with payment_intent.payment_failed.
  ["checkout.session.async_payment_failed", reading(sessionShape, expiredSession)],
  ["checkout.session.expired", reading(sessionShape, expiredSession)],
  ["payment_intent.succeeded", reading(paymentIntentShape, capturedByIntent)],
  ["payment_intent.payment_failed", reading(paymentIntentShape, failedOnPage)],
  ["charge.succeeded", reading(chargeShape, savedByCharge)],
  ["setup_intent.setup_failed", reading(setupIntentShape, failedSetUp)],
  [
    "charge.refunded",
    reading(refundedChargeShape, ({ refunds }, when) => (refunds?.data ?? []).flatMap((one) => refundFacts(one, when))),
  ],
  ["refund.created", refund],
  ["refund.updated", refund],
  ["refund.failed", refund],
  ["charge.refund.updated", refund],
  ["charge.dispute.created", dispute],
  ["charge.dispute.updated", dispute],
  ["charge.dispute.closed", dispute],
  ["charge.dispute.funds_withdrawn", dispute],
  ["charge.dispute.funds_reinstated", dispute],
]);

/**
 * A try that failed on a page. What became of the charge of a kept card is that call's answer: told a second time, it
 * would seem that she had tried in vain on the page she was sent instead.
 */
function failedOnPage(intent: PaymentIntent, when: Instant, eventId: string): readonly PaymentFact[] {
  return isCardCharge(intent) ? [] : failedAttempt(intent, when, eventId);
}

/** The event types a merchant's endpoint must be subscribed to. */
export const eventTypes: readonly string[] = [...readings.keys()];

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new MalformedWebhook("the body is no JSON");
  }
}

/**
 * The facts of a signed event. None for events that move no money, of the other mode than the key's, of a connected
 * account, and about payments of other programs on the account. Throws MalformedWebhook.
 */
export function interpret(body: Uint8Array, settings: StripeSettings): readonly PaymentFact[] {
  const frame = eventShape.safeParse(parseJson(body));
  if (!frame.success) throw new MalformedWebhook("the body is no event of Stripe's");
  const { id, type, created, livemode, account, data } = frame.data;
  const read = readings.get(type);
  const mode = livemodeOf(settings);
  if (!read || account || (mode !== undefined && mode !== livemode)) return [];
  try {
    return read(data.object, instant(seconds(created)), id);
  } catch (error) {
    if (error instanceof UnreadableAmount) throw new MalformedWebhook(error.message);
    throw error;
  }
}
