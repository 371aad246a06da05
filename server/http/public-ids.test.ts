import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderId } from "#api/identifier";
import { publicId, readPublicId } from "./public-ids.ts";

describe("a public id", () => {
  it("names one id of ours, and is read back as it", () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        const shown = publicId("order", uuid);
        expect(orderId.safeParse(shown).success).toBe(true);
        expect(readPublicId("order", shown)).toBe(uuid);
        expect(readPublicId("thread", shown)).toBeUndefined();
      }),
    );
  });
  it("sorts as the ids do", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (a, b) => {
        expect(publicId("order", a) < publicId("order", b)).toBe(a < b);
      }),
    );
  });
  it.each([
    "ord_",
    "ord_zzzzzzzzzzzzzzzzzzzzzzzzzz",
    "ord_0000000000000000000000000i",
    "0198c2f4-1234-7567-8901-123456789012",
  ])("is not %s", (text) => expect(readPublicId("order", text)).toBeUndefined());
  it("is written in one way only", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(..."0123456789abcdefghjkmnpqrstvwxyz"), minLength: 26, maxLength: 26 }),
        (body) => {
          const read = readPublicId("order", `ord_${body}`);
          if (read !== undefined) expect(publicId("order", read)).toBe(`ord_${body}`);
        },
      ),
    );
  });
});
