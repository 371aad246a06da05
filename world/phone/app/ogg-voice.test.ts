import { describe, expect, it } from "vitest";
import { oggFromWebm, oggOf, silentVoice } from "./ogg-voice.ts";

type Page = { readonly flags: number; readonly granule: number; readonly sequence: number; readonly packet: number[] };

/** Reads the pages of an Ogg file, one packet each. */
function pagesOf(ogg: Uint8Array): readonly Page[] {
  const pages: Page[] = [];
  const view = new DataView(ogg.buffer, ogg.byteOffset);
  for (let at = 0; at < ogg.length; ) {
    expect(String.fromCharCode(...ogg.subarray(at, at + 4))).toBe("OggS");
    const laces = ogg[at + 26] ?? 0;
    const size = ogg.subarray(at + 27, at + 27 + laces).reduce((sum, lace) => sum + lace, 0);
    const start = at + 27 + laces;
    pages.push({
      flags: ogg[at + 5] ?? 0,
      granule: Number(view.getBigUint64(at + 6, true)),
      sequence: view.getUint32(at + 18, true),
      packet: [...ogg.subarray(start, start + size)],
    });
    at = start + size;
  }
  return pages;
}

/** An EBML element: id, a size of one or of eight bytes (all ones: open), content. */
const element = (id: readonly number[], content: readonly number[], open = false): number[] => [
  ...id,
  ...(open ? [0x01, 255, 255, 255, 255, 255, 255, 255] : [0x40 | (content.length >> 8), content.length & 255]),
  ...content,
];

describe("a voice note", () => {
  it("is an Ogg file with Opus' two headers first and a mark on its last page", () => {
    const pages = pagesOf(silentVoice(60));
    expect(pages.map(({ flags, granule, sequence }) => [flags, granule, sequence])).toEqual([
      [2, 0, 0],
      [0, 0, 1],
      [0, 960, 2],
      [0, 1920, 3],
      [4, 2880, 4],
    ]);
    expect(String.fromCharCode(...(pages[0]?.packet.slice(0, 8) ?? []))).toBe("OpusHead");
  });

  it("carries the checksum other players expect (RFC 3533: polynomial 0x04c11db7, no reflection)", () => {
    const first = silentVoice(20).subarray(0, 47);
    const sum = new DataView(first.buffer).getUint32(22, true);
    const blank = first.slice();
    blank.fill(0, 22, 26);
    let remainder = 0;
    for (const byte of blank) {
      remainder ^= byte << 24;
      for (let bit = 0; bit < 8; bit += 1)
        remainder = remainder & 0x80000000 ? (remainder << 1) ^ 0x04c11db7 : remainder << 1;
    }
    expect(sum).toBe(remainder >>> 0);
  });

  it("keeps packets of any length whole", () => {
    for (const length of [1, 254, 255, 256, 510, 1_000]) {
      const packet = Uint8Array.from({ length }, (_, index) => (index === 0 ? 0xf8 : index % 251));
      expect(pagesOf(oggOf([packet]))[2]?.packet).toEqual([...packet]);
    }
  });

  it("is taken out of a live WebM recording, whose clusters have no size", () => {
    const head = [...new TextEncoder().encode("OpusHead"), 1, 2, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0];
    const track = element([0xae], element([0x63, 0xa2], head));
    const block = (packet: readonly number[]): number[] => element([0xa3], [0x81, 0, 0, 0x80, ...packet]);
    const clusters = [
      ...element([0x1f, 0x43, 0xb6, 0x75], [...element([0xe7], [0]), ...block([0xf8, 1, 2])], true),
      ...element([0x1f, 0x43, 0xb6, 0x75], block([0xf8, 3, 4]), true),
    ];
    const tracks = element([0x16, 0x54, 0xae, 0x6b], track);
    const webm = [
      ...element([0x1a, 0x45, 0xdf, 0xa3], []),
      ...element([0x18, 0x53, 0x80, 0x67], [...tracks, ...clusters], true),
    ];
    const pages = pagesOf(oggFromWebm(new Uint8Array(webm)) ?? new Uint8Array());
    expect(pages[0]?.packet).toEqual(head);
    expect(pages.slice(2).map(({ packet }) => packet)).toEqual([
      [0xf8, 1, 2],
      [0xf8, 3, 4],
    ]);
  });

  it("is nothing when the recording holds no sound", () => {
    expect(oggFromWebm(new Uint8Array([0x1a, 0x45, 0xdf, 0xa3, 0x80]))).toBeUndefined();
  });
});
