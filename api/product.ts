import { z } from "zod";
import { listOf, time } from "./identifier.ts";
import { localText } from "./language.ts";
import { money } from "./money.ts";

/** A shop's own name of a product: letters, figures, `.`, `_` and `-`. */
export const sku = z.string().regex(/^[\w.-]{1,100}$/);

/** A product's name as the shop's records hold it, whoever wrote it. */
export const anySku = z.string().min(1).max(200);

const optionName = {
  /** Stable key: orders keep it. */
  name: z.string().min(1).max(60),
  /** How people read the name; the key itself where there is none. */
  label: localText.optional(),
};

/** A choice the customer makes: one of the values, or her own words. */
export const productOption = z
  .discriminatedUnion("kind", [
    z.object({
      ...optionName,
      kind: z.literal("one-of"),
      /** Stable keys, in the order they are offered. */
      values: listOf(z.string().min(1).max(60)).check(z.minLength(1), z.maxLength(50)),
      /** How people read the values, by value. */
      valueLabels: z.record(z.string(), localText).optional(),
    }),
    z.object({ ...optionName, kind: z.literal("text"), maxLength: z.int().min(1).max(500) }),
  ])
  .meta({ id: "ProductOption" });
/** A choice the customer makes. */
export type ProductOption = z.output<typeof productOption>;

/** The class of VAT of a product; the shop's country says the rate. */
export const vatClass = z.enum(["standard", "reduced", "zero"]);

const fields = {
  name: localText,
  description: localText,
  /** VAT included. */
  price: money,
  vatClass,
  /** Null where no stock is counted. */
  stock: z.int().min(0).nullable(),
  options: listOf(productOption).check(z.maxLength(10)),
  /** Path or https address of a picture. */
  image: z.string().max(2048).nullable(),
};

/** Something the shop sells. */
export const product = z
  .object({ sku: anySku, ...fields, archived: z.boolean(), position: z.int(), changedAt: time })
  .meta({ id: "Product" });
/** Something the shop sells. */
export type Product = z.output<typeof product>;

/** A new product. */
export const productDraft = z.object({ sku, ...fields });
/** A new product. */
export type ProductDraft = z.output<typeof productDraft>;

/**
 * What changes of a product; `archived: false` brings it back. Stock has a change of its own, which never writes over a
 * sale made meanwhile: see `stockChange`.
 */
export const productChange = z
  .object({ ...fields, archived: z.boolean() })
  .omit({ stock: true })
  .partial();

/** Stock set to a number, or moved by one. `expected` refuses (409) when someone sold meanwhile. */
export const stockChange = z.union([
  z.object({ set: z.int().min(0).nullable(), expected: z.int().min(0).nullable().optional() }),
  z.object({ add: z.int() }),
]);

/** How products are listed. */
export const productQuery = z.object({
  view: z.enum(["on-sale", "out-of-stock", "archived", "all"]).default("on-sale"),
  search: z.string().max(200).optional(),
});
