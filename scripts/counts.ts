/** How many checks of a part held and how many did not. */
export type Counts = {
  readonly passed: number;
  readonly failed: number;
  /** What the failed ones said: the run shows it once more at its end, where it is found. */
  readonly said?: readonly string[];
};

/** The sum of several parts. */
export const sum = (parts: readonly Counts[]): Counts => ({
  passed: parts.reduce((total, { passed }) => total + passed, 0),
  failed: parts.reduce((total, { failed }) => total + failed, 0),
  ...said(parts.flatMap((part) => part.said ?? [])),
});

const said = (lines: readonly string[]): Pick<Counts, "said"> => (lines.length > 0 ? { said: lines } : {});

/** Lines of a failed program that are worth showing twice. */
const worthSaying = 60;

/** A check without counts of its own is one check; what it printed is kept when it did not hold. */
export const one = (held: boolean, output = ""): Counts =>
  held
    ? { passed: 1, failed: 0 }
    : { passed: 0, failed: 1, ...said(output.trim() === "" ? [] : output.trimEnd().split("\n").slice(-worthSaying)) };

const lastMatch = (text: string, pattern: RegExp): RegExpMatchArray | undefined => [...text.matchAll(pattern)].at(-1);

/** A program that ended badly without counting a failure has failed once more than it says. */
const withEnding = (counts: Counts, exitCode: number, output = ""): Counts => {
  const failed = exitCode !== 0 && counts.failed === 0 ? 1 : counts.failed;
  return failed === 0 ? counts : { ...one(false, output), ...counts, failed };
};

/** Reads the last `N passed, N failed` of a program's output. No such line is a failure. */
export const countsFromSentence = (output: string, exitCode: number): Counts => {
  const found = lastMatch(output, /(\d+) passed, (\d+) failed/g);
  if (found === undefined) return one(false, output);
  return withEnding({ passed: Number(found[1]), failed: Number(found[2]) }, exitCode, output);
};

/** Reads the simulation's last `seeds N violations N`: a seed without violation is one check that held. */
export const countsFromSeeds = (output: string, exitCode: number): Counts => {
  const found = lastMatch(output, /seeds (\d+) violations (\d+)/g);
  if (found === undefined) return one(false, output);
  const [seeds, violations] = [Number(found[1]), Number(found[2])];
  if (seeds === 0) return one(false, output);
  return withEnding({ passed: Math.max(0, seeds - violations), failed: violations }, exitCode, output);
};

/** What `tests-report.ts` writes of a run of vitest. */
export type TestsReport = {
  readonly passed: number;
  readonly failures: readonly { readonly title: string; readonly reason: string }[];
};

/** The first lines of a failure, which hold the reason; the rest is its path through the code. */
const firstLines = (text: string): readonly string[] => text.split("\n").slice(0, 12);

/** Reads the report of a run of vitest: every test, hook, file and stray error that failed is one failure. */
export const countsFromTests = (report: string | undefined, exitCode: number): Counts => {
  if (report === undefined) return one(false, "vitest ended without a report.");
  const { passed, failures } = JSON.parse(report) as TestsReport;
  const lines = failures.flatMap(({ title, reason }) => [title, ...firstLines(reason)]);
  return withEnding({ passed, failed: failures.length, ...said(lines) }, exitCode, "vitest failed without a failure.");
};
