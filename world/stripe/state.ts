import type { Agenda } from "../agenda.ts";
import type { WorldPorts } from "../wire.ts";
import type { TestCard } from "./cards.ts";
import type { StripeChaos, StripeCounters } from "./model-types.ts";
import type { LineItemObject, SessionObject } from "./checkout-objects.ts";
import type { EventObject, WebhookEndpointObject } from "./event-objects.ts";
import type { CustomerObject, PaymentMethodObject, SetupIntentObject } from "./kept-objects.ts";
import type {
  BalanceTransactionObject,
  ChargeObject,
  DisputeObject,
  FileObject,
  FutureUsage,
  Metadata,
  PaymentIntentObject,
  RefundObject,
} from "./objects.ts";

/** A session with what the API does not show. */
export type SessionRecord = {
  readonly session: SessionObject;
  readonly lines: readonly LineItemObject[];
  /** `payment_intent_data` of the session, for the intent made at the first attempt. */
  readonly intentSettings: {
    readonly metadata: Metadata;
    readonly description: string | null;
    readonly futureUsage?: FutureUsage | null;
  };
};

/** What is charged: a card typed just now, or a kept one, and how she stands by. */
export type Instrument = {
  readonly card: TestCard;
  readonly payer: Payer;
  /** The kept card it is. */
  readonly kept?: MethodRecord;
  /** She ticked the box that keeps her card. */
  readonly agrees?: boolean;
  /** `absent`: she is away. `hurried`: she is there, but the merchant takes no answer that needs her. */
  readonly presence?: "absent" | "hurried";
};

/** The bank's page that waits for the cardholder. */
export type Challenge = Instrument & { readonly id: string };

/** A card as an object of its own, and whether it was set up for charges in her absence. */
export type MethodRecord = {
  readonly method: PaymentMethodObject;
  readonly card: TestCard;
  readonly payer: Payer;
  isSetUp: boolean;
};

/** A registration with its session, the challenge that waits, and the ids of those that are over. */
export type SetupRecord = {
  readonly setup: SetupIntentObject;
  readonly sessionId: string;
  readonly pastChallenges: Set<string>;
  challenge: Challenge | null;
};

/** An intent with the session it belongs to, if any, the challenge that waits, and the ids of those that are over. */
export type IntentRecord = {
  readonly intent: PaymentIntentObject;
  readonly sessionId: string | null;
  readonly pastChallenges: Set<string>;
  challenge: Challenge | null;
};

/** What the cardholder typed, the number and security code excepted. */
export type Payer = {
  readonly name: string | null;
  readonly email: string | null;
  readonly expiryMonth: number;
  readonly expiryYear: number;
};

/** A charge with the card behind it (null for a bank debit) and the moment in milliseconds. */
export type ChargeRecord = {
  readonly charge: ChargeObject;
  readonly card: TestCard | null;
  readonly sessionId: string | null;
  capturedAtMs: number | null;
};

/** A refund with its moment in milliseconds. */
export type RefundRecord = { readonly refund: RefundObject; readonly atMs: number };

/** A webhook address and the secrets it signs with, newest first; `untilMs` null means for good. */
export type EndpointRecord = {
  readonly endpoint: WebhookEndpointObject;
  /** Whether it came with the account rather than through the API. */
  readonly isOfAccount: boolean;
  secrets: { readonly secret: string; readonly untilMs: number | null }[];
};

/** The way of one event to one endpoint. */
export type Delivery = {
  readonly event: EventObject;
  readonly account: AccountState;
  readonly target: EndpointRecord;
  state: "pending" | "delivered" | "lost" | "gave_up";
  attempts: number;
  acknowledged: number;
  /** Since when it is tried, in milliseconds; the time a world stood still does not count. */
  sinceMs: number;
};

/** A request seen under an idempotency key: still running, or with its kept answer. */
export type KeyRecord = {
  readonly startedMs: number;
  readonly route: string;
  readonly asked: string;
  answer: { readonly status: number; readonly json: string; readonly requestId: string } | null;
};

/** All that belongs to one merchant. Maps keep the order of creation. */
export type AccountState = {
  readonly id: string;
  name: string;
  readonly country: string;
  readonly currency: string;
  readonly createdMs: number;
  readonly sessions: Map<string, SessionRecord>;
  readonly intents: Map<string, IntentRecord>;
  readonly charges: Map<string, ChargeRecord>;
  readonly refunds: Map<string, RefundRecord>;
  readonly disputes: Map<string, DisputeObject>;
  readonly transactions: Map<string, BalanceTransactionObject>;
  readonly events: Map<string, EventObject>;
  readonly endpoints: Map<string, EndpointRecord>;
  readonly keys: Map<string, KeyRecord>;
} & Keepsakes;

