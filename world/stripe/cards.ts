/** What the bank behind a test card does (docs.stripe.com/testing). */
export type CardBehaviour =
  | { readonly kind: "approve" }
  | { readonly kind: "decline"; readonly code: string; readonly declineCode: string | null }
  /** With `untilSetUp`, only as long as the card was not set up for charges in her absence. */
  | { readonly kind: "challenge"; readonly untilSetUp?: true }
  /** It can be registered, but every payment is declined. */
  | { readonly kind: "never_pays" }
  | { readonly kind: "refund_fails" }
  | { readonly kind: "refund_waits" }
  | { readonly kind: "dispute"; readonly reason: string; readonly inquiry: boolean };

/** A card as its number tells it. */
export type TestCard = {
  readonly number: string;
  readonly brand: "visa" | "mastercard" | "amex";
  readonly country: string;
  readonly funding: "credit" | "debit";
  readonly behaviour: CardBehaviour;
};

const approve: BankAnswer = { kind: "approve" };
type Decline = Extract<CardBehaviour, { readonly kind: "decline" }>;
const declined = (declineCode: string): Decline => ({ kind: "decline", code: "card_declined", declineCode });
const failing = (code: string): Decline => ({ kind: "decline", code, declineCode: null });

function card(
  number: string,
  behaviour: CardBehaviour,
  country = "US",
  funding: "credit" | "debit" = "credit",
): TestCard {
  const brand = number.startsWith("3") ? "amex" : number.startsWith("5") ? "mastercard" : "visa";
  return { number, brand, country, funding, behaviour };
}

const cards: readonly TestCard[] = [
  card("4242424242424242", approve),
  card("4000056655665556", approve, "US", "debit"),
  card("5555555555554444", approve),
  card("378282246310005", approve),
  card("4000002500000003", approve, "FR"),
  card("4000003800000008", approve, "IT"),
  card("4000007240000007", approve, "ES"),
  card("4000006200000007", approve, "PT"),
  card("4000000760000002", approve, "BR"),
  card("4000002760000016", approve, "DE"),
  card("4000000000000002", declined("generic_decline")),
  card("4000000000009995", declined("insufficient_funds")),
  card("4000000000009987", declined("lost_card")),
  card("4000000000009979", declined("stolen_card")),
  card("4000000000000069", failing("expired_card")),
  card("4000000000000127", failing("incorrect_cvc")),
  card("4000000000000119", failing("processing_error")),
  card("4000000000003220", { kind: "challenge" }),
  card("4000002760003184", { kind: "challenge" }, "DE"),
  card("4000002500003155", { kind: "challenge", untilSetUp: true }, "FR"),
  card("4000000000000341", { kind: "never_pays" }),
  card("4000000000005126", { kind: "refund_fails" }),
  card("4000000000007726", { kind: "refund_waits" }),
  card("4000000000000259", { kind: "dispute", reason: "fraudulent", inquiry: false }),
  card("4000000000002685", { kind: "dispute", reason: "product_not_received", inquiry: false }),
  card("4000000000001976", { kind: "dispute", reason: "general", inquiry: true }),
];

const byNumber = new Map(cards.map((known) => [known.number, known]));

/** The payment method names of Stripe's test mode that stand for a card. */
const byMethod: Readonly<Record<string, string>> = {
  pm_card_visa: "4242424242424242",
  pm_card_mastercard: "5555555555554444",
  pm_card_amex: "378282246310005",
  pm_card_chargeDeclined: "4000000000000002",
  pm_card_visa_chargeDeclined: "4000000000000002",
  pm_card_chargeDeclinedInsufficientFunds: "4000000000009995",
  pm_card_authenticationRequired: "4000002760003184",
  pm_card_authenticationRequiredOnSetup: "4000002500003155",
  pm_card_threeDSecureRequired: "4000000000003220",
  pm_card_chargeCustomerFail: "4000000000000341",
  pm_card_refundFail: "4000000000005126",
  pm_card_pendingRefund: "4000000000007726",
  pm_card_createDispute: "4000000000000259",
  pm_card_createDisputeInquiry: "4000000000001976",
};

/** The card of a number (digits only). Any other well-formed number is a real card, which test mode declines. */
export function cardOf(number: string): TestCard {
  return byNumber.get(number) ?? card(number, declined("test_mode_live_card"));
}

/** The card behind `pm_card_…`, or null. */
export function cardOfMethod(method: string): TestCard | null {
  const number = Object.hasOwn(byMethod, method) ? byMethod[method] : undefined;
  return number === undefined ? null : cardOf(number);
}

/** What the bank answers to a payment, or to a registration. */
export type BankAnswer = Extract<CardBehaviour, { readonly kind: "approve" | "decline" | "challenge" }>;

/**
 * How the bank behind a card decides. A kept card that was set up is not asked about again when she is away, unless its
 * bank asks always (docs.stripe.com/testing, authentication and setup).
 */
export function bankAnswer(
  { behaviour }: TestCard,
  how: { readonly isRegistered?: boolean; readonly isSetUp?: boolean; readonly isAbsent?: boolean },
): BankAnswer {
  if (behaviour.kind === "decline") return behaviour;
  if (behaviour.kind === "never_pays") return how.isRegistered ? approve : declined("generic_decline");
  if (behaviour.kind !== "challenge") return approve;
  return behaviour.untilSetUp && how.isSetUp && how.isAbsent ? approve : { kind: "challenge" };
}

/** Stripe's words for a refusal, in English as the API gives them. */
export function declineMessage(code: string, declineCode: string | null): string {
  if (declineCode === "insufficient_funds") return "Your card has insufficient funds.";
  if (declineCode === "test_mode_live_card") {
    return "Your card was declined. Your request was in test mode, but used a non test card.";
  }
  const messages: Readonly<Record<string, string>> = {
    expired_card: "Your card has expired.",
    incorrect_cvc: "Your card's security code is incorrect.",
    processing_error: "An error occurred while processing your card. Try again in a little bit.",
    authentication_required: "Your card was declined. This transaction requires authentication.",
    setup_intent_authentication_failure: "We are unable to authenticate your payment method.",
    payment_intent_authentication_failure: "We are unable to authenticate your payment method.",
  };
  return messages[code] ?? "Your card was declined.";
}

/** The Luhn check of a card number of 12 to 19 digits. */
export function isCardNumber(digits: string): boolean {
  if (!/^\d{12,19}$/.test(digits)) return false;
  let sum = 0;
  for (const [place, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (place % 2 === 1 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
