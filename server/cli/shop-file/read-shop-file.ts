import { type Document, LineCounter, type Node, isMap, isNode, isScalar, parseDocument } from "yaml";
import { z } from "zod";
import { type PlugForms, type ShopFile, shopShape } from "./shop-shape.ts";
import { nearestWord } from "./suggestion.ts";

/** What is wrong with a shop file, place by place. `line` counts from 1. */
export type ShopFileProblem = { readonly line: number; readonly problem: string };

/** A file that cannot be applied. Its message names the file and every problem with its line. */
export class BadShopFile extends Error {
  override readonly name = "BadShopFile";
  readonly problems: readonly ShopFileProblem[];
  constructor(file: string, problems: readonly ShopFileProblem[]) {
    super(problems.map(({ line, problem }) => `${file}:${line}: ${problem}`).join("\n"));
    this.problems = problems;
  }
}

type Place = { readonly path: readonly PropertyKey[]; readonly problem: string; readonly key?: string };

const written = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? String(step) : `${text}.${String(step)}`;
  }, "");

const sentence = (path: readonly PropertyKey[], problem: string): string =>
  path.length === 0 ? problem : `${written(path)} ${problem.replace(/^Invalid input: /, "is wrong: ")}`;

/** The deepest problem of a union: what the writer most likely meant. */
function placesOf(issue: z.core.$ZodIssue, shape: z.ZodType, path: readonly PropertyKey[] = []): readonly Place[] {
  const at = [...path, ...issue.path];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: at, key, problem: unknownKey(key, at, shape) }));
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const deep = issue.errors.flat().find(({ code, path: inner }) => inner.length > 0 || code === "unrecognized_keys");
    if (deep) return placesOf(deep, shape, at);
  }
  if (issue.code === "invalid_union" && issue.discriminator !== undefined)
    return [{ path: at, problem: sentence(at, `must be one of ${[...valuesAt(shape, at)].join(", ")}`) }];
  return [{ path: at, problem: sentence(at, issue.message) }];
}

/** The words a place may hold, over every form its object may take. */
function valuesAt(shape: z.ZodType, path: readonly PropertyKey[]): ReadonlySet<string> {
  const words = new Set<string>();
  walk(shape, path, (end) => {
    if (end instanceof z.ZodLiteral) for (const value of end.values) words.add(String(value));
  });
  return words;
}

function unknownKey(key: string, path: readonly PropertyKey[], shape: z.ZodType): string {
  const known = [...keysAt(shape, path)];
  const near = nearestWord(key, known);
  const where = path.length === 0 ? "here" : `in ${written(path)}`;
  const help = near === undefined ? `known: ${known.join(", ")}` : `did you mean ${near}?`;
  return `${key} is not known ${where}; ${help}`;
}

/** The names an object at this path may have, over every form it may take. */
function keysAt(shape: z.ZodType, path: readonly PropertyKey[]): ReadonlySet<string> {
  const keys = new Set<string>();
  walk(shape, path, (end) => {
    if (end instanceof z.ZodObject) for (const key of Object.keys(end.shape)) keys.add(key);
  });
  return keys;
}

/** Follows a path through a shape, down every branch of its unions, and shows what it ends at. */
function walk(shape: z.ZodType, path: readonly PropertyKey[], end: (shape: z.ZodType) => void): void {
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
  const document = parseDocument(text, { lineCounter: lines, version: "1.2", schema: "core" });
  const lineAt = (offset: number | undefined): number => (offset === undefined ? 1 : lines.linePos(offset).line);
  const broken = [...document.errors, ...document.warnings];
  if (broken.length > 0)
    throw new BadShopFile(
      file,
      broken.map(({ pos, message }) => ({ line: lineAt(pos[0]), problem: message.split("\n")[0] ?? message })),
    );
  const lineOf = ({ path, key }: Place): number => {
    for (let depth = path.length; depth >= 0; depth -= 1) {
      const found: unknown = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true);
      if (!isNode(found)) continue;
      return lineAt(keyStart(found, key) ?? found.range?.[0]);
    }
    return 1;
  };
  const shape = shopShape(plugs);
  const read = shape.safeParse(plainOf(document, file));
  if (read.success) return read.data;
  const places = read.error.issues.flatMap((issue) => placesOf(issue, shape));
  throw new BadShopFile(
    file,
    places.map((place) => ({ line: lineOf(place), problem: place.problem })).toSorted((a, b) => a.line - b.line),
  );
}

function plainOf(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    // A few lines of aliases can stand for gigabytes: the parser refuses to unfold them.
    throw new BadShopFile(file, [{ line: 1, problem: error instanceof Error ? error.message : String(error) }]);
  }
}

/** Where a key of a map is written. */
function keyStart(node: Node, key: string | undefined): number | undefined {
  if (key === undefined || !isMap(node)) return undefined;
  const pair = node.items.find((one) => isScalar(one.key) && one.key.value === key);
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}
