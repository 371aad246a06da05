import type { SendOutcome } from "#contracts/channel";
import { type Instant, instant, later, minutes, seconds } from "#domain/instant";
import type { Batch } from "#engine/batch";
import type { ChannelAccount } from "#engine/shops";

/**
 * How an account's provider fares, as the node that sends for it sees it. While it takes nothing, one waiting message
 * at a time is tried early to see whether it is back; the first answer releases all that waited for it. Each message
 * keeps its own schedule besides: this only brings it forward.
 */
export type ProviderHealth = {
  /** When the next waiting message is tried early; undefined while the provider is well. */
  probeAt: Instant | undefined;
  /** Milliseconds between two such tries. */
  pause: number;
  /** The provider answered: what waited for it may go. */
  release: boolean;
};

const firstPause = seconds(1);
/** An outage is noticed to be over about half as late as it was long. */
const growth = 1.5;
const longestPause = minutes(1);
/** Waiting messages brought forward in one go. */
const mostReleased = 1_000;
/** From this try on a message that fails says more about itself than about the provider. */
const aboutItself = 3;

/** The health of a provider nothing is known of: what a dead node left waiting is tried early too. */
export const unknownHealth = (): ProviderHealth => ({ probeAt: instant(0), pause: firstPause, release: false });

/** Learns from one send's outcome. `attempts` counts its tries, this one included. */
export function learnHealth(health: ProviderHealth, outcome: SendOutcome, attempts: number, now: Instant): void {
  if (outcome.outcome === "sent") {
    if (health.probeAt !== undefined) health.release = true;
    health.probeAt = undefined;
  }
  if (outcome.outcome !== "retry" || outcome.scope !== "message" || outcome.afterMs !== undefined) return;
  if (health.probeAt !== undefined || attempts >= aboutItself) return;
  health.pause = firstPause;
  health.probeAt = later(now, firstPause);
}

/**
 * Brings forward what waits for the provider: everything after it answered, one message when it is time to ask whether
 * it is back. Returns what to remember once this is committed.
 */
export async function bringForward(batch: Batch, account: ChannelAccount, health: ProviderHealth): Promise<() => void> {
  const { tx, now } = batch;
  const due = health.probeAt !== undefined && health.probeAt <= now;
  if (!health.release && !due) return () => undefined;
  const waiting = await tx.select(
    "message",
    {
      channel_id: { eq: account.id },
      unsent: { eq: true },
      send_state: { eq: "queued" },
      attempts: { gt: 0 },
      send_after: { gt: now },
    },
    { orderBy: ["message_id"], limit: mostReleased },
  );
  const forIt = waiting.filter(({ error }) => error?.waitsFor === "message");
  const chosen = health.release ? forIt : forIt.toSorted((a, b) => a.attempts - b.attempts).slice(0, 1);
  if (chosen.length > 0)
    await tx.updateIf(
      "message",
      { message_id: { in: chosen.map(({ message_id }) => message_id) }, send_state: { eq: "queued" } },
      { send_after: now },
    );
  return () => {
    if (health.release) health.release = waiting.length === mostReleased && chosen.length > 0;
    else if (chosen.length === 0) health.probeAt = undefined;
    else {
      health.pause = Math.min(health.pause * growth, longestPause);
      health.probeAt = later(now, health.pause);
    }
  };
}
