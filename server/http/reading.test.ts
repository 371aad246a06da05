import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createCursors } from "./cursors.ts";
import { preferredLanguage } from "./preferred-language.ts";
import { startOfDay } from "./read/summary.ts";
import { unknownFields } from "./unknown-fields.ts";

describe("the start of the shop's day", () => {
  it.each([
    ["a plain day", "2026-07-10T15:30:00Z", "Europe/Paris", "2026-07-09T22:00:00.000Z"],
    ["just after midnight", "2026-07-09T22:00:01Z", "Europe/Paris", "2026-07-09T22:00:00.000Z"],
    ["the day of 23 hours", "2026-03-29T20:00:00Z", "Europe/Paris", "2026-03-28T23:00:00.000Z"],
    ["the day of 25 hours", "2026-10-25T20:00:00Z", "Europe/Paris", "2026-10-24T22:00:00.000Z"],
    ["far east", "2026-01-01T12:00:00Z", "Pacific/Kiritimati", "2026-01-01T10:00:00.000Z"],
    ["a half-hour zone", "2026-01-01T12:00:00Z", "Asia/Kolkata", "2025-12-31T18:30:00.000Z"],
  ])("is midnight of its wall on %s", (_, now, zone, midnight) => {
    expect(new Date(startOfDay(Date.parse(now), zone)).toISOString()).toBe(midnight);
  });
});

describe("a cursor", () => {
  const key = new Uint8Array(32).fill(1);
  it("leads back to its place in its own list alone", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer(), fc.string(), fc.constant(null))), (place) => {
        const cursors = createCursors(key, "orders");
        expect(cursors.read(cursors.write(place))).toEqual(place);
        expect(() => createCursors(key, "payments").read(cursors.write(place))).toThrow();
        expect(() => createCursors(new Uint8Array(32), "orders").read(cursors.write(place))).toThrow();
      }),
    );
  });
  it("cannot be made up, whatever is tried", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => createCursors(key, "orders").read(text)).toThrow();
      }),
    );
  });
});

describe("the reader's language", () => {
  it.each([
    [undefined, "en"],
    ["", "en"],
    ["de-DE,de;q=0.9", "en"],
    ["de,fr;q=0.8,it;q=0.9", "it"],
    ["pt-BR", "pt"],
    ["fr;q=0,es", "es"],
    ["*;q=0.5", "en"],
  ])("is read from %s as %s", (header, language) => expect(preferredLanguage(header)).toBe(language));
});

describe("a field the schema does not know", () => {
  const schema = z.object({
    name: z.string(),
    lines: z.array(z.object({ sku: z.string() })).optional(),
    act: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("a"), a: z.number() }),
      z.object({ kind: z.literal("b"), b: z.number() }),
    ]),
    words: z.record(z.string(), z.string()),
  });
  const fit = { name: "x", act: { kind: "a", a: 1 }, words: { any: "thing" } };
  it.each([
    [fit, []],
    [{ ...fit, role: "owner" }, ["/role"]],
    [{ ...fit, lines: [{ sku: "1" }, { sku: "2", price: 1 }] }, ["/lines/1/price"]],
    [{ ...fit, act: { kind: "a", a: 1, b: 2 } }, ["/act/b"]],
    [{ ...fit, "a/b~c": 1 }, ["/a~1b~0c"]],
    [JSON.parse('{"name":"x","__proto__":{"role":"owner"}}'), ["/__proto__"]],
  ])("is named wherever it stands (%#)", (value, pointers) => expect(unknownFields(schema, value)).toEqual(pointers));
});
