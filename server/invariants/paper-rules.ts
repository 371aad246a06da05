import type { RowOf } from "#contracts/store";
import { chainText, isChained } from "#domain/invoicing/chain";
import { sha256 } from "#domain/sha256";
import type { Snapshot } from "./snapshot.ts";
import { type Violation, groupBy, must, sumOf } from "./violation.ts";

type Paper = RowOf<"document">;

/** The rows of each series, by number. */
const seriesOf = (papers: readonly Paper[]) =>
  [...groupBy(papers, ({ series }) => series)].map(
    ([series, rows]) => [series, rows.toSorted((a, b) => a.number - b.number)] as const,
  );

/** I24: papers are numbered from one without gaps, as far as their series was counted. */
export const seriesHaveNoGaps = ({ document, counter }: Snapshot): readonly Violation[] =>
  seriesOf(document).flatMap(([series, rows]) => {
    const highest = rows.at(-1)?.number ?? 0;
    const counted = counter.find(({ name }) => name === series)?.value;
    const holds = counted === highest && rows.every(({ number }, n) => number === n + 1);
    return must(holds, "I24", series, `${rows.length} papers up to ${highest}, counted ${counted}`);
  });

const encoder = new TextEncoder();

/** I24: each invoice and credit note holds the hash of the one before it and of itself, and comes after it in time. */
export const chainsHold = ({ document }: Snapshot): readonly Violation[] =>
  seriesOf(document.filter(({ kind }) => isChained(kind))).flatMap(([, rows]) =>
    rows.flatMap((row, n) => {
      const before = rows[n - 1];
      return [
        ...must(row.previous_hash === (before?.hash ?? null), "I24", row.document_id, "does not follow the one before"),
        ...must(
          row.hash === sha256(encoder.encode(chainText(row.previous_hash, row))),
          "I24",
          row.document_id,
          "is not what was issued",
        ),
        ...must(row.issued_at >= (before?.issued_at ?? 0), "I24", row.document_id, "is older than the one before"),
      ];
    }),
  );

type Sums = {
  readonly total: number;
  readonly net: number;
  readonly vat: number;
  readonly byRate: ReadonlyMap<number, number>;
  readonly whole: boolean;
};

const minorOf = (value: unknown): number =>
  typeof value === "object" && value !== null && "minor" in value ? Number(value.minor) : Number.NaN;

/** The sums a paper states, and whether they agree with each other. */
function sumsOf({ content }: Paper): Sums {
  const rows = Array.isArray(content["vat"]) ? (content["vat"] as Readonly<Record<string, unknown>>[]) : [];
  const [total, net, vat] = ["total", "net", "vatTotal"].map((name) => minorOf(content[name]));
  const sum = (part: string): number => sumOf(rows, (row) => minorOf(row[part]));
  const isRow = (row: Readonly<Record<string, unknown>>): boolean =>
    minorOf(row["net"]) + minorOf(row["vat"]) === minorOf(row["gross"]);
  return {
    total: total ?? Number.NaN,
    net: net ?? Number.NaN,
    vat: vat ?? Number.NaN,
    byRate: new Map(rows.map((row) => [Number(row["rate"]), minorOf(row["vat"])])),
    whole: rows.every(isRow) && sum("gross") === total && sum("net") === net && sum("vat") === vat,
  };
}

/** I15: on every invoice and credit note net and VAT make up the total, over all and at each rate. */
export const papersAreWhole = ({ document }: Snapshot): readonly Violation[] =>
  document
    .filter(({ kind }) => isChained(kind))
    .flatMap((row) => must(sumsOf(row).whole, "I15", row.document_id, "its sums do not add up"));

/** What the journal moved over revenue and VAT by an entry: all of it, and at each rate. */
function booked(lines: readonly RowOf<"journal">[]): { readonly total: number; readonly byRate: Map<number, number> } {
  const byRate = new Map<number, number>();
  for (const { debit, credit, amount_minor } of lines) {
    const rate = /^liability:vat:(\d+)$/.exec(credit.startsWith("liability:vat:") ? credit : debit)?.[1];
    if (rate !== undefined) byRate.set(Number(rate), (byRate.get(Number(rate)) ?? 0) + amount_minor);
  }
  return { total: sumOf(lines, ({ amount_minor }) => amount_minor), byRate };
}

/** Key of the journal's entry a paper is about; undefined where none can be. */
function entryOf(paper: Paper, sales: ReadonlyMap<string, string>): string | undefined {
  const [what = "", ...rest] = (paper.issue_key ?? "").split(":");
  if (what === "credit-note" && rest[0] === "lost") return rest.join(":");
  if (what === "invoice") return sales.get(paper.order_id);
  return undefined;
}

/**
 * I24: an invoice is over what the journal sold, a credit note over what it took back, in all and at each rate; whatever
 * went back of an invoiced order is credited, once, and what came back to the shop is invoiced again.
 */
export function papersFollowBooks({ document, journal, capture, refund }: Snapshot): readonly Violation[] {
  const lines = groupBy(journal, ({ entry_key }) => entry_key);
  const settling = capture.filter(({ verdict }) => verdict === "settles");
  const sales = new Map(settling.map((row) => [row.order_id, `sale:${row.rail_id}:${row.capture_id}`]));
  const refunds = new Map(refund.map((row) => [row.refund_id, row]));
  const byKey = new Map(document.map((row) => [row.issue_key ?? "", row]));
  const ofPapers = document
    .filter(({ kind }) => isChained(kind))
    .flatMap((row) => {
      const back = refunds.get(row.refund_id ?? "");
      const key = back ? `refund:${back.rail_id}:${back.refund_id}` : entryOf(row, sales);
      const moved = booked(lines.get(key ?? "") ?? []);
      const { total, byRate } = sumsOf(row);
      const sameVat = [...byRate].every(([rate, vat]) => (moved.byRate.get(rate) ?? 0) === vat);
      return must(total === moved.total && sameVat, "I24", row.document_id, "is over other sums than the journal");
    });
  const settled = new Set(settling.map(({ rail_id, capture_id }) => `${rail_id} ${capture_id}`));
  const ofRefunds = refund
    .filter((row) => byKey.has(`invoice:${row.order_id}`) && settled.has(`${row.rail_id} ${row.capture_id}`))
    .flatMap((row) => {
      const isCredited = byKey.has(`credit-note:${row.refund_id}`);
      const isRestored = byKey.has(`restored:${row.refund_id}`);
      const holds = row.state === "done" ? isCredited && !isRestored : isCredited === isRestored;
      return must(holds, "I24", row.refund_id, `${row.state}, credited ${isCredited}, invoiced again ${isRestored}`);
    });
  return [...ofPapers, ...ofRefunds];
}
