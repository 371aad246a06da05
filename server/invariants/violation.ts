/** A rule that does not hold. `rule` is the invariant's number (I01 …), `id` the row it was seen on. */
export type Violation = { readonly rule: string; readonly id: string; readonly problem: string };

/** A rule: what it finds wrong. Pure. */
export type Rule<Seen> = (seen: Seen) => readonly Violation[];

/** A violation, or nothing when it holds. */
export const must = (holds: boolean, rule: string, id: string, problem: string): readonly Violation[] =>
  holds ? [] : [{ rule, id, problem }];

/** Rows by a key of theirs. */
export function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

/** The sum of a number of each row. */
export const sumOf = <Row>(rows: readonly Row[], numberOf: (row: Row) => number): number =>
  rows.reduce((sum, row) => sum + numberOf(row), 0);

/** One violation for each key that more than one row has. Rows without a key do not count. */
export const mustBeAlone = <Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | null,
  rule: string,
  problem: string,
): readonly Violation[] =>
  [...groupBy(rows, (row) => keyOf(row) ?? "")].flatMap(([key, group]) =>
    must(key === "" || group.length === 1, rule, key, `${problem} (${group.length} times)`),
  );
