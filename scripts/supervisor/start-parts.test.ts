import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { emptyDataFolder, provideDataFolder, takeDataFolder } from "./kept-folder.ts";
import { CannotStart } from "./flags.ts";
import { isFree, nextFreePort } from "./free-port.ts";
import { browserCommand } from "./open-browser.ts";
import { createScreen } from "./screen.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "comptoir-data-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the data folder", () => {
  it("is emptied when it is a demo's, and refused when it is anything else", async () => {
    writeFileSync(join(folder, "holiday.jpg"), "");
    await expect(emptyDataFolder(folder)).rejects.toThrow(CannotStart);
    expect(existsSync(join(folder, "holiday.jpg"))).toBe(true);
    writeFileSync(join(folder, "demo.json"), "{}");
    mkdirSync(join(folder, "postgres"));
    for (const name of ["world.json", "world.json.new", "world.json.unreadable"]) writeFileSync(join(folder, name), "");
    await emptyDataFolder(folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("belongs to one running demo; a dead one's claim does not count", () => {
    const release = takeDataFolder(folder, process.ppid);
    expect(() => takeDataFolder(folder)).toThrow(/already runs/);
    release();
    takeDataFolder(folder)();
    writeFileSync(join(folder, "running.lock"), `${process.ppid} another-birth\n`);
    takeDataFolder(folder)();
  });

  it("says why it cannot be used", () => {
    writeFileSync(join(folder, "file"), "");
    expect(() => provideDataFolder(join(folder, "file", "data"))).toThrow(/COMPTOIR_DATA/);
  });
});

describe("the port", () => {
  it("is the wanted one, or the next free one after it", async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await isFree(port)).toBe(false);
    expect(await nextFreePort(port)).toBeGreaterThan(port);
    await new Promise((resolve) => taken.close(resolve));
    expect(await nextFreePort(port)).toBe(port);
  });
});

describe("the browser", () => {
  const url = "http://127.0.0.1:4242/in?a=1&b=2";
  const here = { platform: "linux", isTerminal: true, environment: { DISPLAY: ":0" } } as const;

  it("opens where there is a screen", () => {
    expect(browserCommand(url, here)).toEqual(["xdg-open", url]);
    expect(browserCommand(url, { ...here, platform: "darwin", environment: {} })).toEqual(["open", url]);
    expect(browserCommand(url, { ...here, platform: "win32", environment: {} })?.at(-1)).toContain("^&");
  });

  it("stays closed in a pipe, on a machine without a screen and in CI", () => {
    expect(browserCommand(url, { ...here, isTerminal: false })).toBeUndefined();
    expect(browserCommand(url, { ...here, environment: {} })).toBeUndefined();
    expect(browserCommand(url, { ...here, environment: { DISPLAY: ":0", CI: "1" } })).toBeUndefined();
  });
});

describe("the screen", () => {
  it("draws a box as wide as its longest line", () => {
    let shown = "";
    const screen = createScreen({ write: (text) => void (shown += text), colours: false }, () => 0);
    screen.box(["Open", "http://127.0.0.1/"]);
    const widths = shown
      .trim()
      .split("\n")
      .map((line) => line.length);
    expect(new Set(widths).size).toBe(1);
    expect(shown).toContain("│  http://127.0.0.1/  │");
  });

  it("stays silent about a step that takes no time, and gives back what it made", async () => {
    let shown = "";
    const screen = createScreen({ write: (text) => void (shown += text), colours: false }, () => 0);
    expect(await screen.step("Thinking", async () => 42)).toBe(42);
    expect(shown).toBe("");
  });
});
