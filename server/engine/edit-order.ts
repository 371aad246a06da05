import { type BasketEdit, type BasketProblem, editBasket } from "#domain/order";
import type { Batch, ThreadDraft } from "#engine/batch";
import { type OrderDraft, basketOf, loadProducts, openOrder, putBasket } from "#engine/order-rows";
import { voidLinks } from "#engine/request-payment";

/**
 * Changes the thread's cart at the prices and stock of our records. A placed order becomes a new revision and its link
 * is voided, so that nobody can pay the old total.
 */
export async function editOrder(
  batch: Batch,
  thread: ThreadDraft,
  edit: BasketEdit,
): Promise<{ readonly order: OrderDraft; readonly problems: readonly BasketProblem[] }> {
  const order = await openOrder(batch, thread);
  const products = new Map((await loadProducts(batch)).map((product) => [product.sku, product]));
  const { basket, problems } = editBasket(basketOf(order), edit, products);
  const before = JSON.stringify(order.lines);
  putBasket(order, basket);
  if (JSON.stringify(order.lines) !== before) await revise(batch, order);
  return { order, problems };
}

/** A new revision: links for the old one stop being payable. */
export async function revise(batch: Batch, order: OrderDraft): Promise<void> {
  order.revision += 1;
  if (order.state === "placed") await voidLinks(batch, order.order_id);
}
