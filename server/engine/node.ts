import { HttpFailure } from "#contracts/http-port";
import { minutes, seconds } from "#domain/instant";
import { doubtOrphans } from "#engine/claim-outbox";
import { type Intake, createIntake } from "#engine/intake";
import { keepHouse } from "#engine/keep-house";
import { createHoldings, heartbeat } from "#engine/leases";
import { type Loop, startLoop } from "#engine/loop";
import { runNightly } from "#engine/nightly-run";
import type { Ports } from "#engine/ports";
import { batchSize, processInbox } from "#engine/process-inbox";
import { reconcilePayments } from "#engine/reconcile-payments";
import { createTaskRunner, mostTasks, retakeTasks } from "#engine/run-tasks";
import { createSender, mostClaimed } from "#engine/sender";
import { settleEntries } from "#engine/settle-entries";
import { type Shop, type Shops, createShops } from "#engine/shops";
import { wakeTimers } from "#engine/wake-timers";

/** A running engine: receives, works, and stops without leaving anything half done. */
export type EngineNode = {
  readonly shops: Shops;
  readonly intake: Intake;
  /** Looks for work at once instead of at the next poll: something was written by this process. */
  readonly wake: (work: Work) => void;
  /** Whether leases are held: false before the first heartbeat and while stopping. */
  readonly ready: () => boolean;
  /** Stops taking work, finishes what is under way, gives the leases back. */
  readonly stop: () => Promise<void>;
};

/** Kinds of work a node looks for. */
export type Work = "leases" | "inbox" | "outbox" | "tasks" | "timers" | "reconcile" | "house";

/** How often work is looked for without being told: the safety net behind the wake-ups. */
const polls: Readonly<Record<Work, number>> = {
  leases: heartbeat,
  inbox: 200,
  outbox: 200,
  tasks: 300,
  timers: 500,
  reconcile: seconds(5),
  house: minutes(10),
};

/** Starts the loops of one node. Several nodes on one store share the work by leases. */
export function startNode(given: Ports): EngineNode {
  const loops = new Map<Work, Loop>();
  const wake = (...works: readonly Work[]): void => {
    for (const work of works) loops.get(work)?.wake();
  };
  const ports: Ports = {
    ...given,
    wrote: (work) => {
      if (work.has("messages")) wake("outbox");
      if (work.has("tasks")) wake("tasks");
      if (work.has("looks")) wake("reconcile");
    },
  };
  const shops = createShops(ports);
  const holdings = createHoldings(ports);
  const intake = createIntake(ports, () => wake("inbox"));
  const outside = whileCounted(ports, holdings.isCounted);
  const sender = createSender(outside, () => wake("outbox"));
  let ready = false;
  const tasks = createTaskRunner(outside, () => wake("tasks"));
  const orphans = createOrphanWatch(ports);

  const beat = async (): Promise<boolean> => {
    const open = await everyShop(shops);
    const accounts = open.flatMap((shop) => [...shop.channels.keys()].map((id) => ({ id, shop })));
    const { gainedSenders, alive } = await holdings.beat(accounts.map(({ id }) => id));
    for (const { id, shop } of accounts) if (gainedSenders.includes(id)) await doubtOrphans(ports, shop, id);
    if (!ready) wake("tasks");
    ready = true;
    await orphans.heard(open, alive);
    return false;
  };
  const send = async (shop: Shop): Promise<number> => {
    const mine = [...shop.channels.values()].filter(({ id }) => holdings.maySend(id));
    return total(await Promise.all(mine.map((account) => sender.round(shop, account))));
  };
  /** Does a round in each shop; whether another one may find more at once, as `full` or more things were done. */
  const inEachShop =
    (work: (shop: Shop) => Promise<number>, full = 1) =>
    async (): Promise<boolean> => {
      const done = await Promise.all((await everyShop(shops)).map(work));
      return done.some((count) => count >= full);
    };

  const reconcileShop = async (shop: Shop): Promise<number> =>
    (await reconcilePayments(ports, shop)) + (await settleEntries(ports, shop)) + (await runNightly(ports, shop));
  const taskRounds = inEachShop(tasks.round, mostTasks);
  const works: Readonly<Record<Work, () => Promise<boolean>>> = {
    leases: beat,
    inbox: inEachShop((shop) => processInbox(ports, shop, holdings.buckets), batchSize / 2),
    outbox: inEachShop(send, mostClaimed),
    // Before its first heartbeat, and after it stood still, a node leaves the outside to others.
    tasks: async () => holdings.isCounted() && taskRounds(),
    timers: inEachShop((shop) => wakeTimers(ports, shop, holdings.buckets)),
    reconcile: inEachShop(reconcileShop),
    house: inEachShop((shop) => keepHouse(ports, shop)),
  };
  for (const work of Object.keys(works) as Work[]) loops.set(work, startLoop(ports, work, polls[work], works[work]));

  return {
    shops,
    intake,
    wake,
    ready: () => ready,
    async stop() {
      ready = false;
      await Promise.all([...loops.values()].map((one) => one.stop()));
      await Promise.all([sender.idle(), tasks.idle()]);
      await holdings.release();
    },
  };
}

/**
 * The same ports, but nothing goes outside once the others have given this node up: it stood still, and another has taken
 * its work over. Some providers have no key that would make the same call by two nodes one.
 */
const whileCounted = (ports: Ports, isCounted: () => boolean): Ports => ({
  ...ports,
  http: (request) =>
    isCounted()
      ? ports.http(request)
      : Promise.reject(new HttpFailure("this node stood still and was given up; another works on it", "no")),
});

/** Taking back the tasks that nobody is running any more. */
function createOrphanWatch(ports: Ports): {
  /** Which nodes are alive, after a heartbeat. */
  readonly heard: (open: readonly Shop[], alive: readonly string[]) => Promise<void>;
} {
  let nodes: readonly string[] | undefined;
  return {
    async heard(open, alive) {
      // A node died, or may have before this one came: what it was doing is nobody's now.
      if (nodes?.every((node) => alive.includes(node)) !== true)
        for (const shop of open) await retakeTasks(ports, shop, alive);
      nodes = alive;
    },
  };
}

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

async function everyShop(shops: Shops): Promise<readonly Shop[]> {
  const found = await Promise.all((await shops.all()).map(({ businessId }) => shops.get(businessId)));
  return found.filter((shop) => shop !== undefined);
}
