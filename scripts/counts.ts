/** How many checks of a part held and how many did not. */
export type Counts = { readonly passed: number; readonly failed: number };

/** The sum of several parts. */
export const sum = (parts: readonly Counts[]): Counts => ({
  passed: parts.reduce((total, { passed }) => total + passed, 0),
  failed: parts.reduce((total, { failed }) => total + failed, 0),
});

/** A check without counts of its own is one check. */
export const one = (held: boolean): Counts => (held ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

const lastMatch = (text: string, pattern: RegExp): RegExpMatchArray | undefined => [...text.matchAll(pattern)].at(-1);

/** A program that ended badly without counting a failure has failed once more than it says. */
const withEnding = (counts: Counts, exitCode: number): Counts =>
  exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;

/** Reads the last `N passed, N failed` of a program's output. No such line is a failure. */
export const countsFromSentence = (output: string, exitCode: number): Counts => {
  const found = lastMatch(output, /(\d+) passed, (\d+) failed/g);
  if (found === undefined) return one(false);
  return withEnding({ passed: Number(found[1]), failed: Number(found[2]) }, exitCode);
};

/** Reads the simulation's last `seeds N violations N`: a seed without violation is one check that held. */
export const countsFromSeeds = (output: string, exitCode: number): Counts => {
  const found = lastMatch(output, /seeds (\d+) violations (\d+)/g);
  if (found === undefined) return one(false);
  const [seeds, violations] = [Number(found[1]), Number(found[2])];
  if (seeds === 0) return one(false);
  return withEnding({ passed: Math.max(0, seeds - violations), failed: violations }, exitCode);
};

type VitestReport = {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly success: boolean;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
};

/** Reads vitest's JSON report. A file that could not even be loaded has no tests to count: it is one failure. */
export const countsFromVitest = (report: string | undefined, exitCode: number): Counts => {
  if (report === undefined) return one(false);
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(report) as VitestReport;
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.length,
  );
  const counts = { passed: numPassedTests, failed: numFailedTests + unloaded.length };
  return withEnding(counts, exitCode);
};
