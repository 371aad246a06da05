import { codewordsOf, versionFor } from "#domain/qr/symbol-codewords";
import { masks, penaltyOf } from "#domain/qr/symbol-masks";

/** A QR symbol without its quiet zone: `rows[y][x]` is true where the module is dark. */
export type Symbol = { readonly version: number; readonly rows: readonly (readonly boolean[])[] };

/**
 * Draws a text as a QR symbol (ISO/IEC 18004): bytes of UTF-8, error correction M, the smallest version, the mask of the
 * least penalty. Undefined where the text is longer than any symbol holds.
 */
export function drawSymbol(text: string): Symbol | undefined {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  if (version === undefined) return undefined;
  const grid = patternsOf(version);
  place(grid, codewordsOf(bytes, version));
  const drawn = masks.map((_, mask) => masked(grid, mask));
  const penalties = drawn.map(penaltyOf);
  const best = penalties.indexOf(Math.min(...penalties));
  return { version, rows: drawn[best] ?? [] };
}

/** A module while it is drawn: its colour, and whether it belongs to a pattern that no mask touches. */
type Grid = { readonly size: number; readonly dark: boolean[][]; readonly fixed: boolean[][] };

const sizeOf = (version: number): number => 17 + 4 * version;

function patternsOf(version: number): Grid {
  const size = sizeOf(version);
  const empty = (): boolean[][] => Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  const grid: Grid = { size, dark: empty(), fixed: empty() };
  for (let n = 0; n < size; n++) {
    fix(grid, 6, n, n % 2 === 0);
    fix(grid, n, 6, n % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const)
    finder(grid, x, y);
  const places = alignmentPlaces(version);
  const last = places.length - 1;
  for (const [n, x] of places.entries())
    for (const [m, y] of places.entries()) {
      const onFinder = (n === 0 && m === 0) || (n === 0 && m === last) || (n === last && m === 0);
      if (!onFinder) square(grid, x, y, 2);
    }
  writeFormat(grid, 0);
  writeVersion(grid, version);
  return grid;
}

function fix({ size, dark, fixed }: Grid, x: number, y: number, isDark: boolean): void {
  const [darkRow, fixedRow] = [dark[y], fixed[y]];
  if (x < 0 || x >= size || !darkRow || !fixedRow) return;
  darkRow[x] = isDark;
  fixedRow[x] = true;
}

/** A finder with the light border around it. */
const finder = (grid: Grid, x: number, y: number): void => square(grid, x, y, 4);

/** Rings around a centre: dark and light in turn from inside, but the finder's middle is dark up to one module away. */
function square(grid: Grid, x: number, y: number, reach: number): void {
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++) {
      const ring = Math.max(Math.abs(dx), Math.abs(dy));
      fix(grid, x + dx, y + dy, reach === 4 ? ring !== 2 && ring !== 4 : ring !== 1);
    }
}

/** Centres of the alignment patterns along one side: 6, and evenly spaced ones back from the end (annex E). */
function alignmentPlaces(version: number): readonly number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = version === 32 ? 26 : Math.ceil((4 * version + 4) / (2 * count - 2)) * 2;
  const end = sizeOf(version) - 7;
  return [6, ...Array.from({ length: count - 1 }, (_, n) => end - step * (count - 2 - n))];
}

/** Level M and the mask, with their own error correction, twice. Level M is 00. */
function writeFormat(grid: Grid, mask: number): void {
  const bits = ((mask << 10) | remainder(mask, 0x537, 10)) ^ 0x5412;
  const bit = (n: number): boolean => ((bits >>> n) & 1) === 1;
  const { size } = grid;
  for (let n = 0; n < 15; n++) {
    // Around the first finder: up its right side, around the corner, along its lower side; the timing line is left out.
    const [x, y] = n < 6 ? [8, n] : n === 6 ? [8, 7] : n === 7 ? [8, 8] : n === 8 ? [7, 8] : [14 - n, 8];
    fix(grid, x, y, bit(n));
    if (n < 8) fix(grid, size - 1 - n, 8, bit(n));
    else fix(grid, 8, size - 15 + n, bit(n));
  }
  fix(grid, 8, size - 8, true);
}

/** The version with its error correction, twice, from version 7 on. */
function writeVersion(grid: Grid, version: number): void {
  if (version < 7) return;
  const bits = (version << 12) | remainder(version, 0x1f25, 12);
  for (let n = 0; n < 18; n++) {
    const isDark = ((bits >>> n) & 1) === 1;
    const [near, far] = [Math.floor(n / 3), grid.size - 11 + (n % 3)];
    fix(grid, near, far, isDark);
    fix(grid, far, near, isDark);
  }
}

/** The remainder of a value, followed by so many zeros, by a generator over one bit. */
function remainder(value: number, generator: number, bits: number): number {
  let rest = value;
  for (let n = 0; n < bits; n++) rest = (rest << 1) ^ ((rest >>> (bits - 1)) & 1 ? generator : 0);
  return rest;
}

/** Fills the free modules in columns of two, up and down in turn, from the right; the timing column is stepped over. */
function place({ size, dark, fixed }: Grid, codewords: readonly number[]): void {
  let n = 0;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const upwards = ((right + 1) & 2) === 0;
      const y = upwards ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        const row = dark[y];
        if (!row || fixed[y]?.[x] === true) continue;
        row[x] = (((codewords[n >>> 3] ?? 0) >>> (7 - (n & 7))) & 1) === 1;
        n += 1;
      }
    }
  }
}

/** A copy with the mask laid over everything that is no pattern, and named in the format. */
function masked({ size, dark, fixed }: Grid, mask: number): readonly (readonly boolean[])[] {
  const turns = masks[mask] ?? (() => false);
  const copy: Grid = {
    size,
    fixed,
    dark: dark.map((row, y) => row.map((isDark, x) => (fixed[y]?.[x] === true ? isDark : isDark !== turns(x, y)))),
  };
  writeFormat(copy, mask);
  return copy.dark;
}
