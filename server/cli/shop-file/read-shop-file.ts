import { type Document, LineCounter, type Node, isMap, isNode, isScalar, parseDocument } from "yaml";
import { z } from "zod";
import { problemWords } from "./problem-words.ts";
import { type PlugForms, type ShopFile, shopShape } from "./shop-shape.ts";
import { nearestWord } from "./suggestion.ts";

/** What is wrong with a shop file, place by place. `line` and `column` count from 1. */
export type ShopFileProblem = { readonly line: number; readonly column: number; readonly problem: string };

/** A file that cannot be applied. Its message names the file and every problem with its place. */
export class BadShopFile extends Error {
  override readonly name = "BadShopFile";
  readonly problems: readonly ShopFileProblem[];
  constructor(file: string, problems: readonly ShopFileProblem[]) {
    super(problems.map(({ line, column, problem }) => `${file}:${line}:${column}: ${problem}`).join("\n"));
    this.problems = problems;
  }
}

type Path = readonly PropertyKey[];
type Place = {
  readonly path: Path;
  readonly problem: string;
  /** A key of the object at this path that nobody knows, and the one its writer most likely meant. */
  readonly key?: string;
  readonly meant?: string | undefined;
};
type Reading = { readonly shape: z.ZodType; readonly plain: unknown };

const written = (path: Path): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? String(step) : `${text}.${String(step)}`;
  }, "");

const placeAt = (path: Path, problem: string): Place => ({
  path,
  problem: path.length === 0 ? `the file ${problem}` : `${written(path)} ${problem}`,
});

const isGroup = (value: unknown): value is Readonly<Record<PropertyKey, unknown>> =>
  typeof value === "object" && value !== null;

const valueAt = (plain: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, step) => (isGroup(value) && Object.hasOwn(value, step) ? value[step] : undefined),
    plain,
  );

/** The deepest problem of a union: what the writer most likely meant. */
function placesOf(issue: z.core.$ZodIssue, reading: Reading, path: Path = []): readonly Place[] {
  const at = [...path, ...issue.path];
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(key, at, reading.shape));
  // A rule of ours that wants a key says why.
  if (issue.code !== "custom" && at.length > 0 && valueAt(reading.plain, at) === undefined)
    return missingKey(at, reading);
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const deep = issue.errors.flat().find(({ code, path: inner }) => inner.length > 0 || code === "unrecognized_keys");
    if (deep) return placesOf(deep, reading, at);
  }
  if (issue.code === "invalid_union" && issue.discriminator !== undefined)
    return [placeAt(at, `must be one of ${[...valuesAt(reading.shape, at)].join(", ")}`)];
  return [placeAt(at, issue.message)];
}

/** A key that is not there; or the one in its stead, where another key can only mean it. */
function missingKey(at: Path, { shape, plain }: Reading): readonly Place[] {
  const parent = at.slice(0, -1);
  const known = keysAt(shape, parent);
  const there = valueAt(plain, parent);
  const strangers = Object.keys(isGroup(there) ? there : {})
    .filter((key) => !known.has(key))
    .map((key) => unknownKey(key, parent, shape))
    .filter(({ meant }) => meant === at.at(-1));
  return strangers.length > 0 ? strangers : [placeAt(at, "is missing")];
}

/** The words a place may hold, over every form its object may take. */
function valuesAt(shape: z.ZodType, path: Path): ReadonlySet<string> {
  const words = new Set<string>();
  walk(shape, path, (end) => {
    if (end instanceof z.ZodLiteral) for (const value of end.values) words.add(String(value));
  });
  return words;
}

function unknownKey(key: string, path: Path, shape: z.ZodType): Place {
  const known = [...keysAt(shape, path)];
  const meant = nearestWord(key, known);
  const where = path.length === 0 ? "here" : `in ${written(path)}`;
  const help = meant === undefined ? `known: ${known.join(", ")}` : `did you mean ${meant}?`;
  return { path, key, meant, problem: `${key} is not known ${where}; ${help}` };
}

/** The names an object at this path may have, over every form it may take. */
function keysAt(shape: z.ZodType, path: Path): ReadonlySet<string> {
  const keys = new Set<string>();
  walk(shape, path, (end) => {
    if (end instanceof z.ZodObject) for (const key of Object.keys(end.shape)) keys.add(key);
  });
  return keys;
}

/** Follows a path through a shape, down every branch of its unions, and shows what it ends at. */
function walk(shape: z.ZodType, path: Path, end: (shape: z.ZodType) => void): void {
  const down = (inner: unknown, rest: readonly PropertyKey[]): void => {
    if (inner instanceof z.ZodType) walk(inner, rest, end);
  };
  if (shape instanceof z.ZodOptional || shape instanceof z.ZodNullable) return down(shape.unwrap(), path);
  if (shape instanceof z.ZodUnion) return shape.options.forEach((one) => down(one, path));
  const [step, ...rest] = path;
  if (step === undefined) return end(shape);
  if (shape instanceof z.ZodArray) return down(shape.element, rest);
  if (shape instanceof z.ZodRecord) return down(shape.valueType, rest);
  if (shape instanceof z.ZodObject) down(shape.shape[String(step)], rest);
}

/** Reads the text of a shop file. Throws BadShopFile with every problem found. */
export function readShopFile(text: string, file: string, plugs: PlugForms): ShopFile {
  const lines = new LineCounter();
  // Its own messages would name the place a second time.
  const document = parseDocument(text, { lineCounter: lines, version: "1.2", schema: "core", prettyErrors: false });
  const problemAt = (offset: number, problem: string): ShopFileProblem => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col, problem };
  };
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0)
    throw new BadShopFile(
      file,
      broken.map(({ pos, message }) => problemAt(pos[0], message)),
    );
  const plain = plainOf(document, file);
  const shape = shopShape(plugs);
  const read = shape.safeParse(plain, { error: problemWords });
  if (read.success) return read.data;
  const problems = read.error.issues
    .flatMap((issue) => placesOf(issue, { shape, plain }))
    .map((place) => problemAt(startOf(document, place), place.problem))
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
  // A misspelt key is named by the shape, and once more where the key it stands for is missing.
  const once = new Map(problems.map((one) => [JSON.stringify(one), one]));
  throw new BadShopFile(file, [...once.values()]);
}

function plainOf(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    // A few lines of aliases can stand for gigabytes: the parser refuses to unfold them.
    throw new BadShopFile(file, [
      { line: 1, column: 1, problem: error instanceof Error ? error.message : String(error) },
    ]);
  }
}

/** Where a place is written; where it is not, the nearest thing around it. */
function startOf(document: Document, { path, key }: Place): number {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const found: unknown = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
    if (!isNode(found)) continue;
    return keyStart(found, key) ?? found.range?.[0] ?? 0;
  }
  return 0;
}

/** Where a key of a map is written. */
function keyStart(node: Node, key: string | undefined): number | undefined {
  if (key === undefined || !isMap(node)) return undefined;
  const pair = node.items.find((one) => isScalar(one.key) && one.key.value === key);
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}
