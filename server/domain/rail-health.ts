import { type Instant, minutes } from "#domain/instant";

/** How a rail's provider has answered lately: failed tries since the last that worked. */
export type RailRecord = {
  readonly failures: number;
  readonly failedAt: number;
};

/**
 * - well: nothing is known against it
 * - failing: it failed lately; others that are no worse come first
 * - down: it failed several times in a row and is left in peace for a while
 */
export type RailHealth = "well" | "failing" | "down";

/** So many failures in a row open the circuit. */
export const failuresUntilDown = 3;
/** An open circuit is left in peace this long; then one customer may try again. */
const restFor = minutes(5);
/** A failure so long ago says nothing any more. */
const forgottenAfter = minutes(30);

/** Judges a rail by its record; undefined where nothing was ever recorded. */
export function healthOf(record: RailRecord | undefined, now: Instant): RailHealth {
  if (record === undefined || record.failures === 0 || now >= record.failedAt + forgottenAfter) return "well";
  return record.failures >= failuresUntilDown && now < record.failedAt + restFor ? "down" : "failing";
}
