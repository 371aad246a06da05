import { currency } from "#domain/currency";
import { instant } from "#domain/instant";
import { type BookedLine, csvOf, fecOf } from "#domain/ledger-export";
import { money } from "#domain/money";
import type { Installation } from "../installation.ts";
import { localDate } from "../ports/day-start.ts";
import { NoSuchShop } from "./no-such-shop.ts";

/** Which part of the books, and how they are written. Dates are the shop's own, both ends included. */
export type LedgerChoice = {
  readonly format: "csv" | "fec";
  readonly from: string | undefined;
  readonly to: string | undefined;
};

/** A date that is none. */
export class BadDate extends Error {
  override readonly name = "BadDate";
}

const isDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;

/** The journal of a shop for its accountant. Throws NoSuchShop, and BadDate for a date that is not in the calendar. */
export async function exportLedger({ store }: Installation, slug: string, choice: LedgerChoice): Promise<string> {
  for (const date of [choice.from, choice.to])
    if (date !== undefined && !isDate(date)) throw new BadDate(`"${date}" is no date: write it as 2026-01-31.`);
  const entry = (await store.installation.businesses()).find((one) => one.slug === slug);
  if (!entry) throw new NoSuchShop(slug);
  return store.tx(entry.businessId, async (tx) => {
    const [profile] = await tx.select("profile", {});
    if (!profile) throw new NoSuchShop(slug);
    const rows = await tx.select("journal", {}, { orderBy: ["at", "entry_key", "line"] });
    const orders = new Map((await tx.select("order", {})).map(({ order_id, number }) => [order_id, number]));
    const lines = rows.flatMap((row): readonly BookedLine[] => {
      const date = localDate(instant(row.at), profile.time_zone);
      if ((choice.from ?? "") > date || (choice.to !== undefined && choice.to < date)) return [];
      const number = row.order_id === null ? null : orders.get(row.order_id);
      return [
        {
          entryKey: row.entry_key,
          kind: row.kind,
          date,
          debit: row.debit,
          credit: row.credit,
          amount: money(row.amount_minor, currency(row.currency)),
          ...(typeof number === "number" ? { orderNumber: number } : {}),
        },
      ];
    });
    return choice.format === "fec" ? fecOf(lines, currency(profile.currency)) : csvOf(lines);
  });
}
