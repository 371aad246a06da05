import { setTimeout as pause } from "node:timers/promises";
import { type Memory, type Tree, cpuOf, machineCpu, memoryOf } from "../machine/processes.ts";
import type { Outside } from "../machine/outside.ts";
import type { Outcome, Plan } from "../outside/plan.ts";

/** What programs used while a load ran. Times are microseconds of processor per accepted message. */
export type Measured = {
  readonly outcome: Outcome;
  readonly appCpu: number | undefined;
  readonly databaseCpu: number | undefined;
  /** The largest sample under load. */
  readonly memory: Memory | undefined;
  /** Processors that programs which are not of this run kept busy meanwhile. */
  readonly others: number | undefined;
};

/** The processes that are watched: the programs under measurement, and their database's. */
export type Watched = { readonly apps: readonly Tree[]; readonly postgres: Tree | undefined };

/** How often memory is looked at, in milliseconds: each look costs a millisecond or two. */
const sampleEvery = 500;

const sumOf = (values: readonly (number | undefined)[]): number | undefined =>
  values.reduce((sum, one) => (sum === undefined || one === undefined ? undefined : sum + one), 0);

const perMessage = (before: number | undefined, after: number | undefined, messages: number): number | undefined =>
  before === undefined || after === undefined || messages === 0 ? undefined : (after - before) / messages;

/** What everybody else on the machine has used so far, in microseconds. */
function othersCpu(outside: Outside, { apps, postgres }: Watched): number | undefined {
  const ours = sumOf([...apps.map(cpuOf), cpuOf(postgres), cpuOf({ root: outside.pid })]);
  const own = process.cpuUsage();
  return sumOf([machineCpu(), ours === undefined ? undefined : -ours, -(own.user + own.system)]);
}

/** Runs a load and reads what the watched processes used meanwhile. */
export async function measure(outside: Outside, plan: Plan, { apps, postgres }: Watched): Promise<Measured> {
  const appsBefore = sumOf(apps.map(cpuOf));
  const databaseBefore = cpuOf(postgres);
  const othersBefore = othersCpu(outside, { apps, postgres });
  const startedAt = performance.now();
  let done = false;
  const driving = outside.drive(plan).finally(() => {
    done = true;
  });
  let memory: Memory | undefined;
  while (!done) {
    await Promise.race([driving, pause(sampleEvery)]);
    const seen = postgres === undefined ? undefined : memoryOf([...apps, postgres]);
    if (seen && (memory === undefined || seen.anonymous > memory.anonymous)) memory = seen;
  }
  const outcome = await driving;
  const others = sumOf([othersCpu(outside, { apps, postgres }), othersBefore && -othersBefore]);
  return {
    outcome,
    appCpu: perMessage(appsBefore, sumOf(apps.map(cpuOf)), outcome.accepted),
    databaseCpu: perMessage(databaseBefore, cpuOf(postgres), outcome.accepted),
    memory,
    others: others === undefined ? undefined : Math.max(0, others / 1_000 / (performance.now() - startedAt)),
  };
}

/** A plan with what most have in common. */
export const planOf = (plan: Pick<Plan, "urls" | "pace" | "milliseconds"> & Partial<Plan>): Plan => ({
  patience: 20_000,
  answers: true,
  statuses: false,
  duplicates: 0,
  forged: 0,
  insists: false,
  ...plan,
});

/** Messages answered per second. */
export const answeredPerSecond = ({ answered, answeredIn }: Outcome): number => (answered / answeredIn) * 1_000;

/** Messages accepted per second. */
export const acceptedPerSecond = ({ accepted, acceptedIn }: Outcome): number => (accepted / acceptedIn) * 1_000;
