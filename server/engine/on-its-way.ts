import type { Tx } from "#contracts/store";
import type { Instant } from "#domain/instant";
import { type Money, money } from "#domain/money";
import { onItsWaySince } from "#domain/settlement";
import type { Shop } from "#engine/shops";

/** Money that was paid and should not be on the merchant's bank account yet, and in how many days after its payment it is. */
export type OnItsWay = { readonly amount: Money; readonly days: readonly [from: number, to: number] };

/** What the shop's rails have taken and, by their habit, not paid out yet; undefined where there is none. */
export async function moneyOnItsWay(tx: Tx, shop: Shop, now: Instant): Promise<OnItsWay | undefined> {
  let minor = 0;
  const spans: (readonly [number, number])[] = [];
  for (const { id, plug } of shop.rails) {
    const { settles } = plug.capabilities;
    if (!settles) continue;
    const taken = await tx.sum("capture", "left_minor", {
      rail_id: { eq: id },
      currency: { eq: shop.currency },
      verdict: { eq: "settles" },
      stage: { in: ["promised", "booked"] },
      at: { gt: onItsWaySince(now, settles) },
    });
    if (taken.sum > 0) spans.push(settles.typicalDays);
    minor += taken.sum;
  }
  if (minor === 0) return undefined;
  const from = Math.min(...spans.map(([least]) => least));
  const to = Math.max(...spans.map(([, most]) => most));
  return { amount: money(minor, shop.currency), days: [from, to] };
}
