import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import {
  type Basket,
  type BasketEdit,
  type OrderState,
  basketTotal,
  basketVat,
  editBasket,
  lineIdOf,
  lineTotal,
  maxQuantity,
  mayOrderMove,
  piecesBySku,
  readOptions,
} from "#domain/order";
import type { Product } from "#domain/product";

const EUR = currency("EUR");
const product = (sku: string, minor: number, rest: Partial<Product> = {}): Product => ({
  sku,
  name: { en: sku },
  description: {},
  price: money(minor, EUR),
  vatClass: "standard",
  stock: undefined,
  options: [],
  image: undefined,
  archived: false,
  ...rest,
});
const sizes = { name: "size", kind: "one-of", values: ["S", "M"] } as const;
const words = { name: "engraving", kind: "text", maxLength: 20 } as const;
const shelf: ReadonlyMap<string, Product> = new Map(
  [
    product("MUG", 1_200, { stock: 5 }),
    product("RING", 4_990, { stock: 7, options: [sizes, words] }),
    product("CARD", 250, { vatClass: "zero" }),
    product("CHAIN", 3_000, { options: [{ ...sizes, label: { fr: "Taille" }, valueLabels: { S: { fr: "Petite" } } }] }),
    product("OLD", 100, { archived: true }),
    product("USD", 100, { price: money(100, currency("USD")) }),
  ].map((one) => [one.sku, one]),
);
const empty: Basket = { currency: EUR, country: "FR", lines: [] };

const sku = fc.constantFrom("MUG", "RING", "CARD", "OLD", "USD", "NONE");
const quantity = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(0, -1, 1.5, 99, 100, Number.NaN));
const options = fc.constantFrom<Readonly<Record<string, string>>>(
  {},
  { size: "S", engraving: "Léa" },
  { size: " m", engraving: "Léa" },
  { size: "M", engraving: "  Léa " },
  { size: "M", engraving: "a|b=c", colour: "red" },
  { size: "XXL", engraving: "x" },
);
const wanted = fc.record({ sku, quantity, options });
const lineId = fc.constantFrom("MUG", "CARD", lineIdOf("RING", { size: "M", engraving: "Léa" }), "NONE");
const edit: fc.Arbitrary<BasketEdit> = fc.oneof(
  wanted.map((want): BasketEdit => ({ edit: "add", ...want })),
  fc.record({ edit: fc.constant("set-quantity" as const), lineId, quantity }),
  fc.record({ edit: fc.constant("remove" as const), lineId }),
  fc.constant<BasketEdit>({ edit: "clear" }),
  fc.array(wanted, { maxLength: 5 }).map((lines): BasketEdit => ({ edit: "replace", lines })),
);
const after = (edits: readonly BasketEdit[], start: Basket = empty): Basket =>
  edits.reduce((basket, one) => editBasket(basket, one, shelf).basket, start);
const add = (sku: string, quantity = 1, chosen: Readonly<Record<string, string>> = {}): BasketEdit => ({
  edit: "add",
  sku,
  quantity,
  options: chosen,
});

