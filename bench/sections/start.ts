import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { memoryOf } from "../machine/processes.ts";
import { startTill } from "../machine/till.ts";
import { note } from "../report/figures.ts";
import type { Bench } from "./bench.ts";

/** How long a server is left alone before its memory at rest is read, in milliseconds. */
const rest = 2_000;

const mebibytes = (bytes: number | undefined): number | undefined =>
  bytes === undefined ? undefined : bytes / 1024 ** 2;

/** A second start on kept files, and the memory of a server that does nothing. */
export async function measureStart(bench: Bench): Promise<void> {
  const first = bench.till.startedIn;
  await bench.till.program.end();
  bench.till = await startTill(bench.place);
  note(bench.figures, "warm-start", bench.till.startedIn);
  await pause(rest);
  const { app, postgres } = bench.till;
  const idle = memoryOf([app, postgres]);
  note(bench.figures, "memory-idle-mib", mebibytes(idle?.anonymous));
  const console = existsSync(join(import.meta.dirname, "..", "..", "console", "dist", "index.html"));
  bench.show(
    "Start and rest (start in ms from the spawn to /readyz, memory in MiB)",
    ["console built", "first start", "second start", "anonymous", "share", "of it the server", "PostgreSQL"],
    [
      [
        console ? "yes" : "no",
        first,
        bench.till.startedIn,
        mebibytes(idle?.anonymous),
        mebibytes(idle?.share),
        mebibytes(memoryOf([app])?.anonymous),
        mebibytes(memoryOf([postgres])?.anonymous),
      ],
    ],
  );
}
