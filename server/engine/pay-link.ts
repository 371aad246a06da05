import type { JourneyEvent } from "#contracts/journey";
import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { instant } from "#domain/instant";
import { money } from "#domain/money";
import type { Batch } from "#engine/batch";

/**
 * Where a customer pays: our own page, which ends when we say so, shows what became of the payment, and later the
 * receipt; the provider's own address where no page is served. Undefined while nothing has been made to pay by.
 */
export function payLink(
  { ports, shop }: Pick<Batch, "ports" | "shop">,
  { payment_id, url, shows }: Pick<RowOf<"payment">, "payment_id" | "url" | "shows">,
): string | undefined {
  if (url === null && shows === null) return undefined;
  const page = ports.payPage?.(shop.businessId, payment_id) ?? url;
  if (page === null) throw new Error("a rail without a page of its own is served with our pay page only");
  return page;
}

/** The news that a payment can be paid, for whoever is to pay it; undefined while it cannot. */
export function linkNews(
  batch: Pick<Batch, "ports" | "shop">,
  payment: RowOf<"payment">,
): Extract<JourneyEvent, { readonly event: "link-ready" }> | undefined {
  const url = payLink(batch, payment);
  if (url === undefined) return undefined;
  const { payment_id: paymentId, shows } = payment;
  return {
    event: "link-ready",
    url,
    amount: money(payment.amount_minor, currency(payment.currency)),
    expiresAt: instant(payment.expires_at),
    ...(shows === null ? {} : { shown: { paymentId, ...shows } }),
  };
}
