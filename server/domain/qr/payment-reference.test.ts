import fc from "fast-check";
import { expect, it } from "vitest";
import { instant } from "#domain/instant";
import { paymentNumber, paymentReference } from "#domain/qr/payment-reference";
import { createUuidIds } from "../../ports/uuid-ids.ts";

const uuid = "019ab3c1-7a00-7c3e-9b1a-4d2f6a1e0042";

it("is twelve capitals and figures that are not mistaken for each other, the same every time", () => {
  expect(paymentReference(uuid)).toBe("0WHRT451W022");
  expect(paymentReference(uuid)).toBe(paymentReference(uuid));
  fc.assert(
    fc.property(fc.uuid({ version: 7 }), (id) => {
      expect(paymentReference(id)).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
      expect(paymentNumber(id)).toMatch(/^\d{1,19}$/);
    }),
  );
});

it("says the same as figures and as letters: two payments that differ in one differ in the other", () => {
  fc.assert(
    fc.property(fc.uuid({ version: 7 }), fc.uuid({ version: 7 }), (one, other) => {
      expect(paymentReference(one) === paymentReference(other)).toBe(paymentNumber(one) === paymentNumber(other));
    }),
  );
});

it("is of one payment alone, also of two begun in the same second", () => {
  const ids = createUuidIds();
  const at = instant(Date.UTC(2026, 10, 24));
  const references = Array.from({ length: 100 }, (_, n) => paymentReference(ids.uuid(instant(at + 9 * n))));
  expect(new Set(references).size).toBe(100);
  expect(paymentReference(ids.uuid(instant(at + 1_000)))).not.toBe(paymentReference(ids.uuid(at)));
});

it("is none for what is no id of ours", () => {
  for (const text of ["", "x", uuid.toUpperCase(), uuid.replace("-7c3e", "-4c3e")]) {
    expect(paymentReference(text)).toBeUndefined();
    expect(paymentNumber(text)).toBeUndefined();
  }
});
