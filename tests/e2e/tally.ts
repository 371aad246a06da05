/** Every check of the run: printed as it ends, counted for the last line. */
export type Tally = {
  /** Runs one check. A failed one is printed with its reason, counted, and thrown on: what follows stands on it. */
  readonly check: <Result>(title: string, run: () => Promise<Result>) => Promise<Result>;
  /** Runs a scene; a failed check ends the scene, not the run. */
  readonly scene: (title: string, play: () => Promise<void>) => Promise<void>;
  readonly counts: () => { readonly passed: number; readonly failed: number };
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);

class CheckFailed extends Error {
  override readonly name = "CheckFailed";
}

/** Playwright's messages repeat what was tried; the first lines say what was missing. */
const reasonOf = (failure: unknown): string =>
  (failure instanceof Error ? failure.message : String(failure))
    // oxlint-disable-next-line no-control-regex -- colours of a terminal
    .replaceAll(/\u001b\[\d+m/g, "")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .slice(0, 12)
    .join("\n      ");

/** Begins to count. `onFailure` is called with a failed check's title, for a picture of what was on the screen. */
export function createTally(onFailure: (title: string) => Promise<void>): Tally {
  let passed = 0;
  let failed = 0;
  return {
    async check(title, run) {
      try {
        const result = await run();
        passed += 1;
        say(`  ok   ${title}`);
        return result;
      } catch (failure) {
        failed += 1;
        say(`  FAIL ${title}\n      ${reasonOf(failure)}`);
        await onFailure(title).catch(() => {});
        throw new CheckFailed(title, { cause: failure });
      }
    },
    async scene(title, play) {
      say(`\n${title}`);
      try {
        await play();
      } catch (failure) {
        if (failure instanceof CheckFailed) return;
        failed += 1;
        say(`  FAIL outside a check\n      ${reasonOf(failure)}`);
        await onFailure(title).catch(() => {});
      }
    },
    counts: () => ({ passed, failed }),
  };
}

/** Asks again and again until the answer is yes. Rejects with the last answer after `patienceMs` milliseconds. */
export async function until<Answer>(
  what: string,
  ask: () => Promise<Answer>,
  isYes: (answer: Answer) => boolean,
  patienceMs = 30_000,
): Promise<Answer> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (isYes(answer)) return answer;
    if (performance.now() > end) throw new Error(`${what}: still ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
