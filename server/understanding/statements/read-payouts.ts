import { type Currency, isCurrency } from "#domain/currency";
import { type Money, money, parseDecimal } from "#domain/money";
import type { Payout, PayoutLine, PayoutRead } from "#domain/payout";
import { type StatementProblem, dayOf } from "#domain/statement";
import { type CsvRow, csvRows, decodeText } from "./csv-cells.ts";

type Kind = PayoutLine["kind"];
/** A line with the payout it belongs to; an empty one waits for its payout. */
type Row = { readonly payoutRef: string; readonly arrivesOn: string; readonly line: PayoutLine };

/** What Stripe calls its lines, by what they are to the books. */
const kinds: readonly (readonly [RegExp, Kind])[] = [
  [/^(charge|payment)$/, "charge"],
  [/^(refund|payment_refund|refund_failure|payment_failure_refund|partial_capture_reversal)$/, "refund"],
  [/^(dispute|dispute_reversal|chargeback.*)$/, "dispute"],
  [/fee/, "fee"],
];
const kindOf = (word: string): Kind => kinds.find(([shape]) => shape.test(word.toLowerCase()))?.[1] ?? "other";

/** Cells of a row by the names of its columns. */
type Cells = (name: string) => string;

const mostProblems = 50;

/**
 * Reads a provider's payouts: Stripe's itemised payout reconciliation report as CSV (`automatic_payout_id`,
 * `balance_transaction_id`, `gross`, `fee`, `net`, `reporting_category`, `payment_intent_id`, `charge_id` …), or our own
 * format as CSV or JSON: `payout, arrives_on, line, kind, capture, amount, fee, currency`. Amounts have a point.
 */
export function readPayouts(bytes: Uint8Array): PayoutRead {
  const text = decodeText(bytes).replace(/^\uFEFF/, "");
  if (text.includes("\0")) return refused({ line: 0, fault: "encoding" });
  if (text.trimStart().startsWith("{")) return readJson(text);
  const rows = csvRows(text, ",") ?? [];
  const names = rows[0]?.cells.map((name) => name.toLowerCase()) ?? [];
  const has = (...wanted: readonly string[]): boolean => wanted.every((name) => names.includes(name));
  const isStripe = has("automatic_payout_id", "balance_transaction_id", "gross", "fee", "currency");
  if (!isStripe && !has("payout", "line", "kind", "amount", "fee", "currency"))
    return refused({ line: 1, fault: "no-columns" });
  const read = isStripe ? readStripe : readOwn;
  const found = rows.slice(1).map((row) => read(cellsOf(names, row), row.line));
  return gathered(isStripe ? "stripe-csv" : "payouts-csv", found);
}

const refused = (...problems: readonly StatementProblem[]): PayoutRead => ({ ok: false, problems });

const cellsOf =
  (names: readonly string[], { cells }: CsvRow): Cells =>
  (name) =>
    cells[names.indexOf(name)]?.trim() ?? "";

const amountIn = (written: string, code: Currency): Money | undefined =>
  parseDecimal(written === "" ? "0" : written, code);

function readStripe(cell: Cells, line: number): Row | StatementProblem {
  const code = cell("currency").toUpperCase();
  if (!isCurrency(code)) return { line, fault: "currency", given: code };
  const [amount, fee, net] = [amountIn(cell("gross"), code), amountIn(cell("fee"), code), amountIn(cell("net"), code)];
  if (!amount || !fee || !net)
    return { line, fault: "amount", given: `${cell("gross")} ${cell("fee")} ${cell("net")}` };
  if (cell("net") !== "" && amount.minor - fee.minor !== net.minor)
    return { line, fault: "totals", given: cell("net") };
  const kind = kindOf(cell("reporting_category"));
  const ids = [cell("payment_intent_id"), cell("charge_id"), cell("source_id")].filter((id) => id !== "");
  const lineRef = cell("balance_transaction_id");
  if (lineRef === "") return { line, fault: "fields", given: "balance_transaction_id" };
  const effective = cell("automatic_payout_effective_at") || cell("automatic_payout_effective_at_utc");
  return {
    payoutRef: cell("automatic_payout_id"),
    arrivesOn: effective.slice(0, 10),
    line: { line, lineRef, kind, amount, fee, captureIds: ids },
  };
}

function readOwn(cell: Cells, line: number): Row | StatementProblem {
  const code = cell("currency").toUpperCase();
  if (!isCurrency(code)) return { line, fault: "currency", given: code };
  const [amount, fee] = [amountIn(cell("amount"), code), amountIn(cell("fee"), code)];
  if (!amount || !fee) return { line, fault: "amount", given: `${cell("amount")} ${cell("fee")}` };
  if (cell("line") === "") return { line, fault: "fields", given: "line" };
  const capture = cell("capture");
  return {
    payoutRef: cell("payout"),
    arrivesOn: cell("arrives_on"),
    line: {
      line,
      lineRef: cell("line"),
      kind: kindOf(cell("kind")),
      amount,
      fee,
      captureIds: capture === "" ? [] : [capture],
    },
  };
}

/** The same format as JSON: `{"format": "comptoir.payouts.v1", "lines": [{…}]}`, every value a text. */
function readJson(text: string): PayoutRead {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refused({ line: 0, fault: "unknown-format" });
  }
  const { format, lines } = value as Readonly<Record<string, unknown>>;
  if (format !== "comptoir.payouts.v1" || !Array.isArray(lines)) return refused({ line: 0, fault: "unknown-format" });
  const rows = (lines as readonly unknown[]).map((one, n) => {
    const fields = (typeof one === "object" && one !== null ? one : {}) as Readonly<Record<string, unknown>>;
    const cell: Cells = (name) => {
      const written = fields[name];
      return typeof written === "string" || typeof written === "number" ? String(written).trim() : "";
    };
    return readOwn(cell, n + 1);
  });
  return gathered("payouts-json", rows);
}

function gathered(
  format: Extract<PayoutRead, { ok: true }>["format"],
  rows: readonly (Row | StatementProblem)[],
): PayoutRead {
  const problems = rows.flatMap((row) => ("fault" in row ? [row] : []));
  const byRef = new Map<string, Row[]>();
  let waiting = 0;
  for (const row of rows) {
    if ("fault" in row) continue;
    if (row.payoutRef === "") waiting += 1;
    else byRef.set(row.payoutRef, [...(byRef.get(row.payoutRef) ?? []), row]);
  }
  const payouts = [...byRef].flatMap(([payoutRef, own]): readonly Payout[] => {
    const [first] = own;
    if (!first) return [];
    const { arrivesOn, line } = first;
    const code = line.amount.currency;
    const wrong = own.find((one) => one.line.amount.currency !== code || one.arrivesOn !== arrivesOn);
    if (wrong) problems.push({ line: wrong.line.line, fault: "several", given: payoutRef });
    else if (dayOf(arrivesOn) === undefined) problems.push({ line: line.line, fault: "date", given: arrivesOn });
    const minor = own.reduce((sum, one) => sum + one.line.amount.minor - one.line.fee.minor, 0);
    return [{ payoutRef, arrivesOn, amount: money(minor, code), lines: own.map((one) => one.line) }];
  });
  if (problems.length > 0) return refused(...problems.slice(0, mostProblems));
  if (payouts.length === 0) return refused({ line: 0, fault: "no-entries" });
  return { ok: true, format, payouts, waiting };
}
