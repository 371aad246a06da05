import { type CodeFault, type CodeOutcome, bad, firstFault, good } from "#domain/qr/code-fault";
import { characterCount, isPrintable } from "#domain/qr/field-rule";

/**
 * One data object of an EMVCo QR text: a two-digit id, the length in two digits and the value. The length counts
 * characters (code points), while the checksum counts UTF-8 bytes: EMVCo's own sample with Chinese names checks only so.
 */
export type DataObject = { readonly id: string; readonly value: string };

/** Writes objects one after the other; they must have passed `objectsFault`. */
export const writeObjects = (objects: readonly DataObject[]): string =>
  objects.map(({ id, value }) => `${id}${String(characterCount(value)).padStart(2, "0")}${value}`).join("");

/** What keeps objects from being written: a bad id, one id twice, no value, or more than 99 characters. */
export function objectsFault(objects: readonly DataObject[], template?: string): CodeFault | undefined {
  const place = (id: string): string => (template ? `${template}.${id}` : id);
  const seen = new Set<string>();
  for (const { id, value } of objects) {
    const field = place(id);
    if (!/^\d\d$/.test(id)) return { kind: "malformed", field: "id", given: id, want: "two digits" };
    if (seen.has(id)) return { kind: "repeated", field };
    seen.add(id);
    if (value === "") return { kind: "missing", field, want: "1 to 99 characters, or leave the id out" };
    if (!isPrintable(value)) return { kind: "malformed", field, given: value, want: "text without control characters" };
    const length = characterCount(value);
    if (length > 99) return { kind: "too-long", field, length, most: 99, unit: "characters" };
  }
  return undefined;
}

/** Reads objects that stand one after the other; `template` is the id they are nested in, for the fault's field. */
export function readObjects(text: string, template?: string): CodeOutcome<readonly DataObject[]> {
  const signs = Array.from(text);
  const objects: DataObject[] = [];
  for (let at = 0; at < signs.length; ) {
    const id = signs.slice(at, at + 2).join("");
    const length = signs.slice(at + 2, at + 4).join("");
    const field = template ? `${template}.${id}` : id;
    if (!/^\d\d$/.test(id))
      return bad({ kind: "malformed", field: `id at character ${at + 1}${inside(template)}`, given: id, want: idWant });
    if (!/^\d\d$/.test(length))
      return bad({ kind: "malformed", field: `${field} length`, given: length, want: "two digits" });
    const left = signs.length - at - 4;
    if (Number(length) > left)
      return bad({
        kind: "malformed",
        field: `${field} length`,
        given: length,
        want: `at most the ${left} that follow`,
      });
    objects.push({ id, value: signs.slice(at + 4, at + 4 + Number(length)).join("") });
    at += 4 + Number(length);
  }
  const fault = objectsFault(objects, template);
  return fault ? bad(fault) : good(objects);
}

const idWant = "two digits, so the length before it is wrong";
const inside = (template: string | undefined): string => (template ? ` of ${template}` : "");

/** Writes a whole code: `00` = `01` first, the objects, and the checksum in `63` last. */
export function sealCode(objects: readonly DataObject[]): CodeOutcome<string> {
  const fault = firstFault(objectsFault(objects), ...objects.map(reservedFault));
  if (fault) return bad(fault);
  const text = `000201${writeObjects(objects)}6304`;
  return good(text + crcOf(text));
}

/**
 * Reads a whole code and gives its objects without `00` and `63`. Both the checksum and the lengths are checked: codes
 * with a right checksum over wrong lengths are met in the wild.
 */
export function openCode(text: string): CodeOutcome<readonly DataObject[]> {
  if (!looksLikeEmv(text))
    return bad({ kind: "malformed", field: "00 payload format", given: text.slice(0, 6), want: "000201 at the start" });
  const given = /6304(.{4})$/su.exec(text)?.[1];
  if (given === undefined)
    return bad({ kind: "missing", field: "63 checksum", want: "6304 and four hexadecimal digits at the end" });
  const computed = crcOf(text.slice(0, -given.length));
  if (given !== computed) return bad({ kind: "wrong-check", field: "63 checksum", given, computed });
  const read = readObjects(text);
  if (!read.ok) return read;
  const inner = read.value.slice(1, -1);
  const last = read.value.at(-1);
  if (last?.id !== "63" || last.value !== given)
    return bad({
      kind: "malformed",
      field: "63 checksum",
      given,
      want: "an object of its own: a length before is wrong",
    });
  const fault = firstFault(...inner.map(reservedFault));
  return fault ? bad(fault) : good(inner);
}

/** Whether a text begins as every EMVCo merchant-presented code does. */
export const looksLikeEmv = (text: string): boolean => text.startsWith("000201");

function reservedFault({ id }: DataObject): CodeFault | undefined {
  if (id === "00" || id === "63") return { kind: "forbidden", field: id, why: "it is written by the encoder" };
  if (id >= "65" && id <= "79") return { kind: "forbidden", field: id, why: "EMVCo reserves 65 to 79" };
  return undefined;
}

/**
 * CRC-16/CCITT-FALSE of the text's UTF-8 bytes as four capital hexadecimal digits: polynomial 1021, from FFFF, nothing
 * reflected. Its check value, of "123456789", is 29B1.
 */
export function crcOf(text: string): string {
  let crc = 0xffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : crc << 1;
  }
  return crc.toString(16).toUpperCase().padStart(4, "0");
}
