import { createHash } from "node:crypto";
import { readFileSync, renameSync } from "node:fs";
import { open, rename } from "node:fs/promises";

/** The file in which the world keeps its memory from one start to the next. */
export type MemoryFile = {
  /** What was kept; undefined when nothing was. Throws when the file cannot be read or is not what was written. */
  readonly read: () => unknown;
  /** Keeps a JSON value: whole, or not at all. Rejects when the disk refuses; what was kept before stays then. */
  readonly write: (value: unknown) => Promise<void>;
  /** Moves a file nobody can read out of the way and gives its new name; undefined when even that fails. */
  readonly putAside: () => string | undefined;
};

/** Raised when the shape of a model's state changes: a file of another version is put aside. */
const version = 1;

const head = /^\{"version":(\d+),"sha256":"([0-9a-f]{64})","worlds":/;

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The memory file at a path, readable by its owner alone: it holds the shops' keys. */
export function memoryFileAt(path: string): MemoryFile {
  return {
    read() {
      const text = textAt(path);
      if (text === undefined) return undefined;
      const [whole, written, hash] = head.exec(text) ?? [];
      if (whole === undefined) throw new Error("it is not a memory of the demo's world");
      if (Number(written) !== version) throw new Error(`it was written by another version (${written ?? ""})`);
      const body = text.slice(whole.length, text.lastIndexOf("}"));
      if (hashOf(body) !== hash) throw new Error("it is damaged");
      return JSON.parse(body);
    },
    async write(value) {
      const body = JSON.stringify(value);
      const half = `${path}.new`;
      const file = await open(half, "w", 0o600);
      try {
        await file.chmod(0o600); // a file left by an end in the middle of a write keeps its old mode
        await file.writeFile(`{"version":${version},"sha256":"${hashOf(body)}","worlds":${body}}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(half, path);
    },
    putAside() {
      const aside = `${path}.unreadable`;
      try {
        renameSync(path, aside);
        return aside;
      } catch {
        return undefined;
      }
    },
  };
}

function textAt(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (failure) {
    if (failure instanceof Error && "code" in failure && failure.code === "ENOENT") return undefined;
    throw failure;
  }
}
