import { es, fr, it, pt } from "./page-translations.ts";

/** The words of the pay page. `{amount}`, `{shop}`, `{order}`, `{card}` and `{date}` are filled in. */
export type PageTexts = {
  readonly testMode: string;
  readonly payShop: string;
  readonly registerFor: string;
  readonly order: string;
  readonly total: string;
  readonly details: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly address: string;
  readonly zipCode: string;
  readonly city: string;
  readonly email: string;
  readonly card: string;
  readonly knownCard: string;
  readonly number: string;
  readonly expiry: string;
  readonly expiryHint: string;
  readonly cvv: string;
  readonly consent: string;
  readonly keptCard: string;
  readonly pay: string;
  readonly register: string;
  readonly leave: string;
  readonly testCards: string;
  readonly cardPays: string;
  readonly cardChallenge: string;
  readonly cardRefused: string;
  readonly cardRejected: string;
  readonly cardOverLimit: string;
  readonly cardCaptureFails: string;
  readonly cardRefundRefused: string;
  readonly problems: string;
  readonly badNumber: string;
  readonly badExpiry: string;
  readonly badCvv: string;
  readonly badEmail: string;
  readonly badName: string;
  readonly badAddress: string;
  readonly refused: string;
  readonly insufficient: string;
  readonly notAuthenticated: string;
  readonly realCard: string;
  readonly lastRefusal: string;
  readonly bankTitle: string;
  readonly bankText: string;
  readonly bankRegisterText: string;
  readonly bankComplete: string;
  readonly bankFail: string;
  readonly paidTitle: string;
  readonly paidText: string;
  readonly registeredTitle: string;
  readonly registeredText: string;
  readonly refusedTitle: string;
  readonly refusedText: string;
  readonly expiredTitle: string;
  readonly expiredText: string;
  readonly cancelledTitle: string;
  readonly cancelledText: string;
  readonly leftTitle: string;
  readonly leftText: string;
  readonly unknownTitle: string;
  readonly unknownText: string;
  readonly backToShop: string;
};

const en: PageTexts = {
  testMode: "TEST mode: no real money moves",
  payShop: "Pay {shop}",
  registerFor: "Register your card with {shop}",
  order: "Order {order}",
  total: "Amount",
  details: "Your details",
  firstName: "First name",
  lastName: "Last name",
  address: "Street and number",
  zipCode: "Postcode",
  city: "Town",
  email: "E-mail",
  card: "Card",
  knownCard: "Registered card {card}, valid until {date}",
  number: "Card number",
  expiry: "Expiry",
  expiryHint: "MM / YY",
  cvv: "Security code",
  consent: "{shop} may keep this card for my next purchases",
  keptCard: "{shop} keeps this card for your next purchases.",
  pay: "Pay {amount}",
  register: "Register the card",
  leave: "Back to the shop without paying",
  testCards: "Cards for trying things out",
  cardPays: "pays",
  cardChallenge: "asks for confirmation (3-D Secure)",
  cardRefused: "is refused",
  cardRejected: "fails 3-D Secure",
  cardOverLimit: "can be registered, pays nothing",
  cardCaptureFails: "pays; the bank refuses the remittance later",
  cardRefundRefused: "pays; a refund is refused later",
  problems: "Please check:",
  badNumber: "This card number is not valid.",
  badExpiry: "This expiry date is not valid or is in the past.",
  badCvv: "The security code is incomplete.",
  badEmail: "This e-mail address is not valid.",
  badName: "Enter your first and last name.",
  badAddress: "Enter your whole address.",
  refused: "The payment was refused. Try another card.",
  insufficient: "The card has insufficient funds or is over its limit. Try another card.",
  notAuthenticated: "Your bank could not confirm that it was you. Try again or use another card.",
  realCard: "This page takes test cards only. Never type a real card number here.",
  lastRefusal: "The last try was refused.",
  bankTitle: "Your bank asks: is it you?",
  bankText: "{shop} wants to charge {amount} to the card {card}.",
  bankRegisterText: "{shop} wants to register the card {card}. Nothing is charged.",
  bankComplete: "Yes, it is me",
  bankFail: "No, stop",
  paidTitle: "Payment accepted",
  paidText: "{shop} has received your payment of {amount}.",
  registeredTitle: "Card registered",
  registeredText: "{shop} can now charge the card {card}. Nothing was charged.",
  refusedTitle: "Payment refused",
  refusedText: "Nothing was charged. Ask the shop for a new link.",
  expiredTitle: "This link has expired",
  expiredText: "Nothing was charged. Ask the shop for a new link.",
  cancelledTitle: "This link was cancelled",
  cancelledText: "The shop took it back. Nothing was charged.",
  leftTitle: "You left without paying",
  leftText: "Nothing was charged. The link stays good until it expires.",
  unknownTitle: "Nothing here",
  unknownText: "This link is not valid. Check that you copied all of it.",
  backToShop: "Back to the shop",
};

/** The languages of the pay page. */
export const pageTexts = { en, fr, it, es, pt } as const;

/** A language the pay page speaks. */
export type PageLanguage = keyof typeof pageTexts;

function isSpoken(language: string): language is PageLanguage {
  return Object.hasOwn(pageTexts, language);
}

/** The languages of countries, by the calling code that a payment order's phone number starts with. */
const languagesByCallingCode: readonly (readonly [string, PageLanguage])[] = [
  ["+33", "fr"],
  ["+34", "es"],
  ["+351", "pt"],
  ["+39", "it"],
  ["+44", "en"],
  ["+52", "es"],
  ["+55", "pt"],
];

/**
 * The language of a page: the call's locale (`fr_FR`), else that of the phone number the link went to, else the
 * browser's first that is spoken, else English.
 */
export function languageOf(locale: string | null, sentTo: string | null, acceptLanguage: string): PageLanguage {
  const told = locale?.slice(0, 2) ?? "";
  if (isSpoken(told)) return told;
  const byPhone = languagesByCallingCode.find(([code]) => sentTo?.startsWith(code) === true);
  if (byPhone !== undefined) return byPhone[1];
  return byPreference(acceptLanguage).find(isSpoken) ?? "en";
}

/** The languages of an Accept-Language header, the most wanted first; what has quality 0 is left out. */
function byPreference(header: string): string[] {
  return header
    .split(",")
    .map((part) => {
      const [tag = "", ...rest] = part.trim().split(";");
      const quality = Number(/q=([\d.]+)/.exec(rest.join(";"))?.[1] ?? "1");
      return { language: tag.toLowerCase().split("-")[0] ?? "", quality };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ language }) => language);
}

/** A text with its places filled in. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
