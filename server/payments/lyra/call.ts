import { Buffer } from "node:buffer";
import type { ZodType } from "zod";
import { type Http, type HttpAnswer, HttpFailure, jsonOf, retryAfterOf } from "#contracts/http-port";
import type { CallProblem } from "#contracts/payment-provider";
import { type Instant, instant, seconds } from "#domain/instant";
import { hints, verdictOf } from "./error-codes.ts";
import { readIso } from "./iso-time.ts";
import { envelopeShape, errorShape } from "./objects.ts";
import { type LyraSettings, type Shop, apiOf, passwordsOf, shopOf } from "./settings.ts";

/**
 * What a call does at Lyra, where no key makes two calls one:
 * - reads: nothing; without an answer it is asked again
 * - repeats: something that, done again, changes nothing
 * - makes: a page; after a doubtful answer there may be one that nobody has the address of
 * - moves: money; after a doubtful answer one must look first
 */
export type Effect = "reads" | "repeats" | "makes" | "moves";

/** A call of one service (docs.lyra.com, rest/V4.0/api/reference.html). */
export type Call<Value> = {
  readonly service: string;
  readonly effect: Effect;
  readonly body: Readonly<Record<string, unknown>>;
  readonly shape: ZodType<Value>;
};

/** A call that did not end well. `code` is Lyra's. */
export type Refusal = CallProblem & { readonly code?: string };

/** What came of a call, and when Lyra says it was. */
export type Outcome<Value> = { readonly ok: true; readonly value: Value; readonly at: Instant } | Refusal;

/**
 * A task's claim ends after a minute, and then another node begins the same work. No key protects a charge or a refund
 * here, so that two looks and the move must be over by then.
 */
const deadlines: Readonly<Record<Effect, number>> = {
  reads: seconds(10),
  repeats: seconds(10),
  makes: seconds(30),
  moves: seconds(30),
};
/** A call we gave up may be at work at Lyra still (its own client waits 45 s): money is looked for only after that. */
const quietAfterDoubt = seconds(60);
const maxBytes = 4 * 1_024 * 1_024;

/** Makes one call and reads its answer; what is not Lyra's shape is a doubtful answer, never a value. */
export async function callLyra<Value>(settings: LyraSettings, http: Http, call: Call<Value>): Promise<Outcome<Value>> {
  const shop = shopOf(settings);
  if ("lacking" in shop) return { ok: false, retry: "never", reason: shop.lacking };
  let answer: HttpAnswer;
  try {
    answer = await http({
      method: "POST",
      url: `${apiOf(settings)}/api-payment/V4/${call.service}`,
      headers: {
        authorization: `Basic ${Buffer.from(`${shop.shopId}:${shop.password}`).toString("base64")}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(call.body),
      deadlineMs: deadlines[call.effect],
      maxBytes,
    });
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    const reason = scrub(`Lyra was not heard: ${error.message}`, settings, call);
    return error.reached === "no" ? { ok: false, retry: "later", reason } : inDoubt(call.effect, reason);
  }
  return read(answer, shop, settings, call);
}

function read<Value>(answer: HttpAnswer, shop: Shop, settings: LyraSettings, call: Call<Value>): Outcome<Value> {
  const { status } = answer;
  const afterMs = retryAfterOf(answer);
  const patience = afterMs === undefined ? {} : { afterMs };
  if (status === 429) return { ok: false, retry: "later", reason: "Lyra asks for a pause", ...patience };
  if (status === 401) return { ok: false, retry: "never", reason: `Lyra answered 401: ${hints.get("INT_905")}` };
  if (status >= 500 || status === 408) return inDoubt(call.effect, `Lyra answered ${status}`, patience);
  // It answers 200 to whatever it understood: anything else comes from something in front of it, or a wrong address.
  if (status < 200 || status >= 300) return { ok: false, retry: "never", reason: `Lyra answered ${status}` };
  const envelope = envelopeShape.safeParse(jsonOf(answer));
  if (!envelope.success) return inDoubt(call.effect, "Lyra's answer cannot be read");
  const { mode, serverDate, answer: said } = envelope.data;
  if (envelope.data.status === "ERROR") return refusalOf(said, settings, call);
  if (mode && mode !== shop.mode)
    return { ok: false, retry: "never", reason: `Lyra answered in the mode ${mode.slice(0, 20)}, not ${shop.mode}` };
  const value = call.shape.safeParse(said);
  if (value.success) return { ok: true, value: value.data, at: readIso(serverDate) ?? instant(0) };
  const where = value.error.issues[0]?.path.join(".") ?? "";
  return inDoubt(call.effect, `Lyra's answer to ${call.service} cannot be read at "${where}"`);
}

function refusalOf<Value>(said: unknown, settings: LyraSettings, call: Call<Value>): Refusal {
  const error = errorShape.safeParse(said);
  if (!error.success) return inDoubt(call.effect, "Lyra's error cannot be read");
  const { errorCode: code, errorMessage, detailedErrorCode, detailedErrorMessage } = error.data;
  const words = [hints.get(code) ?? errorMessage, detailedErrorCode, detailedErrorMessage].filter((word) => word);
  const reason = scrub(`Lyra answered ${code}: ${words.join(", ")}`, settings, call);
  const verdict = verdictOf(code);
  return verdict === "doubt" ? { ...inDoubt(call.effect, reason), code } : { ok: false, retry: verdict, reason, code };
}

/** When nobody knows what was done. */
function inDoubt(effect: Effect, reason: string, patience: { readonly afterMs?: number } = {}): CallProblem {
  if (effect === "reads" || effect === "repeats") return { ok: false, retry: "later", reason, ...patience };
  if (effect === "makes") return { ok: false, retry: "unknown", reason, ...patience };
  return { ok: false, retry: "unknown", reason, afterMs: Math.max(quietAfterDoubt, patience.afterMs ?? 0) };
}

/** No line of ours may hold a key, an alias, or what a buyer typed: Lyra quotes the value it dislikes. */
function scrub(text: string, settings: LyraSettings, { body }: Call<unknown>): string {
  const alias = body["paymentMethodToken"];
  const hidden = [...passwordsOf(settings), settings.hmacKey?.trim() ?? "", typeof alias === "string" ? alias : ""];
  const clean = hidden.filter((one) => one !== "").reduce((rest, one) => rest.replaceAll(one, "…"), text);
  return clean
    .replace(/\b(?:test|prod)password_\w+/g, "…")
    .replace(/value=[^\]]*/g, "value=…")
    .slice(0, 300);
}

/** A refusal as the contract states it. */
export const problemOf = ({ ok, retry, reason, afterMs }: Refusal): CallProblem =>
  afterMs === undefined ? { ok, retry, reason } : { ok, retry, reason, afterMs };
