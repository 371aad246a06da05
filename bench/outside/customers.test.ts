import { describe, expect, it } from "vitest";
import { createCustomers } from "./customers.ts";
import { answerCount } from "./texts.ts";

describe("an answer", () => {
  it("goes to the message that expects it, not to one refused long ago that asked for the same", () => {
    const customers = createCustomers();
    const customer = customers.get(0);
    const refused = customers.write(customer);
    refused.over = true;
    for (let n = 1; n < answerCount; n += 1) {
      const { code } = customers.write(customer);
      expect(customers.answer(customer.phone, code)).toBe("fits");
    }
    const again = customers.write(customer);
    expect(again.code).toBe(refused.code);
    expect(customers.answer(customer.phone, again.code)).toBe("fits");
    expect([again.answeredAt === undefined, refused.answeredAt === undefined]).toEqual([false, true]);
    expect(customers.answer(customer.phone, again.code)).toBe("late");
    expect(customers.answer(customer.phone, again.code)).toBe("doubled");
  });
  it("to nobody's question is one too many", () => {
    expect(createCustomers().answer("33600000000", 1)).toBe("doubled");
  });
});
