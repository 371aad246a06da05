import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { drawSymbol } from "#domain/qr/symbol";
import { drawCode } from "./code-picture.ts";

const text = "BCD\n002\n1\nSCT\n\nAtelier Rose\nFR7630006000011234567890189\nEUR49.90\n\nRF650WHRT451W022";

/** The pixels of a PNG of ours: true where dark. */
function pixelsOf(png: Uint8Array): readonly (readonly boolean[])[] {
  const bytes = Buffer.from(png);
  const size = bytes.readUInt32BE(16);
  const isOneBit = bytes[24] === 1;
  const length = bytes.readUInt32BE(33);
  expect(bytes.toString("latin1", 37, 41)).toBe("IDAT");
  const raw = inflateSync(bytes.subarray(41, 41 + length));
  const row = 1 + (isOneBit ? Math.ceil(size / 8) : 3 * size);
  const dark = (x: number, y: number): boolean =>
    isOneBit ? ((raw[y * row + 1 + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0 : raw[y * row + 1 + 3 * x] === 0;
  return Array.from({ length: size }, (_, y) => Array.from({ length: size }, (__, x) => dark(x, y)));
}

/** The modules in the middle of their pixels, without the quiet zone. */
function modulesOf(png: Uint8Array, count: number): readonly (readonly boolean[])[] {
  const pixels = pixelsOf(png);
  const scale = pixels.length / (count + 8);
  const at = (n: number): number => Math.floor((n + 4.5) * scale);
  return Array.from({ length: count }, (_, y) =>
    Array.from({ length: count }, (__, x) => pixels[at(y)]?.[at(x)] === true),
  );
}

describe.each(["thread", "page"] as const)("the picture of a code for a %s", (place) => {
  it("shows every module of the symbol, with four light ones around it", () => {
    const rows = drawSymbol(text)?.rows ?? [];
    const png = drawCode({ grammar: "epc", text }, place);
    expect(modulesOf(png, rows.length)).toEqual(rows);
    const pixels = pixelsOf(png);
    const border = Math.floor((pixels.length / (rows.length + 8)) * 4);
    expect(pixels.slice(0, border).flat().some(Boolean)).toBe(false);
    expect(pixels.some((row) => row.slice(0, border).some(Boolean))).toBe(false);
  });

  it("is the same every time", () => {
    expect(drawCode({ grammar: "epc", text }, place)).toEqual(drawCode({ grammar: "epc", text }, place));
  });
});

describe("the picture of a code", () => {
  it("is large in a thread, in the colours WhatsApp takes, and small on a page", () => {
    const thread = drawCode({ grammar: "epc", text }, "thread");
    expect([thread[24], thread[25]]).toEqual([8, 2]);
    expect(pixelsOf(thread).length).toBeGreaterThanOrEqual(640);
    expect(thread.length).toBeLessThan(60_000);
    const page = drawCode({ grammar: "epc", text: "x".repeat(331) }, "page");
    expect(page.length).toBeLessThan(1_500);
  });

  it("bears the Swiss cross on a QR-bill alone: white on black, in a white border", () => {
    const bill = pixelsOf(drawCode({ grammar: "swiss-bill", text }, "thread"));
    const middle = Math.floor(bill.length / 2);
    const scale = bill.length / ((drawSymbol(text)?.rows.length ?? 0) + 8);
    const half = ((drawSymbol(text)?.rows.length ?? 0) * scale * 7) / 92;
    expect(bill[middle]?.[middle]).toBe(false);
    const corner = Math.floor(middle + half * 0.75);
    expect(bill[corner]?.[corner]).toBe(true);
    const edge = Math.floor(middle + half * 0.95);
    expect(bill[edge]?.[edge]).toBe(false);
  });

  it("is none for a text that no symbol holds", () => {
    expect(() => drawCode({ grammar: "epc", text: "x".repeat(3_000) }, "page")).toThrow(RangeError);
  });
});
