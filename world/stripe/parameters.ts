import { invalidRequest } from "./failure.ts";
import type { ParameterTree } from "./form-body.ts";
import type { Metadata } from "./objects.ts";

/** What a parameter may be. `unplayed` parameters exist at Stripe, but this world refuses rather than ignore them. */
export type Shape = (
  | { readonly is: "text"; readonly max?: number; readonly oneOf?: readonly string[]; readonly address?: true }
  | { readonly is: "whole"; readonly min?: number }
  | { readonly is: "flag" }
  | { readonly is: "metadata" }
  | { readonly is: "group"; readonly fields: Fields }
  | { readonly is: "list"; readonly of: Shape; readonly max: number }
  | { readonly is: "unplayed" }
) & { readonly required?: true };

/** The parameters of a route or a group, by name. */
export type Fields = { readonly [name: string]: Shape };

/** Checks parameters as Stripe does, unknown names included. Throws a 400 `ApiFailure` on the first fault. */
export function checkParameters(tree: ParameterTree, fields: Fields, path = ""): void {
  const unknown = [...tree.keys()].filter((name) => !Object.hasOwn(fields, name)).map((name) => under(path, name));
  const [first] = unknown;
  if (first !== undefined) {
    const label = unknown.length > 1 ? "parameters" : "parameter";
    const message = `Received unknown ${label}: ${unknown.join(", ")}`;
    throw invalidRequest(message, { code: "parameter_unknown", param: first });
  }
  for (const [name, shape] of Object.entries(fields)) {
    const param = under(path, name);
    const part = tree.get(name);
    if (part !== undefined) checkPart(part, shape, param);
    else if (shape.required) {
      throw invalidRequest(`Missing required param: ${param}.`, { code: "parameter_missing", param });
    }
  }
}

function under(path: string, name: string): string {
  return path === "" ? name : `${path}[${name}]`;
}

function checkPart(part: string | ParameterTree, shape: Shape, param: string): void {
  switch (shape.is) {
    case "unplayed":
      throw invalidRequest(`Parameter ${param} exists, but this world does not play it.`, { param });
    case "metadata":
      return checkMetadata(part, param);
    case "group":
      if (typeof part === "string") throw invalidRequest("Invalid object", { param });
      return checkParameters(part, shape.fields, param);
    case "list":
      return checkList(part, shape.of, shape.max, param);
    case "text":
    case "whole":
    case "flag":
      if (typeof part !== "string") throw invalidRequest(`Invalid string: ${param}`, { param });
      return checkValue(part, shape, param);
  }
}

function checkList(part: string | ParameterTree, of: Shape, max: number, param: string): void {
  if (typeof part === "string") throw invalidRequest("Invalid array", { param });
  if (part.size > max) throw invalidRequest(`Array too long: ${param} may have at most ${max} elements.`, { param });
  for (const [name, item] of part) {
    if (!/^\d+$/.test(name)) throw invalidRequest("Invalid array", { param });
    checkPart(item, of, `${param}[${name}]`);
  }
}

function checkValue(value: string, shape: Extract<Shape, { is: "text" | "whole" | "flag" }>, param: string): void {
  if (value === "") {
    const message = `You passed an empty string for '${param}'. Leave it out, or pass a value.`;
    throw invalidRequest(message, { code: "parameter_invalid_empty", param });
  }
  if (shape.is === "flag") {
    if (value !== "true" && value !== "false") throw invalidRequest(`Invalid boolean: ${value}`, { param });
    return;
  }
  if (shape.is === "whole") {
    const number = Number(value);
    if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(number)) {
      throw invalidRequest(`Invalid integer: ${value}`, { code: "parameter_invalid_integer", param });
    }
    if (shape.min !== undefined && number < shape.min) {
      const message = `This value must be greater than or equal to ${shape.min}.`;
      throw invalidRequest(message, { code: "parameter_invalid_integer", param });
    }
    return;
  }
  checkText(value, shape, param);
}

function checkText(value: string, shape: Extract<Shape, { is: "text" }>, param: string): void {
  const max = shape.max ?? 5000;
  if ([...value].length > max) {
    const message = `Invalid string: ${value.slice(0, 20)}…; must be at most ${max} characters`;
    throw invalidRequest(message, { param });
  }
  if (shape.oneOf !== undefined && !shape.oneOf.includes(value)) {
    throw invalidRequest(`Invalid ${param}: must be one of ${shape.oneOf.join(", ")}`, { param });
  }
  if (shape.address && !isWebAddress(value)) {
    throw invalidRequest("Not a valid URL", { code: "url_invalid", param });
  }
}

/** Only http and https: a pay page must never carry a `javascript:` link. */
function isWebAddress(value: string): boolean {
  return /^https?:\/\/\S+$/i.test(value) && URL.canParse(value.replaceAll(/[{}]/g, ""));
}

function checkMetadata(part: string | ParameterTree, param: string): void {
  if (part === "") return;
  if (typeof part === "string") throw invalidRequest("Invalid object", { param });
  if (part.size > 50) throw invalidRequest("You can have up to 50 metadata keys.", { param });
  for (const [key, value] of part) {
    if ([...key].length > 40) {
      const message = `Metadata keys can have up to 40 characters, but one has ${[...key].length}: ${key.slice(0, 20)}…`;
      throw invalidRequest(message, { param });
    }
    if (typeof value !== "string") throw invalidRequest("Invalid string", { param: `${param}[${key}]` });
    if ([...value].length > 500) {
      const message = `Metadata values can have up to 500 characters, but you passed one of ${[...value].length}.`;
      throw invalidRequest(message, { param: `${param}[${key}]` });
    }
  }
}

/** The value at a path of names, or null. */
export function textAt(tree: ParameterTree, ...names: readonly string[]): string | null {
  const part = partAt(tree, names);
  return typeof part === "string" ? part : null;
}

/** The whole number at a path of names, or null. */
export function wholeAt(tree: ParameterTree, ...names: readonly string[]): number | null {
  const text = textAt(tree, ...names);
  return text === null ? null : Number(text);
}

/** The group at a path of names, or an empty one. */
export function groupAt(tree: ParameterTree, ...names: readonly string[]): ParameterTree {
  const part = partAt(tree, names);
  return part instanceof Map ? part : new Map();
}

/** The elements of the list at a path of names, in their numbered order. */
export function listAt(tree: ParameterTree, ...names: readonly string[]): (string | ParameterTree)[] {
  return [...groupAt(tree, ...names)].sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => item);
}

/** The metadata at a path of names. Keys with an empty value are left out, as Stripe unsets them. */
export function metadataAt(tree: ParameterTree, ...names: readonly string[]): Metadata {
  const metadata: Metadata = {};
  for (const [key, value] of groupAt(tree, ...names)) {
    if (typeof value === "string" && value !== "") metadata[key] = value;
  }
  return metadata;
}

function partAt(tree: ParameterTree, names: readonly string[]): string | ParameterTree | undefined {
  let part: string | ParameterTree | undefined = tree;
  for (const name of names) part = part instanceof Map ? part.get(name) : undefined;
  return part;
}
