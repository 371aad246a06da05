/** Any JSON value as it travels on the wire. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object; a key may be absent. */
export type JsonObject = { readonly [key: string]: Json | undefined };

/** True for a JSON object (not an array, not null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one when it is anything else. */
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

/** The value as a list; an empty one when it is anything else. */
export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** The value as a list of objects; elements that are no objects are left out. */
export function objectsOf(value: Json | undefined): readonly JsonObject[] {
  return listOf(value).filter(isObject);
}

/** The value as text; undefined when it is anything else. */
export function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Numbers and booleans are accepted where Meta's own samples send them in place of text. */
export function looseTextOf(value: Json | undefined): string | undefined {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : undefined;
}

/** Parses bytes as a JSON object; undefined when they are anything else. */
export function parseObject(bytes: Uint8Array): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString("utf8"));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * All values at a dotted path; `[]` after a name walks every element of that list, so
 * `action.buttons[].reply.title` gives one value per button (undefined where it is missing).
 */
export function valuesAt(root: Json | undefined, path: string): readonly (Json | undefined)[] {
  let level: readonly (Json | undefined)[] = [root];
  for (const step of path.split(".")) {
    const name = step.endsWith("[]") ? step.slice(0, -2) : step;
    const found = level.map((value) => objectOf(value)[name]);
    level = step.endsWith("[]") ? found.flatMap((value) => [...listOf(value)]) : found;
  }
  return level;
}

/** The first value at a path (see `valuesAt`). */
export function valueAt(root: Json | undefined, path: string): Json | undefined {
  return valuesAt(root, path)[0];
}

/** A copy with the value at the path replaced; `[]` addresses the first element; undefined removes the key. */
export function withValue(root: JsonObject, path: string, value: Json | undefined): JsonObject {
  const [step = "", ...rest] = path.split(".");
  const name = step.endsWith("[]") ? step.slice(0, -2) : step;
  const inner = rest.join(".");
  if (step.endsWith("[]")) {
    const [first, ...others] = listOf(root[name]);
    const changed = inner === "" ? value : withValue(objectOf(first), inner, value);
    return { ...root, [name]: changed === undefined ? others : [changed, ...others] };
  }
  if (inner === "") {
    const { [name]: _removed, ...kept } = root;
    return value === undefined ? kept : { ...root, [name]: value };
  }
  return { ...root, [name]: withValue(objectOf(root[name]), inner, value) };
}
