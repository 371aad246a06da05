import type { Memory } from "../memory.ts";
import type { WireRequest, WireResponse } from "../wire.ts";
import type { EventType } from "./event-objects.ts";
import type { Metadata } from "./objects.ts";

/** How a Stripe world is set up. */
export type StripeWorldOptions = {
  /** Address under which the pay pages are reachable; session links start with it. Default `http://127.0.0.1:4998`. */
  readonly publicUrl?: string;
  /** Milliseconds between a fact and the first delivery of its event. Default 20. */
  readonly deliveryMs?: number;
  /** Milliseconds before the first repeat of a failed delivery; every later pause is twice as long. Default 60,000. */
  readonly retryFirstMs?: number;
  /** Milliseconds until what happens "later" by itself happens: late refund failures, disputes. Default 5,000. */
  readonly laterMs?: number;
  /** Milliseconds before a search finds what was made. Default 60,000. */
  readonly searchLagMs?: number;
};

/** A merchant's account in this world. */
export type StripeAccountSettings = {
  readonly secretKey: string;
  /** Where events are posted; left out when the merchant registers an endpoint through the API. */
  readonly webhookUrl?: string;
  /** The endpoint's signing secret, `whsec_` included. Needed when `webhookUrl` is given. */
  readonly webhookSecret?: string;
  /** ISO 3166 country of the merchant. */
  readonly country: string;
  /** ISO 4217 currency of the account, any case. */
  readonly currency: string;
  /** The name shown on the pay page. */
  readonly name?: string;
};

/** Faults, changeable while the world runs. Each share is a probability from 0 to 1. */
export type StripeChaos = {
  /** Share of events delivered twice. */
  duplicate: number;
  /** Share of events delivered late, so that later events of the same moment arrive first. */
  reorder: number;
  /** Milliseconds added to every first delivery. */
  delayMs: number;
  /** Share of events never delivered, on any try. */
  lose: number;
  /** The next so many events are never delivered; counts down by itself. */
  loseNext: number;
  /** No delivery and no repeat gets through while this is on. */
  loseAll: boolean;
  /** Share of API calls done but never answered. */
  apiTimeoutAfter: number;
  /** Share of API calls lost before anything was done. */
  apiTimeoutBefore: number;
  /** Share of API calls answered 500 without doing the work; kept under the idempotency key like any answer. */
  apiError500: number;
  /** Share of API calls answered 429. */
  rate429: number;
  /** Milliseconds every API answer takes. */
  latencyMs: number;
};

/** How often each fault struck, and what became of deliveries. */
export type StripeCounters = {
  apiCalls: number;
  duplicated: number;
  reordered: number;
  lost: number;
  timedOutAfter: number;
  timedOutBefore: number;
  errors500: number;
  rateLimited: number;
  replayed: number;
  deliveryAttempts: number;
  delivered: number;
  refused: number;
  gaveUp: number;
};

/** What came of a try to pay, or to register a card. */
export type PayOutcome =
  | { readonly kind: "paid"; readonly chargeId: string; readonly paymentIntentId: string }
  | { readonly kind: "processing"; readonly chargeId: string; readonly paymentIntentId: string }
  | {
      readonly kind: "declined";
      readonly code: string;
      readonly declineCode: string | null;
      readonly message: string;
      readonly paymentIntentId: string;
    }
  /** Of a registration the intent is null. */
  | { readonly kind: "requires_action"; readonly challengeId: string; readonly paymentIntentId: string | null }
  /** A card was registered and nothing paid. */
  | { readonly kind: "saved"; readonly setupIntentId: string; readonly paymentMethodId: string }
  /** A card could not be registered. */
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly declineCode: string | null;
      readonly message: string;
      readonly setupIntentId: string;
    }
  | { readonly kind: "already_paid"; readonly chargeId: string | null; readonly paymentIntentId: string }
  | { readonly kind: "expired" }
  | { readonly kind: "unknown_session" };

/** How the cardholder pays. */
export type PayOptions = {
  /** A test card number, digits only. Default 4242424242424242. */
  readonly card?: string;
  readonly name?: string;
  readonly email?: string;
  /** What she does on her bank's 3-D Secure page, when it appears. Default `complete`. */
  readonly challenge?: "complete" | "fail" | "leave";
  /** Whether she ticks the box that keeps her card, where the page shows one. Default false. */
  readonly keepsCard?: boolean;
};

/** A payment whose money comes after the session is complete, as with bank debits. */
export type LatePayOptions = {
  /** Milliseconds from now until the money comes or the attempt fails. */
  readonly afterMs: number;
  /** True when the money never comes. */
  readonly fails?: boolean;
  readonly name?: string;
  readonly email?: string;
};

