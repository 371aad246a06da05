import { paySilently } from "./buyer.ts";
import { endOfMonth } from "./calendar.ts";
import type { ApiCall, Asked, Rule } from "./calls.ts";
import { type JsonObject, numberAt, textAt } from "./json.ts";
import { moneyRules, registrationRules } from "./money-rules.ts";
import { paymentObject } from "./objects.ts";
import { openForm } from "./sales.ts";
import type { FormAction, Token } from "./state.ts";
import { termsOf } from "./terms.ts";
import { paymentFields, registrationFields } from "./terms-fields.ts";

function tokenOf({ shop, asked }: Asked): Token | undefined {
  return shop.tokens.get(textAt(asked, "paymentMethodToken") ?? "");
}

const asksForToken = ({ asked }: Asked): boolean => textAt(asked, "paymentMethodToken") !== null;

const paymentRules: readonly Rule[] = [
  ...moneyRules,
  {
    name: "there is something to pay",
    code: "INT_009",
    broken: ({ asked }) => (numberAt(asked, "amount") === 0 ? "Invalid input value [name=amount, value=0]" : null),
  },
  {
    name: "a wallet has an owner",
    code: "INT_917",
    broken: ({ asked }) =>
      textAt(asked, "formAction") === "CUSTOMER_WALLET" && textAt(asked, "customer", "reference") === null
        ? "Missing parameter [name=customer.reference]"
        : null,
  },
  {
    // No shop of this world has the option.
    name: "wallets are in the offer",
    code: "INT_916",
    broken: ({ asked }) => (textAt(asked, "formAction") === "CUSTOMER_WALLET" ? "No wallets for this shop" : null),
  },
  {
    name: "a silent payment has a token",
    code: "INT_030",
    broken: (call) =>
      textAt(call.asked, "formAction") === "SILENT" && !asksForToken(call)
        ? "Missing parameter [name=paymentMethodToken]"
        : null,
  },
  {
    name: "the token exists",
    code: "PSP_030",
    broken: (call) => (asksForToken(call) && tokenOf(call) === undefined ? "No such token in this shop" : null),
  },
  {
    name: "the token is not cancelled",
    code: "PSP_561",
    broken: (call) => ((tokenOf(call)?.cancelledMs ?? null) === null ? null : "The token is cancelled"),
  },
  {
    name: "the card of the token is good",
    code: "PSP_607",
    broken: (call) => {
      const token = tokenOf(call);
      if (token === undefined) return null;
      const isGood = endOfMonth(token.expiryYear, token.expiryMonth) > call.state.ports.now();
      return isGood ? null : "The card has expired";
    },
  },
];

function formActionOf(asked: JsonObject): FormAction {
  const told = textAt(asked, "formAction");
  return told === "REGISTER_PAY" || told === "ASK_REGISTER_PAY" || told === "SILENT" ? told : "PAYMENT";
}

function formAnswer(call: Asked, formAction: FormAction): JsonObject {
  // The form of a token posts its answer to the merchant's page.
  const { key } = openForm(call, termsOf(call.asked, formAction, "POST"));
  return { formToken: key, _type: "V4/Charge/PaymentForm" };
}

function createPayment(call: Asked): JsonObject {
  const formAction = formActionOf(call.asked);
  const token = tokenOf(call);
  if (formAction !== "SILENT" || token === undefined) return formAnswer(call, formAction);
  const terms = termsOf(call.asked, "SILENT", "NONE");
  return paymentObject(call, terms, [paySilently(call, terms, token)], null);
}

/** `Charge/SDKTest`, `Charge/CreatePayment` and `Charge/CreateToken`. */
export const chargeCalls: readonly ApiCall[] = [
  {
    name: "Charge/SDKTest",
    fields: { value: { is: "text", code: "INT_902", required: "INT_902" } },
    rules: [],
    run: ({ asked }) => ({ value: textAt(asked, "value"), _type: "V4/Type/String" }),
  },
  { name: "Charge/CreatePayment", fields: paymentFields, rules: paymentRules, run: createPayment },
  {
    name: "Charge/CreateToken",
    fields: registrationFields,
    rules: registrationRules,
    run: (call) => formAnswer(call, "REGISTER"),
  },
];
