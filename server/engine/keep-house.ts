import { days, later } from "#domain/instant";
import type { Ports } from "#engine/ports";
import type { Shop } from "#engine/shops";

/** Webhooks come again for up to seven days (Meta); their records are kept for thirty, then swept. */
const kept = days(30);

/** Removes what has served its time: processed events, raw posts that were read, ended tasks. Dead letters stay. */
export async function keepHouse(ports: Ports, shop: Shop): Promise<number> {
  const before = later(ports.clock.now(), -kept);
  await ports.store.tx(shop.businessId, async (tx) => {
    await tx.remove("inbox", { state: { eq: "done" }, received_at: { lt: before } });
    await tx.remove("raw_webhook", { problem: { isNull: true }, received_at: { lt: before } });
    // Figures of limits: a day's and a person's are over with the day; months are few and stay.
    for (const kind of ["day", "person"])
      await tx.remove("counter", {
        name: { gte: `limit:${kind}:`, lt: `limit:${kind}:${ports.localDate(before, shop.timeZone)}` },
      });
    await tx.remove("task", { state: { eq: "done" }, changed_at: { lt: before } });
  });
  return 0;
}
