import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Agenda, plannerOf, takeUp } from "./agenda.ts";
import { readBack, written } from "./memory.ts";
import { createWorldClock } from "./world-clock.ts";

type Task = { readonly name: number };

/** A life of a model: its agenda, and what it has done. The clock only moves by travelling. */
function life(nowMs: number, agenda: Agenda<Task> = new Set()) {
  const clock = createWorldClock({ now: () => nowMs, wait: () => () => {} });
  const done: number[] = [];
  const keeping = { ports: clock, agenda: () => agenda, perform: ({ name }: Task) => void done.push(name) };
  return { clock, agenda, done, plan: plannerOf(keeping), takeUp: () => takeUp(keeping) };
}

const writtenDown = (agenda: Agenda<Task>): Agenda<Task> =>
  readBack(JSON.parse(JSON.stringify(written(agenda)))) as Agenda<Task>;

describe("an agenda", () => {
  it("does everything once and in order, whenever it is written down and however late it is taken up", () => {
    const waits = fc.array(fc.nat(1_000), { maxLength: 20 });
    fc.assert(
      fc.property(waits, fc.nat(1_200), fc.nat(2_000), (planned, end, pause) => {
        const first = life(0);
        for (const [name, wait] of planned.entries()) first.plan(wait, { name });
        first.clock.forward(end);
        const second = life(end + pause, writtenDown(first.agenda));
        second.takeUp();
        second.clock.forward(1_000);
        const inOrder = [...planned.keys()].toSorted((one, other) => (planned[one] ?? 0) - (planned[other] ?? 0));
        expect([...first.done, ...second.done]).toEqual(inOrder);
        expect(second.agenda.size).toBe(0);
      }),
    );
  });

  it("holds a task that takes its time until it is over", async () => {
    const { clock } = life(0);
    const agenda: Agenda<Task> = new Set();
    const over = Promise.withResolvers<void>();
    plannerOf({ ports: clock, agenda: () => agenda, perform: () => over.promise })(10, { name: 1 });
    clock.forward(10);
    expect(agenda.size).toBe(1);
    over.resolve();
    await new Promise((resolve) => setImmediate(resolve));
    expect(agenda.size).toBe(0);
  });

  it("leaves alone what was planned before it was replaced", () => {
    const { clock } = life(0);
    const done: number[] = [];
    let agenda: Agenda<Task> = new Set();
    const perform = ({ name }: Task): void => void done.push(name);
    const plan = plannerOf({ ports: clock, agenda: () => agenda, perform });
    plan(10, { name: 1 });
    agenda = new Set();
    plan(10, { name: 2 });
    clock.forward(10);
    expect(done).toEqual([2]);
  });
});
