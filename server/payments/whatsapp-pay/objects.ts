import { z } from "zod";

/** Amounts come as numbers; in refunds Meta writes them as text. */
const whole = z.union([z.int(), z.string().regex(/^\d{1,15}$/)]).transform(Number);
const amount = z.object({ value: whole, offset: whole });
/** An amount: `value / offset` of its currency. */
export type WireAmount = z.output<typeof amount>;
const moment = whole.optional();

const refund = z.object({
  id: z.string().min(1).max(200),
  amount: amount.optional(),
  status: z.string(),
  created_timestamp: moment,
  updated_timestamp: moment,
});

const transaction = z.object({
  id: z.string().min(1).max(200),
  status: z.string(),
  amount: amount.optional(),
  currency: z.string().optional(),
  created_timestamp: moment,
  updated_timestamp: moment,
  error: z.object({ code: z.string().optional(), reason: z.string().optional() }).optional(),
  refunds: z.array(refund).optional(),
});

const payment = z.object({
  reference_id: z.string(),
  status: z.string(),
  currency: z.string(),
  total_amount: amount.optional(),
  amount: amount.optional(),
  transactions: z.array(transaction).default([]),
  refunds: z.array(refund).optional(),
});

/** `GET /{number}/payments/{configuration}/{reference}` (Meta, "Payment gateways", read in 2026). */
export const paymentsShape = z.object({ payments: z.array(payment) });
/** One order's payment as Meta tells it. */
export type WirePayment = z.output<typeof payment>;
/** A try to pay it. */
export type WireTransaction = z.output<typeof transaction>;
/** Money that went back, or is to. */
export type WireRefund = z.output<typeof refund>;

/** `POST /{number}/payments_refund`: what became of it is in the answer. */
export const refundShape = z.object({ id: z.string().min(1).max(200), status: z.string() });

/** A refusal of the Graph API: decided by code and details. */
export const errorShape = z.object({
  error: z.object({
    code: z.number(),
    message: z.string().optional(),
    error_data: z.object({ details: z.string().optional() }).optional(),
  }),
});
