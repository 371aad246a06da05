"use strict";
/**
 * The door of every npm script: `node scripts/launch.cjs TASK [arguments]`.
 *
 * Written in the plain JavaScript any Node from 18 on can parse, because it is what a fresh clone meets first: it
 * installs the packages when they are missing or older than the lockfile, then runs the task under a Node that can
 * (24.11 or newer; npm brings one along). It writes to stderr alone: stdout belongs to the task.
 */
const { spawn, spawnSync } = require("node:child_process");
const { existsSync, statSync, utimesSync } = require("node:fs");
const { basename, join } = require("node:path");

const home = join(__dirname, "..");
const oldest = [24, 11];

/** Each task and the file it runs, with the arguments that come before the caller's own. */
const tasks = {
  start: ["scripts/start.ts"],
  comptoir: ["server/cli/comptoir.ts"],
  test: ["scripts/test.ts"],
  check: ["scripts/test.ts", "check"],
  format: ["scripts/test.ts", "--write", "format"],
  lint: ["scripts/test.ts", "lint"],
  typecheck: ["scripts/test.ts", "types"],
  registry: ["scripts/generate-registry.ts"],
  simulate: ["scripts/simulate.ts"],
  bench: ["bench/run.ts"],
  e2e: ["scripts/test.ts", "e2e"],
};

/** Ends with a sentence a person can act on. */
const refuse = (sentence) => {
  process.stderr.write(`comptoir: ${sentence}\n`);
  process.exit(1);
};

const isRecent = (version) => {
  const [major, minor] = version.split(".").map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
};

/** npm writes this file last, so an install that was cut short is seen as missing or old. */
const installedMark = join(home, "node_modules", ".package-lock.json");

const isInstalled = () => {
  if (!existsSync(installedMark)) return false;
  const lockfile = join(home, "package-lock.json");
  return !existsSync(lockfile) || statSync(installedMark).mtimeMs >= statSync(lockfile).mtimeMs;
};

/** The npm that called us when there is one, else the first in PATH. */
const npmCommand = () => {
  const caller = process.env.npm_execpath;
  if (caller && basename(caller) === "npm-cli.js" && existsSync(caller)) return [process.execPath, caller];
  return [process.platform === "win32" ? "npm.cmd" : "npm"];
};

const install = () => {
  process.stderr.write("comptoir: installing packages (a minute or two the first time)…\n");
  const [command, ...before] = npmCommand();
  // The console is built and the tests run here, so developer packages are wanted whatever NODE_ENV says.
  const flags = ["install", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"];
  const outcome = spawnSync(command, [...before, ...flags], {
    cwd: home,
    stdio: ["ignore", 2, 2],
    shell: command.endsWith(".cmd"),
  });
  if (outcome.error) refuse(`npm could not be run (${outcome.error.message}). Install npm, then try again.`);
  if (outcome.status !== 0) refuse("npm install failed; its message is above. Is the network reachable?");
  if (!existsSync(installedMark)) refuse("npm install reported success but left no packages behind.");
  const now = new Date();
  utimesSync(installedMark, now, now); // npm may have rewritten the lockfile after its own mark
};

/** The Node that runs the task: the running one, or the one npm brought along for this machine. */
const findNode = () => {
  if (isRecent(process.versions.node)) return process.execPath;
  const system = process.platform === "win32" ? "win" : process.platform;
  const program = process.platform === "win32" ? "node.exe" : "node";
  const bundled = join(home, "node_modules", `node-${system}-${process.arch}`, "bin", program);
  if (existsSync(bundled)) return bundled;
  return refuse(
    `this needs Node ${oldest.join(".")} or newer; this is ${process.versions.node}, and npm carries no newer one for ` +
      `${process.platform}/${process.arch} here. Install Node 24 from https://nodejs.org and try again.`,
  );
};

/** Runs the task as a child in our own process group: signals are passed on, its end is our end. */
const runBeside = (node, argv) => {
  const child = spawn(node, argv, { stdio: "inherit" });
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) =>
    refuse(`the Node at ${node} does not run on this machine (${error.message}). Install Node 24 from nodejs.org.`),
  );
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code);
    for (const one of ["SIGTERM", "SIGINT", "SIGHUP"]) process.removeAllListeners(one);
    process.kill(process.pid, signal);
  });
};

/** Turns this very process into the task where the system allows it, so that no second process stays behind. */
const run = (node, argv) => {
  if (typeof process.execve !== "function" || process.platform === "win32") return runBeside(node, argv);
  process.removeAllListeners("warning");
  process.on("warning", () => {}); // execve announces itself as experimental
  try {
    return process.execve(node, [node, ...argv], process.env);
  } catch {
    return runBeside(node, argv);
  }
};

const [task, ...rest] = process.argv.slice(2);
const known = Object.prototype.hasOwnProperty.call(tasks, task || "") ? tasks[task] : undefined;
if (!known) refuse(`"${task || ""}" is not a task. Tasks: ${Object.keys(tasks).join(", ")}.`);
if (!isInstalled()) install();
const [file, ...before] = known;
// The task's own children find the same Node and the installed programs first.
const separator = process.platform === "win32" ? ";" : ":";
process.env.PATH = `${join(home, "node_modules", ".bin")}${separator}${process.env.PATH || ""}`;
// Node keeps what it compiled beside the packages, gone with them: the next start reads our programs in half the time.
if (!process.env.NODE_COMPILE_CACHE)
  process.env.NODE_COMPILE_CACHE = join(home, "node_modules", ".cache", "comptoir", "compiled");
run(findNode(), [join(home, file), ...before, ...rest]);
