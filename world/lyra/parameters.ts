import { instantOf } from "./calendar.ts";
import type { ErrorCode } from "./error-codes.ts";
import { CallFailure } from "./failure.ts";
import { isObject, type Json, type JsonObject } from "./json.ts";

/** What a parameter may be. `unplayed` ones exist at Lyra, but this world refuses rather than ignores them. */
export type Field = { readonly required?: ErrorCode } & (
  | { readonly is: "text"; readonly code: ErrorCode; readonly max?: number; readonly like?: RegExp }
  | { readonly is: "word"; readonly code: ErrorCode; readonly oneOf: readonly string[] }
  | { readonly is: "whole"; readonly code: ErrorCode; readonly min: number }
  | { readonly is: "rate"; readonly code: ErrorCode }
  | { readonly is: "address"; readonly code: ErrorCode }
  | { readonly is: "moment"; readonly code: ErrorCode }
  /** An object kept as it comes. */
  | { readonly is: "open"; readonly code: ErrorCode }
  | { readonly is: "group"; readonly code: ErrorCode; readonly fields: Fields }
  | { readonly is: "unplayed" }
);

/** The parameters of a call or a group, by name. */
export type Fields = { readonly [name: string]: Field };

/** An e-mail address, as far as anybody can tell without writing to it. */
export const email = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/** A phone number with its country code (E.164). */
export const phone = /^\+[1-9]\d{6,14}$/;

/** An id of Lyra's. */
export const hexId = /^[0-9a-f]{32}$/;

/** Checks a body. A null is the same as nothing. Throws the `CallFailure` of the first field that is wrong. */
export function checkFields(body: JsonObject, fields: Fields, path = ""): void {
  for (const name of Object.keys(body)) {
    if (!Object.hasOwn(fields, name)) throw new CallFailure("INT_900", `Unknown parameter [name=${path}${name}]`);
  }
  for (const [name, field] of Object.entries(fields)) {
    const value = Object.hasOwn(body, name) ? (body[name] ?? null) : null;
    if (value !== null) checkField(value, field, `${path}${name}`);
    else if (field.required !== undefined) {
      throw new CallFailure(field.required, `Missing parameter [name=${path}${name}]`);
    }
  }
}

function checkField(value: Json, field: Field, name: string): void {
  if (field.is === "unplayed") throw new CallFailure("INT_902", `This world does not play it [name=${name}]`);
  if (!fits(value, field)) {
    const shown = typeof value === "object" ? "an object" : String(value);
    throw new CallFailure(field.code, `Invalid input value [name=${name}, value=${shown}]`);
  }
  if (field.is === "group" && isObject(value)) checkFields(value, field.fields, `${name}.`);
}

function fits(value: Json, field: Exclude<Field, { is: "unplayed" }>): boolean {
  switch (field.is) {
    case "text":
      return isText(value, field.max ?? 255) && (field.like === undefined || field.like.test(value));
    case "word":
      return typeof value === "string" && field.oneOf.includes(value);
    case "whole":
      return typeof value === "number" && Number.isSafeInteger(value) && value >= field.min;
    case "rate":
      return typeof value === "number" && value >= 0 && value <= 100;
    case "address":
      return isText(value, 2_000) && /^https?:\/\/\S+$/i.test(value) && URL.canParse(value);
    case "moment":
      return typeof value === "string" && instantOf(value) !== null;
    case "open":
    case "group":
      return isObject(value);
  }
}

function isText(value: Json, max: number): value is string {
  return typeof value === "string" && value !== "" && [...value].length <= max;
}
