import { type Currency, isCurrency } from "#domain/currency";
import { type Money, money } from "#domain/money";
import type { StatementLine, StatementProblem, StatementRead } from "#domain/statement";
import { type CsvRow, csvRows } from "./csv-cells.ts";
import { type ColumnRole, type Columns, columnsOf } from "./csv-columns.ts";
import { type DayOrder, type DecimalMark, dayOrderOf, decimalMarkOf, readAmount, readDay } from "./csv-values.ts";

/** Rows above the headers: bank's name, account, period. */
const mostAbove = 40;
const mostProblems = 50;

/** A table with its headers found. */
export type CsvTable = { readonly columns: Columns; readonly rows: readonly CsvRow[]; readonly above: number };

/** Finds the separator and the row of headers: the pair that names the most columns. */
export function findTable(
  text: string,
  columnsIn: (cells: readonly string[]) => Columns | undefined = columnsOf,
): CsvTable | undefined {
  const found = [";", ",", "\t", "|"].flatMap((separator) => {
    const rows = csvRows(text, separator) ?? [];
    return rows.slice(0, mostAbove).flatMap(({ cells }, above): readonly CsvTable[] => {
      const columns = columnsIn(cells);
      return columns ? [{ columns, rows: rows.slice(above + 1), above }] : [];
    });
  });
  const size = ({ columns }: CsvTable): number => [...columns.places.values()].flat().length;
  return found.toSorted((a, b) => size(b) - size(a))[0];
}

type Habits = { readonly order: DayOrder; readonly mark: DecimalMark; readonly shop: Currency };

/** The cells of a row that play a role, the first written one first. */
const cellsOf = ({ cells }: CsvRow, { places }: Columns, role: ColumnRole): readonly string[] =>
  (places.get(role) ?? []).flatMap((place) => (cells[place] ? [cells[place]] : []));

const cellOf = (row: CsvRow, columns: Columns, role: ColumnRole): string => cellsOf(row, columns, role)[0] ?? "";
const dayCell = (row: CsvRow, columns: Columns): string =>
  cellOf(row, columns, "date") || cellOf(row, columns, "valueDate");
const amountCells = (row: CsvRow, columns: Columns): readonly string[] =>
  (["amount", "credit", "debit"] as const).flatMap((role) => cellsOf(row, columns, role));

/** A movement that is not booked yet, as banks of our languages call it. */
const waits = /pend|attente|attesa|sospes|curso|vorgemerkt|andamento|processing/i;

/**
 * Reads a bank's table: columns are found by their headers in five languages, decimals and days by what the whole file
 * shows. Rows without a day hold no movement (titles, totals). Where no column names a currency, `shopCurrency` is meant.
 */
export function readCsv(text: string, shopCurrency: Currency): StatementRead {
  const table = findTable(text);
  if (!table) return { ok: false, problems: [{ line: 1, fault: "no-columns" }] };
  const { columns } = table;
  const movements = table.rows.filter(
    (row) => /\d/.test(dayCell(row, columns)) && amountCells(row, columns).length > 0,
  );
  const order = dayOrderOf(movements.map((row) => dayCell(row, columns)));
  const mark = decimalMarkOf(movements.flatMap((row) => amountCells(row, columns)));
  const first = movements[0]?.line ?? 1;
  if (order === "mixed") return { ok: false, problems: [{ line: first, fault: "date" }] };
  if (mark === "mixed") return { ok: false, problems: [{ line: first, fault: "amount" }] };
  const habits: Habits = {
    order: order ?? (shopCurrency === "USD" ? "month-first" : "day-first"),
    mark,
    shop: shopCurrency,
  };
  const problems: StatementProblem[] = [];
  const lines: StatementLine[] = [];
  let pending = 0;
  for (const row of movements) {
    if (waits.test(cellOf(row, columns, "state"))) {
      pending += 1;
      continue;
    }
    const read = readRow(row, columns, habits);
    if ("fault" in read) problems.push(read);
    else if (read.amount.minor > 0) lines.push(read);
  }
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, mostProblems) };
  const skipped = table.above + table.rows.length - lines.length - pending;
  return { ok: true, format: "csv", lines: withSureIds(lines), pending, skipped };
}

/** A column of ids that repeat names no movement (a customer's number, a day's): then it is one of the references. */
function withSureIds(lines: readonly StatementLine[]): readonly StatementLine[] {
  const ids = lines.flatMap(({ bankRef, account }) => (bankRef === undefined ? [] : [`${account} ${bankRef}`]));
  if (new Set(ids).size === ids.length) return lines;
  return lines.map(({ bankRef, ...line }) =>
    bankRef === undefined ? line : { ...line, references: [...line.references, bankRef] },
  );
}

function readRow(row: CsvRow, columns: Columns, { order, mark, shop }: Habits): StatementLine | StatementProblem {
  const { line } = row;
  const written = dayCell(row, columns);
  const bookedOn = readDay(written, order);
  if (bookedOn === undefined) return { line, fault: "date", given: written };
  const code = cellOf(row, columns, "currency").toUpperCase() || columns.currency || shop;
  if (!isCurrency(code)) return { line, fault: "currency", given: code };
  const moved = movedBy(row, columns, mark, code);
  if (moved === undefined) return { line, fault: "amount", given: amountCells(row, columns).join(" ") };
  const side = moved.minor < 0 ? "debit" : "credit";
  const id = cellOf(row, columns, "id");
  const name = cellOf(row, columns, "name");
  const iban = cellOf(row, columns, "iban").replace(/\s/g, "").toUpperCase();
  return {
    line,
    account: cellOf(row, columns, "account").replace(/\s/g, "").toUpperCase().slice(0, 34),
    bookedOn,
    side,
    reversal: false,
    amount: money(Math.abs(moved.minor), code),
    references: cellsOf(row, columns, "reference"),
    text: cellsOf(row, columns, "text").join(" ").slice(0, 1_000),
    ...(id === "" ? {} : { bankRef: id.slice(0, 140) }),
    ...(name === "" ? {} : { name: name.slice(0, 140) }),
    ...(iban === "" ? {} : { iban: iban.slice(0, 34) }),
  };
}

/** What came in (above zero) or went out (below): by the sign, by two columns, or by a word beside the amount. */
function movedBy(row: CsvRow, columns: Columns, mark: DecimalMark, code: Currency): Money | undefined {
  const read = (role: ColumnRole): Money | undefined | "none" => {
    const written = cellOf(row, columns, role);
    return written === "" ? "none" : readAmount(written, mark, code);
  };
  const [one, credit, debit] = [read("amount"), read("credit"), read("debit")];
  if (one === undefined || credit === undefined || debit === undefined) return undefined;
  if (one !== "none") {
    const side = cellOf(row, columns, "side").trim().toLowerCase();
    if (/^(d|db|dr|dbit|debit|débit|s|soll|dare|debe|débito|debito|-)$/.test(side))
      return money(-Math.abs(one.minor), code);
    return one;
  }
  const came = credit === "none" ? 0 : credit.minor;
  // Some banks write what went out with a minus in its own column, some without.
  const went = debit === "none" ? 0 : Math.abs(debit.minor);
  return came !== 0 && went !== 0 ? undefined : money(came - went, code);
}
