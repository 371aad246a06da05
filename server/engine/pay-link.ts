import type { RowOf } from "#contracts/store";
import type { Batch } from "#engine/batch";

/**
 * Where a customer pays: our own page, which ends when we say so, shows what became of the payment, and later the
 * receipt; the provider's own address where no page is served. Undefined while the provider has made none.
 */
export function payLink(
  { ports, shop }: Pick<Batch, "ports" | "shop">,
  { payment_id, url }: Pick<RowOf<"payment">, "payment_id" | "url">,
): string | undefined {
  if (url === null) return undefined;
  return ports.payPage?.(shop.businessId, payment_id) ?? url;
}
