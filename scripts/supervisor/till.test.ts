import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CannotStart } from "./flags.ts";
import { keepTill, type Till } from "./till.ts";

let home: string;
let till: Till | undefined;
let states: string[];
let wake: () => void;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "comptoir-till-"));
  states = [];
  wake = () => {};
  till = undefined;
});
afterEach(async () => {
  await till?.stop();
  rmSync(home, { recursive: true, force: true });
});

/** Resolves when the states heard so far end in these. */
const until = async (...wanted: readonly string[]): Promise<void> => {
  while (states.slice(-wanted.length).join() !== wanted.join()) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
};

function keep(program: string, offsetMs = 0, onGivenUp: (reason: CannotStart) => void = () => {}): Till {
  writeFileSync(join(home, "till.mjs"), program);
  till = keepTill(
    { argv: [join(home, "till.mjs")], home, environment: {}, logFile: join(home, "till.log") },
    {
      offsetMs,
      onGivenUp,
      onState(state, starts) {
        states.push(`${state} ${starts}`);
        wake();
      },
    },
  );
  return till;
}

const obedient = `
  import { appendFileSync } from "node:fs";
  process.on("message", ({ kind, offsetMs }) => { if (kind === "clock-offset") appendFileSync("offsets", offsetMs + " "); });
  process.on("SIGTERM", () => process.exit(0));
  process.send({ kind: "ready", url: "http://127.0.0.1:1/", signInUrl: "http://127.0.0.1:1/in" });
`;

describe("the keeper of the till", () => {
  it("tells where it answers, and starts it again after kill -9 and after a restart", async () => {
    const kept = keep(obedient);
    expect(await kept.ready).toEqual({ url: "http://127.0.0.1:1/", signInUrl: "http://127.0.0.1:1/in" });
    kept.kill();
    await until("down 1", "starting 2", "up 2");
    kept.restart();
    await until("down 2", "starting 3", "up 3");
  });

  it("tells the travelled time at every start", async () => {
    const kept = keep(obedient.replace("process.send", "await new Promise((r) => setTimeout(r, 50)); process.send"), 5);
    await kept.ready;
    kept.setOffset(9);
    kept.kill();
    await until("up 2");
    expect(readFileSync(join(home, "offsets"), "utf8")).toMatch(/^5 (9 )?9 $/);
  });

  it("gives its last words when it never becomes ready", async () => {
    await expect(keep("process.stderr.write('no disk left'); process.exit(3);").ready).rejects.toThrow(
      /code 3[\s\S]*no disk left/,
    );
  });

  it("gives up a till that dies again and again", async () => {
    const given = Promise.withResolvers<CannotStart>();
    const flag = JSON.stringify(join(home, "broken"));
    const kept = keep(
      `import { existsSync } from "node:fs"; if (existsSync(${flag})) process.exit(4);${obedient}`,
      0,
      given.resolve,
    );
    await kept.ready;
    writeFileSync(join(home, "broken"), "");
    kept.kill();
    expect(await given.promise).toBeInstanceOf(CannotStart);
    expect(states.filter((state) => state.startsWith("starting")).length).toBe(5);
  });

  it("ends it for good when asked to", async () => {
    const kept = keep(obedient);
    await kept.ready;
    await kept.stop();
    expect(states.filter((state) => state.startsWith("down"))).toEqual([]);
  });
});
