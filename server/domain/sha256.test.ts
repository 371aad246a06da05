import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, it } from "vitest";
import { canonicalJson } from "#domain/canonical-json";
import { sha256 } from "#domain/sha256";

it("hashes as node's own does, at every length around a block's end", () => {
  const own = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, n) => (n * 31 + length) % 256);
    expect(sha256(bytes)).toBe(own(bytes));
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      expect(sha256(bytes)).toBe(own(bytes));
    }),
  );
});

it("gives the vector of FIPS 180-4", () => {
  expect(sha256(new TextEncoder().encode("abc"))).toBe(
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

it("has one JSON for what is equal, however its fields came", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      const turned = JSON.parse(JSON.stringify(value), (_, field: unknown) =>
        typeof field === "object" && field !== null && !Array.isArray(field)
          ? Object.fromEntries(Object.entries(field).toReversed())
          : field,
      ) as unknown;
      expect(canonicalJson(turned)).toBe(text);
    }),
  );
  expect(canonicalJson({ b: undefined, a: [1, { d: null, c: "é" }] })).toBe('{"a":[1,{"c":"é","d":null}]}');
});
