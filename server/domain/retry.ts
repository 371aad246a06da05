import { hours, minutes, seconds } from "#domain/instant";

/** Retries go by time: at once, after 30 s, then with growing pauses until the work's validity ends. */
const pauses = [0, seconds(30), minutes(2), minutes(5), minutes(10), minutes(20), minutes(30)] as const;

/** At this try a person is told, while the machine goes on (requirement M82). */
export const tellAPersonAt = 3;
/** And not before the pause after the second try is over, whatever brought tries forward. */
export const tellAPersonAfter = seconds(30);

/**
 * Milliseconds to wait before try number `attempt` + 1, when `attempt` tries have failed. `spread` in [0, 1) shifts
 * pauses by up to a fifth so that many failed sends do not return at one moment; `askedFor` (Retry-After) is obeyed,
 * capped at an hour.
 */
export function pauseAfter(attempt: number, spread: number, askedFor?: number): number {
  const planned = pauses[Math.min(attempt - 1, pauses.length - 1)] ?? minutes(30);
  const pause = planned * (1 + spread / 5);
  return Math.round(Math.max(pause, Math.min(Math.max(askedFor ?? 0, 0), hours(1))));
}
