import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { type BookedLine, csvOf, fecOf } from "#domain/ledger-export";
import { money } from "#domain/money";

const eur = currency("EUR");
const sale: BookedLine = {
  entryKey: "sale:card:pi_1",
  kind: "sale",
  date: "2026-11-24",
  debit: "rail:card:clearing",
  credit: "revenue:sales",
  amount: money(4_158, eur),
  orderNumber: 12,
};
const vat: BookedLine = { ...sale, credit: "liability:vat:2000", amount: money(832, eur) };
const fee: BookedLine = {
  ...sale,
  entryKey: "fee:card:pi_1",
  kind: "fee",
  debit: "expense:fees",
  credit: "rail:card:clearing",
  amount: money(98, eur),
};
const rowsOf = (file: string): readonly (readonly string[])[] =>
  file
    .split("\r\n")
    .filter((line) => line !== "")
    .map((line) => line.split("|"));

describe("the French accounting file", () => {
  it("has the columns of the law, a number for each entry and both sides of each movement", () => {
    const [header, ...rows] = rowsOf(fecOf([sale, vat, fee], eur));
    expect(header).toHaveLength(18);
    expect(header?.slice(0, 5)).toEqual(["JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum"]);
    expect(rows.map((row) => [row[2], row[3], row[4], row[11], row[12]])).toEqual([
      ["1", "20261124", "511700", "41,58", "0,00"],
      ["1", "20261124", "707000", "0,00", "41,58"],
      ["1", "20261124", "511700", "8,32", "0,00"],
      ["1", "20261124", "445710", "0,00", "8,32"],
      ["2", "20261124", "627800", "0,98", "0,00"],
      ["2", "20261124", "511700", "0,00", "0,98"],
    ]);
    expect(rows[3]?.[5]).toBe("TVA collectée 20 %");
  });

  it("balances to the cent, whatever is booked, with 18 fields in every line", () => {
    const accounts = fc.constantFrom(
      "rail:a|b:clearing",
      "rail:x:promised",
      "revenue:sales",
      "liability:vat:550",
      "other\tone",
    );
    const line = fc.record({
      entryKey: fc.constantFrom("a", "b", "c"),
      kind: fc.constantFrom("sale", "refund", "odd|kind"),
      date: fc.constant("2026-01-31"),
      debit: accounts,
      credit: accounts,
      amount: fc.integer({ min: 1, max: 10_000_000 }).map((minor) => money(minor, eur)),
    });
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const [, ...rows] = rowsOf(fecOf(lines, eur));
        const cents = (at: number): number =>
          rows.reduce((sum, row) => sum + Number((row[at] ?? "").replace(",", "")), 0);
        expect(rows.every((row) => row.length === 18)).toBe(true);
        expect(cents(11)).toBe(cents(12));
        expect(cents(11)).toBe(lines.reduce((sum, { amount }) => sum + amount.minor, 0));
      }),
    );
  });

  it("keeps another currency apart, and books nothing of it in the shop's own", () => {
    const [, row] = rowsOf(fecOf([{ ...sale, amount: money(500, currency("JPY")) }], eur));
    expect([row?.[11], row?.[16], row?.[17]]).toEqual(["0,00", "500", "JPY"]);
  });
});

describe("the table for a spreadsheet", () => {
  it("quotes what must be quoted and runs no formula", () => {
    const odd: BookedLine = { ...sale, kind: '=HYPERLINK("x")', entryKey: "a,b" };
    const [, row] = csvOf([odd]).split("\r\n");
    expect(row).toBe(`2026-11-24,"a,b","'=HYPERLINK(""x"")",12,rail:card:clearing,revenue:sales,41.58,EUR`);
  });
});
