import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPageTokens } from "./page-tokens.ts";

const tokens = createPageTokens(new Uint8Array(32).fill(1));
const others = createPageTokens(new Uint8Array(32).fill(2));
const payments = fc.record({ businessId: fc.uuid(), paymentId: fc.uuid() });

describe("the token of a pay page", () => {
  it("leads back to its payment, and under another key to nothing", () => {
    fc.assert(
      fc.property(payments, (payment) => {
        const token = tokens.write(payment);
        expect(token).toMatch(/^[A-Za-z0-9_-]{64}$/);
        expect(tokens.read(token)).toEqual(payment);
        expect(others.read(token)).toBeUndefined();
      }),
    );
  });
  it("is worth nothing once a single bit of it is another", () => {
    fc.assert(
      fc.property(payments, fc.nat({ max: 48 * 8 - 1 }), (payment, place) => {
        const bytes = Buffer.from(tokens.write(payment), "base64url");
        bytes[place >> 3] = (bytes[place >> 3] ?? 0) ^ (1 << (place & 7));
        expect(tokens.read(bytes.toString("base64url"))).toBeUndefined();
      }),
    );
  });
  it("is not read with anything before, behind or left out", () => {
    fc.assert(
      fc.property(payments, fc.string({ minLength: 1, maxLength: 4 }), fc.nat({ max: 63 }), (payment, more, most) => {
        const token = tokens.write(payment);
        for (const wrong of [token + more, more + token, token.slice(0, most)])
          expect(tokens.read(wrong)).toBeUndefined();
      }),
    );
  });
  it("cannot be made up, nor put together from two others", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 48, maxLength: 48 }), payments, payments, (made, one, other) => {
        expect(tokens.read(Buffer.from(made).toString("base64url"))).toBeUndefined();
        fc.pre(one.businessId !== other.businessId);
        const parts = [one, other].map((payment) => Buffer.from(tokens.write(payment), "base64url"));
        const mixed = Buffer.concat([parts[0]?.subarray(0, 16) ?? made, parts[1]?.subarray(16) ?? made]);
        expect(tokens.read(mixed.toString("base64url"))).toBeUndefined();
      }),
    );
  });
  it("is made of UUIDs alone", () => {
    const paymentId = "01890a5d-ac96-774b-bcce-b302099a8057";
    for (const businessId of ["", "x", paymentId.replaceAll("-", ""), `${paymentId}0`])
      expect(() => tokens.write({ businessId, paymentId })).toThrow(/no UUID/);
  });
});
