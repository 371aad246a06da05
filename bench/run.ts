import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { stopEmbeddedPostgres } from "../server/storage/embedded/embedded-postgres.ts";
import { endAll, freePort } from "./machine/children.ts";
import { type DatabaseServer, openServer } from "./machine/database.ts";
import { startOutside } from "./machine/outside.ts";
import { shopFile } from "./machine/shop-file.ts";
import { type TillPlace, dataFolderOf, startTill } from "./machine/till.ts";
import { NotUnderstood, type Options, type SectionName, help, readOptions } from "./options.ts";
import { bounds, judge } from "./report/milestones.ts";
import { type Cell, formatTable } from "./report/table.ts";
import type { Bench, Section } from "./sections/bench.ts";
import { countViolations } from "./sections/counts.ts";
import { measureFloors } from "./sections/floors.ts";
import { measureGrowth } from "./sections/growth.ts";
import { measureNodes } from "./sections/nodes.ts";
import { measureOrders } from "./sections/orders.ts";
import { measurePaced } from "./sections/paced.ts";
import { measureRate } from "./sections/rate.ts";
import { measureStart } from "./sections/start.ts";
import { killUnderLoad, outlastOutage } from "./sections/trouble.ts";

const sections: Readonly<Record<SectionName, Section>> = {
  start: measureStart,
  floors: measureFloors,
  rate: measureRate,
  paced: measurePaced,
  counts: countViolations,
  orders: measureOrders,
  nodes: measureNodes,
  kill: killUnderLoad,
  outage: outlastOutage,
  growth: measureGrowth,
};

type Table = { readonly title: string; readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] };

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Processors in use beside us, over the last minute. */
const busy = (): number => loadavg()[0] ?? 0;

function warnWhenBusy(): void {
  const cores = availableParallelism();
  if (busy() < cores / 4) return;
  say(
    `NOTICE: the machine is not quiet (load ${busy().toFixed(1)} on ${cores} cores): rates and times below are worse`,
  );
  say("than it can do. CPU per message and the ratios to the floors of this run mean more than they.");
}

function showMilestones({ figures }: Bench): Table {
  const rows = bounds.map((bound): readonly Cell[] => [
    `${bound.number}. ${bound.what}`,
    figures.get(bound.figure),
    bound.unit,
    bound.better === "higher" ? `≥ ${bound.milestone}` : `≤ ${bound.milestone}`,
    bound.better === "higher" ? `≥ ${bound.goal}` : `≤ ${bound.goal}`,
    judge(bound, figures),
  ]);
  return { title: "Milestones", head: ["what", "measured", "unit", "milestone", "goal", "verdict"], rows };
}

async function openBench(options: Options, folder: string, server: DatabaseServer | undefined, tables: Table[]) {
  const outside = await startOutside(folder);
  const file = join(folder, "bench.shop.yaml");
  writeFileSync(file, shopFile(outside.url));
  const databaseUrl = await server?.create(`comptoir_bench_${process.pid}`);
  const place: TillPlace = { folder, shopFile: file, port: await freePort(), databaseUrl };
  const show: Bench["show"] = (title, head, rows) => {
    tables.push({ title, head, rows });
    say(`\n${title}\n${formatTable(head, rows)}`);
  };
  const till = await startTill(place);
  const bench: Bench = {
    options,
    folder,
    outside,
    place,
    till,
    figures: new Map(),
    floors: new Map(),
    show,
    say,
  };
  return bench;
}

function writeJson(path: string, { figures, options }: Bench, tables: readonly Table[], loadBefore: number): void {
  const result = {
    at: new Date().toISOString(),
    machine: { cores: availableParallelism(), model: cpus()[0]?.model ?? "", loadBefore, loadAfter: busy() },
    node: process.version,
    options,
    figures: Object.fromEntries(figures),
    tables,
  };
  writeFileSync(path, `${JSON.stringify(result, undefined, 2)}\n`);
}

/** Measures in a folder of its own; whatever happens, nothing it started stays. */
async function run(options: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "comptoir-bench-"));
  chmodSync(folder, 0o755);
  const tables: Table[] = [];
  const loadBefore = busy();
  let server: DatabaseServer | undefined;
  const clear = async (): Promise<void> => {
    await endAll();
    await stopEmbeddedPostgres(join(dataFolderOf({ folder }), "postgres"));
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => void clear().finally(() => process.exit(1)));
  try {
    server = options.server ? await openServer(folder, process.env["DATABASE_URL"] || undefined) : undefined;
    const bench = await openBench(options, folder, server, tables);
    for (const name of options.sections) {
      try {
        await sections[name](bench);
      } catch (error) {
        process.exitCode = 1;
        say(`\n${name}: FAILED: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
    const verdicts = showMilestones(bench);
    bench.show(verdicts.title, verdicts.head, verdicts.rows);
    if (options.json !== undefined) writeJson(options.json, bench, tables, loadBefore);
    await bench.till.program.end();
  } finally {
    await server?.end();
    await clear();
  }
  say(`\nLoad of the machine: ${loadBefore.toFixed(1)} before, ${busy().toFixed(1)} after.`);
}

/** The command line, without the name of the command when `comptoir bench` brought us here. */
const argumentsOf = ([first, ...rest]: readonly string[]): readonly string[] =>
  first === "bench" ? rest : first === undefined ? [] : [first, ...rest];

try {
  const options = readOptions(argumentsOf(process.argv.slice(2)));
  if (options === "help") say(help.trimEnd());
  else {
    say(
      `Comptoir bench on ${options.server ? "a PostgreSQL server" : "the built-in PostgreSQL"}, Node ${process.version}`,
    );
    warnWhenBusy();
    await run(options);
  }
} catch (error) {
  const text = error instanceof NotUnderstood ? `${error.message}\n\n${help}` : (error as Error).stack;
  process.stderr.write(`bench: ${text}\n`);
  process.exitCode = error instanceof NotUnderstood ? 2 : 1;
}