/** What customers leave with a merchant, and what she uploaded. */
export type Keepsakes = {
  readonly customers: Map<string, CustomerObject>;
  readonly methods: Map<string, MethodRecord>;
  readonly setups: Map<string, SetupRecord>;
  readonly files: Map<string, FileObject>;
};

/** Of an account that keeps nothing yet. */
export function noKeepsakes(): Keepsakes {
  return { customers: new Map(), methods: new Map(), setups: new Map(), files: new Map() };
}

/** What the cardholder complains about. The amount is in Stripe's minor unit. */
export type Complaint = { readonly reason: string; readonly inquiry: boolean; readonly amount: number };

/** A bank debit on its way. */
export type Debit = {
  readonly session: SessionObject;
  readonly intent: IntentRecord;
  readonly charge: ChargeObject;
  readonly fails: boolean;
};

/** What is to be done later. */
export type StripeTask =
  /** A try to deliver; as the `repeat` of a failed one only while the event is still pending. */
  | { readonly kind: "attempt"; readonly delivery: Delivery; readonly repeat: boolean }
  | ({ readonly account: AccountState } & (
      | { readonly kind: "expiry"; readonly sessionId: string }
      | { readonly kind: "refund"; readonly refund: RefundObject; readonly card: TestCard | null }
      | { readonly kind: "complaint"; readonly chargeId: string; readonly complaint: Complaint }
      /** The time to answer a dispute is over. */
      | { readonly kind: "silence"; readonly dispute: DisputeObject }
      | { readonly kind: "verdict"; readonly dispute: DisputeObject; readonly verdict: "won" | "lost" }
      | ({ readonly kind: "debit" } & Debit)
    ));

/** What the world remembers: accounts by secret key, deliveries, what is to be done. Plain records, nothing that acts. */
export type StripeMemory = {
  readonly accounts: AccountState[];
  readonly accountsByKey: Map<string, AccountState>;
  readonly revokedKeys: Set<string>;
  readonly deliveries: Delivery[];
  readonly counters: StripeCounters;
  /** How many events were emitted at one moment: reordering turns such a burst around. */
  burst: { atMs: number; size: number };
  readonly agenda: Agenda<StripeTask>;
};

/** The whole world: what it remembers, the faults, the settings. */
export type StripeState = StripeMemory & {
  readonly ports: WorldPorts;
  readonly chaos: StripeChaos;
  readonly deliveryMs: number;
  readonly retryFirstMs: number;
  readonly laterMs: number;
  readonly searchLagMs: number;
  publicUrl: string;
  /** Has a task done, `milliseconds` from now. */
  readonly plan: (milliseconds: number, task: StripeTask) => void;
};

/** On whose behalf and at whose request something happens; `request` is null for what cardholders and time do. */
export type Cause = {
  readonly state: StripeState;
  readonly account: AccountState;
  readonly version: string;
  readonly request: { readonly id: string; readonly idempotencyKey: string | null } | null;
};

/** The version that the official client 23.1 pins. */
export const newestVersion = "2026-10-28.endive";

/** A cause outside the API. */
export function ownCause(state: StripeState, account: AccountState): Cause {
  return { state, account, version: newestVersion, request: null };
}

/** The time in whole seconds, as Stripe's objects carry it. */
export function seconds(state: StripeState): number {
  return Math.floor(state.ports.now() / 1000);
}

const letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A new id: the prefix and `length` letters drawn from the world's chance. */
export function newId(state: StripeState, prefix: string, length = 24): string {
  let id = prefix;
  for (let place = 0; place < length; place += 1) id += letters[Math.floor(state.ports.random() * letters.length)];
  return id;
}

/** Whether a fault of this share strikes. Draws no chance when the answer is certain. */
export function strikes(state: StripeState, share: number): boolean {
  if (share <= 0) return false;
  return share >= 1 || state.ports.random() < share;
}

/** No faults. */
export function calm(): StripeChaos {
  return {
    duplicate: 0,
    reorder: 0,
    delayMs: 0,
    lose: 0,
    loseNext: 0,
    loseAll: false,
    apiTimeoutAfter: 0,
    apiTimeoutBefore: 0,
    apiError500: 0,
    rate429: 0,
    latencyMs: 0,
  };
}

/** Counters at zero. */
export function zeroCounters(): StripeCounters {
  return {
    apiCalls: 0,
    duplicated: 0,
    reordered: 0,
    lost: 0,
    timedOutAfter: 0,
    timedOutBefore: 0,
    errors500: 0,
    rateLimited: 0,
    replayed: 0,
    deliveryAttempts: 0,
    delivered: 0,
    refused: 0,
    gaveUp: 0,
  };
}
