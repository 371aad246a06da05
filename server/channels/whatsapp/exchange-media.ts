import { createHash } from "node:crypto";
import type { MediaFile, MediaOutcome } from "#contracts/channel";
import { type Http, type HttpAnswer, HttpFailure, type HttpRequest, jsonOf } from "#contracts/http-port";
import { minutes, seconds } from "#domain/instant";
import type { MediaKind } from "#domain/media";
import { outcomeOfRefusal } from "./graph-errors.ts";
import { fieldsOf, given, idOf, numberOf, wordsOf } from "./json-fields.ts";
import { largestFile, receivedProblem, uploadProblem } from "./media-formats.ts";
import { multipartForm } from "./multipart-form.ts";
import { type WhatsappSettings, authorization, graphAddress, numberAddress } from "./settings-form.ts";

type Trouble = Exclude<MediaOutcome<object>, { readonly outcome: "done" }>;

const answeredBytes = 256 * 1_024;
const failed = (reason: string): Trouble => ({ outcome: "failed", reason });
const isSuccess = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300;

/** Makes a call once. Uploads and downloads may safely be repeated: whatever is not surely final is worth a retry. */
async function call(request: HttpRequest, http: Http): Promise<HttpAnswer | Trouble> {
  try {
    return await http(request);
  } catch (error) {
    const words = error instanceof HttpFailure || error instanceof Error ? error.message : String(error);
    return { outcome: "retry", reason: `no answer from WhatsApp: ${words}` };
  }
}

function troubleOf(answer: HttpAnswer): Trouble {
  const refusal = outcomeOfRefusal(answer);
  if (refusal.outcome === "failed") return failed(refusal.reason);
  return {
    outcome: "retry",
    reason: refusal.reason,
    ...given({ afterMs: refusal.outcome === "retry" ? refusal.afterMs : undefined }),
  };
}

/** Uploads a file (`POST /{phone number id}/media`); its id is good for 30 days. */
export async function uploadMedia(
  file: MediaFile,
  settings: WhatsappSettings,
  http: Http,
): Promise<MediaOutcome<{ readonly id: string }>> {
  const problem = uploadProblem(file);
  if (problem !== undefined) return failed(problem);
  const { contentType, body } = multipartForm({ messaging_product: "whatsapp", type: file.mimeType }, file);
  const answer = await call(
    {
      method: "POST",
      url: numberAddress(settings, "media"),
      headers: { ...authorization(settings), "content-type": contentType },
      body,
      deadlineMs: minutes(2),
      maxBytes: answeredBytes,
    },
    http,
  );
  if ("outcome" in answer) return answer;
  if (!isSuccess(answer)) return troubleOf(answer);
  const id = idOf(fieldsOf(jsonOf(answer))["id"]);
  return id === undefined
    ? { outcome: "retry", reason: "WhatsApp took the file but its answer cannot be read" }
    : { outcome: "done", id };
}

/** A file of a webhook, as it was announced. */
export type Announced = { readonly mediaId: string; readonly media: MediaKind; readonly sha256?: string };
/** What the Graph API says of a file: where it lies for five minutes, and what it is. */
type Found = {
  readonly url: string;
  readonly mimeType: string | undefined;
  readonly sha256: string | undefined;
  readonly size: number | undefined;
};

/**
 * Fetches a received file in two steps: its address, then its bytes, both with the token. An address that has run out
 * (404) is asked for once more. Type, size and hash are checked before the bytes are given out.
 */
export async function downloadMedia(
  announced: Announced,
  settings: WhatsappSettings,
  http: Http,
): Promise<MediaOutcome<{ readonly file: MediaFile }>> {
  for (let tries = 1; ; tries += 1) {
    const found = await findMedia(announced, settings, http);
    if ("outcome" in found) return found;
    const answer = await fetchMedia(found, settings, http);
    if ("outcome" in answer) return answer;
    if (answer.status === 404 && tries === 1) continue;
    return isSuccess(answer) ? fileOf(announced, found, answer) : troubleOf(answer);
  }
}

async function findMedia(
  { mediaId, media }: Announced,
  settings: WhatsappSettings,
  http: Http,
): Promise<Found | Trouble> {
  const number = encodeURIComponent(settings.phoneNumberId ?? "");
  const answer = await call(
    {
      method: "GET",
      url: `${graphAddress(settings)}/${encodeURIComponent(mediaId)}?phone_number_id=${number}`,
      headers: authorization(settings),
      deadlineMs: seconds(20),
      maxBytes: answeredBytes,
    },
    http,
  );
  if ("outcome" in answer) return answer;
  if (!isSuccess(answer)) return troubleOf(answer);
  const found = fieldsOf(jsonOf(answer));
  const url = wordsOf(found["url"]);
  if (url === undefined) return { outcome: "retry", reason: "WhatsApp's answer about the file cannot be read" };
  if (!isTrusted(url, settings)) return failed("the file's address is not one the token may be sent to");
  const size = numberOf(found["file_size"]);
  const mimeType = wordsOf(found["mime_type"]);
  const problem = size === undefined ? undefined : receivedProblem(media, mimeType ?? `${media}/*`, size);
  return problem === undefined ? { url, mimeType, sha256: wordsOf(found["sha256"]), size } : failed(problem);
}

/** The token goes over TLS, or to the very server the settings name. */
function isTrusted(url: string, settings: WhatsappSettings): boolean {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username !== "" || parsed.password !== "") return false;
  return parsed.protocol === "https:" || parsed.origin === URL.parse(graphAddress(settings))?.origin;
}

const fetchMedia = ({ url }: Found, settings: WhatsappSettings, http: Http): Promise<HttpAnswer | Trouble> =>
  call({ method: "GET", url, headers: authorization(settings), deadlineMs: minutes(2), maxBytes: largestFile }, http);

function fileOf(announced: Announced, found: Found, answer: HttpAnswer): MediaOutcome<{ readonly file: MediaFile }> {
  const bytes = answer.body;
  const mimeType = found.mimeType ?? answer.headers["content-type"] ?? "application/octet-stream";
  if (found.size !== undefined && found.size !== bytes.byteLength)
    return { outcome: "retry", reason: `${bytes.byteLength} of ${found.size} bytes arrived` };
  const problem = receivedProblem(announced.media, mimeType, bytes.byteLength);
  if (problem !== undefined) return failed(problem);
  const expected = announced.sha256 ?? found.sha256;
  if (expected !== undefined && !isHashOf(expected, bytes)) return failed("the file is not the one that was announced");
  return { outcome: "done", file: { bytes, mimeType } };
}

/** Webhooks give the hash in base64; hexadecimal is taken too. */
function isHashOf(expected: string, bytes: Uint8Array): boolean {
  const digest = createHash("sha256").update(bytes).digest();
  return expected === digest.toString("base64") || expected.toLowerCase() === digest.toString("hex");
}
