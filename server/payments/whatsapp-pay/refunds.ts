import type { Http } from "#contracts/http-port";
import type { CallProblem, LookUp, RefundRequest } from "#contracts/payment-provider";
import type { PaymentFact } from "#domain/payment";
import { callMeta, problemOf } from "./call.ts";
import { refundChanged } from "./facts.ts";
import { lookUp } from "./look-ups.ts";
import { refundShape } from "./objects.ts";
import { orderOf } from "./references.ts";
import { type WhatsappPaySettings, settings as form } from "./settings.ts";

type RefundFact = Extract<PaymentFact, { readonly kind: "refund-changed" }>;
const isRefund = (fact: PaymentFact): fact is RefundFact => fact.kind === "refund-changed";

/** Asks what became of the refunds of a capture. */
export async function lookUpRefunds(
  captureId: string,
  settings: WhatsappPaySettings,
  http: Http,
): Promise<LookUp | CallProblem> {
  const seen = await lookUp(captureId, settings, http);
  if (!seen.ok) return seen;
  const facts = seen.facts.filter(isRefund);
  return { ok: true, facts, final: facts.every(({ state }) => state !== "pending") };
}

/**
 * Sends money back. The call has no key and carries nothing of ours, so it is looked for first: a refund of this sum that
 * our books do not know is this one's own earlier try. What can never fit is not asked for.
 */
export async function refund(
  request: RefundRequest,
  settings: WhatsappPaySettings,
  http: Http,
): Promise<LookUp | CallProblem> {
  const { captureId, amount, known = [] } = request;
  const before = await lookUp(captureId, settings, http);
  if (!before.ok) return before;
  const capture = before.facts.find((fact) => fact.kind === "captured" && fact.captureId === captureId);
  if (capture?.kind !== "captured") return never("WhatsApp knows of no such payment");
  const refunds = before.facts.filter(isRefund);
  const own = refunds.find(
    (one) => one.state !== "failed" && one.amount.minor === amount.minor && !known.includes(one.refundRef),
  );
  if (own) return seenAs(own, request);
  const out = refunds.reduce((sum, one) => sum + (one.state === "failed" ? 0 : one.amount.minor), 0);
  if (amount.currency !== capture.amount.currency || out + amount.minor > capture.amount.minor)
    return never("more would go back than was paid");
  const order = orderOf(captureId, settings.configurationName ?? "");
  const made = await callMeta(settings, http, {
    path: "payments_refund",
    effect: "moves",
    body: {
      reference_id: order.reference,
      speed: settings.refundSpeed ?? form.refundSpeed.standard,
      payment_config_id: order.configuration,
      // Both are text here, and numbers everywhere else.
      amount: { currency: amount.currency, value: String(amount.minor), offset: "100" },
    },
    shape: refundShape,
  });
  if (!made.ok) return problemOf(made);
  // The refund with the moment every later look-up will give; its answer alone where it cannot be read just now.
  const after = await lookUp(captureId, settings, http);
  const fresh = after.ok
    ? after.facts.filter(isRefund).find(({ refundRef }) => refundRef === made.value.id)
    : undefined;
  return seenAs(fresh ?? refundChanged(order, captureId, { ...made.value, amount, at: made.at }), request);
}

const never = (reason: string): CallProblem => ({ ok: false, retry: "never", reason });
/** The refund that was asked for: here, and nowhere else, is known which one of ours it is. */
const seenAs = (fact: RefundFact, { refundId }: RefundRequest): LookUp => ({
  ok: true,
  facts: [{ ...fact, refundId }],
  final: fact.state !== "pending",
});
