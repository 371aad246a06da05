import type { RowOf } from "#contracts/store";
import { later } from "#domain/instant";
import { pauseAfter, tellAPersonAt } from "#domain/retry";
import { type Batch, addNotice, lockThreads } from "#engine/batch";
import { sideBySide } from "#engine/side-by-side";
import type { TaskResult } from "#engine/task";

type TaskRow = RowOf<"task">;

/** A try that has ended. */
export type TaskEnd = { readonly task: TaskRow; readonly result: TaskResult };

/** Writes down what became of tries, but for those that another node has ended. */
export async function finishTasks(batch: Batch, ends: readonly TaskEnd[]): Promise<void> {
  const open = await stillOpen(
    batch,
    ends.filter(({ result }) => !result.done || result.apply),
  );
  await lockThreads(
    batch,
    open.flatMap(({ task }) => task.thread_id ?? []),
  );
  await sideBySide(open.map((end) => write(batch, end)));
  const done = ends.filter((end) => end.result.done && (!end.result.apply || open.includes(end)));
  if (done.length > 0)
    await close(
      batch,
      done.map(({ task }) => task),
      "done",
      null,
    );
}

async function stillOpen(batch: Batch, ends: readonly TaskEnd[]): Promise<readonly TaskEnd[]> {
  const rows = await batch.tx.find(
    "task",
    ends.map(({ task }) => ({ task_id: task.task_id })),
    { lock: true },
  );
  return ends.filter(({ task, result }) => {
    const row = rows.find(({ task_id }) => task_id === task.task_id);
    if (!row || row.state === "done" || row.state === "dead") return false;
    // Another node has taken the task over: what it finds counts, and its claim is not undone.
    return result.done || (row.node === batch.ports.node && row.attempts === task.attempts);
  });
}

async function write(batch: Batch, { task, result }: TaskEnd): Promise<void> {
  if (!result.done) await tryLater(batch, task, result);
  else await result.apply?.(batch);
}

const close = (batch: Batch, tasks: readonly TaskRow[], state: "done" | "dead", problem: string | null) =>
  batch.tx.updateIf(
    "task",
    { task_id: { in: tasks.map(({ task_id }) => task_id) }, state: { in: ["queued", "running"] } },
    { state, problem, changed_at: batch.now },
  );

/** Permanent errors end at once, with their reason; the rest is tried by time until the task's validity ends. */
async function tryLater(batch: Batch, task: TaskRow, result: Extract<TaskResult, { done: false }>): Promise<void> {
  const { problem, giveUp, otherwise } = result;
  const { now, ports, tx } = batch;
  if (await otherwise?.(batch)) return void (await close(batch, [task], "dead", problem.reason));
  const next = later(now, pauseAfter(task.attempts, ports.chance(), problem.afterMs));
  if (problem.retry === "never" || next >= task.valid_until) {
    await close(batch, [task], "dead", problem.reason);
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
