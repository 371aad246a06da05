import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../tests/databases.ts";

const folder = mkdtempSync(join(tmpdir(), "comptoir-serve-cli-"));
const file = join(folder, "shop.yaml");
let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase();
  writeFileSync(
    file,
    `shop: { id: bench, name: Bench, country: FR, currency: EUR, languages: [fr], timeZone: Europe/Paris }
channels:
  - { id: wa, kind: whatsapp, phoneNumberId: "1001", wabaId: "2002", displayPhoneNumber: "+33700000001",
      appSecret: env:WA_APP_SECRET, verifyToken: env:WA_VERIFY, accessToken: "file:${folder}/token", graphUrl: env:GRAPH }
rails:
  - { id: card, kind: stripe, secretKey: env:STRIPE_KEY, webhookSecret: env:STRIPE_HOOK }
`,
  );
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const start = (argv: readonly string[], environment: Readonly<Record<string, string>>): ChildProcess =>
  spawn(process.execPath, ["server/cli/comptoir.ts", "serve", ...argv], {
    env: { PATH: process.env["PATH"] ?? "", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });

/** Waits for the end; once what is printed fits `enough`, the end is asked for. */
const ended = async (child: ChildProcess, enough?: RegExp): Promise<{ code: number | null; said: string }> => {
  let said = "";
  let isAsked = false;
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (bytes: Buffer) => {
      said += bytes.toString();
      if (isAsked || enough?.test(said) !== true) return;
      isAsked = true; // a second signal would not let it finish
      child.kill("SIGTERM");
    });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, said };
};

describe("comptoir serve", () => {
  it("says which settings have no value and what that stops, and serves all the same", async () => {
    const { host, port, user, database: name } = database.config;
    const child = start(["--shop", file, "--port", "0"], {
      COMPTOIR_DATA: join(folder, "data"),
      DATABASE_URL: `postgresql://${user}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`,
      STRIPE_KEY: "sk_test_1",
      WA_VERIFY: "word",
    });
    const { code, said } = await ended(child, /serves at http/);
    expect(code).toBe(0);
    expect(said.split("\n").filter((line) => line.startsWith("Warning"))).toEqual([
      "Warning: bench, channel wa: appSecret has no value: the variable WA_APP_SECRET is not set; " +
        "every webhook is refused with 503, so no message comes in.",
      `Warning: bench, channel wa: accessToken has no value: ${folder}/token cannot be read or is empty; ` +
        "nothing can be sent.",
      "Warning: bench, channel wa: graphUrl has no value: the variable GRAPH is not set; " +
        "https://graph.facebook.com is used instead.",
      "Warning: bench, rail card: webhookSecret has no value: the variable STRIPE_HOOK is not set; " +
        "every webhook is refused with 503, so payments are only found by asking.",
    ]);
    expect(said).not.toContain("sk_test_1");
  });
  it("refuses a taken port and a file that is not there before anything is made", async () => {
    const holder = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => holder.once("listening", resolve));
    const { port } = holder.address() as AddressInfo;
    const COMPTOIR_DATA = join(folder, "untouched");
    const taken = await ended(start(["--shop", file, "--port", String(port)], { COMPTOIR_DATA }));
    holder.close();
    expect(taken).toEqual({
      code: 1,
      said: `comptoir: Port ${port} is taken by another program. Choose another one with --port.\n`,
    });
    const lost = await ended(start(["--shop", "/nope.yaml", "--port", "0"], { COMPTOIR_DATA }));
    expect(lost).toEqual({ code: 1, said: "comptoir: There is no file /nope.yaml\n" });
    expect(existsSync(COMPTOIR_DATA)).toBe(false);
  });
});
