import type { Http } from "#contracts/http-port";
import type { CallProblem, LinkRequest, PaymentProvider } from "#contracts/payment-provider";
import type { RawRequest } from "#contracts/raw-request";
import type { SettingsForm, SettingsOf } from "#contracts/settings";
import { type Currency, currency } from "#domain/currency";
import { type Instant, later } from "#domain/instant";
import { type Money, money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";

/** What may befall a call: lost on the way there, lost on the way back, broken inside, refused for haste. */
export type Fault = "lost-before" | "lost-after" | "broken" | "busy";

/** The provider's side of the table, played by a model: it holds the truth a test compares with. */
export type Opponent = {
  readonly http: Http;
  readonly now: () => Instant;
  /** Lets time go by; what was to happen meanwhile happens. */
  readonly pass: (milliseconds: number) => Promise<void>;
  /** The customer pays, or tries to with a card that is declined. */
  readonly pay: (providerRef: string, how?: "declined") => void;
  /** The bank sends a refund back. */
  readonly failRefund: (refundRef: string) => void;
  /** Every webhook posted so far. */
  readonly posted: () => readonly RawRequest[];
  /** From now on every call meets this, or where it is said every call that changes something; undefined ends it. */
  readonly strike: (fault: Fault | undefined, calls?: "changes") => void;
  /**
   * How many links for a reference anybody holds the address of, and how much was returned of a capture in all (minor
   * units).
   */
  readonly linksOf: (reference: string) => number;
  readonly returnedOf: (captureId: string) => number;
};

/** A webhook as the provider posts it, and the kinds of fact that must be read from it. */
export type Recording = {
  readonly name: string;
  readonly body: Uint8Array;
  readonly kinds: readonly PaymentFact["kind"][];
};

/**
 * What a provider cannot do, so that its adapter promises less:
 * - same-link: no key makes two calls one, so that each makes a link and the lost one's address is held by nobody
 * - refund-ids: it carries nothing of ours with a refund, whose sum then says which it is
 * - expiry-webhooks: it posts nothing when a link ends
 * - webhooks: it posts nothing that is believed, and is asked
 * - expiry-calls: no call ends a link, which only runs out by itself
 */
export type Lack = "same-link" | "refund-ids" | "expiry-webhooks" | "webhooks" | "expiry-calls";

/** Everything the suite needs of one adapter. */
export type Subject<Form extends SettingsForm> = {
  readonly provider: PaymentProvider<Form>;
  readonly settings: SettingsOf<Form>;
  /** The same account with another webhook secret, and with none. */
  readonly otherSecret: SettingsOf<Form>;
  readonly noSecret: SettingsOf<Form>;
  /** Texts that must never be seen in a reason. */
  readonly secrets: readonly string[];
  readonly recordings: readonly Recording[];
  /** The kinds of fact its signed events can bring; those of a card network's provider when left out. */
  readonly kinds?: readonly PaymentFact["kind"][];
  /** The only currency it takes, and some amounts of it; any currency when left out. */
  readonly currency?: Currency;
  readonly amounts?: readonly Money[];
  /** What the provider lacks; nothing when left out. */
  readonly lacks?: readonly Lack[];
  /** How the JSON lies in a body that is not JSON itself. */
  readonly form?: { readonly open: (body: Uint8Array) => string; readonly close: (json: string) => Uint8Array };
  /** How old a signature may be, ms; left out where the scheme signs no moment. */
  readonly tolerance?: number;
  readonly sign: (body: Uint8Array, at: Instant) => RawRequest;
  readonly opponent: () => Opponent;
};

/** Amounts of currencies without, with two and with three decimals that any provider can take. */
export const amounts: readonly Money[] = [
  money(5_000, currency("JPY")),
  money(4_990, currency("EUR")),
  money(12_340, currency("KWD")),
];
/** An amount in euro cents. */
export const euros = (minor: number): Money => money(minor, currency("EUR"));
/** Amounts of the subject's own currency, in hundredths; of euros where it takes any. */
export const sumsOf =
  <Form extends SettingsForm>(subject: Subject<Form>) =>
  (minor: number): Money =>
    money(minor, subject.currency ?? currency("EUR"));

/** The payment every test asks money for. */
export const reference = "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0042";

/** A link that is to be made. */
export function requestOf(opponent: Opponent, amount: Money): LinkRequest {
  const now = opponent.now();
  return {
    reference,
    idempotencyKey: `create-link:${reference}`,
    amount,
    lines: [{ name: "Bague gravée", quantity: 1, unitPrice: amount }],
    description: "Atelier, no 42",
    language: "fr",
    expiresAt: later(now, 2 * 3_600_000),
    returnUrl: "https://shop.example/back",
    now,
  };
}

/** The answer; throws where the call failed. */
export function done<Result extends { readonly ok: true }>(outcome: Result | CallProblem): Result {
  if (!outcome.ok) throw new Error(`${outcome.retry}: ${outcome.reason}`);
  return outcome;
}

/** The facts of one kind. */
export const ofKind = <Kind extends PaymentFact["kind"]>(facts: readonly PaymentFact[], kind: Kind) =>
  facts.filter((fact): fact is PaymentFact & { readonly kind: Kind } => fact.kind === kind);

/** The ids of facts. */
export const idsOf = (facts: readonly PaymentFact[]): readonly string[] => facts.map(({ factId }) => factId);

/** The facts of all webhooks posted so far; throws when one is refused. */
export function told<Form extends SettingsForm>(subject: Subject<Form>, opponent: Opponent): readonly PaymentFact[] {
  return opponent.posted().flatMap((request) => {
    const verdict = subject.provider.verify(request, subject.settings, opponent.now());
    if (!verdict.ok) throw new Error(`a genuine webhook was refused: ${verdict.why}`);
    return subject.provider.interpret(request.body, subject.settings);
  });
}
