import { type Instant, instant } from "#domain/instant";

/** An object of a webhook or an answer, before anything is known about it. */
export type Fields = Readonly<Record<string, unknown>>;

const none: Fields = {};
/** Longest id taken; ours are keys of a database, and a key has a largest size. */
const longestId = 512;
/** Levels of nesting that are read; what lies deeper is not walked. */
export const deepest = 64;
/** Names that would reach an object's prototype when copied by assignment. */
const refusedNames = new Set(["__proto__", "constructor", "prototype"]);

/** The value as an object; an empty one when it is anything else. */
export const fieldsOf = (value: unknown): Fields => (isObject(value) ? value : none);

/** Whether the value is an object and no list. */
export const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The value as a list; an empty one when it is anything else. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text without what a database refuses (NUL, half a surrogate pair); numbers become text. Undefined for all else. */
export function textOf(value: unknown): string | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : undefined;
  return typeof value === "string" ? storable(value) : undefined;
}

/** A text with at least one character. */
export function wordsOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text === undefined || text === "" ? undefined : text;
}

/** An id: a text of 1 to 512 characters. */
export function idOf(value: unknown): string | undefined {
  const text = wordsOf(value);
  return text === undefined || text.length > longestId ? undefined : text;
}

const storable = (text: string): string =>
  (text.isWellFormed() ? text : text.toWellFormed()).replaceAll("\u0000", "\uFFFD");

/** A number, also when it comes as text. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === "string" && value.trim() === "") return undefined;
  const read = typeof value === "string" ? Number(value) : value;
  return typeof read === "number" && Number.isFinite(read) ? read : undefined;
}

/** Seconds since the epoch, text or number (milliseconds are told by their size); undefined when out of all reason. */
export function instantOf(value: unknown): Instant | undefined {
  const read = numberOf(value);
  if (read === undefined || read <= 0) return undefined;
  const milliseconds = read >= 100_000_000_000 ? read : read * 1_000;
  // The year 2100: a time beyond it would keep a sending window open for ever.
  return milliseconds < 4_102_444_800_000 ? instant(Math.floor(milliseconds)) : undefined;
}

/** The fields that have a value, so that absent ones stay absent. */
export function given<Shape extends object>(
  shape: Shape,
): { readonly [Key in keyof Shape]?: Exclude<Shape[Key], undefined> } {
  const copy: { [Key in keyof Shape]?: Exclude<Shape[Key], undefined> } = {};
  for (const name of Object.keys(shape) as (keyof Shape)[]) {
    const value = shape[name];
    if (value !== undefined) copy[name] = value as Exclude<Shape[typeof name], undefined>;
  }
  return copy;
}

/** A copy of outside JSON fit to be kept: texts storable, no name that reaches a prototype, at most 64 levels deep. */
export function plainCopy(value: unknown, level = 0): unknown {
  if (typeof value === "string") return storable(value);
  if (typeof value !== "object" || value === null) return value;
  if (level >= deepest) return null;
  if (Array.isArray(value)) return value.map((item) => plainCopy(item, level + 1));
  const copy: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value))
    if (!refusedNames.has(name)) copy[storable(name)] = plainCopy(item, level + 1);
  return copy;
}

/** Whether the value is nested deeper than `limit` levels. Looks no deeper than that itself. */
export function isDeeper(value: unknown, limit: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (limit <= 0) return true;
  return Object.values(value).some((item) => isDeeper(item, limit - 1));
}

/** The greatest nesting of a JSON text, read without recursion: brackets outside of strings are counted. */
export function nestingOf(json: string): number {
  let depth = 0;
  let greatest = 0;
  let quoted = false;
  for (let n = 0; n < json.length; n++) {
    const code = json.charCodeAt(n);
    if (quoted) {
      if (code === 0x5c) n += 1;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b) greatest = Math.max(greatest, ++depth);
    else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return greatest;
}
