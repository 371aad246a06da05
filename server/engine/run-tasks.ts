import type { RowOf } from "#contracts/store";
import type { TaskKind } from "#contracts/tables-work";
import { minutes } from "#domain/instant";
import type { Batch } from "#engine/batch";
import { type TaskEnd, finishTasks } from "#engine/finish-task";
import type { Ports } from "#engine/ports";
import type { Shop } from "#engine/shops";
import { sideBySide } from "#engine/side-by-side";
import type { RunTask, TaskResult } from "#engine/task";
import { forgetCard } from "#engine/forget-cards";
import { chargeCard } from "#engine/task-charge-card";
import { runCommand } from "#engine/task-command";
import { createLink } from "#engine/task-create-link";
import { fetchMedia } from "#engine/task-fetch-media";
import { markRead } from "#engine/task-mark-read";
import { offerLink } from "#engine/task-offer-link";
import { runDecision } from "#engine/task-decide-refund";
import { refund } from "#engine/task-refund";
import { voidLink } from "#engine/task-void-link";
import { transact } from "#engine/transact";

type TaskRow = RowOf<"task">;

const runners: Readonly<Record<TaskKind, RunTask>> = {
  "create-link": createLink,
  "void-link": voidLink,
  "offer-link": offerLink,
  refund,
  "charge-card": chargeCard,
  "forget-card": forgetCard,
  command: runCommand,
  "decide-refund": runDecision,
  "fetch-media": fetchMedia,
  "mark-read": markRead,
};

/** What is waited for side by side: a customer's link never stands behind another's video. */
const queues: readonly (readonly TaskKind[])[] = [
  ["command", "decide-refund"],
  ["create-link", "charge-card", "void-link", "offer-link", "refund"],
  ["fetch-media", "mark-read", "forget-card"],
];
/** Tasks of one queue under way at once, by one node for one business. */
export const mostTasks = 16;
/** A claim is good for this long; then another node may try, with the same key. */
const claimLength = minutes(1);
/** Milliseconds the ends of tasks are gathered. */
const gathering = 3;

/** Runs tasks, a sliding window of them for each queue of each business. */
export type TaskRunner = {
  /**
   * Claims and starts what is due, without waiting for its end. Returns how many were started; `mostTasks` or more means
   * that another round may find something at once.
   */
  readonly round: (shop: Shop) => Promise<number>;
  /** Resolves when every task under way has ended and is written down. */
  readonly idle: () => Promise<void>;
};

/** The window of one queue of one business. */
type Desk = {
  readonly kinds: readonly TaskKind[];
  readonly underWay: Map<string, Promise<void>>;
  /** Ended tries that wait to be written down together. */
  ended: { readonly ends: TaskEnd[]; readonly written: Promise<void> } | undefined;
  /** Something was not written: rows may say that this node runs what it does not run. */
  unsure: boolean;
  /** The last claim took all there was room for. */
  othersWait: boolean;
};

const openDesk = (kinds: readonly TaskKind[]): Desk => ({
  kinds,
  underWay: new Map(),
  ended: undefined,
  unsure: false,
  othersWait: false,
});

/** Makes a task runner. `freed` is called when there is room again for tasks that wait. */
export function createTaskRunner(ports: Ports, freed: () => void): TaskRunner {
  const desks = new Map<string, readonly Desk[]>();
  const desksOf = (businessId: string): readonly Desk[] => {
    const found = desks.get(businessId) ?? queues.map(openDesk);
    desks.set(businessId, found);
    return found;
  };

  const startOne = (desk: Desk, shop: Shop, task: TaskRow): void => {
    const ended = runOne(ports, desk, shop, task)
      .catch((error: unknown) => {
        desk.unsure = true;
        ports.log.warn("the end of a task was not written; it is tried again", { error: String(error) });
      })
      .then(() => {
        desk.underWay.delete(task.task_id);
        if (desk.othersWait || desk.unsure) freed();
      });
    desk.underWay.set(task.task_id, ended);
  };

  const roundAt = async (desk: Desk, shop: Shop): Promise<number> => {
    const room = mostTasks - desk.underWay.size;
    desk.othersWait = room <= 0;
    if (room <= 0) return 0;
    const wasUnsure = desk.unsure;
    desk.unsure = true; // until the claim is known to be committed
    const claimed = await transact(ports, shop, async (batch) => {
      if (wasUnsure) await releaseUnheard(batch, desk);
      return claim(batch, desk, room);
    });
    desk.unsure = false;
    desk.othersWait = claimed.length === room;
    for (const task of claimed) startOne(desk, shop, task);
    return claimed.length;
  };

  return {
    async round(shop) {
      const started = await Promise.all(desksOf(shop.businessId).map((desk) => roundAt(desk, shop)));
      return started.reduce((sum, count) => sum + count, 0);
    },
    async idle() {
      await Promise.all([...desks.values()].flat().flatMap(({ underWay }) => [...underWay.values()]));
    },
  };
}

