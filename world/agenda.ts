import type { WorldPorts } from "./wire.ts";

/** Something to be done at a moment (milliseconds since the epoch), as a value: it can be written down. */
export type Appointment<Task> = { readonly dueMs: number; readonly task: Task };

/** All that a model has still to do, in the order it was planned. */
export type Agenda<Task> = Set<Appointment<Task>>;

/** Whose agenda it is and how its tasks are done. */
export type AgendaKeeping<Task> = {
  readonly ports: Pick<WorldPorts, "now" | "after">;
  readonly agenda: () => Agenda<Task>;
  /** Does a task. One that takes its time stays in the agenda until it is over, so that no end in between loses it. */
  readonly perform: (task: Task) => void | Promise<void>;
};

/** The way to plan: the task is done once, `milliseconds` from now. */
export function plannerOf<Task>(keeping: AgendaKeeping<Task>): (milliseconds: number, task: Task) => void {
  const { ports, agenda } = keeping;
  return (milliseconds, task) => {
    const appointment = { dueMs: ports.now() + milliseconds, task };
    agenda().add(appointment);
    arm(keeping, appointment, milliseconds);
  };
}

/** Takes up an agenda that was written down: what is overdue comes at once, in the order of its moments. */
export function takeUp<Task>(keeping: AgendaKeeping<Task>): void {
  const now = keeping.ports.now();
  for (const appointment of [...keeping.agenda()].toSorted((one, other) => one.dueMs - other.dueMs)) {
    arm(keeping, appointment, Math.max(0, appointment.dueMs - now));
  }
}

function arm<Task>(keeping: AgendaKeeping<Task>, appointment: Appointment<Task>, milliseconds: number): void {
  const { ports, agenda, perform } = keeping;
  ports.after(milliseconds, () => {
    // An agenda that has been replaced meanwhile knows nothing of this one's appointments.
    if (!agenda().has(appointment)) return;
    const under = perform(appointment.task);
    if (under === undefined) agenda().delete(appointment);
    else void under.finally(() => agenda().delete(appointment));
  });
}
