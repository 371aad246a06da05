import { type Counts, sum } from "./counts.ts";
import { type Part, parts, type Wishes } from "./test-parts.ts";

/**
 * `npm test`: every check of the house under one heading each; the last line is `N passed, N failed` and nothing else.
 * `npm test -- unit e2e` runs those parts, `check` stands for all that are not slow, `--write` repairs formatting.
 */
const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const chosen = (names: readonly string[]): readonly Part[] => {
  if (names.length === 0) return parts;
  const known = [...parts.map(({ name }) => name), "check"];
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    say(`No such part: ${unknown.join(", ")}. Parts: ${known.join(", ")}.`);
    say("0 passed, 1 failed");
    process.exit(1);
  }
  return parts.filter(({ name, slow }) => names.includes(name) || (names.includes("check") && slow !== true));
};

const minutesAndSeconds = (milliseconds: number): string => {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
};

const runPart = async (part: Part, wishes: Wishes): Promise<Counts> => {
  try {
    return await part.run(wishes);
  } catch (error) {
    say(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { passed: 0, failed: 1 };
  }
};

const main = async (argv: readonly string[]): Promise<number> => {
  const wishes = { write: argv.includes("--write"), strict: ["1", "true"].includes(process.env["CI"] ?? "") };
  const results: { readonly title: string; readonly counts: Counts; readonly took: number }[] = [];
  for (const part of chosen(argv.filter((word) => word !== "--write"))) {
    say(`\n=== ${part.title} ===`);
    const start = performance.now();
    results.push({ title: part.title, counts: await runPart(part, wishes), took: performance.now() - start });
  }
  for (const { title, counts } of results)
    if (counts.said) say(["", `=== What failed: ${title} ===`, ...counts.said].join("\n"));
  say("\n=== Summary ===");
  for (const { title, counts, took } of results)
    say(
      `${counts.failed === 0 ? "ok  " : "FAIL"} ${title.padEnd(42)} ` +
        `${counts.passed} held, ${counts.failed} not  (${minutesAndSeconds(took)})`,
    );
  const total = sum(results.map(({ counts }) => counts));
  say(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
};

process.exitCode = await main(process.argv.slice(2));
