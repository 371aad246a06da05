import type { Currency } from "#domain/currency";
import type { Instant } from "#domain/instant";
import type { Language } from "#domain/language";
import type { Money } from "#domain/money";
import type { NativeTerms } from "#domain/native-pay";
import type { PaymentFact } from "#domain/payment";
import type { Settles } from "#domain/settlement";
import type { PaymentShows } from "#domain/payment-shows";
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
  /** The number people say of the order; absent where nothing is ordered. */
  readonly orderNumber?: number;
  readonly language: Language;
  readonly expiresAt: Instant;
  /** Where the customer returns to, paid or not. */
  readonly returnUrl: string;
  readonly now: Instant;
  /** Keep her card for later payments: always, or when she agrees on the provider's page. Needs `payer`. */
  readonly saveCard?: "ask" | "always";
  readonly payer?: Payer;
};

/** Whom a kept card belongs to, at the provider. */
export type Payer = {
  /** Our id of the person at this shop: a provider keeps one wallet by it. */
  readonly reference: string;
  /** Where the provider writes to; some keep no card without it. */
  readonly email?: string;
};

/** A page the customer can pay at, or what is paid by where the rail has no page: never neither. */
export type Link = PageLink | ShownLink;

type MadeLink = { readonly ok: true; readonly providerRef: string; readonly expiresAt: Instant };

/** A page of the provider's. */
export type PageLink = MadeLink & { readonly url: string; readonly shows?: undefined };

/**
 * A code and lines to copy, kept with the payment as they were given. `providerRef` is the remittance reference in them,
 * just as the payer's bank gives it back: capitals and figures, no blanks, unique on the rail, the same at every try.
 */
export type ShownLink = MadeLink & { readonly url?: undefined; readonly shows: PaymentShows };

/** What the provider knows of a link now. `final` means nothing can happen to it any more but refunds and disputes. */
export type LookUp = { readonly ok: true; readonly facts: readonly PaymentFact[]; readonly final: boolean };

/** A refund to be made of one capture. */
export type RefundRequest = {
  readonly refundId: string;
  readonly idempotencyKey: string;
  readonly captureId: string;
  readonly amount: Money;
  readonly reason: string;
  /**
   * The provider's names of the refunds of this capture that are in our books. Where a rail cannot carry our id, a refund
   * of the same sum that is not among them is this one's own try, whose answer was lost.
   */
  readonly known?: readonly string[];
};

/** A page to be made where a card is registered and nothing is paid. The fact `card-saved` follows. */
export type RegistrationRequest = Omit<LinkRequest, "amount" | "lines" | "saveCard" | "payer"> & {
  readonly currency: Currency;
  readonly payer: Payer;
};

/** A charge of a kept card. */
export type CardCharge = {
  readonly reference: string;
  readonly idempotencyKey: string;
  readonly amount: Money;
  /** The provider's name for the card, as `card-saved` gave it. */
  readonly alias: string;
  readonly payer: Payer;
  readonly description: string;
  /** Whether she asked for it just now, or the merchant charges by the consent she gave. */
  readonly initiatedBy: "customer" | "merchant";
};

/** What came of a charge: facts, or her bank wants her to confirm and a link must be sent instead. */
export type CardCharged =
  | (LookUp & { readonly providerRef: string })
  | { readonly ok: true; readonly needsCustomer: true; readonly reason: string };

/** Rails that keep cards. An alias is as good as money: it is stored encrypted and shown to nobody. */
export interface KeptCards<Form extends SettingsForm> {
  createRegistration(
    request: RegistrationRequest,
    settings: SettingsOf<Form>,
    http: Http,
  ): Promise<PageLink | CallProblem>;
  /** Charges a kept card without her page. `never` with reason `alias` where the card is gone. */
  charge(request: CardCharge, settings: SettingsOf<Form>, http: Http): Promise<CardCharged | CallProblem>;
  /** Asks what became of a charge whose answer was lost, by our reference; no facts when it never arrived. */
  lookUpCharge(
    reference: string,
    settings: SettingsOf<Form>,
    http: Http,
  ): Promise<(LookUp & { readonly providerRef?: string }) | CallProblem>;
  /** Makes an alias useless. `ok` also when it already was. */
  forget(alias: string, settings: SettingsOf<Form>, http: Http): Promise<{ readonly ok: true } | CallProblem>;
}

