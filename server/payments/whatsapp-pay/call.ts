import type { ZodType } from "zod";
import { type Http, type HttpAnswer, HttpFailure, type HttpRequest, jsonOf, retryAfterOf } from "#contracts/http-port";
import type { CallProblem } from "#contracts/payment-provider";
import { type Instant, instant, seconds } from "#domain/instant";
import { errorShape } from "./objects.ts";
import { type Access, type WhatsappPaySettings, accessOf, numberAddress } from "./settings.ts";

/** What a call does: it reads, or it moves money and, unanswered, may have done so. */
type Effect = "reads" | "moves";

/** A call of the number's payments. `path` follows the number's own address. */
export type Call<Value> = {
  readonly path: string;
  readonly effect: Effect;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly shape: ZodType<Value>;
};

/** What came of a call; `at` is the provider's own time of its answer. A refusal names Meta's code where it has one. */
export type Outcome<Value> =
  | { readonly ok: true; readonly value: Value; readonly at: Instant }
  | (CallProblem & { readonly code?: number; readonly at?: Instant });

const deadlines: Readonly<Record<Effect, number>> = { reads: seconds(10), moves: seconds(30) };
/** A call we gave up may be at work still: money is looked for only after that. */
const quietAfterDoubt = seconds(60);
const maxBytes = 1_024 * 1_024;

/** Codes that pass by themselves and say that nothing was done (Meta's error page, September 2026). */
const haste: ReadonlySet<number> = new Set([4, 80007, 130429]);
/** Codes of Meta's own trouble: what was asked may have been done. */
const trouble: ReadonlySet<number> = new Set([1, 2, 131000, 131016, 133004, 131057]);
/** The token: somebody renews it, and then the call is made. */
const token: ReadonlySet<number> = new Set([0, 190]);

/** Makes one call and reads its answer; what is not Meta's shape is a doubtful answer, never a value. */
export async function callMeta<Value>(
  settings: WhatsappPaySettings,
  http: Http,
  call: Call<Value>,
): Promise<Outcome<Value>> {
  const access = accessOf(settings);
  if ("lacking" in access) return { ok: false, retry: "never", reason: access.lacking };
  let answer: HttpAnswer;
  try {
    answer = await http(requestOf(settings, access, call));
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    const reason = scrub(`WhatsApp was not heard: ${error.message}`, access);
    return error.reached === "no" ? { ok: false, retry: "later", reason } : inDoubt(call.effect, reason);
  }
  return read(answer, access, call);
}

const requestOf = (
  settings: WhatsappPaySettings,
  access: Access,
  { path, effect, body }: Call<unknown>,
): HttpRequest => ({
  method: body === undefined ? "GET" : "POST",
  url: `${numberAddress(settings, access)}/${path}`,
  headers: {
    authorization: `Bearer ${access.accessToken}`,
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  deadlineMs: deadlines[effect],
  maxBytes,
});

function read<Value>(answer: HttpAnswer, access: Access, { effect, shape }: Call<Value>): Outcome<Value> {
  const { status } = answer;
  const afterMs = retryAfterOf(answer);
  const patience = afterMs === undefined ? {} : { afterMs };
  const at = dateOf(answer);
  const error = errorShape.safeParse(jsonOf(answer));
  if (error.success) {
    const { code, message, error_data } = error.data.error;
    const reason = scrub(`WhatsApp answered ${code}: ${error_data?.details ?? message ?? "no reason"}`, access);
    if (haste.has(code)) return { ok: false, retry: "later", reason, code, ...patience };
    if (trouble.has(code) || status >= 500) return { ...inDoubt(effect, reason, patience), code };
    if (token.has(code)) return { ok: false, retry: "later", reason, code, afterMs: seconds(600) };
    return { ok: false, retry: "never", reason, code, at };
  }
  if (status === 429) return { ok: false, retry: "later", reason: "WhatsApp asks for a pause", ...patience };
  if (status >= 500 || status === 408) return inDoubt(effect, `WhatsApp answered ${status}`, patience);
  if (status < 200 || status >= 300) return { ok: false, retry: "never", reason: `WhatsApp answered ${status}` };
  const value = shape.safeParse(jsonOf(answer));
  if (value.success) return { ok: true, value: value.data, at };
  const where = value.error.issues[0]?.path.join(".") ?? "";
  return inDoubt(effect, `WhatsApp's answer about a payment cannot be read at "${where}"`);
}

/** The provider's own clock; 0 where the answer has no date. */
function dateOf({ headers }: HttpAnswer): Instant {
  const date = Date.parse(headers["date"] ?? "");
  return instant(Number.isSafeInteger(date) && date > 0 ? date : 0);
}

/** When nobody knows what was done. */
function inDoubt(effect: Effect, reason: string, patience: { readonly afterMs?: number } = {}): CallProblem {
  if (effect === "reads") return { ok: false, retry: "later", reason, ...patience };
  return { ok: false, retry: "unknown", reason, afterMs: Math.max(quietAfterDoubt, patience.afterMs ?? 0) };
}

/** No line of ours may hold the token. */
const scrub = (text: string, { accessToken }: Access): string => text.replaceAll(accessToken, "…").slice(0, 300);

/** A refusal as the contract states it. */
export const problemOf = ({ ok, retry, reason, afterMs }: CallProblem): CallProblem =>
  afterMs === undefined ? { ok, retry, reason } : { ok, retry, reason, afterMs };
