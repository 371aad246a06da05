import type { Batch } from "#engine/batch";

/** Notes that a rail's provider failed: several in a row open its circuit, and the next rail is taken meanwhile. */
export async function noteRailFailed({ tx, now }: Batch, railId: string, reason: string): Promise<void> {
  const said = { failed_at: now, reason: reason.slice(0, 500), changed_at: now };
  const [first] = await tx.insertNew("rail_health", [{ rail_id: railId, failures: 1, ...said }]);
  if (!first) await tx.updateIf("rail_health", { rail_id: { eq: railId } }, { failures: { add: 1 }, ...said });
}

/** Notes that it answered. Where nothing had failed, no row is touched and none is waited for. */
export async function noteRailWell({ tx, now }: Batch, railId: string): Promise<void> {
  await tx.updateIf(
    "rail_health",
    { rail_id: { eq: railId }, failures: { gt: 0 } },
    { failures: 0, reason: "", changed_at: now },
  );
}
