import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { createSecretResolver, installationKey, sealSecret } from "./secrets.ts";

const folder = mkdtempSync(join(tmpdir(), "comptoir-secrets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the installation's key", () => {
  it("is made once, readable by its owner alone, and found again", () => {
    const file = join(folder, "made", "secret.key");
    const first = installationKey(undefined, file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(installationKey(undefined, file)).toEqual(first);
  });
  it("is refused when the file holds something else", () => {
    const file = join(folder, "bad.key");
    writeFileSync(file, "password");
    expect(() => installationKey(undefined, file)).toThrow(/32 bytes/);
  });
});

describe("a written value", () => {
  const key = new Uint8Array(32).fill(7);
  const resolve = createSecretResolver(key, { TOKEN: "from-env", EMPTY: "" });
  it("is looked up where it says", () => {
    const file = join(folder, "token.txt");
    writeFileSync(file, "from-file\n");
    expect(resolve("env:TOKEN")).toBe("from-env");
    expect(resolve(`file:${file}`)).toBe("from-file");
    expect(resolve("plain")).toBe("plain");
  });
  it("is nothing when there is nothing behind it", () => {
    expect(resolve("env:MISSING")).toBeUndefined();
    expect(resolve("env:EMPTY")).toBeUndefined();
    expect(resolve(`file:${join(folder, "missing")}`)).toBeUndefined();
  });
  it("comes back from its seal unchanged, and never the same seal twice", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (secret) => {
        const sealed = sealSecret(key, secret);
        expect(resolve(sealed)).toBe(Buffer.from(secret, "utf8").toString("utf8"));
        expect(sealSecret(key, secret)).not.toBe(sealed);
      }),
    );
  });
  it("is nothing under another key, or when a bit was changed", () => {
    const sealed = sealSecret(key, "whsec_1");
    expect(createSecretResolver(new Uint8Array(32), {})(sealed)).toBeUndefined();
    const bytes = Buffer.from(sealed.slice(7), "base64");
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    expect(resolve(`enc:v1:${bytes.toString("base64")}`)).toBeUndefined();
    expect(resolve("enc:v1:AAAA")).toBeUndefined();
  });
});
