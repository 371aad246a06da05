import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { isConsolePath } from "./console-paths.ts";

/** The console's own table of screens, read as text: no import may lead from here to there. */
function screensOfTheConsole(): readonly string[] {
  const source = readFileSync("console/router.tsx", "utf8");
  const declared = /const (\w+) = createRoute\(\{\s*getParentRoute: \(\) => (\w+),\s*path: "([^"]+)"/g;
  const paths = new Map<string, string>([["root", ""]]);
  for (const [, name = "", parent = "", path = ""] of source.matchAll(declared))
    paths.set(name, `${paths.get(parent) ?? "?"}${path}`);
  expect(paths.size - 1).toBe(source.match(/createRoute\(/g)?.length);
  paths.delete("root");
  return [...paths.values()];
}

describe("the console's screens", () => {
  it("are those of its own router", () => {
    const screens = screensOfTheConsole();
    expect(screens).toContain("/s/$shop/orders/$order");
    for (const screen of screens) {
      expect(screen).toMatch(/^\//);
      const address = screen.replace(/\$\w+/g, "RING-5.4%20x");
      expect(isConsolePath(address), address).toBe(true);
      expect(isConsolePath(`${address.replace(/\/$/, "")}/`)).toBe(true);
    }
  });
  it.each([
    "/nothing",
    "/s",
    "/s/",
    "/s//orders",
    "/s/bench/nothing",
    "/s/bench/settings",
    "/s/bench/orders/1/2",
    "/s/bench/ledger/1",
    "/welcome/home",
    "//",
  ])("do not include %s", (path) => expect(isConsolePath(path)).toBe(false));
});
