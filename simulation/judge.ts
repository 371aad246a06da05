import { checkInvariants } from "#invariants/check";
import { readSnapshot, type Snapshot } from "#invariants/snapshot";
import { judgeCards } from "./judge-cards.ts";
import { judgeChats } from "./judge-chats.ts";
import { judgeMoney } from "./judge-money.ts";
import type { SimulatedShop } from "./simulated-shops.ts";
import { products } from "./simulated-shops.ts";
import { blame, type Stage } from "./stage.ts";

/** After everything has settled nothing may be left to do. */
function judgeRest(stage: Stage, { inbox, message, task, payment, refund, now }: Snapshot): void {
  const left = (what: string, rows: readonly unknown[]): void => {
    if (rows.length > 0)
      blame(stage, "work ends", `${rows.length} × ${what}: ${JSON.stringify(rows[0]).slice(0, 300)}`);
  };
  left(
    "event not processed",
    inbox.filter(({ state }) => state !== "done"),
  );
  left(
    "message not sent",
    message.filter(({ send_state }) => send_state === "queued" || send_state === "sending" || send_state === "doubt"),
  );
  left(
    "task not run",
    task.filter(({ state }) => state === "queued" || state === "running"),
  );
  left(
    "payment without an end",
    payment.filter((row) => row.state === "requested" || (!row.final && row.expires_at + 3_600_000 < now)),
  );
  left(
    "refund under way",
    refund.filter(({ state }) => state === "requested" || state === "pending"),
  );
}

/** Every post that was answered 200 is kept. */
function judgeAcknowledged(stage: Stage, shop: SimulatedShop, { raw_webhook }: Snapshot): void {
  const kept = new Set(raw_webhook.map(({ source_id, body_hash }) => `${source_id} ${body_hash}`));
  for (const { sourceId, hash, businessId } of stage.seen.acknowledged)
    if (businessId === shop.businessId && !kept.has(`${sourceId} ${hash}`))
      blame(stage, "acknowledged means stored", `a post to ${sourceId} was answered 200 and is not there`);
}

/** I11: what was there at the beginning is on the shelf or sold. A cancellation brings back only what had not left. */
function judgeStock(stage: Stage, { product, order, audit }: Snapshot): void {
  const gone = new Set(
    audit.filter(({ act }) => act === "ship" || act === "deliver").map(({ object_id }) => object_id),
  );
  const sold = new Map<string, number>();
  for (const row of order) {
    const isSold =
      ["paid", "shipped", "delivered"].includes(row.state) || (row.state === "cancelled" && gone.has(row.order_id));
    if (!isSold) continue;
    for (const { sku, quantity } of row.lines) sold.set(sku, (sold.get(sku) ?? 0) + quantity);
  }
  const put = new Map<string, number>();
  for (const { act, object_id, details } of audit)
    if (act === "stock") put.set(object_id, (put.get(object_id) ?? 0) + Number(details["by"]));
  for (const { sku, stock: atFirst } of products) {
    const stock = atFirst === null ? null : atFirst + (put.get(sku) ?? 0);
    const left = product.find((row) => row.sku === sku)?.stock ?? null;
    if (stock !== null && stock !== (left ?? 0) + (sold.get(sku) ?? 0))
      blame(stage, "I11", `${sku}: ${stock} came, ${left} left, ${sold.get(sku) ?? 0} sold`);
  }
}

/** The invariants, which hold at every moment. */
export async function judgeNow(stage: Stage): Promise<void> {
  for (const shop of stage.shops) {
    const snapshot = await readSnapshot(stage.store, shop.businessId, stage.kernel.now());
    for (const { rule, id, problem } of checkInvariants(snapshot)) blame(stage, rule, `${id}: ${problem}`);
  }
}

/** Judges a world at rest: the invariants, that nothing is left to do, and that our books say what truly happened. */
export async function judge(stage: Stage): Promise<void> {
  await judgeNow(stage);
  for (const shop of stage.shops) {
    const snapshot = await readSnapshot(stage.store, shop.businessId, stage.kernel.now());
    judgeRest(stage, snapshot);
    judgeAcknowledged(stage, shop, snapshot);
    judgeStock(stage, snapshot);
    judgeMoney(stage, shop, snapshot);
    judgeCards(stage, shop, snapshot);
    judgeChats(stage, shop, snapshot);
  }
}
