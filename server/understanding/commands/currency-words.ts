/**
 * What people write for a currency beside its code of three letters: the sign or word, the currencies it may mean, and
 * the one it means elsewhere, where the shop counts in none of them. Without that one it is understood only in a shop
 * that counts in one of them ("10 kr" in Sweden). Words are without accents, in small letters.
 */
export type CurrencyName = {
  readonly names: string;
  readonly may: string;
  readonly elsewhere?: string;
};

const dollars = "USD CAD AUD NZD SGD HKD TWD BMD BSD BBD BZD JMD TTD XCD KYD FJD NAD LRD GYD SRD SBD BND";
const pesos = "MXN ARS CLP COP UYU DOP PHP CUP";

export const currencyNames: readonly CurrencyName[] = [
  { names: "€ euro euros", may: "EUR", elsewhere: "EUR" },
  { names: "£", may: "GBP", elsewhere: "GBP" },
  { names: "$", may: `${dollars} ${pesos}`, elsewhere: "USD" },
  { names: "dollar dollars dollaro dollari dolar dolares", may: dollars, elsewhere: "USD" },
  { names: "us$ $us", may: "USD", elsewhere: "USD" },
  { names: "c$ ca$ $ca", may: "CAD", elsewhere: "CAD" },
  { names: "a$ au$", may: "AUD", elsewhere: "AUD" },
  { names: "nz$", may: "NZD", elsewhere: "NZD" },
  { names: "hk$", may: "HKD", elsewhere: "HKD" },
  { names: "s$", may: "SGD", elsewhere: "SGD" },
  { names: "mx$", may: "MXN", elsewhere: "MXN" },
  { names: "r$", may: "BRL", elsewhere: "BRL" },
  { names: "real reais reales reali", may: "BRL" },
  { names: "¥", may: "JPY CNY", elsewhere: "JPY" },
  { names: "yen yens ienes", may: "JPY", elsewhere: "JPY" },
  { names: "₹", may: "INR", elsewhere: "INR" },
  { names: "₺", may: "TRY", elsewhere: "TRY" },
  { names: "₽", may: "RUB", elsewhere: "RUB" },
  { names: "₩", may: "KRW", elsewhere: "KRW" },
  { names: "₪", may: "ILS", elsewhere: "ILS" },
  { names: "₫", may: "VND", elsewhere: "VND" },
  { names: "₴", may: "UAH", elsewhere: "UAH" },
  { names: "₦", may: "NGN", elsewhere: "NGN" },
  { names: "₱", may: "PHP", elsewhere: "PHP" },
  { names: "฿", may: "THB", elsewhere: "THB" },
  // Words that are others, too ("3 livres" are books, "2 pounds" a weight): only where the shop counts in them.
  { names: "pound pounds livre livres sterlina sterline libra libras", may: "GBP GIP FKP SHP EGP LBP SYP SDG SSP" },
  { names: "peso pesos", may: pesos },
  { names: "fr frs sfr franc francs franchi francos", may: "CHF XOF XAF XPF CDF GNF DJF RWF BIF KMF" },
  { names: "cfa fcfa", may: "XOF XAF" },
  { names: "kr krona kronor krone kroner couronne couronnes", may: "SEK NOK DKK ISK" },
  { names: "zl zloty zlotys", may: "PLN" },
  { names: "kc", may: "CZK" },
  { names: "ft forint forints", may: "HUF" },
  { names: "leu lei", may: "RON MDL" },
  { names: "tl lira liras lire", may: "TRY" },
  { names: "dinar dinars dinari dinares", may: "TND DZD KWD BHD JOD IQD LYD RSD" },
  { names: "dt", may: "TND" },
  { names: "da", may: "DZD" },
  { names: "kd", may: "KWD" },
  { names: "dh dhs dirham dirhams", may: "MAD AED" },
  { names: "rs rupee rupees roupie roupies", may: "INR PKR LKR NPR MUR" },
  { names: "rand rands", may: "ZAR" },
  { names: "yuan rmb", may: "CNY" },
  { names: "sol soles", may: "PEN" },
  { names: "nis shekel shekels", may: "ILS" },
  { names: "ksh shilling shillings", may: "KES UGX TZS" },
];

/** Codes that are words or names, too ("20 bob", "5 top"): but in capitals they count only where they are used. */
export const wordLikeCodes: ReadonlySet<string> = new Set(
  "ALL BAM BOB COP CUP ERN GEL ILS LAK MAD MOP MUR PEN PHP RON SOS TOP TRY".split(" "),
);
