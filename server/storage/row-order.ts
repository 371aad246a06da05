import type { PlainRow } from "./plain-rows.ts";

const surrogate = /[\ud800-\udfff]/;

/** Order of two values of a column, neither null: texts by code point as PostgreSQL's "C" collation has them. */
export const compareValues = (one: unknown, other: unknown): number => {
  if (one === other) return 0;
  if (typeof one === "string" && typeof other === "string") {
    if (surrogate.test(one) || surrogate.test(other)) return Buffer.compare(Buffer.from(one), Buffer.from(other));
    return one < other ? -1 : 1;
  }
  return Number(one) < Number(other) ? -1 : 1;
};

/** Order of rows by columns, nulls after all values. */
export const rowOrder =
  (columns: readonly string[], descending: boolean) =>
  (one: PlainRow, other: PlainRow): number => {
    for (const column of columns) {
      const [a, b] = [one[column], other[column]];
      if (a === b) continue;
      const order = a === null ? 1 : b === null ? -1 : compareValues(a, b);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  };
