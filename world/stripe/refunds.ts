import { post } from "./balance.ts";
import { amountText } from "./currencies.ts";
import { emit } from "./events.ts";
import { invalidRequest, noSuch, refusedByState } from "./failure.ts";
import type { ParameterTree } from "./form-body.ts";
import type { ChargeObject, RefundObject } from "./objects.ts";
import { type Fields, metadataAt, textAt, wholeAt } from "./parameters.ts";
import type { TestCard } from "./cards.ts";
import { type AccountState, type Cause, type ChargeRecord, newId, seconds } from "./state.ts";

/** The parameters of `POST /v1/refunds`. */
export const refundFields: Fields = {
  amount: { is: "whole", min: 1 },
  charge: { is: "text" },
  expand: { is: "list", of: { is: "text" }, max: 20 },
  metadata: { is: "metadata" },
  payment_intent: { is: "text" },
  reason: { is: "text", oneOf: ["duplicate", "fraudulent", "requested_by_customer"] },
  currency: { is: "unplayed" },
  customer: { is: "unplayed" },
  instructions_email: { is: "unplayed" },
  origin: { is: "unplayed" },
  refund_application_fee: { is: "unplayed" },
  reverse_transfer: { is: "unplayed" },
};

/**
 * Sends money back, all that is left unless an amount is asked for. Throws an `ApiFailure`: 404 for an unknown
 * charge, 400 when nothing or less is left, when no money was taken, or when the bank already took it back.
 */
export function createRefund(cause: Cause, asked: ParameterTree): RefundObject {
  const { state, account } = cause;
  const owner = chargeToRefund(account, asked);
  const { charge, card } = owner;
  const amount = checkedAmount(charge, wholeAt(asked, "amount"));
  const isWaiting = card?.behaviour.kind === "refund_waits";
  const refund: RefundObject = {
    id: newId(state, charge.id.startsWith("py_") ? "pyr_3" : "re_3"),
    object: "refund",
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: seconds(state),
    currency: charge.currency,
    customer: null,
    customer_account: null,
    destination_details:
      card === null
        ? { type: "sepa_bank_transfer" }
        : {
            type: "card",
            card: { type: "refund", reference_status: "pending", reference_type: "acquirer_reference_number" },
          },
    metadata: metadataAt(asked, "metadata"),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: textAt(asked, "reason"),
    receipt_number: null,
    source_transfer_reversal: null,
    status: isWaiting ? "pending" : "succeeded",
    transfer_reversal: null,
  };
  const movement = { type: "refund", category: "refund", fee: 0, description: `REFUND FOR CHARGE` } as const;
  refund.balance_transaction = post(state, account, {
    ...movement,
    amount: -amount,
    currency: charge.currency,
    source: refund.id,
  }).id;
  account.refunds.set(refund.id, { refund, atMs: state.ports.now() });
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount_captured;
  emit(cause, "refund.created", refund);
  emit(cause, "charge.refunded", charge);
  state.plan(state.laterMs, { kind: "refund", account, refund, card });
  return refund;
}

function chargeToRefund(account: AccountState, asked: ParameterTree): ChargeRecord {
  const chargeId = textAt(asked, "charge");
  const intentId = textAt(asked, "payment_intent");
  if (chargeId === null && intentId === null) {
    const message = "One of the following params should be provided for this request: payment_intent or charge.";
    throw invalidRequest(message, { code: "parameter_missing" });
  }
  if (chargeId !== null) {
    const record = account.charges.get(chargeId);
    if (record === undefined) throw noSuch("charge", chargeId, "charge");
    if (intentId !== null && record.charge.payment_intent !== intentId) {
      throw invalidRequest(`Charge ${chargeId} does not belong to payment_intent ${intentId}.`, { param: "charge" });
    }
    return record;
  }
  const intent = intentId === null ? undefined : account.intents.get(intentId)?.intent;
  if (intent === undefined) throw noSuch("payment_intent", intentId ?? "", "payment_intent");
  const latest = intent.latest_charge === null ? undefined : account.charges.get(intent.latest_charge);
  if (latest === undefined || !latest.charge.captured) {
    const message = `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`;
    throw refusedByState(message, { param: "payment_intent" });
  }
  return latest;
}

function checkedAmount(charge: ChargeObject, wanted: number | null): number {
  if (!charge.captured) throw refusedByState(`Charge ${charge.id} has not been captured and cannot be refunded.`);
  if (charge.disputed) {
    const message = `Charge ${charge.id} has been charged back; cannot issue a refund.`;
    throw refusedByState(message, { code: "charge_disputed" });
  }
  const left = charge.amount_captured - charge.amount_refunded;
  if (left === 0) {
    throw refusedByState(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
  }
  const amount = wanted ?? left;
  if (amount > left) {
    const text = amountText(amount, charge.currency);
    const bound = amountText(left, charge.currency);
    const what = charge.amount_refunded === 0 ? "charge amount" : "unrefunded amount on charge";
    throw refusedByState(`Refund amount (${text}) is greater than ${what} (${bound})`, { param: "amount" });
  }
  return amount;
}

/** What happens to the refund by itself: the bank's reference appears, or the money comes back. */
export function endRefund(cause: Cause, refund: RefundObject, card: TestCard | null): void {
  if (refund.status === "failed") return;
  if (card?.behaviour.kind === "refund_fails") {
    failRefundOf(cause, refund.id, "expired_or_canceled_card");
    return;
  }
  const previous: Record<string, unknown> = {};
  if (refund.status === "pending") {
    previous["status"] = refund.status;
    refund.status = "succeeded";
  }
  if (refund.destination_details.type === "card") {
    previous["destination_details"] = structuredClone(refund.destination_details);
    refund.destination_details.card.reference_status = "available";
    refund.destination_details.card.reference = newId(cause.state, "", 23).replaceAll(/\D/g, "7");
  }
  emit(cause, "refund.updated", refund, previous);
  emit(cause, "charge.refund.updated", refund, previous);
}

/** The bank sends the money back: the merchant has it again. Throws `Error` when there is no such live refund. */
export function failRefundOf(cause: Cause, refundId: string, reason: string): void {
  const { state, account } = cause;
  const refund = account.refunds.get(refundId)?.refund;
  if (refund === undefined) throw new Error(`no refund ${refundId}`);
  if (refund.status === "failed" || refund.status === "canceled") throw new Error(`refund ${refundId} is over`);
  const previous = { status: refund.status };
  refund.status = "failed";
  refund.failure_reason = reason;
  refund.failure_balance_transaction = post(state, account, {
    type: "refund_failure",
    category: "refund_failure",
    amount: refund.amount,
    fee: 0,
    currency: refund.currency,
    source: refund.id,
    description: `REFUND FAILURE`,
  }).id;
  const charge = account.charges.get(refund.charge)?.charge;
  if (charge !== undefined) {
    charge.amount_refunded -= refund.amount;
    charge.refunded = false;
  }
  emit(cause, "refund.updated", refund, previous);
  emit(cause, "refund.failed", refund, previous);
  emit(cause, "charge.refund.updated", refund, previous);
}
