import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, it } from "vitest";
import { plantedBugs } from "../../simulation/planted/bugs.ts";

const home = join(import.meta.dirname, "..", "..");
const read = (path: string): string => readFileSync(join(home, path), "utf8");

type Manifest = { readonly imports: Readonly<Record<string, string>> };
const { imports } = JSON.parse(read("package.json")) as Manifest;

/** The file of ours an import names; undefined for packages and types alone. */
function fileOf(from: string, name: string): string | undefined {
  if (name.startsWith(".")) return relative(home, join(home, dirname(from), name));
  for (const [pattern, target] of Object.entries(imports)) {
    const prefix = pattern.replace("*", "");
    if (name.startsWith(prefix)) return target.replace("./", "").replace("*", name.slice(prefix.length));
  }
  return undefined;
}

/** Modules that are loaded when `entry` is, itself included. Types alone load nothing. */
function reachable(entry: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [entry];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path) || !path.endsWith(".ts") || !existsSync(join(home, path))) continue;
    seen.add(path);
    const statements = read(path).matchAll(
      /^(?:import|export)\b(?! type\b)[^;]*?from\s+"([^"]+)";|import\("([^"]+)"\)/gms,
    );
    for (const [, named, asked] of statements) {
      const file = fileOf(path, named ?? asked ?? "");
      if (file !== undefined) waiting.push(file);
    }
  }
  return seen;
}

const same = /^server\/(domain|engine|journeys|channels|payments|understanding)\//;
const inSimulation = reachable("simulation/play-seed.ts");
/** What only people at a screen set off: reads for it, and settings written by hand. */
const ofServer = existsSync(join(home, "server/main.ts")) ? reachable("server/main.ts") : new Set<string>();

it("loads the engine, the domain, the journeys and every adapter of the server", () => {
  expect([...ofServer].filter((path) => same.test(path) && !inSimulation.has(path)).toSorted()).toEqual([]);
  expect(inSimulation).toContain("server/engine/node.ts");
  expect(inSimulation).toContain("server/registry.generated.ts");
});

it("has no second implementation of any of them", () => {
  const twins = [...inSimulation].filter((path) => path.startsWith("simulation/"));
  const names = new Set([...inSimulation].filter((path) => same.test(path)).map((path) => path.split("/").at(-1)));
  expect(twins.filter((path) => names.has(path.split("/").at(-1)))).toEqual([]);
  for (const path of twins)
    expect([path, /\b(definePaymentProvider|defineChannel|defineJourney)\b/.test(read(path))]).toEqual([path, false]);
});

it.each(plantedBugs)("finds the code that “$name” changes, exactly once", ({ patches }) => {
  const sources = new Map<string, string>();
  for (const { file, find, replace } of patches) {
    const parts = (sources.get(file) ?? read(file)).split(find);
    expect([file, parts.length]).toEqual([file, 2]);
    sources.set(file, parts.join(replace));
  }
});
