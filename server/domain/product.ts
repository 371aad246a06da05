import type { LocalText } from "#domain/language";
import type { Money } from "#domain/money";
import type { VatClass } from "#domain/vat";

/**
 * A choice the customer makes: one of the values, which must be made, or her own words (an engraving), which may. Name
 * and values are stable keys; `label` and `valueLabels` (by value) are how people read them, where the shop wrote it.
 */
export type ProductOption =
  | {
      readonly name: string;
      readonly kind: "one-of";
      readonly values: readonly string[];
      readonly label?: LocalText;
      readonly valueLabels?: Readonly<Record<string, LocalText>>;
    }
  | { readonly name: string; readonly kind: "text"; readonly maxLength: number; readonly label?: LocalText };

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

/** How chosen options read, by option name: texts of the name and of the value, where the shop wrote some. */
export type OptionWords = Readonly<Record<string, { readonly name?: LocalText; readonly value?: LocalText }>>;

/** The shop's texts for what was chosen, as an order keeps them: later edits of the product do not change them. */
export function optionWords(product: Product, chosen: ChosenOptions): OptionWords {
  return Object.fromEntries(
    product.options.flatMap((option) => {
      const given = chosen[option.name];
      if (given === undefined) return [];
      const value = option.kind === "one-of" ? option.valueLabels?.[given] : undefined;
      if (option.label === undefined && value === undefined) return [];
      return [[option.name, { ...(option.label ? { name: option.label } : {}), ...(value ? { value } : {}) }]];
    }),
  );
}

/** The first choice that has to be made and is not, in the product's order. Free words may be left out. */
export const missingOption = (product: Product, chosen: ChosenOptions): ProductOption | undefined =>
  product.options.find(({ name, kind }) => kind === "one-of" && !chosen[name]?.trim());

/** What is invisible but what joins letters and pictures (ZWNJ, ZWJ) or makes a flag (tags). */
const unseen = /(?!\u200c|\u200d|[\u{e0020}-\u{e007f}])\p{Cf}/gu;

/** Her own words as they are kept: nothing invisible, one form of every letter, single blanks, none at the ends. */
export const tidyWords = (given: string): string =>
  given
    .replace(unseen, "")
    .normalize("NFC")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();

/** A word as it is compared: without case and accents. */
const folded = (text: string): string => tidyWords(text).normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** A value as it will be kept: the list's own key, or tidied free text; undefined when it does not fit. */
export function acceptOption(option: ProductOption, given: string): string | undefined {
  const text = tidyWords(given);
  if (option.kind === "text") return text !== "" && [...text].length <= option.maxLength ? text : undefined;
  const same = (value: string): boolean => tidyWords(value).toLowerCase() === text.toLowerCase();
  const exact = option.values.find((value) => value === given) ?? option.values.find(same);
  if (exact !== undefined || text === "") return exact;
  // "argent", "ARGENT" and "silver" are one value to whoever writes them, in whatever language.
  const read = (value: string): readonly string[] => [value, ...Object.values(option.valueLabels?.[value] ?? {})];
  return option.values.find((value) => read(value).some((words) => folded(words) === folded(text)));
}

/** How many signs a text has when they are more than the option takes; undefined when they are not. */
export function tooLongFor(option: ProductOption, given: string): number | undefined {
  const { length } = [...tidyWords(given)];
  return option.kind === "text" && length > option.maxLength ? length : undefined;
}

/** Whether `quantity` more can be promised from what is on the shelf. */
export const inStock = (product: Product, quantity: number): boolean =>
  product.stock === undefined || product.stock >= quantity;
