import fc from "fast-check";
import { expect, it } from "vitest";
import { instant } from "#domain/instant";
import { createUuidIds } from "./uuid-ids.ts";

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it("makes well-formed ids of version 7 that only ever grow, whatever the clock does", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 2 ** 44 }), { minLength: 2, maxLength: 50 }), (times) => {
      const ids = createUuidIds();
      const made = times.flatMap((at) => [ids.uuid(instant(at)), ids.uuid(instant(at))]);
      for (const id of made) expect(id).toMatch(form);
      expect(made.toSorted()).toEqual(made);
      expect(new Set(made).size).toBe(made.length);
    }),
  );
});

it("carries the time it was made at", () => {
  const at = 1_764_000_000_000;
  expect(Number.parseInt(createUuidIds().uuid(instant(at)).replaceAll("-", "").slice(0, 12), 16)).toBe(at);
});

it("outlives a millisecond with more ids than its counter holds", () => {
  const ids = createUuidIds();
  const made = Array.from({ length: 10_000 }, () => ids.uuid(instant(1_000)));
  expect(made.toSorted()).toEqual(made);
});
