import { days } from "#domain/instant";
import type { Ports } from "#engine/ports";
import type { Shop } from "#engine/shops";

/** Webhooks come again for up to seven days (Meta); their records are kept for thirty, then swept. */
const kept = days(30);

/** Removes what has served its time: processed events, raw posts that were read, ended tasks. Dead letters stay. */
export async function keepHouse(ports: Ports, shop: Shop): Promise<number> {
  const before = ports.clock.now() - kept;
  await ports.store.tx(shop.businessId, async (tx) => {
    await tx.remove("inbox", { state: { eq: "done" }, received_at: { lt: before } });
    await tx.remove("raw_webhook", { problem: { isNull: true }, received_at: { lt: before } });
    await tx.remove("task", { state: { eq: "done" }, changed_at: { lt: before } });
  });
  return 0;
}