/** A session as it truly is. */
export type TrueSession = {
  readonly id: string;
  readonly accountId: string;
  readonly status: "open" | "complete" | "expired";
  readonly paid: boolean;
  /** Zero where a card is registered and nothing paid. */
  readonly amount: number;
  readonly currency: string;
  readonly clientReferenceId: string | null;
  /** Where the shop wants the payer sent once she paid. */
  readonly wayBack: string | null;
  readonly metadata: Metadata;
  readonly paymentIntentId: string | null;
};

/** Money truly taken from a cardholder (Stripe's minor unit). Failed and pending charges are not captures. */
export type TrueCapture = {
  readonly chargeId: string;
  readonly accountId: string;
  readonly sessionId: string | null;
  readonly paymentIntentId: string;
  readonly amount: number;
  readonly refunded: number;
  readonly disputed: boolean;
  readonly currency: string;
  readonly metadata: Metadata;
  readonly atMs: number;
};

/** A refund as it truly is (Stripe's minor unit). */
export type TrueRefund = {
  readonly refundId: string;
  readonly accountId: string;
  readonly chargeId: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: "pending" | "succeeded" | "failed" | "canceled";
  readonly metadata: Metadata;
  readonly atMs: number;
};

/** A card that was kept, and whether it still is. */
export type TrueCard = {
  readonly paymentMethodId: string;
  readonly accountId: string;
  /** Null once it was detached, and for a card that was only used once. */
  readonly customerId: string | null;
  readonly lastFour: string;
};

/** What became of one event on its way to one endpoint. */
export type TrueDelivery = {
  readonly eventId: string;
  readonly accountId: string;
  readonly type: EventType;
  readonly subjectId: string;
  readonly url: string;
  readonly state: "pending" | "delivered" | "lost" | "gave_up";
  readonly attempts: number;
  readonly acknowledged: number;
};

/** All that happened, for checkers. Never reachable through the API. */
export type StripeTruth = {
  readonly sessions: readonly TrueSession[];
  readonly captures: readonly TrueCapture[];
  readonly refunds: readonly TrueRefund[];
  readonly cards: readonly TrueCard[];
  readonly deliveries: readonly TrueDelivery[];
};

/** A Stripe that behaves like Stripe's, as one object with two faces: `handle` here, HTTP in `face-http.ts`. */
export type StripeWorld = {
  /**
   * Answers an API call or a pay page request. Rejects with `ConnectionLost` when chaos swallows the call or its
   * answer: the caller must treat the outcome as unknown.
   */
  readonly handle: (request: WireRequest) => Promise<WireResponse>;
  /** Adds a merchant; a known secret key only gets the new name and webhook address. Gives the account's id. */
  readonly addAccount: (settings: StripeAccountSettings) => string;
  /** Signs with the new secret beside the old ones, which go out of use after `keepOldMs` milliseconds. */
  readonly rotateWebhookSecret: (secretKey: string, secret: string, keepOldMs: number) => void;
  /** Answers 401 `api_key_expired` to this key from now on. */
  readonly revokeKey: (secretKey: string) => void;
  /** Changes where new sessions say their page is. */
  readonly setPublicUrl: (url: string) => void;
  /** The cardholder opens the link and pays, or registers her card. */
  readonly pay: (sessionId: string, options?: PayOptions) => PayOutcome;
  /** She presses the pay button twice at once. */
  readonly payTwice: (sessionId: string, options?: PayOptions) => readonly [PayOutcome, PayOutcome];
  /** She pays by a method whose money comes later: the session completes unpaid first. */
  readonly captureLate: (sessionId: string, options: LatePayOptions) => PayOutcome;
  /** She complains to her bank. Gives the dispute's id; throws on an unknown or unpaid charge. */
  readonly openDispute: (chargeId: string, options?: { readonly reason?: string; readonly amount?: number }) => string;
  /** The bank decides. Throws when the dispute is unknown or already closed. */
  readonly closeDispute: (disputeId: string, verdict: "won" | "lost") => void;
  /** The bank sends a refund back. Throws when the refund is unknown or already failed. */
  readonly failRefund: (refundId: string, reason?: string) => void;
  /** Posts an event again, as the dashboard's button does. Throws when the event is unknown. */
  readonly resendEvent: (eventId: string) => void;
  /** Changes the faults named and leaves the others. */
  readonly setChaos: (change: Partial<StripeChaos>) => void;
  readonly chaos: () => StripeChaos;
  readonly counters: () => StripeCounters;
  readonly truth: () => StripeTruth;
  /** All it remembers, as a JSON value; the faults switched on are no part of it. */
  readonly memory: () => Memory;
  /**
   * Takes up a memory and what was still to be done; for a world that was just made. Throws a TypeError when it is no
   * memory of such a world.
   */
  readonly recall: (memory: unknown) => void;
};
