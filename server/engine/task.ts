import type { CallProblem } from "#contracts/payment-provider";
import type { RowOf } from "#contracts/store";
import type { Batch } from "#engine/batch";
import type { Ports } from "#engine/ports";
import type { Shop } from "#engine/shops";

type TaskRow = RowOf<"task">;

/**
 * What became of a try: done, with what to write in the transaction that ends the task; or a problem that says whether
 * another try makes sense.
 */
export type TaskResult =
  | { readonly done: true; readonly apply?: (batch: Batch) => Promise<void> }
  | {
      readonly done: false;
      readonly problem: CallProblem;
      readonly giveUp?: (batch: Batch) => Promise<void>;
      /** Told of every failed try; true when what it was for is done another way, and no further try is needed. */
      readonly otherwise?: (batch: Batch) => Promise<boolean>;
    };

/** One try of a task. It may be run again after a crash, with the same key: it must be harmless twice. */
export type RunTask = (ports: Ports, shop: Shop, task: TaskRow) => Promise<TaskResult>;
