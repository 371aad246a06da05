import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureChromium } from "./browser.ts";
import { type Counts, countsFromSeeds, countsFromSentence, countsFromTests, one, sum } from "./counts.ts";
import { runFile, runProgram } from "./programs.ts";

/** What a run was asked for beyond its parts. */
export type Wishes = {
  /** Repair what can be repaired (formatting) instead of only reporting it. */
  readonly write: boolean;
  /** Nothing may be skipped: a part this machine cannot run counts as failed. */
  readonly strict: boolean;
};

/** One heading of the run. `slow` parts are left out of `npm run check`. */
export type Part = {
  readonly name: string;
  readonly title: string;
  readonly slow?: true;
  readonly run: (wishes: Wishes) => Promise<Counts>;
};

const inTurn = async <Item>(items: readonly Item[], run: (item: Item) => Promise<Counts>): Promise<Counts> => {
  const counts: Counts[] = [];
  for (const item of items) counts.push(await run(item));
  return sum(counts);
};

const check = async (command: string, argv: readonly string[]): Promise<Counts> => {
  const { exitCode, output } = await runProgram(command, argv, { read: true });
  return one(exitCode === 0, output);
};

const generators = (): readonly string[] =>
  readdirSync("scripts")
    .filter((name) => name.startsWith("generate-") && name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map((name) => join("scripts", name));

/** Every TypeScript project of the house: the server's at the root, and one per program for the browser. */
const projects = ["tsconfig.json", "console/tsconfig.json", "widget/tsconfig.json", "world/phone/app/tsconfig.json"];

const runUnitTests = async (): Promise<Counts> => {
  const folder = mkdtempSync(join(tmpdir(), "comptoir-report-"));
  const report = join(folder, "tests.json");
  const { exitCode } = await runProgram("vitest", ["run"], { env: { COMPTOIR_TESTS_REPORT: report } });
  const text = existsSync(report) ? readFileSync(report, "utf8") : undefined;
  rmSync(folder, { recursive: true, force: true });
  return countsFromTests(text, exitCode);
};

const runCounted = async (file: string, read: (output: string, exitCode: number) => Counts): Promise<Counts> => {
  if (!existsSync(file)) {
    process.stdout.write(`NOTICE: ${file} is not there; nothing was run.\n`);
    return sum([]);
  }
  const { output, exitCode } = await runFile(file, [], true);
  return read(output, exitCode);
};

const runEndToEnd = async (wishes: Wishes): Promise<Counts> => {
  const browser = await ensureChromium();
  if (browser !== undefined) return runCounted("tests/e2e/run.ts", countsFromSentence);
  process.stdout.write(wishes.strict ? "Counted as failed.\n" : "NOTICE: the end-to-end run was skipped.\n");
  return wishes.strict ? one(false) : sum([]);
};

/** The whole run, cheapest first. */
export const parts: readonly Part[] = [
  {
    name: "generated",
    title: "Generated files are up to date",
    run: () => inTurn(generators(), async (file) => one((await runFile(file, ["--check"])).exitCode === 0)),
  },
  {
    name: "format",
    title: "Format (biome)",
    run: ({ write }) => check("biome", ["format", ...(write ? ["--write"] : []), "."]),
  },
  {
    name: "lint",
    title: "Rules and directions (oxlint, with types)",
    run: () => check("oxlint", ["--type-aware", "--max-warnings", "0", "."]),
  },
  {
    name: "types",
    title: "Types (tsc)",
    run: () =>
      inTurn(
        projects.filter((project) => existsSync(project)),
        (project) => check("tsc", ["-p", project, "--noEmit"]),
      ),
  },
  { name: "unused", title: "Nothing unused (knip)", run: () => check("knip", []) },
  { name: "unit", title: "Tests (vitest)", run: runUnitTests },
  {
    name: "simulation",
    title: "Simulation",
    run: () => runCounted("scripts/simulate.ts", countsFromSeeds),
  },
  {
    name: "crash",
    title: "Kill -9 at every crash point",
    slow: true,
    run: () => runCounted("tests/crash/run.ts", countsFromSentence),
  },
  { name: "e2e", title: "End to end in Chromium", slow: true, run: runEndToEnd },
];