/** A field that a rail cannot work with, and what to write instead: "must be an IBAN whose check digits fit". */
export type SettingsProblem = { readonly field: string; readonly problem: string };

/** A payment rail. An adapter translates; only domain/payment.ts decides what a fact means. */
export interface PaymentProvider<Form extends SettingsForm = SettingsForm> {
  readonly kind: string;
  readonly settings: Form;
  readonly capabilities: {
    readonly refunds: "full" | "partial" | "none";
    /**
     * Who says that the money came: the provider, by signed events and look-ups; an account's statement, or the merchant
     * who read it; the merchant alone.
     */
    readonly confirms: "webhook" | "statement" | "by-hand";
    /** What stands in the stead of a page: a code to scan with lines beside it, or lines alone. */
    readonly shows?: "code" | "lines";
    /** False where the rail carries nothing of ours with a refund: its facts are then matched by sum. */
    readonly namesRefunds?: boolean;
    /** What it is to a customer, where the merchant gave it no name of its own. */
    readonly means?: "card" | "transfer" | "code" | "cash";
    /**
     * Days from a payment to the money on the merchant's bank account, as a rule. Absent: when the bank shows it.
     */
    readonly settles?: Settles;
    /** Shortest and longest life of a link, ms. */
    readonly linkLife: { readonly shortest: number; readonly longest: number };
  };
  /** What is wrong with settings that fit the form field by field, or fit no other field; nothing when left out. */
  settingsProblems?(settings: SettingsOf<Form>): readonly SettingsProblem[];
  /** Why the rail cannot take this amount with these settings, or undefined. */
  amountProblem(amount: Money, settings: SettingsOf<Form>): string | undefined;
  createLink(request: LinkRequest, settings: SettingsOf<Form>, http: Http): Promise<Link | CallProblem>;
  /** Makes a link unpayable. `ok` also when it already was; facts when it turns out paid. */
  expireLink(providerRef: string, settings: SettingsOf<Form>, http: Http): Promise<LookUp | CallProblem>;
  /** Asks what became of a link. */
  lookUp(providerRef: string, settings: SettingsOf<Form>, http: Http): Promise<LookUp | CallProblem>;
  /** Sends money back. Its facts say pending, done or failed. */
  refund(request: RefundRequest, settings: SettingsOf<Form>, http: Http): Promise<LookUp | CallProblem>;
  /** Asks what became of the refunds of a capture. */
  lookUpRefunds(captureId: string, settings: SettingsOf<Form>, http: Http): Promise<LookUp | CallProblem>;
  /**
   * Rails whose payments are made in a chat, and nowhere else: how, for one payment. Without a chat that shows the order
   * there is nothing to pay at. Pure.
   */
  readonly chatTerms?: (settings: SettingsOf<Form>, payment: { readonly description: string }) => NativeTerms;
  /** Where it can keep cards. */
  readonly cards?: KeptCards<Form>;
  /** On the raw bytes, before anything else. */
  verify(request: RawRequest, settings: SettingsOf<Form>, now: Instant): Verdict;
  /** The facts of a signed event; none for events that move no money. Throws MalformedWebhook. Pure. */
  interpret(body: Uint8Array, settings: SettingsOf<Form>): readonly PaymentFact[];
}

/** Declares a payment provider with its settings typed from its form. */
export const definePaymentProvider = <const Form extends SettingsForm>(
  provider: PaymentProvider<Form>,
): PaymentProvider<Form> => provider;
