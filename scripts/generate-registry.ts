import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** Each kind of plug: its folder under server/, and the one file (and export) every plug of the kind has. */
const kinds = [
  { folder: "channels", file: "channel" },
  { folder: "payments", file: "provider" },
  { folder: "journeys", file: "journey" },
] as const;

const camel = (name: string): string => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

const plugsOf = (server: string, folder: string, file: string): readonly string[] =>
  !existsSync(join(server, folder))
    ? []
    : readdirSync(join(server, folder), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && existsSync(join(server, folder, entry.name, `${file}.ts`)))
        .map((entry) => entry.name)
        .toSorted();

/** The text of server/registry.generated.ts for the plugs that lie in the folder `server`. */
export const registryText = (server: string): string => {
  const found = kinds.map((kind) => ({ ...kind, names: plugsOf(server, kind.folder, kind.file) }));
  const alias = (name: string, file: string): string => `${camel(name)}${capital(file)}`;
  const imports = found.flatMap(({ folder, file, names }) =>
    names.map((name) => `import { ${file} as ${alias(name, file)} } from "./${folder}/${name}/${file}.ts";`),
  );
  const tables = found.flatMap(({ folder, file, names }) => [
    `/** Every folder of server/${folder}. */`,
    `export const ${folder} = [${names.map((name) => alias(name, file)).join(", ")}] as const;`,
  ]);
  const opening = "// Written by `npm run registry` from the names of the folders. Do not edit.";
  return [opening, ...imports, "", ...tables, ""].join("\n");
};

/** Writes the registry, or with `--check` says whether the one on disk is up to date. Returns the exit code. */
const main = (argv: readonly string[]): number => {
  const server = resolve(import.meta.dirname, "..", "server");
  const path = join(server, "registry.generated.ts");
  const text = registryText(server);
  if (!argv.includes("--check")) {
    writeFileSync(path, text);
    return 0;
  }
  if (existsSync(path) && readFileSync(path, "utf8") === text) return 0;
  process.stdout.write("server/registry.generated.ts is out of date: run npm run registry\n");
  return 1;
};

if (import.meta.main) process.exitCode = main(process.argv.slice(2));
