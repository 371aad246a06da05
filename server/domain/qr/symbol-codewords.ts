import { correctionOf } from "#domain/qr/reed-solomon";

/** Error correction codewords in each block at level M, by version from 1 (ISO/IEC 18004, table 9). */
const correctionPerBlock = [
  10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26, 26, 28, 28, 28, 28, 28, 28, 28, 28,
  28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28,
] as const;
/** Blocks at level M, by version from 1 (the same table). */
const blocksOf = [
  1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35,
  37, 38, 40, 43, 45, 47, 49,
] as const;

/** The largest version there is. */
export const mostVersion = 40;

/** Modules that carry data and correction: all but those of the patterns a reader finds the symbol by. */
export function dataModules(version: number): number {
  const size = 17 + 4 * version;
  const aligned = version === 1 ? 0 : Math.floor(version / 7) + 2;
  // Three finders of 8 × 8, two timing lines, the format's 31 modules.
  const alignment = version === 1 ? 0 : 25 * (aligned ** 2 - 3) - 2 * 5 * (aligned - 2);
  const versionInfo = version >= 7 ? 36 : 0;
  return size ** 2 - 3 * 64 - 2 * (size - 16) - 31 - alignment - versionInfo;
}

const codewords = (version: number): number => Math.floor(dataModules(version) / 8);
const correctionAt = (version: number): number => correctionPerBlock[version - 1] ?? 0;
const blocksAt = (version: number): number => blocksOf[version - 1] ?? 1;
const capacity = (version: number): number => codewords(version) - correctionAt(version) * blocksAt(version);

/** Bits that say how many bytes follow. */
const countBits = (version: number): number => (version < 10 ? 8 : 16);

/** The smallest version that holds so many bytes at level M; undefined when none does. */
export const versionFor = (bytes: number): number | undefined =>
  Array.from({ length: mostVersion }, (_, n) => n + 1).find(
    (version) => 4 + countBits(version) + 8 * bytes <= 8 * capacity(version),
  );

/** The codewords of a symbol in the order they are placed: data and correction of all blocks, interleaved. */
export function codewordsOf(bytes: Uint8Array, version: number): readonly number[] {
  const blocks = split(padded(bytes, version), version);
  const corrections = blocks.map((block) => correctionOf(block, correctionAt(version)));
  return [...interleaved(blocks), ...interleaved(corrections)];
}

/** Byte mode, the count, the bytes, an end, and the standard's two filling codewords in turn. */
function padded(bytes: Uint8Array, version: number): readonly number[] {
  const bits: number[] = [];
  const write = (value: number, length: number): void => {
    for (let n = length - 1; n >= 0; n--) bits.push((value >>> n) & 1);
  };
  write(0b0100, 4);
  write(bytes.length, countBits(version));
  for (const byte of bytes) write(byte, 8);
  const most = 8 * capacity(version);
  write(0, Math.min(4, most - bits.length));
  write(0, (8 - (bits.length % 8)) % 8);
  const words = Array.from({ length: bits.length / 8 }, (_, n) =>
    bits.slice(8 * n, 8 * n + 8).reduce((byte, bit) => (byte << 1) | bit, 0),
  );
  while (words.length < capacity(version)) words.push(words.length % 2 === (bits.length / 8) % 2 ? 0xec : 0x11);
  return words;
}

/** The data as blocks: the later ones are longer by one where it does not divide evenly. */
function split(data: readonly number[], version: number): readonly (readonly number[])[] {
  const count = blocksAt(version);
  const short = Math.floor(data.length / count);
  const long = data.length % count;
  let from = 0;
  return Array.from({ length: count }, (_, n) => {
    const length = n < count - long ? short : short + 1;
    from += length;
    return data.slice(from - length, from);
  });
}

const interleaved = (blocks: readonly (readonly number[])[]): readonly number[] =>
  Array.from({ length: Math.max(...blocks.map(({ length }) => length)) }, (_, n) =>
    blocks.flatMap((block) => block[n] ?? []),
  ).flat();
