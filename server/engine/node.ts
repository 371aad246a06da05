import type { RowOf } from "#contracts/store";
import { minutes, seconds } from "#domain/instant";
import { deliverOutbox, doubtOrphans } from "#engine/deliver-outbox";
import { type Intake, createIntake } from "#engine/intake";
import { createHoldings, heartbeat } from "#engine/leases";
import { keepHouse } from "#engine/keep-house";
import type { Ports } from "#engine/ports";
import { processInbox } from "#engine/process-inbox";
import { createBudgets } from "#engine/rate-budget";
import { reconcilePayments } from "#engine/reconcile-payments";
import { runTasks } from "#engine/run-tasks";
import { type Shop, type Shops, createShops } from "#engine/shops";
import { type Loop, startLoop } from "#engine/loop";
import { wakeTimers } from "#engine/wake-timers";

/** A running engine: receives, works, and stops without leaving anything half done. */
export type EngineNode = {
  readonly shops: Shops;
  readonly intake: Intake;
  /** Looks for work at once instead of at the next poll: something was written by this process. */
  readonly wake: (work: Work) => void;
  /** Whether leases are held and the store answers: false before the first heartbeat and while stopping. */
  readonly ready: () => boolean;
  /** Stops taking work, finishes what is under way, gives the leases back. */
  readonly stop: () => Promise<void>;
};
/** Kinds of work a node looks for. */
export type Work = "inbox" | "outbox" | "tasks" | "timers";

/** How often work is looked for without being told: the safety net behind the wake-ups. */
const polls = { inbox: 200, outbox: 200, tasks: 300, timers: 500, reconcile: seconds(5), house: minutes(10) } as const;

/** Starts the loops of one node. Several nodes on one store share the work by leases. */
export function startNode(ports: Ports): EngineNode {
  const shops = createShops(ports);
  const holdings = createHoldings(ports);
  const budgets = createBudgets();
  let ready = false;
  const loops: Record<string, Loop> = {};
  const wake = (work: Work): void => loops[work]?.wake();
  const intake = createIntake(ports, (_business: string, _rows: readonly RowOf<"inbox">[]) => wake("inbox"));

  const forEachShop = (work: (shop: Shop) => Promise<number>) => async (): Promise<boolean> => {
    const done = await Promise.all(
      (await shops.all()).map(async ({ businessId }) => {
        const shop = await shops.get(businessId);
        return shop ? work(shop) : 0;
      }),
    );
    return done.some((count) => count > 0);
  };
  const loop = (name: string, pause: number, work: () => Promise<boolean>): void => {
    loops[name] = startLoop(ports, name, pause, work);
  };

  loop("leases", heartbeat, async () => {
    const channelIds = await allChannels(shops);
    const { gainedSenders } = await holdings.beat(channelIds.map(({ id }) => id));
    for (const { id, shop } of channelIds) if (gainedSenders.includes(id)) await doubtOrphans(ports, shop, id);
    if (gainedSenders.length > 0) wake("outbox");
    ready = true;
    return false;
  });
  loop("inbox", polls.inbox, async () => {
    const more = await forEachShop((shop) => processInbox(ports, shop, holdings.buckets))();
    if (more) for (const work of ["outbox", "tasks"] as const) wake(work);
    return more;
  });
  loop("outbox", polls.outbox, () =>
    forEachShop(async (shop) => {
      const mine = [...shop.channels.values()].filter(({ id }) => holdings.maySend(id));
      const sent = await Promise.all(mine.map((account) => deliverOutbox(ports, shop, account, budgets)));
      return sent.reduce((sum, count) => sum + count, 0);
    })(),
  );
  loop("tasks", polls.tasks, async () => {
    const more = await forEachShop((shop) => runTasks(ports, shop))();
    if (more) wake("outbox");
    return more;
  });
  loop("timers", polls.timers, async () => {
    const more = await forEachShop((shop) => wakeTimers(ports, shop, holdings.buckets))();
    if (more) wake("outbox");
    return more;
  });
  loop("reconcile", polls.reconcile, async () => {
    const more = await forEachShop((shop) => reconcilePayments(ports, shop))();
    if (more) for (const work of ["outbox", "tasks"] as const) wake(work);
    return false;
  });
  loop(
    "house",
    polls.house,
    forEachShop((shop) => keepHouse(ports, shop)),
  );

  return {
    shops,
    intake,
    wake,
    ready: () => ready,
    async stop() {
      ready = false;
      await Promise.all(Object.values(loops).map((one) => one.stop()));
      await holdings.release();
    },
  };
}

async function allChannels(shops: Shops): Promise<readonly { readonly id: string; readonly shop: Shop }[]> {
  const found = await Promise.all((await shops.all()).map(({ businessId }) => shops.get(businessId)));
  return found.flatMap((shop) => (shop ? [...shop.channels.keys()].map((id) => ({ id, shop })) : []));
}
