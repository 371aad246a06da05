import { createHash } from "node:crypto";
import type { WireRequest, WireResponse } from "../wire.ts";
import { answer, failure, unknownObject } from "./graph-answers.ts";
import { newObjectId, randomHex } from "./ids.ts";
import { isUploadable, kindOf, looksLike, mediaProblem, plainType, uploadableTypes } from "./media-formats.ts";
import { parseMultipart } from "../multipart.ts";
import type { MediaRecord, MetaContext, NumberRecord } from "./state.ts";

const day = 86_400_000;

/** Uploaded files and files received in webhooks live this long; a download address five minutes. */
export const uploadLifeMs = 30 * day;
export const receivedLifeMs = 7 * day;
const addressLifeMs = 5 * 60_000;

/** Path of the second hop. */
export const downloadPath = "/whatsapp_business/attachments/";

/** Keeps a file; the oldest ones make room. */
export function storeMedia(
  context: MetaContext,
  phoneNumberId: string,
  bytes: Uint8Array,
  mimeType: string,
  lifeMs: number,
): MediaRecord {
  const { state, settings, ports } = context;
  const media: MediaRecord = {
    id: newObjectId(context),
    phoneNumberId,
    bytes,
    mimeType,
    sha256: createHash("sha256").update(bytes).digest("base64"),
    expiresAt: ports.now() + lifeMs,
    ticket: { value: "", expiresAt: 0 },
  };
  state.media.set(media.id, media);
  state.mediaBytes += bytes.length;
  for (const old of state.media.values()) {
    const fits = state.media.size <= settings.limits.mediaFiles && state.mediaBytes <= settings.limits.mediaBytes;
    if (fits || old.id === media.id) break;
    dropMedia(context, old);
  }
  return media;
}

function dropMedia(context: MetaContext, media: MediaRecord): void {
  if (context.state.media.delete(media.id)) context.state.mediaBytes -= media.bytes.length;
}

/** A download address good for five minutes. */
export function mediaAddress(context: MetaContext, media: MediaRecord): string {
  media.ticket = { value: randomHex(context, 24), expiresAt: context.ports.now() + addressLifeMs };
  const seconds = Math.floor(media.ticket.expiresAt / 1_000);
  return `${context.state.publicUrl}${downloadPath}?mid=${media.id}&ext=${seconds}&hash=${media.ticket.value}`;
}

/** `POST /{phone}/media`: a multipart form with `file`, `type`, `messaging_product`. */
export function uploadMedia(context: MetaContext, number: NumberRecord, request: WireRequest): WireResponse {
  const form = parseMultipart(request.headers["content-type"] ?? "", request.body);
  const file = form.find((part) => part.name === "file");
  const product = form.find((part) => part.name === "messaging_product");
  if (product === undefined || Buffer.from(product.bytes).toString("utf8") !== "whatsapp") {
    return failure(context, 100, "The parameter messaging_product is required.");
  }
  if (file === undefined || file.filename === undefined) {
    return failure(context, 100, "The parameter file is required.");
  }
  const typePart = form.find((part) => part.name === "type");
  const fallback = typePart === undefined ? "application/octet-stream" : Buffer.from(typePart.bytes).toString("utf8");
  const mimeType = file.mimeType ?? fallback;
  if (!isUploadable(mimeType)) {
    const types = uploadableTypes().join(", ");
    const received = `Received file of type '${plainType(mimeType)}'.`;
    return failure(context, 100, `Param file must be a file with one of the following types: ${types}. ${received}`);
  }
  const problem = mediaProblem(kindOf(mimeType), mimeType, file.bytes.length, true);
  if (problem !== undefined) return failure(context, 131053, problem);
  if (context.settings.inspectMedia && !looksLike(mimeType, file.bytes)) {
    return failure(context, 131053, `The file is not a valid ${plainType(mimeType)} file.`);
  }
  const media = storeMedia(context, number.setup.phoneNumberId, file.bytes, mimeType, uploadLifeMs);
  return answer(200, { id: media.id });
}

/** The file, while it lives and when this token may see it. */
export function visibleMedia(context: MetaContext, id: string, token: string): MediaRecord | undefined {
  const media = context.state.media.get(id);
  if (media === undefined || media.expiresAt <= context.ports.now()) return undefined;
  const owner = context.state.numbers.get(media.phoneNumberId);
  return owner?.setup.accessToken === token ? media : undefined;
}

/** `GET|DELETE /{media id}`. */
export function mediaObject(
  context: MetaContext,
  media: MediaRecord,
  request: WireRequest,
  query: URLSearchParams,
): WireResponse {
  const asked = query.get("phone_number_id");
  if (asked !== null && asked !== media.phoneNumberId) return unknownObject(context, media.id, request.method);
  if (request.method === "DELETE") {
    dropMedia(context, media);
    return answer(200, { success: true });
  }
  return answer(200, {
    messaging_product: "whatsapp",
    url: mediaAddress(context, media),
    mime_type: media.mimeType,
    sha256: media.sha256,
    file_size: media.bytes.length,
    id: media.id,
  });
}

/** The second hop: the bytes, for the same token, while the address lives. */
export function downloadMedia(context: MetaContext, token: string, query: URLSearchParams): WireResponse {
  const media = visibleMedia(context, query.get("mid") ?? "", token);
  const now = context.ports.now();
  if (media === undefined || media.ticket.value !== query.get("hash") || media.ticket.expiresAt <= now) {
    return { status: 404, headers: { "content-type": "text/plain" }, body: Buffer.from("Not found") };
  }
  return {
    status: 200,
    headers: { "content-type": media.mimeType, "content-length": String(media.bytes.length) },
    body: media.bytes,
  };
}
