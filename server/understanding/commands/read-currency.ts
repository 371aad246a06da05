import { type Currency, currency, isCurrency } from "#domain/currency";
import { currencyNames, wordLikeCodes } from "./currency-words.ts";
import { fold } from "./fold.ts";

/** The currencies a sign or word may mean, and the one it means where the shop's is none of them. */
export type CurrencyMeaning = { readonly may: readonly Currency[]; readonly elsewhere: Currency | undefined };

const meanings: ReadonlyMap<string, CurrencyMeaning> = new Map(
  currencyNames.flatMap(({ names, may, elsewhere }) => {
    const meaning = {
      may: may.split(" ").map(currency),
      elsewhere: elsewhere === undefined ? undefined : currency(elsewhere),
    };
    return names.split(" ").map((name) => [name, meaning] as const);
  }),
);

/** What a word or sign means as a currency; undefined where it is none. The full stop of "Fr." is no part of it. */
export function findCurrency(word: string, shop: Currency): CurrencyMeaning | undefined {
  const bare = word.replace(/\.$/, "");
  const code = bare.toUpperCase();
  if (/^[A-Za-z]{3}$/.test(bare) && isCurrency(code)) {
    if (!wordLikeCodes.has(code) || bare === code || code === shop) return { may: [code], elsewhere: code };
  }
  // Only Latin letters: a Cyrillic "еuro" is no word of ours.
  return /^[\p{Script=Latin}\p{Sc}]+$/u.test(bare) ? meanings.get(fold(bare)) : undefined;
}

/** A currency, and whether it had to be guessed at. Unclear: it could be several; twice: two that differ. */
export type CurrencyRead =
  | { readonly currency: Currency; readonly assumed: boolean }
  | { readonly problem: "unclear" | "twice" };

/** The currency meant by all of these at once ("$10 USD"); the shop's where there is none. */
export function settleCurrency(signs: readonly CurrencyMeaning[], shop: Currency): CurrencyRead {
  const [first, ...others] = signs;
  if (first === undefined) return { currency: shop, assumed: true };
  const may = first.may.filter((one) => others.every((other) => other.may.includes(one)));
  const [only] = may;
  if (only === undefined) return { problem: "twice" };
  if (others.length > 0 && may.length === 1) return { currency: only, assumed: false };
  if (may.includes(shop)) return { currency: shop, assumed: false };
  const usual = first.elsewhere;
  return usual === undefined ? { problem: "unclear" } : { currency: usual, assumed: may.length > 1 };
}
