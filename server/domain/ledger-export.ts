import type { Currency } from "#domain/currency";
import type { Account } from "#domain/ledger";
import { type Money, formatDecimal, money } from "#domain/money";

/** One movement of the journal with what an accountant asks of it. */
export type BookedLine = {
  readonly entryKey: string;
  readonly kind: string;
  /** The day it was booked in the shop's own time: `2026-11-24`. */
  readonly date: string;
  readonly debit: Account;
  readonly credit: Account;
  readonly amount: Money;
  readonly orderNumber?: number;
};

/** Quoted where it must be (RFC 4180); a cell that a spreadsheet would run as a formula begins with an apostrophe. */
const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

const csvHeader = ["date", "entry", "kind", "order", "debit", "credit", "amount", "currency"];

/** The journal as a table for a spreadsheet: RFC 4180, amounts with a point. */
export const csvOf = (lines: readonly BookedLine[]): string =>
  [
    csvHeader.join(","),
    ...lines.map(({ date, entryKey, kind, orderNumber, debit, credit, amount }) =>
      [date, entryKey, kind, String(orderNumber ?? ""), debit, credit, formatDecimal(amount), amount.currency]
        .map(cell)
        .join(","),
    ),
    "",
  ].join("\r\n");

/** The columns of the French file, in its order (Livre des procédures fiscales, art. A47 A-1, VII). */
const fecHeader =
  "JournalCode JournalLib EcritureNum EcritureDate CompteNum CompteLib CompAuxNum CompAuxLib PieceRef PieceDate EcritureLib Debit Credit EcritureLet DateLet ValidDate Montantdevise Idevise".split(
    " ",
  );

/** Our accounts by the French chart of accounts (PCG): the first that fits. `{}` stands for what is left of the name. */
const chart: readonly (readonly [prefix: string, suffix: string, number: string, name: string])[] = [
  ["rail:", ":clearing", "511700", "Encaissements en attente {}"],
  ["rail:", ":promised", "511800", "Paiements autorisés {}"],
  ["liability:vat:", "", "445710", "TVA collectée {}"],
  ["liability:unapplied:", "", "419700", "Encaissements à restituer {}"],
  ["expense:fees", "", "627800", "Frais de paiement"],
  ["expense:chargebacks", "", "654000", "Pertes sur contestations"],
  ["asset:bank", "", "512000", "Banque"],
  ["revenue:sales", "", "707000", "Ventes"],
  ["revenue:other", "", "758000", "Produits divers de gestion courante"],
  ["expense:other", "", "658000", "Charges diverses de gestion courante"],
  ["asset:disputes", "", "467000", "Contestations en cours"],
];

/** A rate in hundredths of a percent as people write it: 550 is 5.5 %. */
const shownRest = (prefix: string, rest: string): string =>
  prefix === "liability:vat:" ? `${String(Number(rest) / 100).replace(".", ",")} %` : rest;

function accountOf(account: Account): { readonly number: string; readonly name: string } {
  const found = chart.find(([prefix, suffix]) => account.startsWith(prefix) && account.endsWith(suffix));
  if (!found) return { number: "471000", name: account };
  const [prefix, suffix, number, name] = found;
  const rest = account.slice(prefix.length, account.length - suffix.length);
  return { number, name: name.replace("{}", shownRest(prefix, rest)).trim() };
}

/** A field of the file holds neither the mark between fields nor an end of line. */
const field = (text: string): string => text.replace(/[|\r\n\t]/g, " ");
const decimal = (amount: Money): string => formatDecimal(amount).replace(".", ",");
const day = (date: string): string => date.replaceAll("-", "");

const labels: Readonly<Record<string, string>> = {
  sale: "Vente",
  booked: "Encaissement",
  lost: "Paiement non abouti",
  fee: "Frais de paiement",
  surplus: "Encaissement à restituer",
  refund: "Remboursement",
  "refund-failed": "Remboursement non abouti",
  "bank-in": "Virement reçu",
  "bank-out": "Virement émis",
  "other-income": "Autre recette",
  "other-expense": "Autre dépense",
  payout: "Versement du prestataire",
  "payout-other": "Régularisation du prestataire",
};

/**
 * The journal as the French accounting file (fichier des écritures comptables): every movement is one line of debit and
 * one of credit, entries numbered without gaps in the order they were booked, amounts with a comma, fields parted by a
 * bar. Amounts in another currency than the books' stand in their own in the last two columns and are left to the
 * accountant to convert, since we know no rate.
 */
export function fecOf(lines: readonly BookedLine[], books: Currency): string {
  const numbers = new Map<string, number>();
  const rows = lines.flatMap((line) => {
    const number = numbers.get(line.entryKey) ?? numbers.size + 1;
    numbers.set(line.entryKey, number);
    return [rowOf(line, line.debit, "debit", number, books), rowOf(line, line.credit, "credit", number, books)];
  });
  return [fecHeader, ...rows].map((row) => row.map(field).join("|")).join("\r\n") + "\r\n";
}

function rowOf(
  { kind, date, orderNumber, amount, entryKey }: BookedLine,
  account: Account,
  side: "debit" | "credit",
  entry: number,
  books: Currency,
): readonly string[] {
  const { number, name } = accountOf(account);
  const own = amount.currency === books;
  const nothing = decimal(money(0, books));
  const here = own ? decimal(amount) : nothing;
  return [
    "VT",
    "Ventes et paiements",
    String(entry),
    day(date),
    number,
    name,
    "",
    "",
    orderNumber === undefined ? entryKey : `CMD-${orderNumber}`,
    day(date),
    orderNumber === undefined ? (labels[kind] ?? kind) : `${labels[kind] ?? kind} ${orderNumber}`,
    side === "debit" ? here : nothing,
    side === "credit" ? here : nothing,
    "",
    "",
    day(date),
    own ? "" : decimal(amount),
    own ? "" : amount.currency,
  ];
}