describe("a basket", () => {
  it("stays valid whatever is asked of it: one line per choice, 1 to 99 pieces, none above the stock", () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 25 }), (edits) => {
        const basket = after(edits);
        expect(new Set(basket.lines.map((line) => line.lineId)).size).toBe(basket.lines.length);
        for (const line of basket.lines) {
          expect(line.quantity).toBeGreaterThanOrEqual(1);
          expect(line.quantity).toBeLessThanOrEqual(maxQuantity);
          expect(Number.isInteger(line.quantity)).toBe(true);
          expect(line.lineId).toBe(lineIdOf(line.sku, line.options));
          expect(line.unitPrice).toEqual(shelf.get(line.sku)?.price);
        }
        for (const [name, pieces] of piecesBySku(basket))
          expect(pieces).toBeLessThanOrEqual(shelf.get(name)?.stock ?? Number.POSITIVE_INFINITY);
      }),
    );
  });

  it("costs the sum of its lines, never less than nothing, and its VAT adds up to it", () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 15 }), (edits) => {
        const basket = after(edits);
        const sum = basket.lines.reduce((so, line) => so + lineTotal(line).minor, 0);
        expect(basketTotal(basket)).toEqual(money(sum, EUR));
        expect(sum).toBeGreaterThanOrEqual(0);
        expect(basketVat(basket).reduce((so, { gross }) => so + gross.minor, 0)).toBe(sum);
      }),
    );
  });

  it("is replaced, emptied, and freed of a line once, however often that is asked", () => {
    const repeatable = edit.filter((one) => one.edit !== "add");
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 10 }), repeatable, (edits, one) => {
        const once = after([one], after(edits));
        expect(after([one], once)).toEqual(once);
      }),
    );
  });

  it("is not changed by an edit: a new one is given", () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 5 }), edit, (edits, one) => {
        const basket = after(edits);
        const before = structuredClone(basket);
        editBasket(basket, one, shelf);
        expect(basket).toEqual(before);
      }),
    );
  });

  it("says of every piece that is missing why it is missing", () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 5 }), wanted, (edits, want) => {
        const basket = after(edits);
        const { basket: next, problems } = editBasket(basket, { edit: "add", ...want }, shelf);
        const pieces = (of: Basket) => piecesBySku(of).get(want.sku) ?? 0;
        if (problems.length === 0) expect(pieces(next)).toBe(pieces(basket) + want.quantity);
        else expect(problems.every((problem) => problem.sku === want.sku)).toBe(true);
      }),
    );
  });

  it("joins one choice spelt in two ways, and keeps two choices apart", () => {
    const joined = after([
      add("RING", 1, { size: "M", engraving: "Léa" }),
      add("RING", 2, { engraving: " Léa", size: "m", colour: "red" }),
    ]);
    expect(joined.lines.map((line) => [line.lineId, line.quantity])).toEqual([["RING|engraving=Léa|size=M", 3]]);
    expect(after([add("RING", 1, { size: "M", engraving: "Zoë" })], joined).lines).toHaveLength(2);
  });

  it("takes no engraving for another one's size", () => {
    expect(lineIdOf("R", { a: "1|b=2", b: "3" })).not.toBe(lineIdOf("R", { a: "1", b: "2|b=3" }));
    expect(lineIdOf("R", { a: "1|b=2" })).not.toBe(lineIdOf("R", { a: "1", b: "2" }));
  });

  it("is cut to the stock and says what is left", () => {
    const { basket, problems } = editBasket(after([add("MUG", 4)]), add("MUG", 4), shelf);
    expect(basket.lines).toMatchObject([{ quantity: 5 }]);
    expect(problems).toEqual([{ problem: "out-of-stock", sku: "MUG", left: 5 }]);
    expect(editBasket(empty, add("MUG"), new Map([["MUG", product("MUG", 1, { stock: 0 })]])).problems).toEqual([
      { problem: "out-of-stock", sku: "MUG", left: 0 },
    ]);
  });

  it("shares the stock of one product between its lines", () => {
    const basket = after([
      add("RING", 5, { size: "S", engraving: "Léa" }),
      add("RING", 5, { size: "M", engraving: "Léa" }),
    ]);
    expect(basket.lines.map((line) => line.quantity)).toEqual([5, 2]);
  });

  it("takes our price, and says that the customer saw another", () => {
    const seen = money(999, EUR);
    const cart: BasketEdit = { edit: "replace", lines: [{ sku: "CARD", quantity: 2, options: {}, seenPrice: seen }] };
    const { basket, problems } = editBasket(empty, cart, shelf);
    expect(basketTotal(basket)).toEqual(money(500, EUR));
    expect(problems).toEqual([{ problem: "price-changed", sku: "CARD", seen, now: money(250, EUR) }]);
  });

  it("asks for what is still to be chosen, and sells nothing archived, unknown or of another currency", () => {
    const problemOf = (one: BasketEdit) => editBasket(empty, one, shelf).problems;
    expect(problemOf(add("RING"))).toEqual([{ problem: "option-missing", sku: "RING", option: "size" }]);
    const engraved = {
      edit: "add",
      sku: "RING",
      quantity: 1,
      options: { size: "M", engraving: "x".repeat(21) },
    } as const;
    expect(editBasket(empty, engraved, shelf)).toEqual({
      basket: empty,
      problems: [{ problem: "option-too-long", sku: "RING", option: "engraving", most: 20 }],
    });
    for (const name of ["OLD", "USD", "NONE"])
      expect(problemOf(add(name))).toEqual([{ problem: "unknown-product", sku: name }]);
    expect(problemOf(add("MUG", 0))).toEqual([{ problem: "bad-quantity", sku: "MUG" }]);
  });
});

describe("what was chosen", () => {
  const linesOf = (sku: string, chosen: Readonly<Record<string, string>>) =>
    editBasket(empty, { edit: "add", sku, quantity: 1, options: chosen }, shelf).basket.lines;
  it("is kept by its keys, with the texts it read by at the time", () => {
    expect(linesOf("CHAIN", { size: "petite" })).toMatchObject([
      { lineId: "CHAIN|size=S", options: { size: "S" }, optionWords: { size: { name: { fr: "Taille" } } } },
    ]);
    expect(linesOf("RING", { size: "S" })[0]).not.toHaveProperty("optionWords");
  });
  it("is read by those texts, else by its keys", () => {
    const say = ({ fr = "" }: { readonly fr?: string }): string => fr;
    const read = (sku: string, chosen: Readonly<Record<string, string>>) =>
      linesOf(sku, chosen).flatMap((line) => readOptions(line, say));
    expect(read("CHAIN", { size: "S" })).toEqual([{ name: "Taille", value: "Petite" }]);
    expect(read("CHAIN", { size: "M" })).toEqual([{ name: "Taille", value: "M" }]);
    expect(read("RING", { size: "S", engraving: "Léa" })).toEqual([
      { name: "size", value: "S" },
      { name: "engraving", value: "Léa" },
    ]);
  });
});

describe("an order", () => {
  const states: readonly OrderState[] = ["cart", "placed", "paid", "shipped", "delivered", "cancelled"];

  it("only moves on, never back, and ends when it is cancelled", () => {
    for (const [n, from] of states.entries())
      for (const [m, to] of states.entries()) if (mayOrderMove(from, to)) expect(m).toBeGreaterThan(n);
    for (const from of states) expect(mayOrderMove(from, "cancelled")).toBe(from !== "cancelled");
  });

  it("is paid only after it was placed, and shipped only after it was paid", () => {
    expect(states.filter((from) => mayOrderMove(from, "paid"))).toEqual(["placed"]);
    expect(states.filter((from) => mayOrderMove(from, "shipped"))).toEqual(["paid"]);
  });
});
