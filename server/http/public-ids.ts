import { prefixes } from "#api/identifier";
import { notFound } from "./problem.ts";

/** Crockford's base 32 in small letters: no i, l, o, u; sorts as the ids do. */
const letters = "0123456789abcdefghjkmnpqrstvwxyz";
const length = 26;

/** What a public id names. */
export type IdKind = keyof typeof prefixes;

/** Writes an id of ours as people and programs see it: a prefix and 26 letters. */
export function publicId(kind: IdKind, uuid: string): string {
  let value = BigInt(`0x${uuid.replaceAll("-", "")}`);
  let text = "";
  for (let n = 0; n < length; n += 1) {
    text = `${letters[Number(value & 31n)]}${text}`;
    value >>= 5n;
  }
  return `${prefixes[kind]}_${text}`;
}

/** Reads a public id back; undefined when it is not one that `publicId` writes. */
export function readPublicId(kind: IdKind, text: string): string | undefined {
  const body = text.startsWith(`${prefixes[kind]}_`) ? text.slice(prefixes[kind].length + 1) : "";
  if (body.length !== length) return undefined;
  let value = 0n;
  for (const letter of body) {
    const digit = letters.indexOf(letter);
    if (digit < 0) return undefined;
    value = (value << 5n) | BigInt(digit);
  }
  if (value >> 128n !== 0n) return undefined;
  const hex = value.toString(16).padStart(32, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The id of ours behind a public one; one that names nothing is answered like one that does not exist. */
export function ownId(kind: IdKind, text: string): string {
  const id = readPublicId(kind, text);
  if (id === undefined) throw notFound();
  return id;
}
