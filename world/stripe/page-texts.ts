import { es, fr, it, pt } from "./page-translations.ts";

/** The words of the pay page. `{amount}`, `{shop}` and `{count}` are filled in. */
export type PageTexts = {
  readonly testMode: string;
  readonly payShop: string;
  readonly order: string;
  readonly quantity: string;
  readonly each: string;
  readonly total: string;
  readonly contact: string;
  readonly email: string;
  readonly card: string;
  readonly number: string;
  readonly expiry: string;
  readonly expiryHint: string;
  readonly cvc: string;
  readonly name: string;
  readonly pay: string;
  readonly back: string;
  readonly testCards: string;
  readonly cardPaid: string;
  readonly cardDeclined: string;
  readonly cardInsufficient: string;
  readonly cardChallenge: string;
  readonly cardRefundFails: string;
  readonly cardDispute: string;
  readonly problems: string;
  readonly badNumber: string;
  readonly badExpiry: string;
  readonly badCvc: string;
  readonly badEmail: string;
  readonly badName: string;
  readonly declined: string;
  readonly insufficient: string;
  readonly expiredCard: string;
  readonly wrongCvc: string;
  readonly processing: string;
  readonly notAuthenticated: string;
  readonly realCard: string;
  readonly bankTitle: string;
  readonly bankText: string;
  readonly bankComplete: string;
  readonly bankFail: string;
  readonly paidTitle: string;
  readonly paidText: string;
  readonly expiredTitle: string;
  readonly expiredText: string;
  readonly unknownTitle: string;
  readonly unknownText: string;
  readonly backToShop: string;
  readonly setUpShop: string;
  readonly setUpText: string;
  readonly setUp: string;
  readonly keptBySetUp: string;
  readonly keptAlways: string;
  readonly keepAsked: string;
  readonly cardSetUpOnce: string;
  readonly cardAlwaysAsks: string;
  readonly cardFailsLater: string;
  readonly bankSetUpText: string;
  readonly savedTitle: string;
  readonly savedText: string;
  readonly receiptTitle: string;
  readonly receiptText: string;
};

const en: PageTexts = {
  testMode: "Test mode: no real money moves",
  payShop: "Pay {shop}",
  order: "Your order",
  quantity: "Qty {count}",
  each: "{amount} each",
  total: "Total",
  contact: "Contact",
  email: "E-mail",
  card: "Card",
  number: "Card number",
  expiry: "Expiry",
  expiryHint: "MM / YY",
  cvc: "Security code",
  name: "Name on card",
  pay: "Pay {amount}",
  back: "Back to the shop without paying",
  testCards: "Cards for trying things out",
  cardPaid: "pays",
  cardDeclined: "is declined",
  cardInsufficient: "has too little money",
  cardChallenge: "asks for confirmation (3-D Secure)",
  cardRefundFails: "pays; a refund fails later",
  cardDispute: "pays; the payment is disputed later",
  problems: "Please check:",
  badNumber: "This card number is not valid.",
  badExpiry: "This expiry date is not valid or is in the past.",
  badCvc: "The security code is incomplete.",
  badEmail: "This e-mail address is not valid.",
  badName: "Enter the name on the card.",
  declined: "The card was declined. Try another card.",
  insufficient: "The card has insufficient funds. Try another card.",
  expiredCard: "The card has expired. Try another card.",
  wrongCvc: "The security code is wrong.",
  processing: "The bank could not process the payment. Try again in a moment.",
  notAuthenticated: "The bank could not confirm it was you. Try again or use another card.",
  realCard: "This page takes test cards only. Never type a real card number here.",
  bankTitle: "Your bank asks: is it you?",
  bankText: "{shop} wants to charge {amount} to your card.",
  bankComplete: "Yes, confirm the payment",
  bankFail: "No, stop the payment",
  paidTitle: "Already paid",
  paidText: "This order has been paid. You were not charged again.",
  expiredTitle: "This link has expired",
  expiredText: "Nothing was charged. Ask the shop for a new link.",
  unknownTitle: "Nothing here",
  unknownText: "This link is not valid. Check that you copied all of it.",
  backToShop: "Back to the shop",
  setUpShop: "Save a card at {shop}",
  setUpText: "Nothing is charged now.",
  setUp: "Save card",
  keptBySetUp:
    "Your card is kept with our payment provider. {shop} may charge it later, as agreed with you, also while you are away.",
  keptAlways:
    "By paying you allow {shop} to keep this card and to charge it later, as agreed with you, also while you are away.",
  keepAsked: "Keep my card for my next payments at {shop}",
  cardSetUpOnce: "asks once; kept, it pays without asking",
  cardAlwaysAsks: "asks for confirmation every time",
  cardFailsLater: "can be kept, but is declined later",
  bankSetUpText: "{shop} wants to keep your card for later payments.",
  savedTitle: "Card saved",
  savedText: "Your card is kept. Nothing was charged.",
  receiptTitle: "Receipt from {shop}",
  receiptText: "Amount paid: {amount}",
};

/** The languages of the pay page. */
export const pageTexts = { en, fr, it, es, pt } as const;

/** A language the pay page speaks. */
export type PageLanguage = keyof typeof pageTexts;

function isSpoken(language: string): language is PageLanguage {
  return Object.hasOwn(pageTexts, language);
}

/** The language of the session if it names one (`auto` does not), else the browser's first that is spoken, else en. */
export function languageOf(locale: string | null, acceptLanguage: string): PageLanguage {
  const wanted = locale === null || locale === "auto" ? byPreference(acceptLanguage) : [locale];
  for (const tag of wanted) {
    const language = tag.toLowerCase().split("-")[0] ?? "";
    if (isSpoken(language)) return language;
  }
  return "en";
}

/** The tags of an Accept-Language header, the most wanted first; what has quality 0 is left out. */
function byPreference(header: string): string[] {
  return header
    .split(",")
    .map((part) => {
      const [tag = "", ...rest] = part.trim().split(";");
      const quality = Number(/q=([\d.]+)/.exec(rest.join(";"))?.[1] ?? "1");
      return { tag, quality };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
}

/** A text with its places filled in. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
