import { type Instant, hours } from "#domain/instant";

/** A token bucket: `burst` at once, then one per `pauseMs`. */
export type Budget = { readonly burst: number; readonly pauseMs: number };

/**
 * Rates by key (a channel account, a person on it), kept by the one node that sends for the account. A key is free until
 * its provider first says "too fast"; from then on the documented rate holds for an hour. A rate set by the owner always
 * holds. Limits differ by number and grow without notice, so they are learnt, not assumed.
 */
export type Budgets = {
  /** Whether one more may go now. */
  readonly ready: (key: string, now: Instant) => boolean;
  /** Spends one. */
  readonly spend: (key: string, now: Instant) => void;
  /** The provider refused for speed: the rate holds from now on. */
  readonly learn: (key: string, budget: Budget, now: Instant) => void;
  /** The owner's own rate. */
  readonly fix: (key: string, budget: Budget) => void;
};

type Known = { readonly budget: Budget; readonly until: number; spentUntil: number };

/** Makes an empty set of budgets. */
export function createBudgets(): Budgets {
  const known = new Map<string, Known>();
  const holds = (key: string, now: Instant): Known | undefined => {
    const one = known.get(key);
    if (!one || one.until > now) return one;
    known.delete(key);
    return undefined;
  };
  // One token is one pause of time: `spentUntil` runs ahead of the clock by what was spent.
  const next = ({ budget, spentUntil }: Known, now: Instant): number =>
    Math.max(spentUntil, now - budget.burst * budget.pauseMs) + budget.pauseMs;
  return {
    ready(key, now) {
      const one = holds(key, now);
      return !one || next(one, now) <= now;
    },
    spend(key, now) {
      const one = holds(key, now);
      if (one) one.spentUntil = next(one, now);
    },
    learn(key, budget, now) {
      if (!holds(key, now)) known.set(key, { budget, until: now + hours(1), spentUntil: now });
    },
    fix(key, budget) {
      const one = known.get(key);
      if (one && one.budget.pauseMs === budget.pauseMs) return;
      known.set(key, { budget, until: Infinity, spentUntil: -Infinity });
    },
  };
}
