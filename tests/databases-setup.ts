import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive } from "../server/storage/embedded/processes.ts";
import { stopEmbeddedPostgres } from "../server/storage/embedded/embedded-postgres.ts";

/** What vitest hands from here to the test files. */
export type ProvidedToTests = {
  /** Folder of the run's one PostgreSQL; empty until a test file first asks for a database. */
  readonly databasesFolder: string;
};

declare module "vitest" {
  interface ProvidedContext extends ProvidedToTests {}
}

const prefix = "comptoir-tests-";

const remove = async (folder: string): Promise<void> => {
  await stopEmbeddedPostgres(join(folder, "postgres"));
  rmSync(folder, { recursive: true, force: true });
};

/** A run that was killed could not clear up: its process id is in the folder's name. */
const removeWhatKilledRunsLeft = async (): Promise<void> => {
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(prefix))) {
    const pid = Number(name.slice(prefix.length).split("-")[0]);
    if (!isAlive(pid)) await remove(join(tmpdir(), name));
  }
};

/** Called by vitest once per run, before the first test file; what it returns is called after the last. */
export const setup = async (project: {
  readonly provide: (name: "databasesFolder", value: string) => void;
}): Promise<() => Promise<void>> => {
  await removeWhatKilledRunsLeft();
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  project.provide("databasesFolder", folder);
  return () => remove(folder);
};
