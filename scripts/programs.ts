import { spawn } from "node:child_process";
import { delimiter, join } from "node:path";

/** How a program ended, and what it wrote to stdout when that was asked for. */
export type Ending = { readonly exitCode: number; readonly output: string };

/** Longest a part may take, in milliseconds: a hung one must not hang the whole run. */
const longest = 45 * 60_000;

const installed = join(import.meta.dirname, "..", "node_modules", ".bin");

/**
 * Runs a program with the installed ones first in PATH, showing its output as it comes. `read` also keeps its stdout.
 * A program that cannot be started, hangs or is killed ends with 1.
 */
export const runProgram = (
  command: string,
  argv: readonly string[],
  { read = false, env = {} }: { readonly read?: boolean; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ending> =>
  new Promise((resolve) => {
    const child = spawn(command, argv, {
      cwd: join(import.meta.dirname, ".."),
      stdio: ["ignore", read ? "pipe" : "inherit", "inherit"],
      env: { ...process.env, PATH: `${installed}${delimiter}${process.env["PATH"] ?? ""}`, ...env },
      timeout: longest,
    });
    let output = "";
    child.stdout?.on("data", (bytes: Buffer) => {
      output += bytes.toString("utf8");
      process.stdout.write(bytes);
    });
    child.on("error", (error) => {
      process.stdout.write(`${command}: ${error.message}\n`);
      resolve({ exitCode: 1, output });
    });
    child.on("close", (code) => resolve({ exitCode: code ?? 1, output }));
  });

/** Runs one of our own TypeScript files under this Node. */
export const runFile = (file: string, argv: readonly string[], read = false): Promise<Ending> =>
  runProgram(process.execPath, [file, ...argv], { read });
