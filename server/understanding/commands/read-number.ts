import type { NumberHabit } from "./number-habit.ts";

/** A number in minor units, or why there is none. */
export type NumberRead =
  | { readonly minor: number; readonly ambiguous: boolean }
  | { readonly problem: "unreadable" | "too-many-decimals" | "not-positive" | "too-large" };

/** ISO 8583 gives an amount twelve digits of minor units; no rail takes more. */
export const largestMinor = 999_999_999_999;

/** A sign, figures with marks between them, and what shops write for "no cents": "12.-", "12,--", "12.". */
const written = /^([-−–]?)(\d(?:[\d.,' ]*\d)?)(?:[.,]?[-–—]{1,2}|\.)?$/;

/**
 * Reads a positive amount: "1.234,50", "1 234,50", "1,234.50", "1'234.50", "12.-". A single mark before exactly three
 * figures is between thousands where the currency has no decimals, or where the country puts that mark there; else it
 * stands before decimals, if the currency has that many or the country writes decimals so. Where currency and country
 * disagree, or the country knows no such mark, the reading is ambiguous.
 */
export function readNumber(text: string, exponent: number, habit: NumberHabit): NumberRead {
  const match = written.exec(text.replace(/[\s\u00a0\u2009\u202f]/g, " ").replace(/’/g, "'"));
  if (!match) return { problem: "unreadable" };
  const [, sign, body = ""] = match;
  const parts = splitDecimals(body, exponent, habit);
  if (parts === undefined) return { problem: "unreadable" };
  const { whole, decimals, ambiguous } = parts;
  if (decimals.length > exponent) return { problem: "too-many-decimals" };
  const minor = Number(`${whole}${decimals.padEnd(exponent, "0")}`);
  if (sign || minor === 0) return { problem: "not-positive" };
  return minor > largestMinor ? { problem: "too-large" } : { minor, ambiguous };
}

type Parts = { readonly whole: string; readonly decimals: string; readonly ambiguous: boolean };

function splitDecimals(body: string, exponent: number, habit: NumberHabit): Parts | undefined {
  const marks = [...new Set(body.replace(/\d/g, ""))];
  const [mark, second] = marks;
  if (mark === undefined) return unled(body) ? sure(body) : undefined;
  const at = body.lastIndexOf(second ?? mark);
  const [before, after] = [body.slice(0, at), body.slice(at + 1)];
  if (second !== undefined) {
    const isDecimal = (second === "." || second === ",") && !before.includes(second) && marks.length === 2;
    return isDecimal && isGrouped(before, mark) ? sure(before.replaceAll(mark, ""), after) : undefined;
  }
  const joined = body.replaceAll(mark, "");
  if (mark === " " || mark === "'" || before.includes(mark)) return isGrouped(body, mark) ? sure(joined) : undefined;
  if (!isGrouped(body, mark)) return unled(before) || isSpeltOut(before, after) ? sure(before, after) : undefined;
  return oneMark(mark, before, after, exponent, habit);
}

const sure = (whole: string, decimals = ""): Parts => ({ whole, decimals, ambiguous: false });

/** No 0 before other figures: "0612" is no amount. */
const unled = (whole: string): boolean => whole.length === 1 || !whole.startsWith("0");

/** A 0 that says "decimals follow" where three figures would else be thousands: "01.250" dinars. print-command.ts. */
const isSpeltOut = (before: string, after: string): boolean => /^0[1-9]\d{0,2}$/.test(before) && after.length === 3;

/** One mark and three figures after it. */
function oneMark(mark: string, before: string, after: string, exponent: number, habit: NumberHabit): Parts {
  const thousands = `${before}${after}`;
  if (exponent === 0) return sure(thousands);
  if (mark === habit.thousands) return { whole: thousands, decimals: "", ambiguous: exponent >= 3 };
  if (exponent >= 3) return { whole: before, decimals: after, ambiguous: mark !== habit.decimal };
  return mark === habit.decimal ? sure(before, after) : { whole: thousands, decimals: "", ambiguous: true };
}

/** Whole groups of three between marks; India's lakhs and crores ("12,34,567") as well. */
function isGrouped(body: string, mark: string): boolean {
  const groups = body.split(mark);
  const [first = ""] = groups;
  const [last = ""] = groups.slice(-1);
  const middle = groups.slice(1, -1);
  if (groups.length < 2 || !/^[1-9]\d{0,2}$/.test(first) || !/^\d{3}$/.test(last)) return false;
  if (middle.every((group) => /^\d{3}$/.test(group))) return true;
  return mark === "," && first.length <= 2 && middle.every((group) => /^\d{2}$/.test(group));
}
