import type { JourneyContext, Understood } from "#contracts/journey";
import { type LocalText, languages } from "#domain/language";
import type { Product } from "#domain/product";

/** A text as bare words: no case, no accents, no marks. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1);

/** A word without its commonest endings in our five languages, so that "rings" and "bagues" find "ring" and "bague". */
const stemOf = (word: string): string => (word.length > 4 ? word.replace(/(es|s|x|i|e|a|o)$/u, "") : word);

/** How well a text asks for a product: one for each of its words in the product's names, skus or options. */
function score(product: Product, asked: ReadonlySet<string>): number {
  const written = (text: LocalText): readonly string[] =>
    languages.flatMap((language) => wordsOf(text[language] ?? ""));
  const options = product.options.flatMap(({ name, label = {} }) => [...wordsOf(name), ...written(label)]);
  const known = new Set([...written(product.name), ...wordsOf(product.sku), ...options].map(stemOf));
  return [...asked].filter((word) => known.has(word)).length;
}

/** The products a text asks for, best first; none when no word names one. At most as many as a list can show. */
export function findProducts(text: string, products: readonly Product[], most: number): readonly Product[] {
  const asked = new Set(wordsOf(text).map(stemOf));
  const scored = products
    .map((product) => ({ product, points: score(product, asked) }))
    .filter(({ points }) => points > 0);
  const best = Math.max(0, ...scored.map(({ points }) => points));
  return scored
    .filter(({ points }) => points === best)
    .map(({ product }) => product)
    .slice(0, most);
}

/** Whether a text reads as a question or a wish of its own rather than as an answer that came out too long. */
export const asksElse = ({ text: said, wants }: Understood, context: JourneyContext): boolean =>
  wants === "help" ||
  said.trim().endsWith("?") ||
  (wants === "order" && findProducts(said, context.products, 1).length > 0);
