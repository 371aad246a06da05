import Stripe from "stripe";
import type { ZodType } from "zod";
import { type Http, type HttpAnswer, retryAfterOf } from "#contracts/http-port";
import type { CallProblem } from "#contracts/payment-provider";
import { type Exchange, stripeFor } from "./api-client.ts";
import { type StripeSettings, webhookSecretsOf } from "./settings.ts";

/**
 * What a call does at Stripe:
 * - reads: nothing; without an answer it is asked again
 * - repeats: something that, done again, changes nothing or reaches nobody (our key; an unseen link)
 * - moves: money; after a doubtful answer one must look first
 */
export type Effect = "reads" | "repeats" | "moves";

/**
 * A call that did not end well. `code` is Stripe's, `error` its whole error as it came, not to be shown to anybody;
 * `isStored` says that the failure was answered from its memory.
 */
export type Refusal = CallProblem & { readonly code?: string; readonly error?: unknown; readonly isStored: boolean };

/** What came of a call. */
export type Outcome<Value> = { readonly ok: true; readonly value: Value } | Refusal;

/** No line of ours may hold a key, or the name of a kept card, which spends money: Stripe's messages quote both. */
function scrub(text: string, settings: StripeSettings): string {
  const secrets = [settings.secretKey ?? "", ...webhookSecretsOf(settings)].filter((secret) => secret !== "");
  const clean = secrets.reduce((rest, secret) => rest.replaceAll(secret, "…"), text);
  return clean.replace(/\b(?:(?:sk|rk|pk)_(?:live|test)|whsec|pm|cus)_[^\s"']+/g, "…").slice(0, 300);
}

const refusal = (retry: CallProblem["retry"], reason: string, rest: Partial<Refusal> = {}): Refusal => ({
  isStored: false,
  ...rest,
  ok: false,
  retry,
  reason,
});

/** When nobody knows what was done: money is looked for first, anything else is simply asked again. */
const inDoubt = (effect: Effect): CallProblem["retry"] => (effect === "moves" ? "unknown" : "later");

function retryOf(answer: HttpAnswer, effect: Effect): CallProblem["retry"] {
  const { status, headers } = answer;
  if (status >= 500 || status === 408 || (status >= 200 && status < 300)) return inDoubt(effect);
  // 409: the same key is at work at this moment, or a lock was not had. 429: nothing was begun.
  if (status === 409 || status === 425 || status === 429) return "later";
  return headers["stripe-should-retry"] === "true" ? "later" : "never";
}

function failed(error: unknown, { answer, failure }: Exchange, effect: Effect, settings: StripeSettings): Refusal {
  if (failure) {
    const retry = failure.reached === "no" || effect === "reads" ? "later" : "unknown";
    return refusal(retry, scrub(`Stripe was not heard: ${failure.message}`, settings));
  }
  const told = error instanceof Stripe.errors.StripeError ? error : undefined;
  if (!answer) return refusal("never", scrub(`the call could not be made: ${String(error)}`, settings));
  const words = told?.message ?? "unreadable answer";
  const code = told?.code ?? told?.rawType;
  const afterMs = retryAfterOf(answer);
  return refusal(retryOf(answer, effect), scrub(`Stripe answered ${answer.status} ${code ?? ""}: ${words}`, settings), {
    isStored: answer.headers["idempotent-replayed"] === "true",
    ...(code === undefined ? {} : { code }),
    ...(told === undefined ? {} : { error: told.raw }),
    ...(afterMs === undefined ? {} : { afterMs }),
  });
}

/** Makes one call and reads its answer; a shape that is not Stripe's is a doubtful answer, never a value. */
export async function callStripe<Value>(
  settings: StripeSettings,
  http: Http,
  effect: Effect,
  shape: ZodType<Value>,
  call: (stripe: Stripe) => Promise<unknown>,
): Promise<Outcome<Value>> {
  const secretKey = settings.secretKey?.trim() ?? "";
  if (secretKey === "") return refusal("never", "no secret key is set");
  const [stripe, exchange] = stripeFor(settings, secretKey, http);
  let answer: unknown;
  try {
    answer = await call(stripe);
  } catch (error) {
    return failed(error, exchange, effect, settings);
  }
  const read = shape.safeParse(answer);
  if (read.success) return { ok: true, value: read.data };
  const where = read.error.issues[0]?.path.join(".") ?? "";
  return refusal(inDoubt(effect), `Stripe's answer cannot be read at "${where}"`);
}

/** A refusal as the contract states it. */
export const problemOf = ({ ok, retry, reason, afterMs }: Refusal): CallProblem =>
  afterMs === undefined ? { ok, retry, reason } : { ok, retry, reason, afterMs };

/** How many stored failures of one intent are stepped over in one call. */
const mostSteps = 5;

/**
 * A call under a key that may be tried again. Stripe answers a key from memory for 24 hours, a 500 too: an intent whose
 * first try broke inside Stripe would never be done. So a stored failure is stepped over with the next key of the same
 * row (`key`, `key:2`, `key:3` …): the steps are the same for every try, hence still one object per intent.
 * `before` may find, ahead of a new step, that an earlier one did its work after all.
 */
export async function callUnderKey<Value>(
  idempotencyKey: string,
  call: (key: string) => Promise<Outcome<Value>>,
  before: () => Promise<Outcome<Value | undefined>> = async () => ({ ok: true, value: undefined }),
): Promise<Outcome<Value>> {
  let outcome = await call(idempotencyKey);
  for (let step = 2; step <= mostSteps && !outcome.ok && outcome.isStored && outcome.retry !== "never"; step++) {
    const found = await before();
    if (!found.ok) return found;
    if (found.value !== undefined) return { ok: true, value: found.value };
    outcome = await call(`${idempotencyKey}:${step}`);
  }
  return outcome;
}
