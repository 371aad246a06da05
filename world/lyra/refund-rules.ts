import type { Asked, Rule } from "./calls.ts";
import { numberAt, textAt } from "./json.ts";
import type { Transaction } from "./state.ts";
import { isCancellable } from "./statuses.ts";
import { cancel, refund } from "./transactions.ts";
import { exists, transactionOf } from "./transaction-rules.ts";

/** REFUND_ONLY and CANCELLATION_ONLY forbid the other; AUTO does what the status allows. */
function modeOf({ asked }: Asked): string {
  return textAt(asked, "resolutionMode") ?? "AUTO";
}

function isCaptured({ detailedStatus }: Transaction): boolean {
  return detailedStatus === "CAPTURED";
}

/** What of a payment has not gone back, in its smallest unit. */
function leftOf({ amount, refunded }: Transaction): number {
  return amount - refunded;
}

/** The rules of `Transaction/CancelOrRefund` (official plugins, `Refund/Api`; codes of the public list). */
export const cancelOrRefundRules: readonly Rule[] = [
  exists,
  {
    name: "it is not cancelled yet",
    code: "PSP_105",
    broken: (call) => (transactionOf(call).detailedStatus === "CANCELLED" ? "The transaction is CANCELLED" : null),
  },
  {
    name: "it is a payment, or a refund on its way",
    code: "PSP_082",
    broken: (call) => {
      const transaction = transactionOf(call);
      const isFit = transaction.operationType === "DEBIT" || isCancellable(transaction);
      return isFit ? null : `The operation is a ${transaction.operationType}`;
    },
  },
  {
    name: "money was promised or taken",
    code: "PSP_503",
    broken: (call) => {
      const transaction = transactionOf(call);
      const isFit = isCancellable(transaction) || isCaptured(transaction);
      return isFit ? null : `The transaction is ${transaction.detailedStatus}`;
    },
  },
  {
    name: "the currency is the payment's",
    code: "PSP_545",
    broken: (call) => {
      const { currency } = transactionOf(call);
      const told = textAt(call.asked, "currency");
      return told === null || told === currency ? null : `The currency is ${currency}`;
    },
  },
  {
    name: "money that was taken is not cancelled",
    code: "PSP_075",
    broken: (call) =>
      isCaptured(transactionOf(call)) && modeOf(call) === "CANCELLATION_ONLY" ? "The transaction is CAPTURED" : null,
  },
  {
    name: "money that was not taken is not refunded",
    code: "PSP_076",
    broken: (call) =>
      isCancellable(transactionOf(call)) && modeOf(call) === "REFUND_ONLY" ? "It has not been captured" : null,
  },
  {
    name: "a cancellation is whole",
    code: "PSP_103",
    broken: (call) => {
      const transaction = transactionOf(call);
      const told = numberAt(call.asked, "amount") ?? transaction.amount;
      return isCaptured(transaction) || told === transaction.amount ? null : "Lower the amount with Transaction/Update";
    },
  },
  {
    name: "the money was not charged back",
    code: "PSP_083",
    broken: (call) => (transactionOf(call).chargedBack ? "The cardholder's bank took it back" : null),
  },
  {
    name: "something is left to refund",
    code: "PSP_104",
    broken: (call) => (leftOf(transactionOf(call)) > 0 ? null : "Nothing is left"),
  },
  {
    name: "the refund is not above the payment",
    code: "PSP_510",
    broken: (call) => {
      const { amount } = transactionOf(call);
      return (numberAt(call.asked, "amount") ?? 0) <= amount ? null : `The amount is ${amount}`;
    },
  },
  {
    name: "all refunds together are not above the payment",
    code: "PSP_511",
    broken: (call) => {
      const left = leftOf(transactionOf(call));
      return (numberAt(call.asked, "amount") ?? 0) <= left ? null : `${left} is left`;
    },
  },
];

/** Does it: gives the refund, a CREDIT of its own, or the cancelled transaction. */
export function cancelOrRefund(call: Asked): Transaction {
  const transaction = transactionOf(call);
  if (isCaptured(transaction)) return refund(call, transaction, numberAt(call.asked, "amount") ?? leftOf(transaction));
  cancel(call, transaction);
  return transaction;
}
