/** A table's cell; undefined where nothing was measured. */
export type Cell = string | number | undefined;

/** A number with the digits that mean something, and commas between thousands. */
export function formatNumber(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const text = value.toFixed(digits);
  const plain = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return plain.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ",");
}

const written = (cell: Cell): string =>
  cell === undefined ? "–" : typeof cell === "number" ? formatNumber(cell) : cell;

/** A table in plain text: the first column to the left, the others to the right. */
export function formatTable(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [head, ...rows.map((row) => row.map(written))];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  return lines
    .map((line) =>
      widths
        .map((width, column) => (column === 0 ? (line[0] ?? "").padEnd(width) : (line[column] ?? "").padStart(width)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
