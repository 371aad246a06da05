import { spawnSync } from "node:child_process";
import { copyFileSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { forbidden, type Plant, welcome } from "./plants.ts";

type Report = { readonly diagnostics: readonly { readonly filename: string; readonly code?: string }[] };

const roots: string[] = [];
afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
});

/** The findings of the linter, with our own settings, in an empty tree that holds these plants alone. */
const lint = (plants: readonly Plant[]): ReadonlyMap<string, readonly string[]> => {
  const root = mkdtempSync(join(tmpdir(), "comptoir-fences-"));
  roots.push(root);
  for (const { path, source } of plants) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), source);
  }
  copyFileSync(".oxlintrc.json", join(root, ".oxlintrc.json"));
  copyFileSync("package.json", join(root, "package.json"));
  copyFileSync("tsconfig.json", join(root, "tsconfig.json"));
  symlinkSync(resolve("node_modules"), join(root, "node_modules"));
  spawnSync("git", ["init", "-q"], { cwd: root }); // outside a repository the linter walks into node_modules
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [resolve("node_modules/oxlint/bin/oxlint"), "--type-aware", "--format", "json", "."],
    { cwd: root, encoding: "utf8", maxBuffer: 1e8 },
  );
  if (!stdout.startsWith("{")) throw new Error(`the linter did not run: ${stdout}${stderr}`);
  const found = new Map<string, string[]>();
  for (const { filename, code } of (JSON.parse(stdout) as Report).diagnostics) {
    const path = filename.startsWith("/") ? relative(root, filename) : filename;
    found.set(path, [...(found.get(path) ?? []), code ?? "unknown"]);
  }
  return found;
};

const ours = /no-restricted|no-explicit-any|no-default-export|no-cycle|no-floating|no-console/;

describe("the fences", () => {
  const caught = lint(forbidden);
  it.each(forbidden)("stop $path", ({ path }) => expect(caught.get(path)?.some((code) => ours.test(code))).toBe(true));

  const refused = lint(welcome);
  it.each(welcome)("let $path pass", ({ path }) => expect(refused.get(path) ?? []).toEqual([]));

  it("stand in every folder of the house that holds sources", () => {
    const folderOf = (path: string): string =>
      path
        .split("/")
        .slice(0, path.startsWith("server/") ? 2 : 1)
        .join("/");
    const guarded = new Set(forbidden.map(({ path }) => folderOf(path)));
    const tracked = globSync("**/*.{ts,tsx}", { exclude: ["node_modules/**", "**/dist/**", "data/**"] });
    const free = ["tests", "scripts", "bench", "docs", "examples"];
    const folders = new Set(tracked.filter((path) => /^(server\/[^/]+|[^/]+)\//.test(path)).map(folderOf));
    const open = [...folders].filter(
      (folder) => !guarded.has(folder) && !free.includes(folder) && !folder.endsWith(".ts"),
    );
    expect(open).toEqual([]);
  });
});
