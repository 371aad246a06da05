import { phoneVariants } from "#domain/phone";
import type { ThreadDraft } from "#engine/batch";
import type { Merchant, Shop } from "#engine/shops";

/**
 * The merchant behind a thread: its number, which the channel's signed webhook vouches for, is one of those the owner
 * named. Everybody else's lines are ordinary talk.
 */
export function merchantOf(shop: Shop, thread: Pick<ThreadDraft, "address">): Merchant | undefined {
  const { phone } = thread.address;
  if (phone === undefined) return undefined;
  const variants = phoneVariants(phone);
  return shop.merchants.find((merchant) => variants.includes(merchant.phone));
}
