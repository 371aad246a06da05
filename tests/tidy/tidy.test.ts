import { existsSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { documents, everyFile, foldersIn, namesIn, read, writtenSource } from "./house.ts";
import {
  catalogueGaps,
  isKebab,
  longestFile,
  namedPaths,
  namedScripts,
  notesToSelf,
  saysNothing,
  textGaps,
} from "./rules.ts";

const sources = writtenSource();
const isTidy = (path: string): boolean => path.startsWith("tests/tidy/");

describe("every source file", () => {
  it(`has at most ${longestFile} lines`, () =>
    expect(sources.filter((path) => read(path).trimEnd().split("\n").length > longestFile)).toEqual([]));

  it("leaves no note to self", () =>
    expect(sources.filter((path) => !isTidy(path) && notesToSelf(read(path)).length > 0)).toEqual([]));

  it("never writes to the console", () =>
    expect(
      sources.filter(
        (path) =>
          !isTidy(path) &&
          !path.startsWith("tests/fences/") &&
          /\bconsole\.(log|error|warn|info|debug)\(/.test(read(path)),
      ),
    ).toEqual([]));

  it("is free of switched-off checks", () =>
    expect(
      sources.filter(
        (path) =>
          !isTidy(path) &&
          /@ts-(ignore|nocheck)|biome-ignore (?!format)|eslint-disable(?!-next-line)|oxlint-disable(?!-next-line)|\bit\.only\(|\bdescribe\.only\(/.test(
            read(path),
          ),
      ),
    ).toEqual([]));
});

describe("every file and folder", () => {
  it("has a name that says something", () => expect(everyFile().filter(saysNothing)).toEqual([]));

  it("has a name in small letters and hyphens", () => {
    const outside = (path: string): boolean => /\/(fixtures|migrations|screenshots|assets|public)\//.test(path);
    const named = (path: string): string => basename(path);
    const exempt = (path: string): boolean => /^[A-Z]+\.md$/.test(named(path)) || outside(path);
    expect(everyFile().filter((path) => !exempt(path) && !isKebab(named(path)))).toEqual([]);
  });
});

describe("every plug", () => {
  const kinds = [
    { folder: "server/channels", file: "channel", connects: true },
    { folder: "server/payments", file: "provider", connects: true },
    { folder: "server/crm", file: "connector", connects: true },
    { folder: "server/journeys", file: "journey", connects: false },
  ];
  const plugs = kinds.flatMap(({ folder, ...kind }) =>
    foldersIn(folder).map((name) => ({ ...kind, path: join(folder, name) })),
  );

  it.each(plugs)("$path has its one file, its test and what its kind asks", ({ path, file, connects }) => {
    const names = namesIn(path);
    expect(names).toContain(`${file}.ts`);
    expect(names).toContain(`${file}.test.ts`);
    if (!connects) return;
    expect(names).toContain("SETUP.md");
    expect(namesIn(join(path, "fixtures")).length).toBeGreaterThan(0);
  });

  it("appears once in the registry", () => {
    const registry = read("server/registry.generated.ts");
    const listed = plugs.filter(({ path }) => !path.startsWith("server/crm"));
    for (const { path, file } of listed)
      expect([path, registry.split(`"./${path.replace("server/", "")}/${file}.ts"`).length - 1]).toEqual([path, 1]);
  });
});

describe("every document", () => {
  it("names only files that exist", () => {
    const ghosts = documents().flatMap((document) =>
      namedPaths(read(document))
        .filter((path) => !existsSync(path))
        .map((path) => `${document}: ${path}`),
    );
    expect(ghosts).toEqual([]);
  });

  it("names only npm scripts that exist", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const ghosts = documents().flatMap((document) =>
      namedScripts(read(document))
        .filter((name) => !(name in scripts))
        .map((name) => `${document}: npm run ${name}`),
    );
    expect(ghosts).toEqual([]);
  });

  it("is there: what a newcomer opens first", () => {
    for (const name of ["README.md", "ARCHITECTURE.md", "STYLE.md", "CONTRIBUTING.md", "SECURITY.md"])
      expect([name, existsSync(name)]).toEqual([name, true]);
  });

  it("has a change file beside it for what users will notice", () =>
    expect(namesIn("changes").filter((name) => name.endsWith(".md")).length).toBeGreaterThan(0));
});

describe("every catalogue of texts", () => {
  type Catalogue = Readonly<Record<string, unknown>>;

  it("of the console is complete in five languages", () => {
    const folder = "console/messages";
    const files = namesIn(folder).filter((name) => name.endsWith(".json"));
    const catalogues = files.map((name) => [basename(name, ".json"), JSON.parse(read(join(folder, name)))] as const);
    expect(
      files.length === 0 ? [] : catalogueGaps(Object.fromEntries(catalogues) as Record<string, Catalogue>),
    ).toEqual([]);
  });

  const journeys = foldersIn("server/journeys").filter((name) => existsSync(`server/journeys/${name}/texts.ts`));
  it.each(journeys)("of the journey %s is complete in five languages", async (name) => {
    const { texts } = (await import(resolve(`server/journeys/${name}/texts.ts`))) as {
      texts: Record<string, Catalogue>;
    };
    expect(textGaps(texts)).toEqual([]);
  });
});

describe("the package", () => {
  const { scripts, dependencies, devDependencies, optionalDependencies } = JSON.parse(read("package.json")) as Record<
    "scripts" | "dependencies" | "devDependencies" | "optionalDependencies",
    Readonly<Record<string, string>>
  >;

  it("pins every dependency to one version", () => {
    const all = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  it("keeps registries' addresses out of the lockfile", () =>
    expect(read("package-lock.json")).not.toMatch(/"resolved"|https?:\/\/[^"]*\.tgz/));

  it("runs every script through the launcher, under a Node that can", () => {
    const launcher = read("scripts/launch.cjs");
    for (const [name, command] of Object.entries(scripts)) {
      expect(command).toBe(`node scripts/launch.cjs ${name}`);
      expect(launcher).toMatch(new RegExp(`^ {2}${name}: \\[`, "m"));
    }
  });
});
