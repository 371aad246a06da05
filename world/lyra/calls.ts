import { chargeCalls } from "./charge-calls.ts";
import type { ErrorCode } from "./error-codes.ts";
import type { JsonObject } from "./json.ts";
import { orderCalls } from "./order-calls.ts";
import type { Fields } from "./parameters.ts";
import type { Scene } from "./state.ts";
import { tokenCalls } from "./token-calls.ts";
import { transactionCalls } from "./transaction-calls.ts";

/** A call on behalf of a shop with its body, whose fields are checked. */
export type Asked = Scene & { readonly asked: JsonObject };

/** A row of the table: what must hold beyond the form of the fields, and the code when it does not. */
export type Rule = {
  readonly name: string;
  readonly code: ErrorCode;
  /** What is wrong, for the details of the error; null when it holds. Rules before it hold. */
  readonly broken: (call: Asked) => string | null;
};

/** One web service: what it takes, what must hold, what it does. */
export type ApiCall = {
  /** As in the address after `/api-payment/V4/`. */
  readonly name: string;
  readonly fields: Fields;
  readonly rules: readonly Rule[];
  /** Does the work of a call whose rules hold, and gives the answer. */
  readonly run: (call: Asked) => JsonObject;
};

/** Every web service this world plays. */
export const apiCalls: readonly ApiCall[] = [...chargeCalls, ...orderCalls, ...tokenCalls, ...transactionCalls];

const byName = new Map(apiCalls.map((call) => [call.name, call]));

/** The web service of a name, or null. */
export function callNamed(name: string): ApiCall | null {
  return byName.get(name) ?? null;
}
