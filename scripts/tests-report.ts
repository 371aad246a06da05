import { writeFileSync } from "node:fs";
import type { Reporter, TestCase, TestModule } from "vitest/node";
import type { TestsReport } from "./counts.ts";

type Failure = TestsReport["failures"][number];
type Told = { readonly message: string; readonly stack?: string | undefined };

const reason = (errors: readonly Told[] | undefined): string =>
  errors?.[0] === undefined ? "" : [errors[0].message, errors[0].stack ?? ""].join("\n");

const ofTest = (module: TestModule, test: TestCase): Failure[] => {
  const { state, errors } = test.result();
  if (state === "passed" || state === "skipped") return [];
  const title = `${module.relativeModuleId} > ${test.fullName}`;
  return [{ title, reason: state === "pending" ? "It was begun and did not end." : reason(errors) }];
};

/** A hook that failed (before, after) fails its suite while each of its tests may have held. */
const ofModule = (module: TestModule): Failure[] => [
  ...[...module.children.allTests()].flatMap((test) => ofTest(module, test)),
  ...[module, ...module.children.allSuites()]
    .filter((suite) => suite.errors().length > 0)
    .map((suite) => ({
      title: suite.type === "module" ? module.relativeModuleId : `${module.relativeModuleId} > ${suite.fullName}`,
      reason: reason(suite.errors()),
    })),
];

/** An error outside every test: a promise nobody waited for, a worker that ended. It names the file it came from when known. */
const ofUnhandled = (error: Told & { readonly VITEST_TEST_PATH?: unknown }): Failure => ({
  title: `Outside every test, near ${String(error.VITEST_TEST_PATH ?? "an unknown file")}`,
  reason: reason([error]),
});

/** Writes how many tests held and why each of the others did not into a file: hooks and stray errors too. */
export const testsReport = (file: string): Reporter => ({
  onTestRunEnd: (modules, unhandled) => {
    const passed = modules.flatMap((module) => [...module.children.allTests("passed")]).length;
    const failures = [...modules.flatMap(ofModule), ...unhandled.map(ofUnhandled)];
    writeFileSync(file, JSON.stringify({ passed, failures } satisfies TestsReport));
  },
});
