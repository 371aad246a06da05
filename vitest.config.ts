import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{server,world,simulation,tests,scripts,api,bench}/**/*.test.ts", "console/**/*.test.{ts,tsx}"],
    exclude: ["**/node_modules/**", "tests/e2e/**", "tests/crash/**"],
    globalSetup: ["tests/databases-setup.ts"],
    sequence: { shuffle: true },
    // Generous: several programs share the machine, and a first database start alone takes a second.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
