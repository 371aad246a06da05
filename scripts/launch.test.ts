import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";

const houses: string[] = [];
afterEach(() => {
  for (const house of houses.splice(0)) rmSync(house, { recursive: true, force: true });
});

/** A house with the launcher, one task's file and no packages but a mark of their installation. */
const newHouse = (task: string): string => {
  const house = mkdtempSync(join(tmpdir(), "comptoir-launch-"));
  houses.push(house);
  mkdirSync(join(house, "scripts"));
  mkdirSync(join(house, "node_modules"));
  cpSync("scripts/launch.cjs", join(house, "scripts", "launch.cjs"));
  writeFileSync(join(house, "package-lock.json"), "{}");
  writeFileSync(join(house, "node_modules", ".package-lock.json"), "{}");
  writeFileSync(join(house, "scripts", "simulate.ts"), task);
  return house;
};

const launch = (house: string, argv: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const all = [join(house, "scripts", "launch.cjs"), ...argv];
  const { status, stdout, stderr } = spawnSync(process.execPath, all, {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
};

it("hands the task its arguments and gives back its exit code, adding nothing to stdout", () => {
  const task =
    "const said: string = process.argv.slice(2).join(' ');\nprocess.stdout.write(said);\nprocess.exitCode = 7;\n";
  const { status, stdout, stderr } = launch(newHouse(task), ["simulate", "--seed", "3"]);
  expect({ status, stdout, stderr }).toEqual({ status: 7, stdout: "--seed 3", stderr: "" });
});

it("puts the installed programs first in the task's PATH", () => {
  const house = newHouse('process.stdout.write(process.env["PATH"] ?? "");');
  expect(launch(house, ["simulate"]).stdout.startsWith(join(house, "node_modules", ".bin"))).toBe(true);
});

it("refuses a task it does not know, and names those it knows", () => {
  const { status, stdout, stderr } = launch(newHouse(""), ["conquer"]);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("simulate");
});

it("installs first when the lockfile is newer than the packages, and only then", () => {
  const house = newHouse('process.stdout.write("ran");');
  const npm = join(house, "npm-cli.js");
  writeFileSync(npm, `require("node:fs").appendFileSync(${JSON.stringify(join(house, "calls"))}, process.argv[2]);`);
  const mark = join(house, "node_modules", ".package-lock.json");
  utimesSync(mark, 0, 0);
  const first = launch(house, ["simulate"], { npm_execpath: npm });
  expect([first.stdout, first.stderr.includes("installing packages")]).toEqual(["ran", true]);
  const second = launch(house, ["simulate"], { npm_execpath: npm });
  expect([second.stdout, second.stderr]).toEqual(["ran", ""]);
});

it("says so when npm fails, and does not run the task", () => {
  const house = newHouse('process.stdout.write("ran");');
  const npm = join(house, "npm-cli.js");
  writeFileSync(npm, "process.exit(3);");
  utimesSync(join(house, "node_modules", ".package-lock.json"), 0, 0);
  const { status, stdout, stderr } = launch(house, ["simulate"], { npm_execpath: npm });
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("npm install failed");
});
