import type { RowOf } from "#contracts/store";
import type { TaskKind } from "#contracts/tables-work";
import { later, minutes } from "#domain/instant";
import { pauseAfter, tellAPersonAt } from "#domain/retry";
import { type Batch, addNotice } from "#engine/batch";
import type { Ports } from "#engine/ports";
import type { Shop } from "#engine/shops";
import type { RunTask, TaskResult } from "#engine/task";
import { createLink } from "#engine/task-create-link";
import { fetchMedia } from "#engine/task-fetch-media";
import { markRead } from "#engine/task-mark-read";
import { refund } from "#engine/task-refund";
import { voidLink } from "#engine/task-void-link";
import { transact } from "#engine/transact";

type TaskRow = RowOf<"task">;

const runners: Readonly<Record<TaskKind, RunTask>> = {
  "create-link": createLink,
  "void-link": voidLink,
  refund,
  "fetch-media": fetchMedia,
  "mark-read": markRead,
};

/** Tasks run side by side by one node for one business. */
const atOnce = 16;
/** A claim is good for this long; then another node may try, with the same key. */
const claimLength = minutes(1);

/**
 * Runs the tasks that are due. Returns how many were tried. Rejects when the store broke, and not before every try is
 * over: nothing of this node is under way then, whatever the rows say.
 */
export async function runTasks(ports: Ports, shop: Shop): Promise<number> {
  const claimed = await transact(ports, shop, claim);
  const ran = await Promise.allSettled(claimed.map((task) => runOne(ports, shop, task)));
  for (const one of ran) if (one.status === "rejected") throw one.reason;
  return claimed.length;
}

/** Tasks that a dead node was running are due at once, with the same key; the clock of the claim is not waited for. */
export async function retakeTasks(ports: Ports, shop: Shop, alive: readonly string[]): Promise<number> {
  return transact(ports, shop, async ({ tx, now }) => {
    const running = await tx.select("task", { state: { eq: "running" }, run_after: { gt: now } });
    const orphans = running.filter(({ node }) => node !== null && !alive.includes(node));
    for (const { task_id, node } of orphans)
      await tx.updateIf(
        "task",
        { task_id: { eq: task_id }, state: { eq: "running" }, node: { eq: node ?? "" } },
        { run_after: now },
      );
    if (orphans.length > 0) ports.log.warn("tasks of a dead node are taken up", { count: orphans.length });
    return orphans.length;
  });
}

async function claim(batch: Batch): Promise<readonly TaskRow[]> {
  const { tx, now, ports } = batch;
  const open = { in: ["queued", "running"] as const };
  const due = await tx.select(
    "task",
    { state: open, run_after: { lte: now } },
    { orderBy: ["run_after", "task_id"], limit: atOnce },
  );
  if (due.length === 0) return [];
  return tx.updateIf(
    "task",
    { task_id: { in: due.map(({ task_id }) => task_id) }, state: open, run_after: { lte: now } },
    { state: "running", node: ports.node, run_after: now + claimLength, attempts: { add: 1 } },
  );
}

async function runOne(ports: Ports, shop: Shop, task: TaskRow): Promise<void> {
  const result = await tryOnce(ports, shop, task);
  await transact(ports, shop, async (batch) => {
    const [row] = await batch.tx.find("task", [{ task_id: task.task_id }], { lock: true });
    if (!row || row.state === "done" || row.state === "dead") return;
    if (result.done) {
      await result.apply?.(batch);
      await close(batch, task, "done", null);
    } else await tryLater(batch, task, result);
  });
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

const close = (batch: Batch, { task_id }: TaskRow, state: "done" | "dead", problem: string | null) =>
  batch.tx.updateIf(
    "task",
    { task_id: { eq: task_id }, state: { in: ["queued", "running"] } },
    { state, problem, changed_at: batch.now },
  );

/** Permanent errors end at once, with their reason; the rest is tried by time until the task's validity ends. */
async function tryLater(batch: Batch, task: TaskRow, result: Extract<TaskResult, { done: false }>): Promise<void> {
  const { problem, giveUp } = result;
  const { now, ports, tx } = batch;
  const next = later(now, pauseAfter(task.attempts, ports.chance(), problem.afterMs));
  if (problem.retry === "never" || next >= task.valid_until) {
    await close(batch, task, "dead", problem.reason);
    await giveUp?.(batch);
    tellPerson(batch, task, problem.reason, "alarm");
    return;
  }
  await tx.updateIf(
    "task",
    { task_id: { eq: task.task_id }, state: { in: ["queued", "running"] } },
    { state: "queued", run_after: next, problem: problem.reason.slice(0, 500), changed_at: now },
  );
  if (task.attempts === tellAPersonAt) tellPerson(batch, task, problem.reason, "warning");
}

function tellPerson(batch: Batch, task: TaskRow, reason: string, severity: "warning" | "alarm"): void {
  if (task.kind === "mark-read") return;
  addNotice(batch, {
    about: "task-failed",
    severity,
    text: severity === "alarm" ? "notice.task-dead" : "notice.task-failing",
    values: { kind: task.kind, reason },
    ...(task.thread_id === null ? {} : { threadId: task.thread_id }),
  });
}
