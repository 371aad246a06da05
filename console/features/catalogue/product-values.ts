import type { Language } from "#api/language";
import type { Money } from "#api/money";
import type { Product, ProductDraft, ProductOption } from "#api/product";
import { readMoney } from "../../ui/money-text.ts";

/** Texts by language, as they are typed. */
export type Texts = Readonly<Record<string, string>>;

/** An option as the form holds it, both kinds at once. */
export type OptionValues = {
  readonly key: string;
  readonly name: string;
  readonly kind: ProductOption["kind"];
  readonly values: readonly string[];
  readonly maxLength: number;
  /** How people read the name, by language. */
  readonly label: Texts;
  /** How people read each value, by value and language; texts of a value that was taken out wait for its return. */
  readonly valueLabels: Readonly<Record<string, Texts>>;
};

/** A product as the form holds it: texts as they are typed. */
export type ProductValues = {
  readonly sku: string;
  readonly name: Texts;
  readonly description: Texts;
  readonly price: string;
  readonly vatClass: Product["vatClass"];
  readonly counted: boolean;
  readonly stock: number;
  readonly image: string;
  readonly options: readonly OptionValues[];
};

const texts = (of: Product["name"] | undefined, languages: readonly Language[]) =>
  Object.fromEntries(languages.map((language) => [language, of?.[language] ?? ""]));

/** What the form begins with: the product, or an empty one; `write` is how the reader writes an amount in a field. */
export const valuesOf = (
  product: Product | undefined,
  languages: readonly Language[],
  write: (amount: Money) => string,
): ProductValues => ({
  sku: product?.sku ?? "",
  name: { ...product?.name, ...texts(product?.name, languages) },
  description: { ...product?.description, ...texts(product?.description, languages) },
  price: product ? write(product.price) : "",
  vatClass: product?.vatClass ?? "standard",
  counted: product ? product.stock !== null : true,
  stock: product?.stock ?? 1,
  image: product?.image ?? "",
  options: (product?.options ?? []).map((option, n) => ({
    key: String(n),
    name: option.name,
    kind: option.kind,
    values: option.kind === "one-of" ? option.values : [],
    maxLength: option.kind === "text" ? option.maxLength : 30,
    label: { ...option.label },
    valueLabels: option.kind === "one-of" ? { ...option.valueLabels } : {},
  })),
});

/** An option nobody has written yet. */
export const emptyOption = (key: string): OptionValues => ({
  key,
  name: "",
  kind: "one-of",
  values: [],
  maxLength: 30,
  label: {},
  valueLabels: {},
});

const filled = (of: Texts) => Object.fromEntries(Object.entries(of).filter(([, text]) => text.trim() !== ""));
const isEmpty = (of: object): boolean => Object.keys(of).length === 0;

/** The option the form describes. A name or value without a text of its own is read as it is written. */
function optionOf(option: OptionValues): ProductOption {
  const label = filled(option.label);
  const named = { name: option.name.trim(), ...(isEmpty(label) ? {} : { label }) };
  if (option.kind === "text") return { ...named, kind: "text", maxLength: option.maxLength };
  const texts = option.values.map((value) => [value, filled(option.valueLabels[value] ?? {})] as const);
  const valueLabels = Object.fromEntries(texts.filter(([, words]) => !isEmpty(words)));
  const values = [...option.values];
  return { ...named, kind: "one-of", values, ...(isEmpty(valueLabels) ? {} : { valueLabels }) };
}

/** The product the form describes; undefined while its price is none. Options without a name or a value are left out. */
export function draftOf(values: ProductValues, currency: string): ProductDraft | undefined {
  const price = readMoney(values.price, currency);
  if (!price) return undefined;
  const options = values.options
    .filter(({ name, kind, values: list }) => name.trim() !== "" && (kind === "text" || list.length > 0))
    .map(optionOf);
  return {
    sku: values.sku.trim(),
    name: filled(values.name),
    description: filled(values.description),
    price,
    vatClass: values.vatClass,
    stock: values.counted ? values.stock : null,
    options,
    image: values.image.trim() === "" ? null : values.image.trim(),
  };
}
