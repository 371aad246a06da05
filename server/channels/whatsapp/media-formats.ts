import type { MediaKind } from "#domain/media";

const kilobyte = 1_024;
const megabyte = 1_024 * kilobyte;

/** Largest file that may travel at all, bytes: the limit of documents and of everything received. */
export const largestFile = 100 * megabyte;

type Format = { readonly kind: MediaKind; readonly most: number };

/** Types a message of a kind may have, and how large, bytes (Cloud API media reference). Documents take any type. */
const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["image/jpeg", { kind: "image", most: 5 * megabyte }],
  ["image/png", { kind: "image", most: 5 * megabyte }],
  ["video/mp4", { kind: "video", most: 16 * megabyte }],
  ["video/3gpp", { kind: "video", most: 16 * megabyte }],
  ["audio/aac", { kind: "audio", most: 16 * megabyte }],
  ["audio/amr", { kind: "audio", most: 16 * megabyte }],
  ["audio/mpeg", { kind: "audio", most: 16 * megabyte }],
  ["audio/mp4", { kind: "audio", most: 16 * megabyte }],
  ["audio/ogg", { kind: "audio", most: 16 * megabyte }],
  ["image/webp", { kind: "sticker", most: 500 * kilobyte }],
]);

/** The type without its parameters, in lower case: `audio/ogg; codecs=opus` is `audio/ogg`. */
export const plainType = (mimeType: string): string => (mimeType.split(";")[0] ?? "").trim().toLowerCase();

/** Whether a WebP moves (VP8X header, second flag bit): such stickers may be larger. */
function isAnimated(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(12, 16)) === "VP8X" && ((bytes[20] ?? 0) & 0x02) !== 0;
}

/** Why a file cannot be uploaded, or undefined. */
export function uploadProblem({ bytes, mimeType }: { readonly bytes: Uint8Array; readonly mimeType: string }) {
  const type = plainType(mimeType);
  if (!/^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/.test(type)) return `“${type}” is no media type`;
  if (bytes.byteLength === 0) return "the file is empty";
  const { kind, most } = formats.get(type) ?? { kind: "document", most: largestFile };
  const limit = kind === "sticker" && !isAnimated(bytes) ? 100 * kilobyte : most;
  return bytes.byteLength > limit
    ? `the file has ${bytes.byteLength} bytes; WhatsApp takes a ${kind} (${type}) of at most ${limit}`
    : undefined;
}

/** Why a received file does not fit what was announced, or undefined. Nothing active comes in as a picture. */
export function receivedProblem(kind: MediaKind, mimeType: string, size: number): string | undefined {
  const type = plainType(mimeType);
  if (size > largestFile) return `the file has ${size} bytes; at most ${largestFile} are received`;
  if (size === 0) return "the file is empty";
  const fits =
    kind === "document" ||
    (kind === "sticker" ? type === "image/webp" : type.startsWith(`${kind}/`) && type !== "image/svg+xml") ||
    (kind === "audio" && type === "application/ogg");
  return fits ? undefined : `a file of type ${type} is no ${kind}`;
}
