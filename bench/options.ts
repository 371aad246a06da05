import { parseArgs } from "node:util";

/** The parts of a run, in their order. */
export const sectionNames = [
  "start",
  "floors",
  "rate",
  "paced",
  "counts",
  "orders",
  "nodes",
  "kill",
  "outage",
  "growth",
] as const;
/** @see sectionNames */
export type SectionName = (typeof sectionNames)[number];

/** What a run was asked for. */
export type Options = {
  readonly quick: boolean;
  /** Whether a PostgreSQL server is used instead of the built-in one. */
  readonly server: boolean;
  readonly sections: readonly SectionName[];
  /** Length of each stretch of load, in milliseconds. */
  readonly milliseconds: number;
  /** Messages of stored history in the growth section. */
  readonly history: number;
  /** Where the figures are written as JSON. */
  readonly json: string | undefined;
};

/** The words of `--help`. */
export const help = `npm run bench -- [options]     (or: comptoir bench [options])

Drives \`comptoir serve\` over HTTP with signed webhooks, beside floors measured in the same run.

  --quick            short stretches, without outage and growth: within a minute on a quiet machine
  --pg               on a PostgreSQL server: DATABASE_URL, or Debian's package started in a temporary folder
  --only a,b         only these parts: ${sectionNames.join(", ")}
  --seconds N        length of each stretch of load (8; with --quick 1.5)
  --history N        messages stored before the second measurement of growth (500,000)
  --json FILE        write the figures, too
  --help             this text
`;

/** Parts that --quick leaves out: the first waits half a minute for retries, the second writes gigabytes. */
const slow: readonly SectionName[] = ["outage", "growth"];

/** The command line is not understood; the message says why. */
export class NotUnderstood extends Error {
  override readonly name = "NotUnderstood";
}

function readNumber(text: string | undefined, otherwise: number, name: string, least: number): number {
  const value = text === undefined ? otherwise : Number(text.replaceAll(/[,_]/g, ""));
  if (!Number.isFinite(value) || value < least) throw new NotUnderstood(`--${name} must be a number from ${least} on`);
  return value;
}

function readSections(only: string | undefined, quick: boolean): readonly SectionName[] {
  if (only === undefined) return sectionNames.filter((name) => !quick || !slow.includes(name));
  const asked = only.split(",").map((name) => name.trim());
  const unknown = asked.find((name) => !sectionNames.some((known) => known === name));
  if (unknown !== undefined) throw new NotUnderstood(`"${unknown}" is none of ${sectionNames.join(", ")}`);
  return sectionNames.filter((name) => asked.includes(name));
}

/** Reads a command line; "help" when that is what was asked for. Throws {@link NotUnderstood}. */
export function readOptions(argv: readonly string[]): Options | "help" {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const options = { quick: flag, pg: flag, help: flag, only: text, seconds: text, history: text, json: text };
  let values: ReturnType<typeof parseArgs<{ options: typeof options; strict: true }>>["values"];
  try {
    values = parseArgs({ args: [...argv], options, strict: true }).values;
  } catch (error) {
    throw new NotUnderstood(error instanceof Error ? error.message : String(error), { cause: error });
  }
  if (values.help) return "help";
  return {
    quick: values.quick,
    server: values.pg,
    sections: readSections(values.only, values.quick),
    milliseconds: readNumber(values.seconds, values.quick ? 1.5 : 8, "seconds", 0.5) * 1_000,
    history: Math.round(readNumber(values.history, 500_000, "history", 1_000)),
    json: values.json,
  };
}
