import { piecesBySku } from "#domain/order";
import type { Batch } from "#engine/batch";
import type { OrderDraft } from "#engine/order-rows";

/**
 * Takes the order's pieces from the shelf, each by one conditional statement, in the order of their skus so that two
 * orders never wait for each other. Either all are taken or none: what was taken before one that was short goes back.
 */
export async function takeStock(batch: Batch, order: OrderDraft): Promise<boolean> {
  const wanted = [...piecesBySku(order)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const counted = new Set(
    (
      await batch.tx.find(
        "product",
        wanted.map(([sku]) => ({ sku })),
      )
    ).flatMap(({ sku, stock }) => (stock === null ? [] : [sku])),
  );
  const taken: (readonly [string, number])[] = [];
  batch.products = undefined;
  for (const [sku, pieces] of wanted) {
    if (!counted.has(sku)) continue;
    const [row] = await batch.tx.updateIf(
      "product",
      { sku: { eq: sku }, stock: { gte: pieces } },
      { stock: { add: -pieces } },
    );
    if (!row) {
      await giveBack(batch, taken);
      return false;
    }
    taken.push([sku, pieces]);
  }
  for (const [sku] of taken) batch.changes.push({ resource: "product", id: sku });
  return true;
}

/** Puts pieces back on the shelf. Products that count no stock are left alone. */
export async function giveBack(batch: Batch, pieces: Iterable<readonly [string, number]>): Promise<void> {
  batch.products = undefined;
  for (const [sku, count] of [...pieces].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    await batch.tx.updateIf("product", { sku: { eq: sku }, stock: { isNull: false } }, { stock: { add: count } });
    batch.changes.push({ resource: "product", id: sku });
  }
}
