import { existsSync, globSync, readdirSync, readFileSync } from "node:fs";

/** Folders that hold our sources. */
const folders = ["server", "api", "console", "widget", "world", "simulation", "tests", "scripts", "bench"];

const kept = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => !/(^|\/)(node_modules|dist)\//.test(path)).toSorted();

/** Every source file of ours, generated ones too. */
const everySource = (): readonly string[] =>
  kept(globSync(folders.map((folder) => `${folder}/**/*.{ts,tsx,cjs,mjs,js,css}`)));

/** Every source file of ours that people write. */
export const writtenSource = (): readonly string[] => everySource().filter((path) => !path.includes(".generated."));

/** Every file of ours whatever it holds: names are judged of all. */
export const everyFile = (): readonly string[] =>
  kept([
    ...globSync(folders.map((folder) => `${folder}/**/*.*`)),
    ...globSync(["docs/**/*.*", "examples/**/*.*", "changes/*.*", "*.md"]),
  ]);

/** Every document people read. */
export const documents = (): readonly string[] =>
  kept(globSync(["*.md", "docs/**/*.md", "changes/*.md", "server/**/SETUP.md"]));

/** The text of a file. */
export const read = (path: string): string => readFileSync(path, "utf8");

/** The folders directly inside one. */
export const foldersIn = (path: string): readonly string[] =>
  existsSync(path)
    ? readdirSync(path, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => entry.name)
        .toSorted()
    : [];

/** The file names directly inside a folder. */
export const namesIn = (path: string): readonly string[] => (existsSync(path) ? readdirSync(path).toSorted() : []);
