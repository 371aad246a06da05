import type { Batch } from "#engine/batch";

/** Every act of a person leaves one line in the audit trail, in its own transaction. `actor` is her id or `system`. */
export const audit = (
  batch: Batch,
  actor: string,
  act: string,
  kind: string,
  id: string,
  details: Record<string, unknown> = {},
): Promise<void> =>
  batch.tx.insert("audit", [
    { audit_id: batch.ports.ids.uuid(batch.now), actor, act, object_kind: kind, object_id: id, details, at: batch.now },
  ]);
