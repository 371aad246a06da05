import type { Quantiles } from "../outside/plan.ts";

/** The value below which the share `rank` (0 to 1) of the ascending `sorted` lies (nearest rank). */
export const quantile = (sorted: ArrayLike<number>, rank: number): number | undefined =>
  sorted[Math.max(0, Math.ceil(sorted.length * rank) - 1)];

/** The quantiles of many times, in any order. */
export function quantilesOf(times: readonly number[]): Quantiles {
  const sorted = Float64Array.from(times).toSorted();
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99), most: sorted.at(-1) };
}
