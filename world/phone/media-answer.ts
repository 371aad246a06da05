import type { ServerResponse } from "node:http";
import type { MetaWorld } from "../meta/model-types.ts";
import { plainHeaders, Refused } from "./http-answers.ts";

/** Kinds of files a browser may show inside the page; anything else, SVG included, is only offered for keeping. */
const shown = /^(image\/(png|jpeg|webp|gif)|audio\/[a-z0-9.+-]+|video\/(mp4|3gpp)|application\/pdf)\b/;

/** Answers `GET /media/{id}` with a file of a chat. Throws `Refused` when it is not kept (any more). */
export function answerMedia(meta: Pick<MetaWorld, "media">, pathname: string, outgoing: ServerResponse): void {
  const file = meta.media(decodeURIComponent(pathname.slice("/media/".length)));
  if (file === undefined) throw new Refused(404, "This file is not kept any more.");
  outgoing.writeHead(200, {
    ...plainHeaders,
    "content-type": shown.test(file.mimeType) ? file.mimeType : "application/octet-stream",
    "content-length": String(file.bytes.length),
    "content-disposition": shown.test(file.mimeType) ? "inline" : "attachment",
    // A browser's PDF viewer is a page of its own that such a policy would switch off.
    ...(file.mimeType.startsWith("application/pdf") ? {} : { "content-security-policy": "default-src 'none'" }),
  });
  outgoing.end(file.bytes);
}
