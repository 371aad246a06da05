/** The eight masks (ISO/IEC 18004, table 10): where each turns a module over. */
export const masks: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

type Rows = readonly (readonly boolean[])[];

/** How hard a symbol is to read, by the standard's four rules: runs, blocks, false finders, and too much of one colour. */
export function penaltyOf(rows: Rows): number {
  const columns = rows.map((_, x) => rows.map((row) => row[x] === true));
  const lines = [...rows, ...columns];
  return (
    lines.reduce((sum, line) => sum + runPenalty(line) + finderPenalty(line), 0) +
    blockPenalty(rows) +
    balancePenalty(rows)
  );
}

function runPenalty(line: readonly boolean[]): number {
  let [sum, length] = [0, 0];
  for (const [n, isDark] of line.entries()) {
    length = n > 0 && line[n - 1] === isDark ? length + 1 : 1;
    if (length === 5) sum += 3;
    else if (length > 5) sum += 1;
  }
  return sum;
}

/** What passes for a finder: 1:1:3:1:1 beside four light modules. */
const falseFinder = /(?=10111010000|00001011101)/g;

const finderPenalty = (line: readonly boolean[]): number =>
  40 *
  [
    ...line
      .map((isDark) => (isDark ? "1" : "0"))
      .join("")
      .matchAll(falseFinder),
  ].length;

function blockPenalty(rows: Rows): number {
  let sum = 0;
  for (const [y, row] of rows.entries())
    for (const [x, isDark] of row.entries()) {
      const below = rows[y + 1];
      if (below && x + 1 < row.length && row[x + 1] === isDark && below[x] === isDark && below[x + 1] === isDark)
        sum += 3;
    }
  return sum;
}

function balancePenalty(rows: Rows): number {
  const dark = rows.flat().filter(Boolean).length;
  const percent = (100 * dark) / rows.length ** 2;
  return 10 * Math.floor(Math.abs(percent - 50) / 5);
}
