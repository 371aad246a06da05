import { crc32, deflateSync } from "node:zlib";

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** A square picture in black and white as PNG (ISO/IEC 15948), in one bit a pixel or in eight bits of three colours. */
export function writePng(
  size: number,
  isDark: (x: number, y: number) => boolean,
  depth: "one-bit" | "colours",
): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, size);
  view.setUint32(4, size);
  // Bits of a sample, and the kind of colour: grey or red, green and blue.
  header.set(depth === "one-bit" ? [1, 0] : [8, 2], 8);
  const pixels = depth === "one-bit" ? oneBit(size, isDark) : colours(size, isDark);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(pixels, { level: 9 })),
    chunk("IEND", new Uint8Array(0)),
  ]);
}

/** Rows begin with the number of their filter: none. */
function oneBit(size: number, isDark: (x: number, y: number) => boolean): Uint8Array {
  const row = 1 + Math.ceil(size / 8);
  const pixels = new Uint8Array(size * row);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const at = y * row + 1 + (x >> 3);
      if (!isDark(x, y)) pixels[at] = (pixels[at] ?? 0) | (0x80 >> (x & 7));
    }
  return pixels;
}

function colours(size: number, isDark: (x: number, y: number) => boolean): Uint8Array {
  const row = 1 + 3 * size;
  const pixels = new Uint8Array(size * row);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const at = y * row + 1 + 3 * x;
      if (!isDark(x, y)) pixels.fill(0xff, at, at + 3);
    }
  return pixels;
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + content.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(content, 8);
  view.setUint32(8 + content.length, crc32(bytes.subarray(4, 8 + content.length)));
  return bytes;
}
