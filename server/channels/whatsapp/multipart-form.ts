import { createHash } from "node:crypto";
import type { MediaFile } from "#contracts/channel";

const encoder = new TextEncoder();

/** Names of fields and files as browsers write them in a form (HTML standard, multipart/form-data). */
const escapedName = (name: string): string =>
  name
    .replace(/\r\n|[\r\n]/g, "%0D%0A")
    .replaceAll("\u0000", "")
    .replaceAll('"', "%22");

/** A header value cannot hold the end of its line. */
const plainHeader = (value: string): string => value.replace(/[\r\n]/g, "").replaceAll("\u0000", "");

/** A boundary that is made from the file itself, so that the same file gives the same request, and is not in it. */
function boundaryFor(bytes: Uint8Array): string {
  const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let seed = createHash("sha256").update(bytes).digest("hex");
  while (haystack.includes(`comptoir-${seed.slice(0, 40)}`)) seed = createHash("sha256").update(seed).digest("hex");
  return `comptoir-${seed.slice(0, 40)}`;
}

/** A `multipart/form-data` body (RFC 7578) of text fields and one file under the name `file`. */
export function multipartForm(
  fields: Readonly<Record<string, string>>,
  file: MediaFile,
): { readonly contentType: string; readonly body: Uint8Array } {
  const boundary = boundaryFor(file.bytes);
  const head = Object.entries(fields)
    .map(
      ([name, value]) =>
        `--${boundary}\r\ncontent-disposition: form-data; name="${escapedName(name)}"\r\n\r\n${value}\r\n`,
    )
    .join("");
  const filename = escapedName(file.filename ?? "file");
  const mimeType = plainHeader(file.mimeType);
  const opening =
    `${head}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${filename}"\r\n` +
    `content-type: ${mimeType}\r\n\r\n`;
  const before = encoder.encode(opening);
  const after = encoder.encode(`\r\n--${boundary}--\r\n`);
  const body = new Uint8Array(before.byteLength + file.bytes.byteLength + after.byteLength);
  body.set(before, 0);
  body.set(file.bytes, before.byteLength);
  body.set(after, before.byteLength + file.bytes.byteLength);
  return { contentType: `multipart/form-data; boundary=${boundary}`, body };
}
