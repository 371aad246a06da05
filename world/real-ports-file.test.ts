import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type MemoryFile, memoryFileAt } from "./real-ports-file.ts";

let folder: string;
let path: string;
let file: MemoryFile;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "comptoir-memory-"));
  path = join(folder, "world.json");
  file = memoryFileAt(path);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the memory file", () => {
  it("holds nothing before the first write, and then what was written, as JSON", async () => {
    expect(file.read()).toBeUndefined();
    await file.write({ meta: ["é\u2028 }"], stripe: { n: 1 } });
    expect(file.read()).toEqual({ meta: ["é\u2028 }"], stripe: { n: 1 } });
    expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ worlds: { stripe: { n: 1 } } });
  });

  it("is for its owner's eyes only, also over half a file others could read", async () => {
    writeFileSync(`${path}.new`, "half");
    chmodSync(`${path}.new`, 0o644);
    await file.write({});
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(existsSync(`${path}.new`)).toBe(false);
  });

  it("stays as it was when a write fails or is cut short", async () => {
    await file.write({ n: 1 });
    await expect(file.write({ n: 2n })).rejects.toThrow();
    expect(file.read()).toEqual({ n: 1 });
    writeFileSync(`${path}.new`, '{"version":1,');
    expect(file.read()).toEqual({ n: 1 });
    rmSync(`${path}.new`);
    mkdirSync(`${path}.new`);
    await expect(file.write({ n: 2 })).rejects.toThrow();
    expect(file.read()).toEqual({ n: 1 });
  });

  it("is never read wrong: a change anywhere shows", async () => {
    await file.write({ chats: ["Bonjour", "Où est ma bague ?"] });
    const bytes = readFileSync(path);
    const end = bytes.lastIndexOf("}");
    fc.assert(
      fc.property(fc.nat(end), fc.integer({ min: 1, max: 127 }), (place, change) => {
        const damaged = Buffer.from(bytes);
        damaged[place] = (damaged[place] ?? 0) ^ change;
        writeFileSync(path, damaged);
        expect(() => file.read()).toThrow();
      }),
    );
    for (let size = 0; size < end; size += 7) {
      writeFileSync(path, bytes.subarray(0, size));
      expect(() => file.read()).toThrow();
    }
  });

  it("says that another version wrote it", async () => {
    await file.write({});
    writeFileSync(path, readFileSync(path, "utf8").replace('"version":1', '"version":2'));
    expect(() => file.read()).toThrow(/version \(2\)/);
  });

  it("is put aside under another name, and what was aside before makes room", async () => {
    writeFileSync(`${path}.unreadable`, "older");
    writeFileSync(path, "nonsense");
    expect(file.putAside()).toBe(`${path}.unreadable`);
    expect(readFileSync(`${path}.unreadable`, "utf8")).toBe("nonsense");
    expect(file.read()).toBeUndefined();
    expect(file.putAside()).toBeUndefined();
  });
});
