import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Memory, readBack, stateLike, written } from "./memory.ts";

/** What comes back after a memory went through a file. */
const again = (state: object): unknown => readBack(JSON.parse(JSON.stringify(written(state))));

const { state } = fc.letrec<{ state: object; value: unknown }>((tie) => ({
  state: fc.oneof(
    { maxDepth: 4 },
    fc.uint8Array({ maxLength: 20 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 5 }),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 5 }).map((pairs) => new Map(pairs)),
    fc.array(tie("value"), { maxLength: 5 }).map((values) => new Set(values)),
  ),
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: "grapheme" }),
    fc.double(),
    fc.boolean(),
    fc.constantFrom(null, undefined),
    tie("state"),
  ),
}));

describe("a memory", () => {
  it("gives any plain state back as it was", () => {
    fc.assert(
      fc.property(state, (one) => {
        expect(again(one)).toEqual(one);
      }),
    );
  });

  it("keeps shared what was shared, circles included", () => {
    const account = { sessions: new Map<string, object>() };
    const session = { account };
    account.sessions.set("cs_1", session);
    const read = again({ byKey: new Map([["sk", account]]), accounts: [account], tasks: new Set([session]) });
    const { byKey, accounts, tasks } = read as {
      byKey: Map<string, typeof account>;
      accounts: (typeof account)[];
      tasks: Set<object>;
    };
    expect(byKey.get("sk")).toBe(accounts[0]);
    expect(tasks.has(accounts[0]?.sessions.get("cs_1") ?? {})).toBe(true);
  });

  it("takes bytes out of the buffer they are a part of", () => {
    expect(again({ part: Buffer.from("abcdef").subarray(2, 4) })).toEqual({ part: Uint8Array.from([99, 100]) });
  });

  it("takes a stranger's `__proto__` for a name like any other", () => {
    const read = again(JSON.parse('{"metadata":{"__proto__":{"admin":true}}}')) as { metadata: object };
    expect(Object.getOwnPropertyNames(read.metadata)).toEqual(["__proto__"]);
    expect("admin" in read.metadata).toBe(false);
  });

  it("refuses what acts", () => {
    expect(() => written({ run: () => 1 })).toThrow(TypeError);
    expect(() => written({ at: new Date(0) })).toThrow(/Date/);
    expect(() => written([1n])).toThrow(TypeError);
  });

  it.each([[{}], ["text"], [[{ x: 1 }]], [[{ a: [[7]] }]], [undefined]])("is not made of %j", (value) => {
    expect(() => stateLike({ users: new Map() }, readBack(value))).toThrow(TypeError);
  });

  it("must have every part of the state it is read for", () => {
    const sample = { users: new Map<string, string>(), serial: 0 };
    const of = (state: object): Memory => written(state);
    expect(stateLike(sample, readBack(of({ serial: 4, users: new Map([["a", "b"]]), old: 1 })))).toEqual({
      serial: 4,
      users: new Map([["a", "b"]]),
    });
    expect(() => stateLike(sample, readBack(of({ serial: 4 })))).toThrow(/users/);
    expect(() => stateLike(sample, readBack(of({ serial: 4, users: [] })))).toThrow(/users/);
  });
});
