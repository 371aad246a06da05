import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { FloorSettings } from "../floors/floor-server.ts";
import { freePort, start } from "../machine/children.ts";
import { onDatabase } from "../machine/database.ts";
import { note } from "../report/figures.ts";
import type { Cell } from "../report/table.ts";
import type { Bench } from "./bench.ts";
import { type Measured, acceptedPerSecond, answeredPerSecond, measure, planOf } from "./measure.ts";

const database = "comptoir_bench_floors";

/** A floor's database beside the shop's, on the same PostgreSQL. */
async function prepareDatabase({ till }: Bench): Promise<FloorSettings["database"]> {
  await onDatabase(till.database, async (client) => {
    await client.query(`drop database if exists "${database}" with (force)`);
    await client.query(`create database "${database}"`);
  });
  if (typeof till.database !== "string") return { ...till.database, database };
  const address = new URL(till.database);
  address.pathname = `/${database}`;
  return address.href;
}

const dropDatabase = ({ till }: Bench): Promise<unknown> =>
  onDatabase(till.database, (client) => client.query(`drop database if exists "${database}" with (force)`));

async function untilListening(url: string, ended: () => string | undefined): Promise<void> {
  for (;;) {
    const listens = await fetch(url).then(
      () => true,
      () => false,
    );
    if (listens) return;
    const words = ended();
    if (words !== undefined) throw new Error(`a floor ended: ${words}`);
    await pause(20);
  }
}

async function onFloor(
  bench: Bench,
  settings: Pick<FloorSettings, "floor" | "database">,
  work: (url: string, pid: number) => Promise<Measured>,
): Promise<Measured> {
  const port = await freePort();
  const all: FloorSettings = { ...settings, port, providerUrl: bench.outside.url };
  const program = start({
    command: process.execPath,
    argv: [join(import.meta.dirname, "..", "floors", "floor-server.ts"), JSON.stringify(all)],
    env: { PATH: process.env["PATH"] ?? "" },
    log: join(bench.folder, "floor.log"),
  });
  try {
    const url = `http://127.0.0.1:${port}/`;
    await untilListening(url, () => (program.child.exitCode === null ? undefined : program.lastWords()));
    return await work(url, program.pid);
  } finally {
    await program.end();
  }
}

const row = (name: string, rate: number, { appCpu, databaseCpu, outcome, others }: Measured): readonly Cell[] => [
  name,
  rate,
  appCpu,
  databaseCpu,
  outcome.ack.p50,
  outcome.ack.p99,
  outcome.answer.p50,
  outcome.answer.p99,
  others,
];

/** What the machine can do at best: the rates everything else is compared with. */
export async function measureFloors(bench: Bench): Promise<void> {
  const { outside, options, till, figures } = bench;
  const address = await prepareDatabase(bench);
  const intake = (url: string, pid: number): Promise<Measured> =>
    measure(
      outside,
      planOf({
        urls: [url],
        pace: { kind: "in-flight", posts: 64, customers: 2_000 },
        milliseconds: options.milliseconds,
        answers: false,
      }),
      { apps: [{ root: pid }], postgres: till.postgres },
    );
  const talk =
    (statuses: boolean) =>
    (url: string, pid: number): Promise<Measured> =>
      measure(
        outside,
        planOf({
          urls: [url],
          pace: { kind: "waiting", customers: 64 },
          milliseconds: options.milliseconds,
          statuses,
        }),
        { apps: [{ root: pid }], postgres: till.postgres },
      );
  const rows: (readonly Cell[])[] = [];
  const takes = [
    ["bare", "node:http + HMAC + 200, nothing kept"],
    ["each", "an insert and a commit per message"],
    ["group", "inserts committed in groups"],
  ] as const;
  for (const [floor, name] of takes) {
    const measured = await onFloor(bench, { floor, database: address }, intake);
    const rate = acceptedPerSecond(measured.outcome);
    bench.floors.set(floor, rate);
    rows.push(row(name, rate, measured));
  }
  for (const statuses of [false, true]) {
    const measured = await onFloor(bench, { floor: "loop", database: address }, talk(statuses));
    const rate = answeredPerSecond(measured.outcome);
    note(figures, statuses ? "loop-rate-with-statuses" : "loop-rate", rate);
    rows.push(row(`durable loop that answers${statuses ? ", 3 statuses each" : ""}`, rate, measured));
  }
  await dropDatabase(bench);
  bench.show(
    "Floors: 64 at once, no shop (times in ms, CPU in µs a message)",
    ["floor", "/s", "CPU", "CPU PostgreSQL", "ack p50", "p99", "answer p50", "p99", "others"],
    rows,
  );
}
