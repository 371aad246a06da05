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

type VitestReport = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name?: string;
    readonly message?: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly status?: string;
      readonly fullName?: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
};

/** The first lines of a failure, which hold the reason; the rest is its path through the code. */
const firstLines = (text: string): readonly string[] => text.split("\n").slice(0, 12);

/** Reads vitest's JSON report. A file that could not even be loaded has no tests to count: it is one failure. */
export const countsFromVitest = (report: string | undefined, exitCode: number): Counts => {
  if (report === undefined) return one(false);
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(report) as VitestReport;
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.length,
  );
  const failures = [
    ...unloaded.flatMap(({ name, message }) => [name ?? "", ...firstLines(message ?? "")]),
    ...testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === "failed")
        .flatMap(({ fullName, failureMessages }) => [
          `${name ?? ""} > ${fullName ?? ""}`,
          ...firstLines(failureMessages?.[0] ?? ""),
        ]),
    ),
  ];
  const counts = { passed: numPassedTests, failed: numFailedTests + unloaded.length, ...said(failures) };
  return withEnding(counts, exitCode);
};
