/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object. */
export type JsonObject = { readonly [name: string]: Json };

/** Whether a value is a JSON object, not a list and not null. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path of names; null when it is null or not there. */
function valueAt(object: JsonObject, ...path: readonly string[]): Json {
  let value: Json = object;
  for (const name of path) value = isObject(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;
  return value;
}

/** The text at a path, or null. */
export function textAt(object: JsonObject, ...path: readonly string[]): string | null {
  const value = valueAt(object, ...path);
  return typeof value === "string" ? value : null;
}

/** The number at a path, or null. */
export function numberAt(object: JsonObject, ...path: readonly string[]): number | null {
  const value = valueAt(object, ...path);
  return typeof value === "number" ? value : null;
}

/** The object at a path, or an empty one. */
export function objectAt(object: JsonObject, ...path: readonly string[]): JsonObject {
  const value = valueAt(object, ...path);
  return isObject(value) ? value : {};
}
