/** A part of a `multipart/form-data` body. */
export type FormPart = {
  readonly name: string;
  readonly filename: string | undefined;
  readonly mimeType: string | undefined;
  readonly bytes: Uint8Array;
};

/** The parts of a form (RFC 7578); an empty list when the body is none. */
export function parseMultipart(contentType: string, body: Uint8Array): readonly FormPart[] {
  const found = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const boundary = found?.[1] ?? found?.[2];
  if (boundary === undefined) return [];
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const mark = Buffer.from(`--${boundary}`);
  const parts: FormPart[] = [];
  let start = bytes.indexOf(mark);
  while (start >= 0) {
    const end = bytes.indexOf(mark, start + mark.length);
    if (end < 0) break;
    const part = parsePart(bytes.subarray(start + mark.length + 2, end - 2));
    if (part !== undefined) parts.push(part);
    start = end;
  }
  return parts;
}

function parsePart(bytes: Buffer): FormPart | undefined {
  const gap = bytes.indexOf("\r\n\r\n");
  if (gap < 0) return undefined;
  const head = bytes.subarray(0, gap).toString("utf8");
  const disposition = /content-disposition:\s*form-data;?([^\r\n]*)/i.exec(head)?.[1] ?? "";
  const name = /(?:^|[;\s])name="([^"]*)"/i.exec(disposition)?.[1];
  if (name === undefined) return undefined;
  return {
    name,
    filename: /filename="([^"]*)"/i.exec(disposition)?.[1],
    mimeType: /content-type:\s*([^\r\n]+)/i.exec(head)?.[1]?.trim(),
    bytes: Uint8Array.from(bytes.subarray(gap + 4)),
  };
}
