import type { Limits } from "#api/money-settings";
import type { Money } from "#api/money";
import { readMoney } from "../../ui/money-text.ts";

/** Limits of one rail, or of the shop itself. */
export type RailFields = Limits["rails"][string];
/** The limits of a rail or the shop that are amounts; the others are numbers of payments. */
export const sums = ["perPayment", "daySum", "monthIn", "monthOut"] as const;
/** In the order they are asked for. */
export const railFields = ["perPayment", "dayCount", "daySum", "monthIn", "monthOut"] as const;
/** Limits of the shop about people. */
export const peopleFields = ["personCount", "personSum", "staffCount", "staffSum", "staffOut"] as const;

const counts: ReadonlySet<string> = new Set(["dayCount", "personCount", "staffCount"]);

/** A form's texts by the path of their field: `daySum`, `rails.card.daySum`. */
export type LimitTexts = Readonly<Record<string, string>>;

/** Limits that no field of which is set. */
const open: RailFields = { perPayment: null, dayCount: null, daySum: null, monthIn: null, monthOut: null };

/** The texts a form begins with; `write` is how the reader writes an amount in a field. */
export function textsOf(
  limits: Limits,
  rails: readonly string[],
  currency: string,
  write: (amount: Money) => string,
): Record<string, string> {
  const written = (field: string, value: number | null): string =>
    value === null ? "" : counts.has(field) ? String(value) : write({ minor: value, currency });
  const shop = [...railFields, ...peopleFields].map((field) => [field, written(field, limits[field])]);
  const ofRails = rails.flatMap((id) =>
    railFields.map((field) => [`${id} ${field}`, written(field, (limits.rails[id] ?? open)[field])]),
  );
  return Object.fromEntries([...shop, ...ofRails]) as Record<string, string>;
}

/** What a text means: nothing, a number of payments or an amount in minor units; undefined where it means none. */
export function readLimit(path: string, text: string, currency: string): number | null | undefined {
  if (text.trim() === "") return null;
  const field = path.split(" ").at(-1) ?? "";
  if (counts.has(field)) {
    const count = Number(text);
    return /^\d{1,7}$/.test(text.trim()) && count >= 1 && count <= 1_000_000 ? count : undefined;
  }
  const amount = readMoney(text, currency);
  return amount && amount.minor > 0 ? amount.minor : undefined;
}

/** The limits of a form; texts that mean nothing were refused before. */
export function limitsOf(texts: LimitTexts, rails: readonly string[], currency: string): Limits {
  const of = (path: string): number | null => readLimit(path, texts[path] ?? "", currency) ?? null;
  const fields = <Field extends string>(names: readonly Field[], prefix = ""): Record<Field, number | null> =>
    Object.fromEntries(names.map((name) => [name, of(`${prefix}${name}`)])) as Record<Field, number | null>;
  const limited = rails
    .map((id) => [id, fields(railFields, `${id} `)] as const)
    .filter(([, all]) => Object.values(all).some((value) => value !== null));
  return { ...fields(railFields), ...fields(peopleFields), rails: Object.fromEntries(limited) };
}
