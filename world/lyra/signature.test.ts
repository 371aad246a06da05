import { describe, expect, it } from "vitest";
import { hashOf, signedFields } from "./signature.ts";

const answer = '{"shopId":"12345678","orderStatus":"PAID","_type":"V4/Payment"}';

describe("a signature", () => {
  // Computed with Python's hmac, not with this code.
  it.each([
    ["testpassword_of_the_tests", answer, "80308a23bea480987a54c6d0c5d42675b899a74b03719755c0267e89f35ce9d4"],
    ["hmac-key-of-the-tests", answer, "d39225c9f8fcf9250c269b888ce61059ed2d2693d95f4248befd8e339ada1a55"],
    [
      "testpassword_of_the_tests",
      '{"name":"Léa — Atelier","price":"12 €"}',
      "02dd38f1e5e4d927064b0f0a72fd87e199e851a1d7d0f2560a9a952799fa64a0",
    ],
  ])("with %s over %s is the one another program computes", (key, text, hash) => {
    expect(hashOf(text, key)).toBe(hash);
  });

  it("stands over the text without the slashes that the quirk escapes", () => {
    const signing = { name: "password", key: "testpassword_of_the_tests", source: "PAY" } as const;
    const plain = signedFields(answer, { ...signing, escaped: false });
    const quirky = signedFields(answer, { ...signing, escaped: true });
    expect(plain.get("kr-answer")).toBe(answer);
    expect(quirky.get("kr-answer")).toBe(answer.replace("V4/", "V4\\/"));
    expect(quirky.get("kr-hash")).toBe(plain.get("kr-hash"));
    expect(Object.fromEntries(plain)).toEqual({
      "kr-hash-key": "password",
      "kr-hash-algorithm": "sha256_hmac",
      "kr-answer": answer,
      "kr-answer-type": "V4/Payment",
      "kr-hash": "80308a23bea480987a54c6d0c5d42675b899a74b03719755c0267e89f35ce9d4",
      "kr-src": "PAY",
    });
  });
});
