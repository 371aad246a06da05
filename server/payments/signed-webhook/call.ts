import type { ZodType } from "zod";
import { type Http, type HttpAnswer, HttpFailure, jsonOf, retryAfterOf } from "#contracts/http-port";
import type { CallProblem } from "#contracts/payment-provider";
import { type WebhookSettings, secretsOf } from "./settings.ts";
import { signed } from "./signature.ts";

/** Whether a call, done again, changes nothing; or moves money, so that one must look first. */
export type Effect = "repeats" | "moves";

/** One signed post: what is asked, and under which name; the same name is the same wish, however often it arrives. */
export type Call = {
  readonly type: string;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly effect: Effect;
};

/** What came of a call. */
export type Outcome<Value> = { readonly ok: true; readonly value: Value } | CallProblem;

const problem = (retry: CallProblem["retry"], reason: string, afterMs?: number): CallProblem => ({
  ok: false,
  retry,
  reason: reason.slice(0, 300),
  ...(afterMs === undefined ? {} : { afterMs }),
});

/** When nobody knows what was done: money is looked for first, anything else is simply asked again. */
const inDoubt = (effect: Effect): CallProblem["retry"] => (effect === "moves" ? "unknown" : "later");

/** Posts a call to the merchant's service and reads its answer; an unreadable one is doubt, never a value. */
export async function callService<Value>(
  { type, id, data, effect }: Call,
  shape: ZodType<Value>,
  settings: WebhookSettings,
  http: Http,
): Promise<Outcome<Value>> {
  const { endpoint = "" } = settings;
  const [secret] = secretsOf(settings);
  if (endpoint === "") return problem("never", "no address of the service is set");
  if (secret === undefined) return problem("never", "no signing secret is set");
  const body = JSON.stringify({ type, data });
  let answer: HttpAnswer;
  try {
    answer = await http({
      method: "POST",
      url: endpoint,
      headers: { "content-type": "application/json", "idempotency-key": id },
      headersAt: (now) => signed(secret, id, now, body),
      body,
    });
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error;
    return problem(error.reached === "no" ? "later" : inDoubt(effect), `the service was not heard: ${error.message}`);
  }
  return read(answer, shape, effect);
}

function read<Value>(answer: HttpAnswer, shape: ZodType<Value>, effect: Effect): Outcome<Value> {
  const { status } = answer;
  if (status === 429 || status === 409 || status === 425)
    return problem("later", `the service answered ${status}`, retryAfterOf(answer));
  if (status >= 500 || status === 408) return problem(inDoubt(effect), `the service answered ${status}`);
  if (status < 200 || status >= 300) return problem("never", `the service refused it with ${status}`);
  const found = shape.safeParse(jsonOf(answer));
  if (found.success) return { ok: true, value: found.data };
  const where = found.error.issues[0]?.path.join(".") ?? "";
  return problem(inDoubt(effect), `the service's answer cannot be read at "${where}"`);
}
