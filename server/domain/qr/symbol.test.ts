import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { correctionOf, powerOfTwo, product } from "#domain/qr/reed-solomon";
import { codewordsOf, dataModules, versionFor } from "#domain/qr/symbol-codewords";
import { type Symbol, drawSymbol } from "#domain/qr/symbol";

const drawn = ({ rows }: Symbol): readonly string[] =>
  rows.map((row) => row.map((isDark) => (isDark ? "#" : ".")).join(""));
const symbolOf = (text: string): Symbol => {
  const symbol = drawSymbol(text);
  if (!symbol) throw new Error("the text is too long");
  return symbol;
};

/** "Lé" as another encoder draws it (uqr 0.1.3, level M), which a reader (jsQR 1.4.0) reads back. */
const small: readonly string[] = [
  "#######..##.#.#######",
  "#.....#...#...#.....#",
  "#.###.#.#.##..#.###.#",
  "#.###.#.#.##..#.###.#",
  "#.###.#.###.#.#.###.#",
  "#.....#.####..#.....#",
  "#######.#.#.#.#######",
  "........#............",
  "#.#####...##..#####..",
  "#..#...##..####...#..",
  ".#..#.#..##.#.##.#.##",
  "...##..#.#.####......",
  ".###.##.##..#..#...##",
  "........#.#.#..#.....",
  "#######..#.#.#..####.",
  "#.....#.#......##.###",
  "#.###.#.##.#.#..#.#..",
  "#.###.#.#######..#...",
  "#.###.#.#.#.#.##.....",
  "#.....#...#####..#...",
  "#######.#...#..#..##.",
];

/** So many characters of "Léa €9x" in a row, and the SHA-256 of what that encoder draws: one of nearly every version. */
const large: readonly (readonly [length: number, hash: string])[] = [
  [2, "13acb5b46230c77c"],
  [11, "901f2e5a57e5f46a"],
  [19, "4a7e2d3ca8f63422"],
  [31, "8cb5789fd20c4bce"],
  [44, "414b0f3e512f7864"],
  [60, "f1dc9aed32c0aa67"],
  [75, "9516c5dba0b113bd"],
  [89, "67104836c3458cf3"],
  [107, "44609ea4bab298e5"],
  [128, "6a03c403d98126d5"],
  [151, "dc302a5f7d64c8c6"],
  [177, "fb3755359f82a19b"],
  [201, "882db29dff0389c0"],
  [233, "16c8f78fadd5fa64"],
  [255, "47ad661142fcacaa"],
  [290, "2c402cb7e4d7c53e"],
  [316, "a258a4b254c8bbbc"],
  [355, "a04d20575fddb789"],
  [393, "fd62e0fe9c57466c"],
  [438, "da19d80d02f8bf1d"],
  [467, "8f03f79294d96b79"],
  [499, "019b9b159f432059"],
  [548, "4ca3817725eb8949"],
  [600, "7bfe03056bdd3845"],
  [639, "044239b14d157ab3"],
  [698, "4e3a87a571cbce46"],
  [742, "426a7f2cd136508e"],
  [789, "9ba622d27782de88"],
  [834, "5284b8d2b86414bc"],
  [886, "efbc7abcd12b0735"],
  [960, "24d9428872514698"],
  [1017, "33ad63cfb9601317"],
  [1078, "24d629fa12ad29e0"],
  [1140, "879af67bc711e278"],
  [1267, "8119269f71918030"],
  [1339, "a2f2596d46904b3b"],
  [1394, "b478f5470b5f7e3b"],
  [1470, "891f89a5537bf6f9"],
  [1550, "7db54d8be7bfa2fd"],
];

describe("a symbol", () => {
  it("is what another encoder draws, module by module", () => {
    expect(drawn(symbolOf("Lé"))).toEqual(small);
    const versions = new Set<number>();
    for (const [length, hash] of large) {
      const symbol = symbolOf("Léa €9x".repeat(400).slice(0, length));
      versions.add(symbol.version);
      const found = createHash("sha256").update(drawn(symbol).join("\n")).digest("hex");
      expect([length, found.slice(0, 16)]).toEqual([length, hash]);
    }
    expect(versions.size).toBe(39);
  });

  it("is as large as its version says, with three finders, whatever the text", () => {
    const finder = ["#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"];
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
        const symbol = symbolOf(text);
        const rows = drawn(symbol);
        const size = 17 + 4 * symbol.version;
        expect(rows.map(({ length }) => length)).toEqual(Array.from({ length: size }, () => size));
        const corner = (x: number, y: number) => rows.slice(y, y + 7).map((row) => row.slice(x, x + 7));
        for (const found of [corner(0, 0), corner(size - 7, 0), corner(0, size - 7)]) expect(found).toEqual(finder);
      }),
      { numRuns: 50 },
    );
  });

  it("names its mask twice, the same way", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (text) => {
        const rows = drawn(symbolOf(text));
        const size = rows.length;
        const at = (x: number, y: number) => rows[y]?.[x] ?? "?";
        const first =
          [0, 1, 2, 3, 4, 5, 7, 8].map((y) => at(8, y)).join("") + [7, 5, 4, 3, 2, 1, 0].map((x) => at(x, 8)).join("");
        const second =
          [1, 2, 3, 4, 5, 6, 7, 8].map((n) => at(size - n, 8)).join("") +
          [7, 6, 5, 4, 3, 2, 1].map((n) => at(8, size - n)).join("");
        expect(second).toBe(first);
      }),
      { numRuns: 30 },
    );
  });

  it("is none for a text that no version holds", () => {
    expect(symbolOf("x".repeat(2_331)).version).toBe(40);
    expect(drawSymbol("x".repeat(2_332))).toBeUndefined();
  });

  it("has the version of a payment code that its standard allows", () => {
    // EPC069-12: 331 bytes are a symbol of version 13 at most.
    expect(versionFor(331)).toBe(13);
  });
});

describe("error correction", () => {
  it("makes of each block a polynomial that vanishes at the roots of its generator", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 1, maxLength: 120 }),
        fc.constantFrom(10, 16, 18, 22, 24, 26, 28, 30),
        (block, degree) => {
          const whole = [...block, ...correctionOf(block, degree)];
          for (let n = 0; n < degree; n++) {
            const value = whole.reduce((sum, codeword) => product(sum, powerOfTwo(n)) ^ codeword, 0);
            expect(value).toBe(0);
          }
        },
      ),
    );
  });

  it("fills every version to its last whole codeword", () => {
    for (let version = 1; version <= 40; version++)
      expect(codewordsOf(new Uint8Array(1), version)).toHaveLength(Math.floor(dataModules(version) / 8));
  });
});
