import type { Http } from "#contracts/http-port";
import type { CallProblem, LookUp, RefundRequest } from "#contracts/payment-provider";
import { toStripe } from "./amounts.ts";
import { type Outcome, callStripe, callUnderKey, problemOf } from "./call.ts";
import { UnreadableAmount, refundFacts } from "./facts.ts";
import { type Refund, refundListShape, refundShape } from "./objects.ts";
import type { StripeSettings } from "./settings.ts";

/** Pages of 100 that are read of one payment's refunds. */
const mostPages = 20;

function factsOf(refunds: readonly Refund[]): LookUp | CallProblem {
  try {
    const facts = refunds.flatMap((refund) => refundFacts(refund));
    const final = facts.every((fact) => fact.kind !== "refund-changed" || fact.state !== "pending");
    return { ok: true, facts, final: final && facts.length === refunds.length };
  } catch (error) {
    if (error instanceof UnreadableAmount) return { ok: false, retry: "never", reason: error.message };
    throw error;
  }
}

async function listRefunds(
  captureId: string,
  settings: StripeSettings,
  http: Http,
): Promise<Outcome<readonly Refund[]>> {
  const refunds: Refund[] = [];
  for (let page = 0; page < mostPages; page++) {
    const last = refunds.at(-1)?.id;
    const outcome = await callStripe(settings, http, "reads", refundListShape, (stripe) =>
      stripe.refunds.list({
        payment_intent: captureId,
        limit: 100,
        expand: ["data.payment_intent"],
        ...(last === undefined ? {} : { starting_after: last }),
      }),
    );
    if (!outcome.ok) return outcome;
    refunds.push(...outcome.value.data);
    if (!outcome.value.has_more || outcome.value.data.length === 0) break;
  }
  return { ok: true, value: refunds };
}

/** Sends money of a capture back. Stripe refuses more than is left; our refund's id travels with it. */
export async function refund(
  request: RefundRequest,
  settings: StripeSettings,
  http: Http,
): Promise<LookUp | CallProblem> {
  const amount = toStripe(request.amount);
  if (amount === undefined || amount <= 0)
    return { ok: false, retry: "never", reason: "Stripe cannot express the amount of this refund" };
  const outcome = await callUnderKey(
    request.idempotencyKey,
    (idempotencyKey) =>
      callStripe(settings, http, "moves", refundShape, (stripe) =>
        stripe.refunds.create(
          {
            payment_intent: request.captureId,
            amount,
            reason: "requested_by_customer",
            expand: ["payment_intent"],
            metadata: { refundId: request.refundId, why: request.reason },
          },
          { idempotencyKey },
        ),
      ),
    async () => {
      const listed = await listRefunds(request.captureId, settings, http);
      if (!listed.ok) return listed;
      return { ok: true, value: listed.value.find(({ metadata }) => metadata?.["refundId"] === request.refundId) };
    },
  );
  return outcome.ok ? factsOf([outcome.value]) : problemOf(outcome);
}

/** Asks what became of all refunds of a capture, those made at Stripe's dashboard included. */
export async function lookUpRefunds(
  captureId: string,
  settings: StripeSettings,
  http: Http,
): Promise<LookUp | CallProblem> {
  const listed = await listRefunds(captureId, settings, http);
  return listed.ok ? factsOf(listed.value) : problemOf(listed);
}
