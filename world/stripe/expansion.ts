import { invalidRequest } from "./failure.ts";
import { pageOf } from "./lists.ts";
import type { AccountState } from "./state.ts";

type Json = { [name: string]: unknown };

/** The kinds of object the API gives. */
export type ObjectKind =
  | "account"
  | "balance"
  | "balance_transaction"
  | "charge"
  | "checkout.session"
  | "customer"
  | "dispute"
  | "event"
  | "file"
  | "item"
  | "payment_intent"
  | "payment_method"
  | "refund"
  | "setup_intent"
  | "webhook_endpoint";

const deepest = 4;

/** Which fields of a kind can be expanded, and into what. */
const expandable: Partial<Record<ObjectKind, Readonly<Record<string, ObjectKind>>>> = {
  "checkout.session": {
    customer: "customer",
    line_items: "item",
    payment_intent: "payment_intent",
    setup_intent: "setup_intent",
  },
  payment_intent: { customer: "customer", latest_charge: "charge", payment_method: "payment_method" },
  setup_intent: { customer: "customer", payment_method: "payment_method" },
  payment_method: { customer: "customer" },
  charge: {
    balance_transaction: "balance_transaction",
    customer: "customer",
    payment_intent: "payment_intent",
    refunds: "refund",
  },
  refund: {
    balance_transaction: "balance_transaction",
    charge: "charge",
    failure_balance_transaction: "balance_transaction",
    payment_intent: "payment_intent",
  },
  dispute: { charge: "charge", payment_intent: "payment_intent" },
  balance_transaction: { source: "charge" },
};

/** Throws a 400 `ApiFailure` when a path leads nowhere from this kind; `isList` paths start with `data`. */
export function checkExpansions(kind: ObjectKind, isList: boolean, paths: readonly string[]): void {
  for (const path of paths) {
    const steps = path.split(".");
    if (steps.length > deepest + (isList ? 1 : 0)) {
      throw invalidRequest(`You cannot expand more than ${deepest} levels of a property (${path}).`, {
        param: "expand",
      });
    }
    if (isList && steps.shift() !== "data") {
      const advice = `You may want to try expanding 'data.${path}' instead.`;
      const message = `This property cannot be expanded (${path}). ${advice}`;
      throw invalidRequest(message, { param: "expand" });
    }
    let from = kind;
    for (const step of steps) {
      const fields = expandable[from] ?? {};
      const next = Object.hasOwn(fields, step) ? fields[step] : step === "data" ? from : undefined;
      if (next === undefined) throw invalidRequest(`This property cannot be expanded (${path}).`, { param: "expand" });
      from = next;
    }
  }
}

/** A copy of an answer with the ids at checked paths replaced by the objects they name. */
export function expanded(account: AccountState, answer: object, paths: readonly string[]): object {
  const copy = copyOf(answer);
  for (const path of paths) expandAt(account, copy, path.split("."));
  return copy;
}

/** A deep copy as plain JSON. */
function copyOf(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

function expandAt(account: AccountState, from: Json, steps: readonly string[]): void {
  const [step, ...rest] = steps;
  if (step === undefined) return;
  const there = from[step] ?? hiddenList(account, from, step);
  const found = typeof there === "string" ? objectOf(account, there) : there;
  if (typeof found !== "object" || found === null) return;
  const grown = there === found ? found : copyOf(found);
  from[step] = grown;
  for (const group of Array.isArray(grown) ? grown : [grown]) expandAt(account, group as Json, rest);
}

/** The object of an account behind an id of any kind, or null. */
function objectOf(account: AccountState, id: string): object | null {
  return (
    account.sessions.get(id)?.session ??
    account.intents.get(id)?.intent ??
    account.setups.get(id)?.setup ??
    account.customers.get(id) ??
    account.methods.get(id)?.method ??
    account.charges.get(id)?.charge ??
    account.refunds.get(id)?.refund ??
    account.disputes.get(id) ??
    account.transactions.get(id) ??
    null
  );
}

/** Lists that are part of an object but only shown on demand. */
function hiddenList(account: AccountState, from: Json, name: string): object | null {
  const id = String(from["id"]);
  if (from["object"] === "checkout.session" && name === "line_items") {
    const lines = account.sessions.get(id)?.lines ?? [];
    return { object: "list", data: lines, has_more: false, url: `/v1/checkout/sessions/${id}/line_items` };
  }
  if (from["object"] === "charge" && name === "refunds") {
    const refunds = [...account.refunds.values()].map(({ refund }) => refund).filter((refund) => refund.charge === id);
    return copyOf(pageOf(new Map(), refunds, `/v1/charges/${id}/refunds`));
  }
  return null;
}
