import type { Store, Tx } from "#contracts/store";
import type { SimulatedShop } from "./simulated-shops.ts";

const least = (moments: readonly number[]): number => moments.reduce((first, one) => Math.min(first, one), Infinity);

/** The moment the next message of each thread is due; what stands behind another waits for it. */
async function nextSend(tx: Tx): Promise<number> {
  const unsent = await tx.select(
    "message",
    { send_state: { in: ["queued", "sending", "doubt"] } },
    { orderBy: ["seq"] },
  );
  if (unsent.length === 0) return Infinity;
  const paused = new Map(
    (await tx.select("channel_account", {})).map(({ channel_id, paused_until }) => [channel_id, paused_until ?? 0]),
  );
  const heads = new Map<string, number>();
  for (const { thread_id, channel_id, send_after } of unsent)
    if (!heads.has(thread_id)) heads.set(thread_id, Math.max(send_after, paused.get(channel_id) ?? 0));
  return least([...heads.values()]);
}

/** When a node will next find something to do, by the rows that wait: before that moment its polls find nothing. */
export async function nextWorkOf(store: Store, shops: readonly SimulatedShop[]): Promise<number> {
  const moments: number[] = [];
  for (const { businessId } of shops)
    moments.push(
      await store.tx(businessId, async (tx) => {
        const open = await tx.select("inbox", { state: { eq: "open" } }, {});
        const tasks = await tx.select("task", { state: { in: ["queued", "running"] } }, {});
        const timers = await tx.select("timer", {}, {});
        const payments = await tx.select("payment", { final: { eq: false } }, {});
        const refunds = await tx.select("refund", { state: { in: ["pending", "done"] } }, {});
        const cards = await tx.select("registration", { final: { eq: false } }, {});
        return least([
          await nextSend(tx),
          ...open.map(({ retry_at }) => retry_at),
          ...tasks.map(({ run_after }) => run_after),
          ...timers.map(({ due_at }) => due_at),
          ...payments.map(({ look_at }) => look_at),
          ...refunds.map(({ look_at }) => look_at),
          ...cards.map(({ look_at }) => look_at),
        ]);
      }),
    );
  return least(moments);
}
