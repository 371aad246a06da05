import type { FastifyReply } from "fastify";
import { openFile } from "#engine/upload-file";
import { notFound } from "../problem.ts";
import { publicId } from "../public-ids.ts";
import type { Looking } from "../read/looking.ts";
import { type Call, timeOf } from "./call.ts";
import { refusal } from "./refusals.ts";

/** First bytes by which a file shows what it is; the name and the sender's word prove nothing. */
const marks: readonly { readonly type: string; readonly at: number; readonly bytes: readonly number[] }[] = [
  { type: "image/jpeg", at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: "image/png", at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: "image/gif", at: 0, bytes: [0x47, 0x49, 0x46, 0x38] },
  { type: "image/webp", at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
  { type: "application/pdf", at: 0, bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: "video/mp4", at: 4, bytes: [0x66, 0x74, 0x79, 0x70] },
  { type: "audio/ogg", at: 0, bytes: [0x4f, 0x67, 0x67, 0x53] },
  { type: "audio/mpeg", at: 0, bytes: [0x49, 0x44, 0x33] },
  { type: "audio/amr", at: 0, bytes: [0x23, 0x21, 0x41, 0x4d, 0x52] },
  { type: "application/zip", at: 0, bytes: [0x50, 0x4b, 0x03, 0x04] },
];
/** Types that share the first bytes of another: the sender's word decides among them. */
const families: Readonly<Record<string, RegExp>> = {
  "video/mp4": /^(video\/(mp4|3gpp|quicktime)|audio\/(mp4|aac|x-m4a))$/,
  "audio/ogg": /^audio\/(ogg|opus)$/,
  "application/zip": /^application\/vnd\.(openxmlformats-officedocument\.[\w.]+|oasis\.opendocument\.[\w.-]+)$/,
};

/** The type of a file by its bytes. What is not known is plain text when it reads as such, else nameless bytes. */
export function typeOf(bytes: Uint8Array, said: string): string {
  const claimed = said.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const mark = marks.find(({ at, bytes: first }) => first.every((byte, n) => bytes[at + n] === byte));
  if (mark) return families[mark.type]?.test(claimed) === true ? claimed : mark.type;
  const isText = !bytes.subarray(0, 4_096).includes(0) && /^text\/(plain|csv)$/.test(claimed);
  return isText ? claimed : "application/octet-stream";
}

/** Types a browser may show by itself; a page or a drawing with scripts in it is none of them. */
const shown = /^(image\/(jpeg|png|gif|webp)|audio\/[\w.-]+|video\/[\w.-]+|application\/pdf)$/;

/** A name without folders, control characters and marks that mean something to a file system. */
const safeName = (name: string): string =>
  (name.normalize("NFC").split(/[\\/]/).at(-1) ?? "")
    .replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, "")
    .trim()
    .slice(0, 200) || "file";

/** Keeps a file of the shop's. */
export async function keepFile({ till, shop, query, body, request }: Call<"uploadFile">) {
  if (!(body instanceof Uint8Array) || body.length === 0) throw refusal("file.empty");
  const { ports } = till;
  const at = ports.clock.now();
  const row = {
    file_id: ports.ids.uuid(at),
    name: safeName(query.name),
    mime_type: typeOf(body, request.headers["content-type"] ?? ""),
    size: body.length,
    sha256: ports.hash(body),
    bytes: body,
    from_thread: null,
    created_at: at,
  };
  await ports.store.tx(shop.businessId, (tx) => tx.insert("file", [row]));
  const id = publicId("file", row.file_id);
  return {
    id,
    name: row.name,
    mimeType: row.mime_type,
    size: row.size,
    createdAt: timeOf(at),
    url: `/api/v1/shops/${shop.slug}/files/${id}`,
  };
}

/** Sends a file of ours: nothing in it can run here, and what a browser may not show is saved instead. */
export async function sendFile(
  { till, shop }: Pick<Looking, "till" | "shop">,
  reply: FastifyReply,
  key: string,
  download: boolean,
): Promise<FastifyReply> {
  const file = await openFile(till.ports, shop, key);
  if (!file) throw notFound();
  const type = file.mimeType.split(";", 1)[0]?.trim() ?? "";
  const attached = download || !shown.test(type);
  const name = safeName(file.filename ?? "file");
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  return reply
    .headers({
      "content-type": attached ? "application/octet-stream" : type,
      "content-disposition": `${attached ? "attachment" : "inline"}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox",
      "cache-control": "private, max-age=3600",
    })
    .send(Buffer.from(file.bytes));
}
