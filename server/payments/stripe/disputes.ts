import * as z from "zod";
import type { Http } from "#contracts/http-port";
import type { CallProblem, DisputeAnswer } from "#contracts/payment-provider";
import { callStripe, callUnderKey, problemOf } from "./call.ts";
import type { StripeSettings } from "./settings.ts";

/** Stripe takes 4.5 MB of files with one answer. */
const mostBytes = 4_500_000;

const fileShape = z.object({ id: z.string(), object: z.literal("file") });
const standingShape = z.object({
  id: z.string(),
  object: z.literal("dispute"),
  status: z.string(),
  evidence_details: z.object({ submission_count: z.int(), past_due: z.boolean() }).nullish(),
});

/** Statuses under which an answer is taken; the two of an appeal are of 23.1. */
const waiting = new Set(["needs_response", "warning_needs_response", "appeal_needs_response"]);

const never = (reason: string): CallProblem => ({ ok: false, retry: "never", reason });

/**
 * Answers a dispute: the file is uploaded, then named as the customer's communication, and all of it submitted. What was
 * submitted cannot be changed, so a dispute that was answered before counts as answered, and nothing is sent.
 */
export async function answerDispute(
  request: DisputeAnswer,
  settings: StripeSettings,
  http: Http,
): Promise<{ readonly ok: true } | CallProblem> {
  const { disputeId, idempotencyKey, file } = request;
  if (file.bytes.byteLength > mostBytes) return never("the file is larger than the 4.5 MB Stripe takes");
  const seen = await callStripe(settings, http, "reads", standingShape, (stripe) =>
    stripe.disputes.retrieve(disputeId),
  );
  if (!seen.ok) return problemOf(seen);
  const { status, evidence_details: details } = seen.value;
  if ((details?.submission_count ?? 0) > 0) return { ok: true };
  if (details?.past_due === true) return never("the time to answer is over");
  if (!waiting.has(status)) return never(`the dispute takes no answer any more (${status})`);
  const uploaded = await callUnderKey(`${idempotencyKey}:file`, (key) =>
    callStripe(settings, http, "repeats", fileShape, (stripe) =>
      stripe.files.create(
        {
          purpose: "dispute_evidence",
          file: { data: file.bytes, name: file.filename, type: "application/pdf" },
        },
        { idempotencyKey: key },
      ),
    ),
  );
  if (!uploaded.ok) return problemOf(uploaded);
  const submitted = await callUnderKey(idempotencyKey, (key) =>
    callStripe(settings, http, "repeats", standingShape, (stripe) =>
      stripe.disputes.update(
        disputeId,
        { evidence: evidenceOf(request, uploaded.value.id), submit: true },
        { idempotencyKey: key },
      ),
    ),
  );
  return submitted.ok ? { ok: true } : problemOf(submitted);
}

/** Stripe's names for what we know. Its texts hold 20,000 characters each. */
function evidenceOf(request: DisputeAnswer, fileId: string) {
  const { customerName, customerEmail, goods, shippedTo, carrier, tracking } = request;
  const texts = {
    customer_name: customerName,
    customer_email_address: customerEmail,
    product_description: goods,
    shipping_address: shippedTo,
    shipping_carrier: carrier,
    shipping_tracking_number: tracking,
  };
  const given = Object.entries(texts).flatMap(([name, text]) =>
    text === undefined || text === "" ? [] : [[name, text.slice(0, 20_000)]],
  );
  return {
    customer_communication: fileId,
    ...(Object.fromEntries(given) as Partial<Record<keyof typeof texts, string>>),
  };
}
