import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CannotStart } from "./flags.ts";

const port = z.int().min(0).max(65_535);

/** What the demo of a data folder keeps from one start to the next: `demo.json`, readable by its owner alone. */
const demoShape = z.object({
  /** Values of the environment variables the shop files name. */
  secrets: z.record(z.string(), z.string()),
  /** Where the world answered last: old links keep working when the ports are still free. */
  ports: z.object({ phone: port, meta: port, stripe: port, lyra: port.default(0) }),
  /** Travelled time, in milliseconds: the till's records may lie in that future. */
  offsetMs: z.int().nonnegative(),
});

/** See the shape above. */
export type Demo = z.infer<typeof demoShape>;

/** The file's name; its presence marks a folder as a data folder of the demo. */
export const demoFileName = "demo.json";

/** Reads the file, or begins a new demo. Throws `CannotStart` when the file is damaged. */
export function readDemo(dataFolder: string): Demo {
  const path = join(dataFolder, demoFileName);
  if (!existsSync(path)) return { secrets: {}, ports: { phone: 0, meta: 0, stripe: 0, lyra: 0 }, offsetMs: 0 };
  try {
    return demoShape.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    throw new CannotStart(`${path} is damaged. Mend it, or begin anew with: npm start -- --fresh`);
  }
}

/** Writes the file, whole or not at all. */
export function writeDemo(dataFolder: string, demo: Demo): void {
  const path = join(dataFolder, demoFileName);
  const half = `${path}.new`;
  writeFileSync(half, `${JSON.stringify(demo, undefined, 2)}\n`, { mode: 0o600 });
  chmodSync(half, 0o600); // a file left by a start that was cut short keeps its old mode
  renameSync(half, path);
}

/** A new value for a secret of the demo, in the form its provider gives such secrets. */
function newSecret(name: string): string {
  const chance = randomBytes(24).toString("hex");
  if (name.endsWith("STRIPE_SECRET_KEY")) return `sk_test_${chance}`;
  if (name.endsWith("STRIPE_WEBHOOK_SECRET")) return `whsec_${chance}`;
  if (name.endsWith("LYRA_PASSWORD")) return `testpassword_${chance}`;
  return chance;
}

/** The demo with a value for every name; known ones stay. */
export function withSecrets(demo: Demo, names: readonly string[]): Demo {
  const missing = names.filter((name) => demo.secrets[name] === undefined);
  if (missing.length === 0) return demo;
  return {
    ...demo,
    secrets: { ...demo.secrets, ...Object.fromEntries(missing.map((name) => [name, newSecret(name)])) },
  };
}
