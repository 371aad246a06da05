/** Message types a file can be sent as. */
export type MediaKind = "image" | "video" | "audio" | "document" | "sticker";

const megabyte = 1024 * 1024;

/** What each message type takes, and how large: the limits of the media reference. */
const formats: Readonly<Record<MediaKind, { readonly mimeTypes: readonly string[]; readonly most: number }>> = {
  image: { mimeTypes: ["image/jpeg", "image/png"], most: 5 * megabyte },
  sticker: { mimeTypes: ["image/webp"], most: 500 * 1024 },
  video: { mimeTypes: ["video/mp4", "video/3gpp"], most: 16 * megabyte },
  audio: {
    mimeTypes: ["audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"],
    most: 16 * megabyte,
  },
  document: { mimeTypes: [], most: 100 * megabyte },
};

/** Types an upload may have beside the ones above; as a document any type can be sent by link. */
const documentTypes = [
  "text/plain",
  "text/csv",
  "text/vcard",
  "text/calendar",
  "application/pdf",
  "application/json",
  "application/zip",
  "application/msword",
  "application/vnd.ms-excel",
  "application/vnd.ms-powerpoint",
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.openxmlformats-officedocument.presentationml.presentation",
];

/** The type without its parameters, in lower case: `audio/ogg; codecs=opus` is `audio/ogg`. */
export function plainType(mimeType: string): string {
  return (mimeType.split(";")[0] ?? "").trim().toLowerCase();
}

/** The message type a MIME type belongs to; `document` for all that is no image, sound, film or sticker. */
export function kindOf(mimeType: string): MediaKind {
  const plain = plainType(mimeType);
  for (const kind of ["image", "sticker", "video", "audio"] as const) {
    if (formats[kind].mimeTypes.includes(plain)) return kind;
  }
  return "document";
}

/** Why these bytes cannot be sent as this message type; undefined when they can. */
export function mediaProblem(kind: MediaKind, mimeType: string, size: number, animated: boolean): string | undefined {
  const format = formats[kind];
  const plain = plainType(mimeType);
  if (kind !== "document" && !format.mimeTypes.includes(plain)) {
    return `Media of type ${plain} cannot be sent as ${kind}. Supported types: ${format.mimeTypes.join(", ")}.`;
  }
  const most = kind === "sticker" && !animated ? 100 * 1024 : format.most;
  if (size > most) return `Media file size too big. Max file size we currently support: ${most} bytes.`;
  return size === 0 ? "The media file is empty." : undefined;
}

/** Types `POST /{phone}/media` takes. */
export function isUploadable(mimeType: string): boolean {
  const plain = plainType(mimeType);
  return kindOf(plain) !== "document" || documentTypes.includes(plain);
}

/** All of them, for the error's words. */
export function uploadableTypes(): readonly string[] {
  return [...Object.values(formats).flatMap((format) => format.mimeTypes), ...documentTypes];
}

const signatures: readonly (readonly [mimeType: string, offset: number, bytes: readonly number[]])[] = [
  ["image/jpeg", 0, [0xff, 0xd8, 0xff]],
  ["image/png", 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ["image/webp", 8, [0x57, 0x45, 0x42, 0x50]],
];

/** False when an image's first bytes are not those of its type; other types are taken at their word. */
export function looksLike(mimeType: string, bytes: Uint8Array): boolean {
  const signature = signatures.find(([type]) => type === plainType(mimeType));
  if (signature === undefined) return true;
  const [, offset, expected] = signature;
  return expected.every((byte, index) => bytes[offset + index] === byte);
}

/** True for a WebP with an animation flag (VP8X header, bit 1): such stickers may be larger. */
export function isAnimatedWebp(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(12, 16)).toString("latin1");
  return head === "VP8X" && ((bytes[20] ?? 0) & 0x02) !== 0;
}
