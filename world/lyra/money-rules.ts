import type { Asked, Rule } from "./calls.ts";
import { numberAt, textAt } from "./json.ts";

/** The shop has a contract for the currency. */
const hasContract: Rule = {
  name: "currency has a contract",
  code: "PSP_610",
  broken: ({ shop, asked }) => {
    const currency = textAt(asked, "currency") ?? "";
    return shop.currencies.includes(currency) ? null : `No contract of this shop takes ${currency}`;
  },
};

/** The tax is a part of the amount. */
const taxFits: Rule = {
  name: "tax is part of the amount",
  code: "INT_868",
  broken: ({ asked }) => {
    const tax = numberAt(asked, "taxAmount") ?? 0;
    return tax <= (numberAt(asked, "amount") ?? 0) ? null : `Invalid input value [name=taxAmount, value=${tax}]`;
  },
};

function namesMail(call: Asked, registers: boolean): string | null {
  const isMissing = registers && textAt(call.asked, "customer", "email") === null;
  return isMissing ? "Missing parameter [name=customer.email]" : null;
}

/** Who has a card registered is known by an e-mail address. */
const knowsEmail: Rule = {
  name: "registration knows the e-mail",
  code: "INT_811",
  broken: (call) => namesMail(call, (textAt(call.asked, "formAction") ?? "").includes("REGISTER")),
};

/** What every call that asks for money must keep to. */
export const moneyRules: readonly Rule[] = [hasContract, taxFits, knowsEmail];

/** What a call that only registers a card must keep to, whether it says `REGISTER` or not. */
export const registrationRules: readonly Rule[] = [
  hasContract,
  { ...knowsEmail, broken: (call) => namesMail(call, true) },
];
