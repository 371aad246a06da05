import { type Currency, exponentOf } from "#domain/currency";
import { type Money, parseDecimal } from "#domain/money";
import { dayOf } from "#domain/statement";

/** Which mark parts the decimals in a column; undefined where no amount shows it. */
export type DecimalMark = "," | "." | undefined;

/** An amount without signs of currency, blanks and apostrophes: figures, marks, a sign. Undefined for anything else. */
function bare(written: string): { readonly figures: string; readonly negative: boolean } | undefined {
  const text = written
    .replace(/[\s\u00A0\u202F'’]/g, "")
    .replace(/\p{Sc}|[A-Z]{3}|R(?=\d)|R$/gu, "")
    .replaceAll("−", "-");
  const [, open, sign, figures, after, close] = /^(\()?([+-]?)(\d[\d.,]*|[.,]\d+)([+-]?)(\))?$/.exec(text) ?? [];
  if (figures === undefined || (open === undefined) !== (close === undefined)) return undefined;
  if (sign !== "" && after !== "") return undefined;
  return { figures, negative: open !== undefined || sign === "-" || after === "-" };
}

/**
 * The mark a column parts its decimals with. Two different marks in one amount, or one or two figures behind the last,
 * show it; three figures behind a single mark do not.
 */
export function decimalMarkOf(amounts: readonly string[]): DecimalMark | "mixed" {
  const marks = new Set<string>();
  for (const written of amounts) {
    const figures = bare(written)?.figures ?? "";
    const last = Math.max(figures.lastIndexOf(","), figures.lastIndexOf("."));
    if (last === -1) continue;
    const mark = figures[last] ?? "";
    const other = mark === "," ? "." : ",";
    if (figures.includes(other) || /[.,]\d{1,2}$/.test(figures)) marks.add(mark);
    // The same mark twice groups thousands: the other one would part decimals.
    else if (figures.split(mark).length > 2) marks.add(other);
  }
  if (marks.size > 1) return "mixed";
  const [only] = marks;
  return only === "," || only === "." ? only : undefined;
}

/** An amount by the column's mark, negative where it leaves; undefined where it cannot be read for sure. */
export function readAmount(written: string, mark: DecimalMark, code: Currency): Money | undefined {
  const read = bare(written);
  if (!read) return undefined;
  const { figures, negative } = read;
  if (mark === undefined && /[.,]/.test(figures)) {
    // `1.234`: thousands or three decimals, and nothing in the file says which. Without decimals there is no doubt.
    if (exponentOf(code) > 0) return undefined;
    return parseDecimal(`${negative ? "-" : ""}${figures.replace(/[.,]/g, "")}`, code);
  }
  const grouping = mark === "," ? "." : ",";
  const [whole = "", ...parts] = figures.split(mark ?? ".");
  if (parts.length > 1) return undefined;
  const groups = whole.split(grouping);
  if (
    groups.length > 1 &&
    (!/^\d{1,3}$/.test(groups[0] ?? "") || groups.slice(1).some((one) => !/^\d{2,3}$/.test(one)))
  )
    return undefined;
  const decimals = parts[0] ?? "";
  if (!/^\d*$/.test(decimals)) return undefined;
  return parseDecimal(`${negative ? "-" : ""}${groups.join("") || "0"}${decimals === "" ? "" : `.${decimals}`}`, code);
}

/** Whether the day stands before the month in dates such as `03/04/2026`. */
export type DayOrder = "day-first" | "month-first";

const threeParts = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:\D|$)/;

/** The order a column's dates are in: a figure above 12 shows it. `mixed` where two dates contradict each other. */
export function dayOrderOf(dates: readonly string[]): DayOrder | "mixed" | undefined {
  const orders = new Set<DayOrder>();
  for (const written of dates) {
    const [, first, , second] = threeParts.exec(written.trim()) ?? [];
    if (Number(first) > 12) orders.add("day-first");
    if (Number(second) > 12) orders.add("month-first");
  }
  if (orders.size > 1) return "mixed";
  const [only] = orders;
  return only;
}

/** A day as `2026-11-24`, from any of the ways banks write one; undefined where none is written. */
export function readDay(written: string, order: DayOrder): string | undefined {
  const text = written.trim();
  const [, year, month, day] = /^(\d{4})[./-]?(\d\d)[./-]?(\d\d)(?:\D|$)/.exec(text) ?? [];
  if (year !== undefined) return checked(`${year}-${month}-${day}`);
  const [, first = "", mark, second = "", last = ""] = threeParts.exec(text) ?? [];
  if (mark === undefined) return undefined;
  // Points and hyphens are not written where months come first.
  const [d, m] = order === "month-first" && mark === "/" ? [second, first] : [first, second];
  return checked(`${last.length === 2 ? `20${last}` : last}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`);
}

const checked = (day: string): string | undefined => (dayOf(day) === undefined ? undefined : day);
