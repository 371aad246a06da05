import * as z from "zod";

/**
 * The part of Lyra's objects the till reads. Amounts are whole numbers of Lyra's unit, times are ISO-8601 texts.
 * Statuses stay open texts: a new one must mean nothing rather than fail. What only adorns a fact may be missing or
 * strange; money must not be lost over it.
 */

const text = z.string().nullish().catch(undefined);
const count = z.int().nullish().catch(undefined);
const adorning = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).nullish().catch(undefined);

const customer = adorning({ email: text });
const orderDetails = adorning({ orderId: text, mode: text, orderTotalAmount: count });
const cardDetails = adorning({
  effectiveBrand: text,
  pan: text,
  expiryMonth: count,
  expiryYear: count,
  paymentMethodSource: text,
  authorizationResponse: adorning({ amount: count }),
  captureResponse: adorning({ captureDate: text }),
});

/** One try to move money, or to register a card (`V4/PaymentTransaction`, `V4/Transaction`). */
export const transactionShape = z.object({
  uuid: z.string().min(1),
  amount: z.int(),
  currency: z.string(),
  operationType: z.string(),
  status: text,
  detailedStatus: z.string(),
  creationDate: text,
  errorCode: text,
  errorMessage: text,
  detailedErrorCode: text,
  paymentMethodToken: text,
  customer,
  orderDetails,
  transactionDetails: adorning({ parentTransactionUuid: text, cardDetails }),
});
/** @see transactionShape */
export type Transaction = z.infer<typeof transactionShape>;

/** What became of one payment so far (`V4/Payment`): the text of notifications, the answer to a silent charge. */
export const paymentShape = z.object({
  shopId: z.string(),
  serverDate: text,
  orderDetails,
  customer,
  transactions: z.array(transactionShape),
});
/** @see paymentShape */
export type Payment = z.infer<typeof paymentShape>;

/** All transactions of one order (`V4/OrderTransactions`). */
export const orderShape = z.object({ transactions: z.array(transactionShape) });

/** A payment link (`V4/PaymentOrder`). */
export const paymentOrderShape = z.object({
  paymentOrderId: z.string().min(1),
  paymentOrderStatus: z.string(),
  paymentURL: text,
  orderId: text,
  amount: count,
  currency: text,
  expirationDate: text,
  customer,
});
/** @see paymentOrderShape */
export type PaymentOrder = z.infer<typeof paymentOrderShape>;

/** The answer to a charge: what became of it, or the token of a form that the buyer must fill in. */
export const chargeShape = z.union([
  z.object({ formToken: z.string().min(1) }).transform(({ formToken }) => ({ formToken })),
  paymentShape,
]);

/** A kept card. `cancellationDate` is in the past when it is of no use any more. */
export const tokenShape = z.object({ cancellationDate: text });

/** The answer to a cancellation (`V4/Common/ResponseCodeAnswer`): 0 when it was done. */
export const responseCodeShape = z.object({ responseCode: count });

/** The frame of every answer. */
export const envelopeShape = z.object({
  status: z.enum(["SUCCESS", "ERROR"]),
  mode: text,
  serverDate: text,
  ticket: text,
  answer: z.unknown(),
});

/** What `answer` holds when the status is ERROR. */
export const errorShape = z.object({
  errorCode: z.string(),
  errorMessage: text,
  detailedErrorCode: text,
  detailedErrorMessage: text,
});
