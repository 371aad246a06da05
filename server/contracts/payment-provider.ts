import type { Instant } from "#domain/instant";
import type { Language } from "#domain/language";
import type { Money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import type { Http } from "#contracts/http-port";
import type { RawRequest, Verdict } from "#contracts/raw-request";
import type { SettingsForm, SettingsOf } from "#contracts/settings";

/** Why a call did not do its work: surely not (`later`, `never`), or nobody knows (`unknown`: look before a retry). */
export type CallProblem = {
  readonly ok: false;
  readonly retry: "later" | "never" | "unknown";
  readonly reason: string;
  readonly afterMs?: number;
};

/** A link to be made for one revision of an order. */
export type LinkRequest = {
  /** Our payment's id: the provider gives it back with every fact. */
  readonly reference: string;
  /** The same for every try of this intent. */
  readonly idempotencyKey: string;
  readonly amount: Money;
  readonly lines: readonly { readonly name: string; readonly quantity: number; readonly unitPrice: Money }[];
  readonly description: string;
  readonly language: Language;
  readonly expiresAt: Instant;
  /** Where the customer returns to, paid or not. */
  readonly returnUrl: string;
  readonly now: Instant;
};

/** A link the customer can pay at. */
export type Link = {
  readonly ok: true;
  readonly providerRef: string;
  readonly url: string;
  readonly expiresAt: Instant;
};

/** What the provider knows of a link now. `final` means nothing can happen to it any more but refunds and disputes. */
export type LookUp = { readonly ok: true; readonly facts: readonly PaymentFact[]; readonly final: boolean };

/** A refund to be made of one capture. */
export type RefundRequest = {
  readonly refundId: string;
  readonly idempotencyKey: string;
  readonly captureId: string;
  readonly amount: Money;
  readonly reason: string;
};

/** A payment rail. An adapter translates; only domain/payment.ts decides what a fact means. */
export interface PaymentProvider<Form extends SettingsForm = SettingsForm> {
  readonly kind: string;
  readonly settings: Form;
  readonly capabilities: {
    readonly refunds: "full" | "partial" | "none";
    readonly confirms: "webhook" | "by-hand";
    /** Shortest and longest life of a link, ms. */
    readonly linkLife: { readonly shortest: number; readonly longest: number };
  };
  /** Why the provider cannot charge this amount, or undefined. */
  amountProblem(amount: Money): string | undefined;
  createLink(request: LinkRequest, settings: SettingsOf<Form>, http: Http): Promise<Link | CallProblem>;
  /** Makes a link unpayable. `ok` also when it already was; facts when it turns out paid. */
  expireLink(providerRef: string, settings: SettingsOf<Form>, http: Http): Promise<LookUp | CallProblem>;
  /** Asks what became of a link. */
  lookUp(providerRef: string, settings: SettingsOf<Form>, http: Http): Promise<LookUp | CallProblem>;
  /** Sends money back. Its facts say pending, done or failed. */
  refund(request: RefundRequest, settings: SettingsOf<Form>, http: Http): Promise<LookUp | CallProblem>;
  /** Asks what became of the refunds of a capture. */
  lookUpRefunds(captureId: string, settings: SettingsOf<Form>, http: Http): Promise<LookUp | CallProblem>;
  /** On the raw bytes, before anything else. */
  verify(request: RawRequest, settings: SettingsOf<Form>, now: Instant): Verdict;
  /** The facts of a signed event; none for events that move no money. Throws MalformedWebhook. Pure. */
  interpret(body: Uint8Array, settings: SettingsOf<Form>): readonly PaymentFact[];
}

/** Declares a payment provider with its settings typed from its form. */
export const definePaymentProvider = <const Form extends SettingsForm>(
  provider: PaymentProvider<Form>,
): PaymentProvider<Form> => provider;
