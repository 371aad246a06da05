/**
 * Puts the Opus packets of a WebM recording (what Chromium records) into an Ogg file (what WhatsApp takes as a voice
 * note): EBML as in RFC 8794, WebM blocks as in RFC 9559, Ogg pages as in RFC 3533, Opus in Ogg as in RFC 7845.
 */

const masters = new Set([0x18538067, 0x1f43b675, 0x1654ae6b, 0xae, 0xa0]); // Segment Cluster Tracks TrackEntry BlockGroup
const codecPrivate = 0x63a2;
const simpleBlock = 0xa3;
const block = 0xa1;

type Found = { head: Uint8Array | undefined; readonly packets: Uint8Array[] };

/** Reads an EBML number at `at`; its length marker is kept for ids and removed for sizes. */
function readNumber(
  bytes: Uint8Array,
  at: number,
  keepMarker: boolean,
): { value: number; length: number; open: boolean } {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  let value = keepMarker ? first : first & (0xff >> length);
  let ones = value === 0xff >> length;
  for (let index = 1; index < length; index += 1) {
    const next = bytes[at + index] ?? 0;
    value = value * 256 + next;
    ones &&= next === 0xff;
  }
  return { value, length, open: !keepMarker && ones };
}

function walk(bytes: Uint8Array, start: number, end: number, found: Found): void {
  let at = start;
  while (at < end) {
    const id = readNumber(bytes, at, true);
    const size = readNumber(bytes, at + id.length, false);
    if (id.length > 4 || size.length > 8) return;
    const from = at + id.length + size.length;
    // A live recording leaves the size of its clusters open; they end where the next element of their level begins,
    // and since everything below is told apart by id, reading on in one go finds the same blocks.
    const to = size.open ? end : Math.min(end, from + size.value);
    if (masters.has(id.value)) walk(bytes, from, to, found);
    else if (id.value === codecPrivate) found.head ??= bytes.subarray(from, to);
    else if (id.value === simpleBlock || id.value === block) {
      const track = readNumber(bytes, from, false);
      found.packets.push(bytes.subarray(from + track.length + 3, to)); // two bytes of time, one of flags
    }
    at = to;
  }
}

/** How many samples at 48 kHz an Opus packet holds (RFC 6716 §3.1). */
function samplesOf(packet: Uint8Array): number {
  const toc = packet[0] ?? 0;
  const config = toc >> 3;
  const frame =
    config < 12
      ? ([480, 960, 1920, 2880][config & 3] ?? 960)
      : config < 16
        ? ([480, 960][config & 1] ?? 960)
        : ([120, 240, 480, 960][config & 3] ?? 960);
  const code = toc & 3;
  const frames = code === 0 ? 1 : code === 3 ? (packet[1] ?? 1) & 63 : 2;
  return frame * frames;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit += 1) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value >>> 0;
});

function crc(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) value = ((value << 8) ^ (crcTable[((value >>> 24) ^ byte) & 255] ?? 0)) >>> 0;
  return value;
}

function page(packet: Uint8Array, sequence: number, granule: number, flags: number): Uint8Array {
  const laces = Math.floor(packet.length / 255) + 1;
  const bytes = new Uint8Array(27 + laces + packet.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x4f, 0x67, 0x67, 0x53, 0, flags]); // OggS
  view.setBigUint64(6, BigInt(granule), true);
  view.setUint32(14, 1, true);
  view.setUint32(18, sequence, true);
  bytes[26] = laces;
  bytes.fill(255, 27, 27 + laces - 1);
  bytes[27 + laces - 1] = packet.length % 255;
  bytes.set(packet, 27 + laces);
  view.setUint32(22, crc(bytes), true);
  return bytes;
}

const standardHead = (): Uint8Array =>
  new Uint8Array([...new TextEncoder().encode("OpusHead"), 1, 1, 0x38, 1, 0x80, 0xbb, 0, 0, 0, 0, 0]);

const tags = (): Uint8Array =>
  new Uint8Array([
    ...new TextEncoder().encode("OpusTags"),
    5,
    0,
    0,
    0,
    ...new TextEncoder().encode("phone"),
    0,
    0,
    0,
    0,
  ]);

/** One packet of 20 ms of silence. */
const silence = new Uint8Array([0xf8, 0xff, 0xfe]);

/** An Ogg file of these Opus packets. */
export function oggOf(packets: readonly Uint8Array[], head = standardHead()): Uint8Array<ArrayBuffer> {
  const pages = [page(head, 0, 0, 2), page(tags(), 1, 0, 0)];
  let granule = 0;
  packets.forEach((packet, index) => {
    granule += samplesOf(packet);
    pages.push(page(packet, index + 2, granule, index === packets.length - 1 ? 4 : 0));
  });
  const whole = new Uint8Array(pages.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const one of pages) {
    whole.set(one, at);
    at += one.length;
  }
  return whole;
}

/** The Opus packets of a WebM recording as an Ogg file; undefined when it holds none. */
export function oggFromWebm(webm: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const found: Found = { head: undefined, packets: [] };
  walk(webm, 0, webm.length, found);
  return found.packets.length === 0 ? undefined : oggOf(found.packets, found.head);
}

/** Silence of so many milliseconds, for browsers that cannot record. */
export const silentVoice = (milliseconds: number): Uint8Array<ArrayBuffer> =>
  oggOf(Array.from({ length: Math.max(1, Math.ceil(milliseconds / 20)) }, () => silence));
