/** A row of a table with the line of the file it begins on, counted from 1. */
export type CsvRow = { readonly line: number; readonly cells: readonly string[] };

/**
 * Splits a table into rows and cells (RFC 4180, with any separator): a quoted cell may hold separators, line ends and
 * doubled quotes. Undefined where a quote is never closed. Empty rows are left out.
 */
export function csvRows(text: string, separator: string): readonly CsvRow[] | undefined {
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = "";
  let line = 1;
  let from = 1;
  let quoted = false;
  const endCell = (): void => {
    cells.push(cell.trim());
    cell = "";
  };
  const endRow = (): void => {
    endCell();
    if (cells.some((one) => one !== "")) rows.push({ line: from, cells });
    cells = [];
    from = line;
  };
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? "";
    if (sign === "\n") line += 1;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (sign === '"' && cell.trim() === "") {
      quoted = true;
      cell = "";
    } else if (sign === separator) endCell();
    else if (sign === "\n") endRow();
    else if (sign !== "\r") cell += sign;
  }
  if (quoted) return undefined;
  endRow();
  return rows;
}

/** The text of a file as its bytes say: UTF-8, UTF-16 with its mark, else Latin-1 as Windows writes it. */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
