import type { ErrorCode } from "./error-codes.ts";

/** What the bank behind a test card does. */
export type CardBehaviour =
  /** `proof`: how 3-D Secure went without a question to the buyer. */
  | { readonly kind: "approve"; readonly proof: "frictionless" | "not-enrolled" }
  | { readonly kind: "refuse"; readonly code: ErrorCode; readonly detailedCode: string | null }
  /** Asks the buyer on the bank's page. */
  | { readonly kind: "challenge" }
  /** Verifies and lets itself be registered, refuses every payment. */
  | { readonly kind: "over_limit" }
  | { readonly kind: "capture_fails" }
  | { readonly kind: "refund_refused" };

/** A card as Lyra shows it: the number masked to its first six and last four digits. */
export type CardFace = {
  readonly pan: string;
  readonly brand: "CB" | "VISA" | "MASTERCARD" | "AMEX";
  readonly country: string;
  readonly behaviour: CardBehaviour;
};

type Row = readonly [number: string, brand: CardFace["brand"], behaviour: CardBehaviour];

const frictionless: CardBehaviour = { kind: "approve", proof: "frictionless" };
const challenge: CardBehaviour = { kind: "challenge" };
const notEnrolled: CardBehaviour = { kind: "approve", proof: "not-enrolled" };

/** Lyra's own test cards (test card guide; 3-D Secure pages of rest/V4.0/pci; sogecommerce test-cards.html). */
const cardsOfLyra: readonly Row[] = [
  ["4970100000000055", "CB", frictionless],
  ["4970100000000000", "CB", frictionless],
  ["4970100000000009", "CB", challenge],
  ["4970100000000003", "CB", notEnrolled],
  ["4970110000000021", "VISA", challenge],
  ["5100010000000049", "MASTERCARD", challenge],
  ["375900000000016", "AMEX", challenge],
  ["4970110000000401", "VISA", { kind: "refuse", code: "AUTH_149", detailedCode: null }],
  ["4970101000001002", "CB", { kind: "over_limit" }],
];

/** Cards that only this world knows, for what Lyra's own cannot play. */
const cardsOfOurs: readonly Row[] = [
  ["4970105100000004", "CB", { kind: "refuse", code: "ACQ_001", detailedCode: "51" }],
  ["4970106100000002", "CB", { kind: "refuse", code: "PSP_003", detailedCode: null }],
  ["4970107000000001", "CB", { kind: "capture_fails" }],
  ["4970108000000009", "CB", { kind: "refund_refused" }],
];

const known = new Map([...cardsOfLyra, ...cardsOfOurs].map((row) => [row[0], row]));

/** The card of a number (digits only). A number that is no test card's is a real card, which test mode refuses. */
export function cardOf(number: string): CardFace {
  const [, brand, behaviour] = known.get(number) ?? unknownCard(number);
  const pan = `${number.slice(0, 6)}${"X".repeat(number.length - 10)}${number.slice(-4)}`;
  return { pan, brand, country: "FR", behaviour };
}

function unknownCard(number: string): Row {
  const brand = number.startsWith("3") ? "AMEX" : number.startsWith("5") ? "MASTERCARD" : "VISA";
  return [number, brand, { kind: "refuse", code: "ACQ_001", detailedCode: "14" }];
}

/** Whether digits are a card number: those of a test card (not all of Lyra's pass the check) or of any that passes. */
export function isCardNumber(digits: string): boolean {
  if (known.has(digits)) return true;
  if (!/^\d{13,19}$/.test(digits)) return false;
  const sum = [...digits].toReversed().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
