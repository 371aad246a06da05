import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CannotStart } from "./flags.ts";

/** A page built by Vite. */
export type Page = {
  readonly name: string;
  /** Vite's configuration, from the repository's root; the page lies in its folder and is built into `dist` there. */
  readonly config: string;
  /** Everything its bundle is made from, from the repository's root. */
  readonly sources: readonly string[];
};

/** The pages of the demo. */
export const pages: readonly Page[] = [
  { name: "console", config: "console/vite.config.ts", sources: ["console", "api", "package-lock.json"] },
  {
    name: "phone",
    config: "world/phone/app/vite.config.ts",
    sources: ["world/phone/app", "world/phone/acts.ts", "package-lock.json"],
  },
];

const skipped = new Set(["dist", "node_modules"]);

function filesUnder(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !skipped.has(name) && !name.includes(".test."))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)]));
}

/** A hash over the names and contents of a page's sources; another one means: build again. */
export function hashOf(page: Page, home: string): string {
  const hash = createHash("sha256");
  for (const source of page.sources) {
    const path = join(home, source);
    if (!existsSync(path)) continue;
    const isFile = /\.[a-z]+$/.test(source);
    for (const file of isFile ? [path] : filesUnder(path)) {
      const bytes = readFileSync(file);
      hash.update(`${file.slice(home.length)}\0${bytes.length}\0`).update(bytes);
    }
  }
  return hash.digest("hex");
}

/**
 * Builds the page when its sources changed since it was built last. Resolves with true when it built. A package that
 * was published with its pages has no sources and is left alone. Rejects with `CannotStart` when the build fails.
 */
export async function buildPage(page: Page, home: string): Promise<boolean> {
  const config = join(home, page.config);
  if (!existsSync(config)) return false;
  const marks = join(home, "node_modules", ".cache", "comptoir");
  const mark = join(marks, `${page.name}.sha256`);
  const hash = hashOf(page, home);
  const built = join(home, page.config, "..", "dist", "index.html");
  if (existsSync(mark) && readFileSync(mark, "utf8") === hash && existsSync(built)) return false;
  await runVite(page, config, home);
  mkdirSync(marks, { recursive: true });
  writeFileSync(mark, hash);
  return true;
}

function runVite(page: Page, config: string, home: string): Promise<void> {
  const vite = join(home, "node_modules", "vite", "bin", "vite.js");
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [vite, "build", "--config", config, "--logLevel", "warn"], {
      cwd: home,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (bytes: Buffer) => {
        said = (said + bytes.toString("utf8")).slice(-4_000);
      });
    }
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve();
      else reject(new CannotStart(`The ${page.name} could not be built:\n${said}`));
    });
  });
}
