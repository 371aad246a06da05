import type { RowOf } from "#contracts/store";
import { later } from "#domain/instant";
import { pauseAfter, tellAPersonAt } from "#domain/retry";
import { type Batch, addNotice } from "#engine/batch";
import type { TaskResult } from "#engine/task";

type TaskRow = RowOf<"task">;

/** Writes down what became of a try, unless another node has done so. */
export async function finishTask(batch: Batch, task: TaskRow, result: TaskResult): Promise<void> {
  const [row] = await batch.tx.find("task", [{ task_id: task.task_id }], { lock: true });
  if (!row || row.state === "done" || row.state === "dead") return;
  if (result.done) {
    await result.apply?.(batch);
    await close(batch, [task], "done", null);
    return;
  }
  // Another node has taken the task over: what it finds counts, and its claim is not undone.
  if (row.node === batch.ports.node && row.attempts === task.attempts) await tryLater(batch, task, result);
}

/** Writes down tries that left nothing else to write. */
export const finishTasks = (batch: Batch, tasks: readonly TaskRow[]): Promise<unknown> =>
  close(batch, tasks, "done", null);

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
