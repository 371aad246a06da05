import { post } from "./balance.ts";
import { disputeFee } from "./currencies.ts";
import { emit } from "./events.ts";
import { checkEvidenceFiles } from "./files.ts";
import { noSuch, refusedByState } from "./failure.ts";
import type { ParameterTree } from "./form-body.ts";
import type { DisputeObject } from "./objects.ts";
import { type Fields, groupAt, metadataAt, type Shape, textAt } from "./parameters.ts";
import { type Cause, type Complaint, newId, seconds } from "./state.ts";

const evidenceNames =
  "access_activity_log billing_address cancellation_policy cancellation_policy_disclosure cancellation_rebuttal " +
  "customer_communication customer_email_address customer_name customer_purchase_ip customer_signature " +
  "duplicate_charge_documentation duplicate_charge_explanation duplicate_charge_id product_description receipt " +
  "refund_policy refund_policy_disclosure refund_refusal_explanation service_date service_documentation " +
  "shipping_address shipping_carrier shipping_date shipping_documentation shipping_tracking_number " +
  "uncategorized_file uncategorized_text";

const evidenceText: Shape = { is: "text", max: 20_000 };

/** The parameters of `POST /v1/disputes/:id`. */
export const disputeFields: Fields = {
  evidence: {
    is: "group",
    fields: {
      ...Object.fromEntries(evidenceNames.split(" ").map((name) => [name, evidenceText])),
      enhanced_evidence: { is: "unplayed" },
    },
  },
  expand: { is: "list", of: { is: "text" }, max: 20 },
  metadata: { is: "metadata" },
  submit: { is: "flag" },
};

const fourteenDays = 14 * 24 * 3600;

const networkCodes: Readonly<Record<string, string>> = {
  fraudulent: "10.4",
  product_not_received: "13.1",
  product_unacceptable: "13.3",
  credit_not_processed: "13.6",
  duplicate: "12.6",
};

/** Opens a dispute; an inquiry leaves the money where it is. Throws `Error` on an unknown or unpaid charge. */
export function openDisputeOf(cause: Cause, chargeId: string, complaint: Complaint): string {
  const { state, account } = cause;
  const charge = account.charges.get(chargeId)?.charge;
  if (charge === undefined || !charge.captured) throw new Error(`no paid charge ${chargeId}`);
  if (charge.disputed) throw new Error(`charge ${chargeId} is already disputed`);
  const details = charge.payment_method_details;
  const brand = details.type === "card" ? details.card.brand : "sepa_debit";
  const dispute: DisputeObject = {
    id: newId(state, "du_1"),
    object: "dispute",
    amount: complaint.amount,
    balance_transactions: [],
    charge: charge.id,
    created: seconds(state),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: Object.fromEntries(evidenceNames.split(" ").map((name) => [name, null])),
    evidence_details: {
      due_by: seconds(state) + fourteenDays,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: null,
    },
    intended_submission_method: null,
    is_charge_refundable: complaint.inquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    payment_method_details: {
      type: "card",
      card: {
        brand,
        case_type: complaint.inquiry ? "inquiry" : "chargeback",
        network: brand,
        network_reason_code: networkCodes[complaint.reason] ?? "10.4",
      },
    },
    reason: complaint.reason,
    status: complaint.inquiry ? "warning_needs_response" : "needs_response",
  };
  account.disputes.set(dispute.id, dispute);
  if (!complaint.inquiry) {
    charge.disputed = true;
    withdraw(cause, dispute, -dispute.amount, disputeFee(dispute.currency), "Chargeback withdrawal");
  }
  emit(cause, "charge.dispute.created", dispute);
  if (!complaint.inquiry) emit(cause, "charge.dispute.funds_withdrawn", dispute);
  state.plan(fourteenDays * 1000, { kind: "silence", account, dispute });
  return dispute.id;
}

function withdraw(cause: Cause, dispute: DisputeObject, amount: number, fee: number, description: string): void {
  const { currency, charge } = dispute;
  const category = amount < 0 ? "dispute" : "dispute_reversal";
  const movement = { type: "adjustment", category, amount, fee, currency, source: dispute.id } as const;
  const line = post(cause.state, cause.account, { ...movement, description: `${description} for ${charge}` });
  dispute.balance_transactions.push(line);
}

/** The bank decides against the merchant who let the time pass; does nothing when she had answered. */
export function loseUnanswered(cause: Cause, dispute: DisputeObject): void {
  if (dispute.status !== "needs_response" && dispute.status !== "warning_needs_response") return;
  dispute.evidence_details.past_due = true;
  closeDisputeOf(cause, dispute.id, "lost");
}

/** Whether the bank has still to decide. */
export function isOpen(dispute: DisputeObject): boolean {
  return !["won", "lost", "warning_closed"].includes(dispute.status);
}

/**
 * Stores evidence, and submits it unless `submit` is false; the bank then decides a while later: for the merchant if
 * `uncategorized_text` is `winning_evidence`, against her if it is `losing_evidence` (docs.stripe.com/testing).
 */
export function updateDispute(cause: Cause, id: string, asked: ParameterTree): DisputeObject {
  const { state, account } = cause;
  const dispute = account.disputes.get(id);
  if (dispute === undefined) throw noSuch("dispute", id, "dispute");
  if (!isOpen(dispute)) throw refusedByState("This dispute is already closed");
  const evidence = groupAt(asked, "evidence");
  if (evidence.size > 0) {
    if (!dispute.status.endsWith("needs_response")) {
      throw refusedByState("The evidence of this dispute was already submitted");
    }
    if (seconds(state) >= dispute.evidence_details.due_by) throw refusedByState("The evidence is past due");
    checkEvidenceFiles(cause, asked);
  }
  for (const [name, value] of evidence) if (typeof value === "string") dispute.evidence[name] = value;
  Object.assign(dispute.metadata, metadataAt(asked, "metadata"));
  if (evidence.size > 0) dispute.evidence_details.has_evidence = true;
  const previous = { status: dispute.status };
  if (evidence.size > 0 && textAt(asked, "submit") !== "false") {
    dispute.evidence_details.submission_count += 1;
    dispute.status = dispute.status.startsWith("warning") ? "warning_under_review" : "under_review";
    const told = dispute.evidence["uncategorized_text"];
    const verdict = told === "winning_evidence" ? "won" : told === "losing_evidence" ? "lost" : null;
    if (verdict !== null) state.plan(state.laterMs, { kind: "verdict", account, dispute, verdict });
  }
  emit(cause, "charge.dispute.updated", dispute, previous);
  return dispute;
}

/** The bank decides. Money comes back to the merchant who won. Throws `Error` when there is no such open dispute. */
export function closeDisputeOf(cause: Cause, id: string, verdict: "won" | "lost"): DisputeObject {
  const dispute = cause.account.disputes.get(id);
  if (dispute === undefined || !isOpen(dispute)) throw new Error(`no open dispute ${id}`);
  const previous = { status: dispute.status };
  const wasInquiry = dispute.status.startsWith("warning");
  dispute.status = wasInquiry ? "warning_closed" : verdict;
  if (verdict === "won" && !wasInquiry) withdraw(cause, dispute, dispute.amount, 0, "Chargeback reversal");
  emit(cause, "charge.dispute.closed", dispute, previous);
  if (verdict === "won" && !wasInquiry) emit(cause, "charge.dispute.funds_reinstated", dispute);
  return dispute;
}
