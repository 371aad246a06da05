import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { demoFileName, readDemo, withSecrets, writeDemo } from "./demo-file.ts";
import { CannotStart } from "./flags.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "comptoir-demo-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("what a demo keeps", () => {
  it("begins empty, gets secrets in their providers' forms, and keeps those it has", () => {
    const names = ["A_WA_TOKEN", "A_STRIPE_SECRET_KEY", "A_STRIPE_WEBHOOK_SECRET", "A_LYRA_PASSWORD"];
    const first = withSecrets(readDemo(folder), names);
    expect(first.secrets["A_WA_TOKEN"]).toMatch(/^[0-9a-f]{48}$/);
    expect(first.secrets["A_STRIPE_SECRET_KEY"]).toMatch(/^sk_test_/);
    expect(first.secrets["A_STRIPE_WEBHOOK_SECRET"]).toMatch(/^whsec_/);
    expect(first.secrets["A_LYRA_PASSWORD"]).toMatch(/^testpassword_/);
    const second = withSecrets(first, ["A_WA_TOKEN", "B_WA_TOKEN"]);
    expect(second.secrets["A_WA_TOKEN"]).toBe(first.secrets["A_WA_TOKEN"]);
    expect(second.secrets["B_WA_TOKEN"]).not.toBe(first.secrets["A_WA_TOKEN"]);
  });

  it("is written for its owner's eyes only, also over a file others could read", () => {
    const demo = { ...readDemo(folder), secrets: { X: "y" }, offsetMs: 7 };
    writeFileSync(join(folder, `${demoFileName}.new`), "half");
    chmodSync(join(folder, `${demoFileName}.new`), 0o644);
    writeDemo(folder, demo);
    expect(statSync(join(folder, demoFileName)).mode & 0o777).toBe(0o600);
    expect(readDemo(folder)).toEqual(demo);
  });

  it("is read when it was written before Lyra had a port", () => {
    writeDemo(folder, readDemo(folder));
    const path = join(folder, demoFileName);
    const { ports: _, ...rest } = readDemo(folder);
    writeFileSync(path, JSON.stringify({ ...rest, ports: { phone: 5_001, meta: 5_002, stripe: 5_003 } }));
    expect(readDemo(folder).ports).toEqual({ phone: 5_001, meta: 5_002, stripe: 5_003, lyra: 0 });
  });

  it("says what to do when the file is damaged", () => {
    writeFileSync(join(folder, demoFileName), "{");
    expect(() => readDemo(folder)).toThrow(CannotStart);
    expect(() => readDemo(folder)).toThrow(/--fresh/);
  });
});
