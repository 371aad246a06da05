import { type Memory, readBack, stateLike, written } from "../memory.ts";
import { createState, type MetaContext, type MetaSettings, type MetaState } from "./state.ts";

/**
 * Serial numbers left out after a recall: what the world gave out between its last memory and its end is not known,
 * and no id may be given twice.
 */
const serialLeap = 100_000;

/** What is remembered: all but the faults and the address, which belong to one run. */
type Remembered = Omit<MetaState, "chaos" | "publicUrl"> & { readonly at: number };

const remembered = ({ chaos: _faults, publicUrl: _address, ...kept }: MetaState, at: number): Remembered => ({
  at,
  ...kept,
});

/** The world's memory. */
export function memoryOf({ ports, state }: MetaContext): Memory {
  return written(remembered(state, ports.now()));
}

/**
 * Replaces all the world knew by what a memory holds. Posts that were under way leave again, ahead of the others. Throws
 * a TypeError, with nothing changed, when the memory is not one of this model. Its agenda is still to be taken up.
 */
export function recall(context: MetaContext, settings: MetaSettings, memory: unknown): void {
  const { state, ports } = context;
  const sample = remembered(createState({}, settings), 0);
  const { at, ...kept } = stateLike(sample, withGateways(readBack(memory)));
  Object.assign(state, kept);
  state.serial += serialLeap;
  const { line, underway, busy } = state.webhooks;
  for (const post of [...underway, ...line.splice(0)]) {
    state.agenda.add({ dueMs: 0, task: { kind: "post", post, again: false } });
  }
  underway.clear();
  busy.clear();
  // Nobody was there to try, so that time is not taken off a post's days.
  const away = Math.max(0, ports.now() - at);
  for (const { task } of state.agenda) if (task.kind === "post") task.post.firstAt += away;
}

/** Memories of the time before payments in the chat know nothing of gateways. */
const withGateways = (memory: unknown): unknown =>
  typeof memory === "object" && memory !== null && !("upi" in memory) ? { ...memory, upi: new Map() } : memory;
