import type { Language } from "#api/language";
import type { Product, ProductDraft, ProductOption } from "#api/product";
import { readMoney, writeDecimal } from "../../ui/money-text.ts";

/** An option as the form holds it, both kinds at once. */
export type OptionValues = {
  readonly key: string;
  readonly name: string;
  readonly kind: ProductOption["kind"];
  readonly values: readonly string[];
  readonly maxLength: number;
};

/** A product as the form holds it: texts as they are typed. */
export type ProductValues = {
  readonly sku: string;
  readonly name: Readonly<Record<string, string>>;
  readonly description: Readonly<Record<string, string>>;
  readonly price: string;
  readonly vatClass: Product["vatClass"];
  readonly counted: boolean;
  readonly stock: number;
  readonly image: string;
  readonly options: readonly OptionValues[];
};

const texts = (of: Product["name"] | undefined, languages: readonly Language[]) =>
  Object.fromEntries(languages.map((language) => [language, of?.[language] ?? ""]));

/** What the form begins with: the product, or an empty one. */
export const valuesOf = (product: Product | undefined, languages: readonly Language[]): ProductValues => ({
  sku: product?.sku ?? "",
  name: { ...product?.name, ...texts(product?.name, languages) },
  description: { ...product?.description, ...texts(product?.description, languages) },
  price: product ? writeDecimal(product.price) : "",
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
  })),
});

const filled = (of: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(of).filter(([, text]) => text.trim() !== ""));

/** The product the form describes; undefined while its price is none. Options without a name or a value are left out. */
export function draftOf(values: ProductValues, currency: string): ProductDraft | undefined {
  const price = readMoney(values.price, currency);
  if (!price) return undefined;
  const options = values.options
    .filter(({ name, kind, values: list }) => name.trim() !== "" && (kind === "text" || list.length > 0))
    .map(
      (option): ProductOption =>
        option.kind === "one-of"
          ? { name: option.name.trim(), kind: "one-of", values: [...option.values] }
          : { name: option.name.trim(), kind: "text", maxLength: option.maxLength },
    );
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
