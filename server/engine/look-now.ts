import { seconds } from "#domain/instant";
import type { Ports } from "#engine/ports";
import type { Shop } from "#engine/shops";

/** A provider that answered so short a while ago is not asked again: reloading a page is free, look-ups are not. */
const answeredLately = seconds(5);

/** The same for a registration: its owner came back, and whether a card was left is not known yet. */
export async function lookAtCardNow(
  ports: Ports,
  shop: Pick<Shop, "businessId">,
  registrationId: string,
): Promise<boolean> {
  const now = ports.clock.now();
  const waits = {
    registration_id: { eq: registrationId },
    final: { eq: false },
    provider_ref: { isNull: false },
    look_at: { gt: now },
  };
  const moved = await ports.store.tx(shop.businessId, async (tx) => {
    const never = await tx.updateIf("registration", { ...waits, by_lookup_at: { isNull: true } }, { look_at: now });
    if (never.length > 0) return never;
    return tx.updateIf("registration", { ...waits, by_lookup_at: { lte: now - answeredLately } }, { look_at: now });
  });
  return moved.length > 0;
}

/**
 * Makes a payment due for a look-up at once: its customer came back from the provider, and whether she paid is not known
 * yet. True when it was brought forward; a payment that is final, without a name at the provider, due already or looked
 * up a moment ago is left as it is.
 */
export async function lookNow(ports: Ports, shop: Pick<Shop, "businessId">, paymentId: string): Promise<boolean> {
  const now = ports.clock.now();
  const waits = {
    payment_id: { eq: paymentId },
    final: { eq: false },
    provider_ref: { isNull: false },
    look_at: { gt: now },
  };
  const moved = await ports.store.tx(shop.businessId, async (tx) => {
    const never = await tx.updateIf("payment", { ...waits, by_lookup_at: { isNull: true } }, { look_at: now });
    if (never.length > 0) return never;
    return tx.updateIf("payment", { ...waits, by_lookup_at: { lte: now - answeredLately } }, { look_at: now });
  });
  return moved.length > 0;
}
