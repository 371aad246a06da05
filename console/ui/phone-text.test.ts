import { describe, expect, it } from "vitest";
import { writePhone } from "./phone-text.ts";

const plain = (phone: string): string => writePhone(phone).replaceAll("\u00a0", " ");

describe("a phone number as it is read", () => {
  it("is grouped as its country does", () => {
    expect(plain("+33612345678")).toBe("+33 6 12 34 56 78");
    expect(plain("33612345678")).toBe("+33 6 12 34 56 78");
    expect(plain("+33 7 00 00 00 01")).toBe("+33 7 00 00 00 01");
    expect(plain("+393331234567")).toBe("+39 333 123 4567");
    expect(plain("+5511987654321")).toBe("+55 11 98765 4321");
    expect(plain("+351912345678")).toBe("+351 912 345 678");
  });
  it("stays as it came where nothing is known of it", () => {
    expect(plain("+999123")).toBe("+999123");
    expect(plain("06 12 34 56 78")).toBe("06 12 34 56 78");
    expect(plain("")).toBe("");
  });
  it("keeps every figure", () => expect(writePhone("+14155550123").replace(/\D/g, "")).toBe("14155550123"));
});
