import type { ApiCall, Asked, Rule } from "./calls.ts";
import { type JsonObject, numberAt, textAt } from "./json.ts";
import { lookedUpTransaction, orderObject } from "./objects.ts";
import type { Fields } from "./parameters.ts";
import { cancelOrRefund, cancelOrRefundRules } from "./refund-rules.ts";
import type { Transaction } from "./state.ts";
import { awaitsValidation, isCancellable } from "./statuses.ts";
import { cancel, saleOf, validate } from "./transactions.ts";
import { exists, transactionOf, uuidField } from "./transaction-rules.ts";

const comment: Fields = { comment: { is: "text", code: "INT_898" } };
const currencyCode = /^[A-Z]{3}$/;

const cancelRules: readonly Rule[] = [
  exists,
  {
    name: "it is not cancelled yet",
    code: "PSP_105",
    broken: (call) => (transactionOf(call).detailedStatus === "CANCELLED" ? "The transaction is CANCELLED" : null),
  },
  {
    name: "it has not gone to the bank",
    code: "PSP_075",
    broken: (call) => (isCancellable(transactionOf(call)) ? null : statusWords(call)),
  },
];

function statusWords(call: Asked): string {
  return `The transaction is ${transactionOf(call).detailedStatus}`;
}

const updateRules: readonly Rule[] = [
  exists,
  {
    name: "it can still be changed",
    code: "PSP_110",
    broken: (call) => {
      const transaction = transactionOf(call);
      return isCancellable(transaction) && transaction.operationType === "DEBIT" ? null : statusWords(call);
    },
  },
  {
    name: "the currency stays",
    code: "PSP_545",
    broken: (call) => {
      const { currency } = transactionOf(call);
      return textAt(call.asked, "cardUpdate", "currency") === currency ? null : `The currency is ${currency}`;
    },
  },
  {
    name: "the amount does not rise",
    code: "PSP_546",
    broken: (call) => {
      const { amount } = transactionOf(call);
      return (numberAt(call.asked, "cardUpdate", "amount") ?? 0) <= amount ? null : `The amount is ${amount}`;
    },
  },
  {
    name: "something changes",
    code: "PSP_014",
    broken: (call) => {
      const { amount } = transactionOf(call);
      return numberAt(call.asked, "cardUpdate", "amount") === amount ? `The amount is ${amount} already` : null;
    },
  },
];

function acted(call: Asked, act: (transaction: Transaction) => void): JsonObject {
  const transaction = transactionOf(call);
  act(transaction);
  return lookedUpTransaction(call, transaction);
}

/** The transactions of an order, oldest first. A null orderId belongs to none. */
function transactionsOf({ shop, asked }: Asked): Transaction[] {
  const orderId = textAt(asked, "orderId");
  const wanted = textAt(asked, "operationType");
  return [...shop.transactions.values()]
    .filter(({ terms }) => terms.orderId === orderId)
    .filter(({ operationType }) => wanted === null || operationType === wanted);
}

function lookUpOrder(call: Asked): JsonObject {
  const transactions = transactionsOf(call);
  const sales = transactions.map((transaction) => saleOf(call.shop, transaction));
  return orderObject(call, transactions, sales.find((sale) => sale?.status === "RUNNING") ?? null);
}

/** `Transaction/*` and `Order/Get`. */
export const transactionCalls: readonly ApiCall[] = [
  { name: "Transaction/Get", fields: uuidField, rules: [exists], run: (call) => acted(call, () => undefined) },
  {
    name: "Transaction/Validate",
    fields: { ...uuidField, ...comment },
    rules: [
      exists,
      {
        name: "it waits for validation",
        code: "PSP_503",
        broken: (call) => (awaitsValidation(transactionOf(call)) ? null : statusWords(call)),
      },
    ],
    run: (call) => acted(call, (transaction) => validate(call, transaction)),
  },
  {
    name: "Transaction/Cancel",
    fields: { ...uuidField, ...comment },
    rules: cancelRules,
    run: (call) => acted(call, (transaction) => cancel(call, transaction)),
  },
  {
    name: "Transaction/Update",
    fields: {
      ...uuidField,
      ...comment,
      cardUpdate: {
        is: "group",
        code: "INT_001",
        required: "INT_001",
        fields: {
          amount: { is: "whole", code: "INT_009", min: 1, required: "INT_009" },
          currency: { is: "text", code: "INT_010", like: currencyCode, required: "INT_010" },
          expectedCaptureDate: { is: "unplayed" },
          manualValidation: { is: "unplayed" },
        },
      },
    },
    rules: updateRules,
    run: (call) =>
      acted(call, (transaction) => {
        transaction.amount = numberAt(call.asked, "cardUpdate", "amount") ?? transaction.amount;
      }),
  },
  {
    name: "Transaction/CancelOrRefund",
    fields: {
      ...uuidField,
      ...comment,
      amount: { is: "whole", code: "INT_009", min: 1 },
      currency: { is: "text", code: "INT_010", like: currencyCode },
      resolutionMode: { is: "word", code: "INT_001", oneOf: ["AUTO", "REFUND_ONLY", "CANCELLATION_ONLY"] },
    },
    rules: cancelOrRefundRules,
    run: (call) => lookedUpTransaction(call, cancelOrRefund(call)),
  },
  {
    name: "Order/Get",
    fields: {
      orderId: { is: "text", code: "INT_013", max: 64, required: "INT_013" },
      operationType: { is: "word", code: "INT_001", oneOf: ["DEBIT", "CREDIT", "VERIFICATION"] },
    },
    rules: [
      {
        // An order nobody has tried to pay has no transaction: it looks as if it had never been asked for.
        name: "the order has transactions",
        code: "PSP_010",
        broken: (call) => (transactionsOf(call).length === 0 ? "No transaction of this order" : null),
      },
    ],
    run: lookUpOrder,
  },
];
