import type { ColumnKind } from "#contracts/table-shape";

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text is a UUID as we write it: lower case, with hyphens. */
export const isUuid = (text: string): boolean => uuidForm.test(text);

/** Throws TypeError unless the text is a UUID as we write it. */
export const asUuid = (value: unknown, where: string): string => {
  if (typeof value !== "string" || !isUuid(value)) throw new TypeError(`${where}: not a UUID in lower case`);
  return value;
};

const missing = "\ufffd";

/**
 * Text as a database can keep it: PostgreSQL has no U+0000 and no half of a surrogate pair, and a customer can send
 * both. They become U+FFFD, so that no message can stop the work behind it.
 */
export const keepableText = (text: string): string => {
  const whole = text.isWellFormed() ? text : text.toWellFormed();
  return whole.includes("\0") ? whole.replaceAll("\0", missing) : whole;
};

const keepableJson = (value: unknown): unknown => {
  if (typeof value === "string") return keepableText(value);
  if (Array.isArray(value)) return value.map(keepableJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [keepableText(name), keepableJson(one)]));
};

/** Plain JSON as text, keepable as {@link keepableText} says. Throws TypeError for what JSON cannot hold at all. */
export const jsonText = (value: unknown, where: string): string => {
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`${where}: not JSON`);
  // JSON.stringify writes both as escapes; a backslash before one of them only costs a second look.
  const suspect = text.includes("\\u0000") || text.includes("\\ud");
  return suspect ? JSON.stringify(keepableJson(JSON.parse(text))) : text;
};

/** A whole number that JavaScript counts exactly. Throws TypeError. */
export const asInteger = (value: unknown, where: string): number => {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw new TypeError(`${where}: not a safe integer`);
  return value === 0 ? 0 : value; // no negative zero
};

const asInt32 = (value: unknown, where: string): number => {
  const number = asInteger(value, where);
  if ((number | 0) !== number) throw new RangeError(`${where}: ${number} does not fit in 32 bits`);
  return number;
};

/** Text as it can be kept. Throws TypeError. */
export const asText = (value: unknown, where: string): string => {
  if (typeof value !== "string") throw new TypeError(`${where}: not text`);
  return keepableText(value);
};

const asBool = (value: unknown, where: string): boolean => {
  if (typeof value !== "boolean") throw new TypeError(`${where}: not true or false`);
  return value;
};

const asBytes = (value: unknown, where: string): Uint8Array => {
  if (!(value instanceof Uint8Array)) throw new TypeError(`${where}: not bytes`);
  return value;
};

/** What a kind becomes once its `?` is taken off. */
export type PlainKind = "text" | "uuid" | "int" | "bigint" | "bool" | "json" | "bytes";

const plain: Readonly<Record<ColumnKind, PlainKind>> = {
  text: "text",
  "text?": "text",
  uuid: "uuid",
  "uuid?": "uuid",
  int: "int",
  "int?": "int",
  bigint: "bigint",
  "bigint?": "bigint",
  bool: "bool",
  json: "json",
  "json?": "json",
  bytes: "bytes",
};

/** A column as values are checked for it. */
export type Field = {
  readonly column: string;
  readonly kind: PlainKind;
  readonly mayBeNull: boolean;
  /** The table and column, for a refusal. */
  readonly where: string;
};

/** The field of a column. */
export const fieldFor = (table: string, column: string, kind: ColumnKind): Field => ({
  column,
  kind: plain[kind],
  mayBeNull: kind.endsWith("?"),
  where: `${table}.${column}`,
});

/** A value that is not an object, checked. */
export type FlatValue = string | number | boolean;
/** A value as it goes into a column: JSON as text. */
export type CheckedValue = FlatValue | Uint8Array | null;

/** Checks a value that is not null, for a column that is not JSON or bytes. Throws TypeError or RangeError. */
export const checkedFlat = ({ kind, where }: Field, value: unknown): FlatValue => {
  switch (kind) {
    case "text":
      return asText(value, where);
    case "uuid":
      return asUuid(value, where);
    case "int":
      return asInt32(value, where);
    case "bigint":
      return asInteger(value, where);
    case "bool":
      return asBool(value, where);
    default:
      throw new TypeError(`${where}: ${kind} cannot be compared`);
  }
};

/** A value as it goes into a column. Throws TypeError or RangeError if it does not fit. */
export const checkedValue = (field: Field, value: unknown): CheckedValue => {
  const { kind, where } = field;
  if (value === null && field.mayBeNull) return null;
  if (value === undefined || (value === null && kind !== "json")) throw new TypeError(`${where}: no value`);
  if (kind === "json") return jsonText(value, where);
  return kind === "bytes" ? asBytes(value, where) : checkedFlat(field, value);
};
