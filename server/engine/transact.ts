import { type Batch, beginBatch, flush } from "#engine/batch";
import type { Ports } from "#engine/ports";
import type { Shop } from "#engine/shops";

/**
 * Runs work on a shop in one transaction: the work gathers in a batch, the batch is written, the transaction committed,
 * and only then are screens told. The work may run again after a serialisation failure, so it starts from nothing.
 */
export async function transact<Result>(
  ports: Ports,
  shop: Shop,
  work: (batch: Batch) => Promise<Result>,
): Promise<Result> {
  const { result, changes, wrote } = await ports.store.tx(shop.businessId, async (tx) => {
    const batch = beginBatch(ports, shop, tx);
    const result = await work(batch);
    flush(batch);
    return { result, changes: batch.changes, wrote: batch.wrote };
  });
  if (wrote.size > 0) ports.wrote?.(wrote);
  if (changes.length > 0) ports.changed(shop.businessId, changes);
  return result;
}
