import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A demo started as `npm start` starts it, with a data folder of its own. */
export type Demo = {
  /** The one-time link that was printed. */
  readonly signInUrl: string;
  /** The till's origin. */
  readonly url: string;
  /** Ends it with Ctrl+C's signal; resolves with its exit code, once its data is gone. */
  readonly stop: () => Promise<number | null>;
};

const home = join(import.meta.dirname, "..", "..");
/** How long a first start may take on a slow machine, and an end, in milliseconds. */
const startMs = 240_000;
const endMs = 20_000;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

const exited = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once("exit", (code) => resolve(code)));

async function end(child: ChildProcess, folder: string): Promise<number | null> {
  const impatience = setTimeout(() => child.kill("SIGKILL"), endMs);
  child.kill("SIGINT");
  const code = await exited(child);
  clearTimeout(impatience);
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  return code;
}

/** Starts the demo and waits for its link. Rejects with everything it wrote when none comes. */
export async function startDemo(): Promise<Demo> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "comptoir-e2e-"));
  const argv = [join(home, "scripts", "start.ts"), "--fresh", "--no-open", "--port", String(port)];
  const child = spawn(process.execPath, argv, {
    cwd: home,
    env: { ...process.env, COMPTOIR_DATA: join(folder, "data") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // However this run ends, the demo does not stay behind.
  const takeAlong = (): void => void child.kill("SIGTERM");
  process.once("exit", takeAlong);
  child.once("exit", () => process.off("exit", takeAlong));
  let said = "";
  const link = new RegExp(`http://127\\.0\\.0\\.1:${port}/\\S*[#?]\\S+`);
  const found = new Promise<string>((resolve, reject) => {
    const failed = (why: string): void => reject(new Error(`The demo did not start: ${why}\n${said}`));
    const timer = setTimeout(() => failed("no link in time"), startMs);
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (bytes: Buffer) => {
        said += bytes.toString("utf8");
        const url = link.exec(said)?.[0];
        if (url === undefined) return;
        clearTimeout(timer);
        resolve(url);
      });
    child.once("exit", (code) => {
      clearTimeout(timer);
      failed(`ended with ${code}`);
    });
  });
  try {
    return { signInUrl: await found, url: `http://127.0.0.1:${port}`, stop: () => end(child, folder) };
  } catch (failure) {
    await end(child, folder);
    throw failure;
  }
}