/** Tasks that a dead node was running are due at once, with the same key; the clock of the claim is not waited for. */
export async function retakeTasks(ports: Ports, shop: Shop, alive: readonly string[]): Promise<number> {
  return transact(ports, shop, async (batch) => {
    const running = await batch.tx.select("task", { state: { eq: "running" }, run_after: { gt: batch.now } });
    const orphans = running.filter(({ node }) => node !== null && !alive.includes(node));
    await release(batch, orphans);
    if (orphans.length > 0) ports.log.warn("tasks of a dead node are taken up", { count: orphans.length });
    return orphans.length;
  });
}

/** What the rows say this node runs, and it does not: a claim or an end whose commit was not heard of. */
async function releaseUnheard(batch: Batch, { kinds, underWay }: Desk): Promise<void> {
  const { tx, now, ports } = batch;
  const ours = await tx.select("task", {
    state: { eq: "running" },
    kind: { in: kinds },
    node: { eq: ports.node },
    run_after: { gt: now },
  });
  await release(
    batch,
    ours.filter(({ task_id }) => !underWay.has(task_id)),
  );
}

async function release({ tx, now }: Batch, tasks: readonly TaskRow[]): Promise<void> {
  for (const { task_id, node } of tasks)
    await tx.updateIf(
      "task",
      { task_id: { eq: task_id }, state: { eq: "running" }, node: { eq: node ?? "" } },
      { run_after: now },
    );
}

async function claim(batch: Batch, { kinds, underWay }: Desk, room: number): Promise<readonly TaskRow[]> {
  const { tx, now, ports } = batch;
  const open = { in: ["queued", "running"] as const };
  const due = await tx.select(
    "task",
    { state: open, kind: { in: kinds }, run_after: { lte: now } },
    { orderBy: ["run_after", "task_id"], limit: mostTasks },
  );
  // A claim may run out while the task is still being tried here.
  const free = (await firstOfLanes(batch, due)).filter(({ task_id }) => !underWay.has(task_id)).slice(0, room);
  if (free.length === 0) return [];
  return tx.updateIf(
    "task",
    { task_id: { in: free.map(({ task_id }) => task_id) }, state: open, run_after: { lte: now } },
    { state: "running", node: ports.node, run_after: now + claimLength, attempts: { add: 1 } },
  );
}

/**
 * One task of a lane at a time, on whichever node: two refunds of one payment would each act on what the other is about
 * to change. All nodes see the same first, and the claim is one statement, so that only one gets it.
 */
async function firstOfLanes({ tx, now }: Batch, due: readonly TaskRow[]): Promise<readonly TaskRow[]> {
  const lanes = [...new Set(due.map(({ lane }) => lane))];
  if (lanes.length === 0) return [];
  const running = await tx.select("task", { state: { eq: "running" }, lane: { in: lanes }, run_after: { gt: now } });
  const taken = new Set(running.map(({ lane }) => lane));
  return due.filter(({ lane }) => {
    if (taken.has(lane)) return false;
    taken.add(lane);
    return true;
  });
}

async function runOne(ports: Ports, desk: Desk, shop: Shop, task: TaskRow): Promise<void> {
  const end = { task, result: await tryOnce(ports, shop, task) };
  // A merchant's line locks the threads it touches in an order of its own.
  if (task.kind === "command") return transact(ports, shop, (batch) => finishTasks(batch, [end]));
  return endTogether(ports, desk, shop, end);
}

/** Ends come close together and share a transaction. */
function endTogether(ports: Ports, desk: Desk, shop: Shop, end: TaskEnd): Promise<void> {
  if (desk.ended) {
    desk.ended.ends.push(end);
    return desk.ended.written;
  }
  const ends = [end];
  const write = async (): Promise<void> => {
    await ports.clock.timer(gathering).done;
    desk.ended = undefined;
    await writeEnds(ports, shop, ends);
  };
  const written = write();
  desk.ended = { ends, written };
  return written;
}

/** One that cannot be written stands alone: the others are written without it. */
async function writeEnds(ports: Ports, shop: Shop, ends: readonly TaskEnd[]): Promise<void> {
  try {
    await transact(ports, shop, (batch) => finishTasks(batch, ends));
  } catch (error) {
    if (ends.length === 1 || (error instanceof Error && error.name === "StoreFailure")) throw error;
    const alone = ends.map((end) => transact(ports, shop, (batch) => finishTasks(batch, [end])));
    await sideBySide(alone);
  }
}

async function tryOnce(ports: Ports, shop: Shop, task: TaskRow): Promise<TaskResult> {
  try {
    const result = await runners[task.kind](ports, shop, task);
    ports.metrics.count("task_tries_total", { kind: task.kind, outcome: result.done ? "done" : result.problem.retry });
    return result;
  } catch (error) {
    if (error instanceof Error && error.name === "StoreFailure") throw error;
    ports.log.error("a task broke", { kind: task.kind, task: task.task_id, error: String(error) });
    return { done: false, problem: { ok: false, retry: "later", reason: String(error) } };
  }
}
