import type { LocalText } from "#domain/language";
import type { Money } from "#domain/money";
import type { VatClass } from "#domain/vat";

/** A choice the customer makes: one of the values, which must be made, or her own words (an engraving), which may. */
export type ProductOption =
  | { readonly name: string; readonly kind: "one-of"; readonly values: readonly string[] }
  | { readonly name: string; readonly kind: "text"; readonly maxLength: number };

/** Something the shop sells. The price includes VAT; `stock` is undefined where none is counted. */
export type Product = {
  readonly sku: string;
  readonly name: LocalText;
  readonly description: LocalText;
  readonly price: Money;
  readonly vatClass: VatClass;
  readonly stock: number | undefined;
  readonly options: readonly ProductOption[];
  /** Path or https address of a picture. */
  readonly image: string | undefined;
  readonly archived: boolean;
};

/** The options a customer chose, by option name. */
export type ChosenOptions = Readonly<Record<string, string>>;

/** The first choice that has to be made and is not, in the product's order. Free words may be left out. */
export const missingOption = (product: Product, chosen: ChosenOptions): ProductOption | undefined =>
  product.options.find(({ name, kind }) => kind === "one-of" && !chosen[name]?.trim());

/** A value as it will be kept: the list's own spelling, or trimmed free text; undefined when it does not fit. */
export function acceptOption(option: ProductOption, given: string): string | undefined {
  const text = given.trim().replace(/\s+/g, " ");
  if (option.kind === "text") return text !== "" && [...text].length <= option.maxLength ? text : undefined;
  return option.values.find((value) => value.toLowerCase() === text.toLowerCase());
}

/** Whether `quantity` more can be promised from what is on the shelf. */
export const inStock = (product: Product, quantity: number): boolean =>
  product.stock === undefined || product.stock >= quantity;
