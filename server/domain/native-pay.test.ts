import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { minutes } from "#domain/instant";
import { money } from "#domain/money";
import { type NativeCase, chatReference, nativePayProblem, paymentOfReference, pixWay } from "#domain/native-pay";

const rupees = (minor: number) => money(minor, currency("INR"));
const india: NativeCase = {
  account: { country: "IN", number: "1001", phone: "919800000001", catalogueId: "cat" },
  terms: { country: "IN", number: "1001", ways: [{ way: "gateway", gateway: "payu", configuration: "c" }] },
  customerPhone: "919876543210",
  window: "open",
  amount: rupees(44_900),
  lines: [
    { quantity: 2, unitPrice: rupees(20_000) },
    { quantity: 1, unitPrice: rupees(4_900) },
  ],
  left: minutes(15),
  keepsCard: false,
  passedOn: false,
};
const { catalogueId: _, ...bare } = india.account ?? { country: "IN", number: "", phone: "" };
const brazil: NativeCase = {
  ...india,
  account: { country: "BR", number: "2001", phone: "551130000000" },
  terms: { country: "BR", ways: [{ way: "link", url: "https://pay.example/1" }] },
  customerPhone: "5511998765432",
  amount: money(900, currency("BRL")),
  lines: [{ quantity: 1, unitPrice: money(900, currency("BRL")) }],
};

describe("an order is shown in the chat with its payment", () => {
  it("in India and in Brazil, where all fits", () => {
    expect(nativePayProblem(india)).toBeUndefined();
    expect(nativePayProblem(brazil)).toBeUndefined();
    expect(nativePayProblem({ ...brazil, customerPhone: "551198765432" })).toBeUndefined();
    const origin = { country: "India", importer: "Tea", address: { line1: "1", city: "Mumbai", postcode: "400050" } };
    const terms = { ...(india.terms ?? { country: "IN", ways: [] }), origin };
    expect(nativePayProblem({ ...india, account: bare, terms })).toBeUndefined();
  });

  it.each<readonly [ReturnType<typeof nativePayProblem>, NativeCase]>([
    ["passed-on", { ...india, passedOn: true }],
    ["account", { ...india, account: undefined }],
    ["account", { ...india, account: brazil.account }],
    ["rail", { ...india, terms: undefined }],
    ["rail", { ...india, terms: { country: "IN", ways: [] } }],
    ["rail", { ...india, account: { ...bare, number: "other" } }],
    ["own-number", { ...india, account: { ...bare, phone: "33700000001" } }],
    ["currency", { ...india, amount: money(44_900, currency("EUR")) }],
    ["customer-number", { ...india, customerPhone: undefined }],
    ["customer-number", { ...india, customerPhone: "33612345678" }],
    ["customer-number", { ...brazil, customerPhone: "919876543210" }],
    ["window", { ...india, window: "template-only" }],
    ["keeps-card", { ...india, keepsCard: true }],
    ["time", { ...india, left: minutes(15) - 1 }],
    ["origin", { ...india, account: bare }],
    ["lines", { ...india, lines: [] }],
    ["lines", { ...india, amount: rupees(44_901) }],
    ["lines", { ...brazil, lines: [...brazil.lines, { quantity: 1, unitPrice: money(0, currency("BRL")) }] }],
  ])("and by a link where it does not: %s", (problem, given) => {
    expect(nativePayProblem(given)).toBe(problem);
  });
});

describe("an order's reference", () => {
  it("is the payment's id in the alphabet and length of both countries, and leads back to it", () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const reference = chatReference(id);
        expect(reference).toMatch(/^[A-Za-z0-9_.-]{1,35}$/);
        expect(paymentOfReference(reference)).toBe(id);
      }),
    );
  });

  it("is never read into what is not ours", () => {
    for (const other of ["", "ORD-12", "x".repeat(32), "0198F2C1000070008000000000000001", `${"a".repeat(32)}-2`])
      expect(paymentOfReference(other)).toBeUndefined();
    expect(() => chatReference("12")).toThrow(RangeError);
  });
});

describe("a Pix code that a rail shows", () => {
  const shows = (key: string) => ({
    code: { grammar: "pix", text: "000201" } as const,
    lines: [
      { key: "beneficiary", value: "Loja" },
      { key: "pix-key", value: key },
    ] as const,
  });

  it.each([
    ["EMAIL", "loja@exemplo.com.br"],
    ["PHONE", "+5511998765432"],
    ["EVP", "123e4567-e89b-12d3-a456-426655440000"],
    ["CPF", "12345678909"],
    ["CNPJ", "39580525000189"],
    ["CNPJ", "12ABC34501DE35"],
  ])("is offered in the chat with its key of the kind %s", (keyKind, key) => {
    expect(pixWay(shows(key))).toEqual({ way: "pix", code: "000201", merchantName: "Loja", key, keyKind });
  });

  it("is not where its key is unknown, and no other code is", () => {
    expect(pixWay(shows("?"))).toBeUndefined();
    expect(pixWay({ ...shows("12345678909"), lines: [] })).toBeUndefined();
    expect(pixWay({ ...shows("12345678909"), code: { grammar: "upi", text: "upi://pay" } })).toBeUndefined();
  });
});
