import { defineConfig } from "vitest/config";
import { testsReport } from "./scripts/tests-report.ts";

/** The file `npm test` wants its counts in; absent when vitest is started by hand. */
const report = process.env["COMPTOIR_TESTS_REPORT"];

export default defineConfig({
  test: {
    include: ["{server,world,simulation,tests,scripts,api,bench}/**/*.test.ts", "console/**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "tests/e2e/**", "tests/crash/**"],
    globalSetup: ["tests/databases-setup.ts"],
    sequence: { shuffle: true },
    // Generous: several programs share the machine, and a first database start alone takes a second.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 120_000,
    reporters: report === undefined ? ["default"] : ["default", testsReport(report)],
  },
});
