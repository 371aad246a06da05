import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../../tests/databases.ts";

const folder = mkdtempSync(join(tmpdir(), "comptoir-cli-"));
const file = join(folder, "shop.yaml");
let database: FreshDatabase;
const shop = `shop: { id: bench, name: Bench, country: FR, currency: EUR, languages: [fr], timeZone: Europe/Paris }
rails:
  - { id: card, kind: stripe, secretKey: env:STRIPE_KEY, webhookSecret: env:STRIPE_HOOK, apiUrl: "http://127.0.0.1:9" }
catalogue:
  - { sku: RING, name: Bague, price: "49.90", stock: 3 }
`;

type Outcome = { readonly code: number; readonly out: string; readonly err: string };
const run = (...argv: string[]): Promise<Outcome> =>
  new Promise((resolve) => {
    const { host, port, user, database: name } = database.config;
    const env = {
      PATH: process.env["PATH"] ?? "",
      COMPTOIR_DATA: join(folder, "data"),
      DATABASE_URL: `postgresql://${user}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`,
      STRIPE_KEY: "sk_test_1",
    };
    execFile(process.execPath, ["server/cli/comptoir.ts", ...argv], { env }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
      resolve({ code, out, err });
    });
  });

beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe("the command line", () => {
  it("helps everywhere, and says what it did not understand", async () => {
    const [all, ...each] = await Promise.all([
      run("--help"),
      ...["serve", "start", "apply", "export", "ledger", "doctor", "parse", "qr"].map((name) => run(name, "--help")),
    ]);
    expect(all.code).toBe(0);
    for (const name of ["serve", "start", "apply", "export", "ledger", "doctor", "bench", "parse", "qr"])
      expect(all.out).toContain(name);
    for (const { code, out } of each) {
      expect(code).toBe(0);
      expect(out).toContain("Usage: comptoir");
    }
    const [typo, badPort] = await Promise.all([run("aply"), run("serve", "--port", "http")]);
    expect([typo.code, badPort.code]).toEqual([2, 2]);
    expect(typo.err).toContain("apply");
  });
  it("applies a file, plans, exports, and looks after its own health", async () => {
    writeFileSync(file, shop);
    const plan = await run("apply", file, "--plan");
    expect(plan.out).toContain("+ product RING: created");
    expect(plan.out).toContain("this is a plan");
    const applied = await run("apply", file, "--json");
    expect(applied.code).toBe(0);
    expect(JSON.parse(applied.out)).toContainEqual({ part: "product", id: "RING", change: "created" });
    expect((await run("apply", file)).out).toContain("Nothing to do.");

    const exported = await run("export", "bench");
    expect(exported.out).toContain('price: "49.90"');
    expect((await run("export", "nobody")).code).toBe(1);
    expect((await run("ledger", "bench", "--format", "fec")).out).toMatch(/^JournalCode\|JournalLib\|EcritureNum/);
    const badDate = await run("ledger", "bench", "--from", "2026-02-30");
    expect([badDate.code, badDate.err]).toEqual([1, expect.stringContaining('"2026-02-30" is no date')]);

    const doctor = await run("doctor", "--json");
    expect(doctor.code).toBe(1);
    const findings = JSON.parse(doctor.out) as { subject: string; outcome: string; detail: string }[];
    const rail = findings.find(({ subject }) => subject === "rail card");
    expect(rail).toMatchObject({
      outcome: "failed",
      detail: "webhookSecret has no value: the variable STRIPE_HOOK is not set",
    });
    expect(findings.find(({ subject }) => subject.startsWith("way to stripe"))?.outcome).toBe("failed");
    expect(findings.find(({ subject }) => subject === "invariants of bench")?.outcome).toBe("passed");

    writeFileSync(file, shop.replace("stock:", "stok:"));
    const refused = await run("apply", file);
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(`${file}:5:47: stok is not known in catalogue[0]; did you mean stock?`);
    expect(refused.err).not.toContain("at ");
    const missing = await run("apply", join(folder, "none.yaml"));
    expect([missing.code, missing.err]).toEqual([1, `comptoir: There is no file ${join(folder, "none.yaml")}\n`]);
    const noFile = await run("apply", folder);
    expect([noFile.code, noFile.err]).toEqual([1, `comptoir: ${folder} is a folder; name the file in it\n`]);
  }, 240_000);
});
