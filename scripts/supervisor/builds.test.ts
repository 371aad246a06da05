import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildPage, hashOf } from "./builds.ts";

const page = { name: "shop", config: "page/vite.config.ts", sources: ["page", "lock.json"] };
let home: string;

const write = (name: string, text: string): void => {
  mkdirSync(dirname(join(home, name)), { recursive: true });
  writeFileSync(join(home, name), text);
};

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "comptoir-build-"));
  write("page/vite.config.ts", "");
  write("page/main.ts", "one");
  write("lock.json", "{}");
  // Stands in for the real builder: counts its runs and leaves a page behind.
  const vite = `require("node:fs").appendFileSync("runs", "x");
    require("node:fs").mkdirSync("page/dist", { recursive: true });
    require("node:fs").writeFileSync("page/dist/index.html", "");
    if (require("node:fs").readFileSync("page/main.ts", "utf8") === "bad") { process.stderr.write("no good"); process.exit(1); }`;
  write("node_modules/vite/bin/vite.js", vite);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

describe("the builds", () => {
  it("are done when a source changed, and only then", async () => {
    expect(await buildPage(page, home)).toBe(true);
    expect(await buildPage(page, home)).toBe(false);
    write("page/main.ts", "two");
    expect(await buildPage(page, home)).toBe(true);
    rmSync(join(home, "page/dist/index.html"));
    expect(await buildPage(page, home)).toBe(true);
  });

  it("notice a new name and a changed lockfile, but not tests and their own output", () => {
    const before = hashOf(page, home);
    write("page/dist/index.html", "built");
    write("page/main.test.ts", "test");
    expect(hashOf(page, home)).toBe(before);
    write("page/more.ts", "");
    const more = hashOf(page, home);
    expect(more).not.toBe(before);
    write("lock.json", "{ }");
    expect(hashOf(page, home)).not.toBe(more);
  });

  it("show what the builder said when it fails, and are tried again", async () => {
    write("page/main.ts", "bad");
    await expect(buildPage(page, home)).rejects.toThrow(/no good/);
    await expect(buildPage(page, home)).rejects.toThrow(/no good/);
  });

  it("are left alone where the pages came without their sources", async () => {
    expect(await buildPage({ ...page, config: "gone/vite.config.ts" }, home)).toBe(false);
  });
});
