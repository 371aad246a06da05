import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { startWorld, type RunningWorld } from "./demo-world.ts";
import type { FromWorld, ToWorld } from "./process-messages.ts";
import { worldSetup } from "./setup.ts";

/**
 * The demo's outside as a process of its own: WhatsApp, Stripe and the customers' phone, on 127.0.0.1.
 * Started by a supervisor over IPC (first message: the setup), or alone with `--setup FILE` (the same as JSON).
 */
const tell = (message: FromWorld): void => {
  if (process.send === undefined) process.stdout.write(`${JSON.stringify(message)}\n`);
  else if (process.connected) process.send(message);
};

const say = (words: string): void => {
  process.stderr.write(`${words}\n`);
  tell({ kind: "notice", words });
};

let world: RunningWorld | undefined;

const begin = async (setup: unknown): Promise<void> => {
  try {
    world = await startWorld(worldSetup.parse(setup), { ask: tell, say });
    tell({ kind: "ready", ...world.addresses });
  } catch (failure) {
    tell({ kind: "failed", reason: failure instanceof Error ? failure.message : String(failure) });
    process.exitCode = 1;
    if (process.connected) process.disconnect();
  }
};

let ending: Promise<void> | undefined;
const end = (): void => {
  // Asked to end, then left alone, or the other way round: it ends once.
  ending ??= world?.close() ?? Promise.resolve();
  void ending.finally(() => process.exit());
};

process.on("message", (message: ToWorld) => {
  if (message.kind === "setup") void begin(message.setup);
  else world?.setTill(message);
});
// Nobody is left to serve when the supervisor is gone, however it ended.
process.on("disconnect", end);
process.on("SIGTERM", end);
process.on("SIGINT", end);

const { setup: file } = parseArgs({ options: { setup: { type: "string" } } }).values;
if (file !== undefined) {
  await begin(JSON.parse(readFileSync(file, "utf8")));
  world?.setTill({ state: "up", starts: 1 });
}
