import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** A recorded webhook: its bytes, and how many events are in it. */
export type Fixture = { readonly name: string; readonly body: Uint8Array; readonly events: number };

/**
 * The webhooks of a plug's `fixtures/` folder, each with the number of its events. Throws when a file is not named:
 * a fixture nobody counts proves nothing.
 */
export function readFixtures(folder: string, expected: Readonly<Record<string, number>>): readonly Fixture[] {
  const files = readdirSync(join(folder, "fixtures")).filter((name) => name.endsWith(".json"));
  const forgotten = files.filter((name) => !Object.hasOwn(expected, name.slice(0, -".json".length)));
  if (forgotten.length > 0) throw new Error(`fixtures without an expectation: ${forgotten.join(", ")}`);
  return Object.entries(expected).map(([name, events]) => ({ name, events, body: readFixture(folder, name) }));
}

/** The bytes of one fixture. */
export const readFixture = (folder: string, name: string): Uint8Array =>
  Uint8Array.from(readFileSync(join(folder, "fixtures", `${name}.json`)));
