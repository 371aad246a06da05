import type { Memory } from "../memory.ts";
import type { WireRequest, WireResponse } from "../wire.ts";
import type { JsonObject } from "./json.ts";

/** How a Lyra world is set up. */
export type LyraWorldOptions = {
  /** Address under which the pay pages are reachable; links start with it. Default `http://127.0.0.1:4996`. */
  readonly publicUrl?: string;
  /** The brand's name in `applicationProvider`, e.g. `PAYZEN`, `SYSTEMPAY`, `SOGECOMMERCE`. Default `PAYZEN`. */
  readonly brand?: string;
  /** Milliseconds between a fact and the first post of its notification. Default 20. */
  readonly deliveryMs?: number;
  /** Milliseconds from one bank remittance to the next. Default a day. */
  readonly remittanceEveryMs?: number;
  /** Milliseconds after midnight UTC at which remittances are counted from. Default two hours. */
  readonly remittanceAtMs?: number;
  /** HTTP status of an answer to a wrong login; brands differ (401 in the SDK, 200 seen). Default 401. */
  readonly badLoginStatus?: 401 | 200;
};

/** Which notification rules of the Back Office are on. */
export type IpnRules = {
  /** At the end of a payment, refused or accepted. On unless switched off. */
  readonly endOfPayment: boolean;
  /** When a payment whose authorisation waited is authorised or refused. */
  readonly batchAuthorisation: boolean;
  /** When a remittance or its refusal changes a transaction. */
  readonly batchChange: boolean;
  /** When somebody works on a transaction in the Back Office. */
  readonly backOffice: boolean;
  /** When the buyer leaves or a page expires without a payment. */
  readonly abandoned: boolean;
};

/** A merchant's shop in one mode, with the keys of that mode. */
export type LyraShopSettings = {
  /** Eight digits. */
  readonly shopId: string;
  readonly mode?: "TEST" | "PRODUCTION";
  /** REST password: logs in to the API and signs notifications. */
  readonly password: string;
  /** HMAC-SHA-256 key: signs what the buyer's browser brings back. */
  readonly hmacKey: string;
  /** The name shown on the pay page. */
  readonly name?: string;
  /** Where notifications go unless a call says otherwise; without it there are none. */
  readonly ipnUrl?: string;
  /** Where the buyer's way back leads unless a call says otherwise. */
  readonly returnUrl?: string;
  /** "Automatic retry in case of failure". Off unless switched on, as in the Back Office. */
  readonly retriesIpn?: boolean;
  readonly rules?: Partial<IpnRules>;
  /** The currencies it has contracts for; all of Lyra's when left out. */
  readonly currencies?: readonly string[];
  /** False when its contract lacks the REST API. */
  readonly hasRestApi?: boolean;
  /** Milliseconds a payment order lives when its call gives no expiration date. Default one day. */
  readonly orderLifeMs?: number;
};

/** Faults, changeable while the world runs. Each share is a probability from 0 to 1. */
export type LyraChaos = {
  /** Share of notifications posted twice. */
  duplicate: number;
  /** Share of notifications posted late, so that later ones of the same moment arrive first. */
  reorder: number;
  /** Milliseconds added to every first post. */
  delayMs: number;
  /** Share of notifications never posted, on any try. */
  lose: number;
  /** The next so many notifications are never posted; counts down by itself. */
  loseNext: number;
  /** No post gets through while this is on. */
  loseAll: boolean;
  /** Share of notifications that a forger posts too, with another amount and a signature that is not the password's. */
  tamper: number;
  /** Posts `\/` for every `/` of the answer while the signature is over the plain text, as some servers do. */
  escapedSlashes: boolean;
  /** Share of API calls done but never answered. */
  apiTimeoutAfter: number;
  /** Share of API calls lost before anything was done. */
  apiTimeoutBefore: number;
  /** Share of API calls answered HTTP 500 without doing the work. */
  apiError500: number;
  /** Share of API calls answered PSP_999 without doing the work. */
  technicalBefore: number;
  /** Share of API calls done but answered PSP_999. */
  technicalAfter: number;
  /** Share of API calls answered PSP_106. */
  rateLimited: number;
  /** Milliseconds every API answer takes. */
  latencyMs: number;
  /** Share of captures that the bank refuses at remittance. */
  captureFails: number;
  /** Share of refunds that the bank refuses at remittance. */
  refundFails: number;
};

/** How often each fault struck, and what became of notifications. */
export type LyraCounters = {
  apiCalls: number;
  duplicated: number;
  reordered: number;
  lost: number;
  tampered: number;
  timedOutAfter: number;
  timedOutBefore: number;
  errors500: number;
  technical: number;
  rateLimited: number;
  deliveryAttempts: number;
  delivered: number;
  refused: number;
  gaveUp: number;
};

/** What came of a try to pay or to register a card. */
export type PayOutcome =
  | { readonly kind: "accepted"; readonly uuid: string; readonly token: string | null }
  | {
      readonly kind: "refused";
      readonly uuid: string;
      readonly code: string;
      readonly detailedCode: string | null;
      /** Whether she may try again on the same page. */
      readonly again: boolean;
    }
  | { readonly kind: "requires_action"; readonly challengeId: string }
  | { readonly kind: "already_paid"; readonly uuid: string }
  | { readonly kind: "over"; readonly status: "REFUSED" | "EXPIRED" | "CANCELLED" }
  | { readonly kind: "unknown_link" };

/** How the buyer pays. */
export type PayOptions = {
  /** A test card number, digits only. Default 4970100000000055; a one-click page uses the card it knows. */
  readonly card?: string;
  readonly email?: string;
  /** What she does on her bank's page, when it appears. Default `complete`. */
  readonly challenge?: "complete" | "fail" | "leave";
  /** Whether she ticks the box that lets the shop keep her card, where the page has one. Default false. */
  readonly consent?: boolean;
};

/** The lifecycle of a payment order (and of a form, which Lyra gives no status of its own). */
export type OrderStatus = "RUNNING" | "PAID" | "REFUSED" | "EXPIRED" | "CANCELLED";

/** What belongs to every true thing: the shop, its mode, the merchant's reference. */
type OfShop = { readonly shopId: string; readonly mode: "TEST" | "PRODUCTION"; readonly orderId: string | null };

/** A payment order as it truly is. Amounts are in Lyra's smallest unit. */
export type TrueOrder = OfShop & {
  readonly paymentOrderId: string;
  readonly status: OrderStatus;
  readonly amount: number;
  readonly currency: string;
  readonly metadata: JsonObject | null;
};

/** A payment that the bank accepted, from its authorisation on. */
export type TruePayment = OfShop & {
  readonly uuid: string;
  readonly paymentOrderId: string | null;
  /** What the address of the page it was made on ends with; null for a silent payment. */
  readonly pageKey: string | null;
  /** Where the shop wants the payer sent once she paid; null where the call named no address. */
  readonly wayBack: string | null;
  /** When the bank accepted it. */
  readonly atMs: number;
  readonly amount: number;
  /** What was asked for; `amount` falls below it where a part is given back before it is taken. */
  readonly asked: number;
  readonly currency: string;
  readonly detailedStatus: string;
  /** When money was truly taken; null as long as it was not. */
  readonly capturedAtMs: number | null;
  readonly refunded: number;
  readonly chargedBack: boolean;
  readonly metadata: JsonObject | null;
};

/** A refund as it truly is. `sent` is on its way to the bank. */
export type TrueRefund = OfShop & {
  readonly uuid: string;
  readonly paymentUuid: string;
  readonly amount: number;
  readonly currency: string;
  readonly state: "sent" | "done" | "refused" | "cancelled";
  readonly atMs: number;
};

/** What became of one notification. */
export type TrueDelivery = {
  readonly noticeId: string;
  readonly shopId: string;
  readonly uuid: string | null;
  readonly url: string;
  readonly source: string;
  readonly state: "pending" | "delivered" | "lost" | "gave_up";
  readonly attempts: number;
  readonly acknowledged: number;
};

/** A card that was registered, and when the shop had it cancelled. */
export type TrueCard = {
  readonly shopId: string;
  readonly mode: "TEST" | "PRODUCTION";
  readonly token: string;
  readonly cancelledAtMs: number | null;
};

/** A message the gateway sent for a payment order of the channel MAIL, SMS or WHATSAPP. */
export type SentMessage = {
  readonly shopId: string;
  readonly paymentOrderId: string;
  readonly channel: "MAIL" | "SMS" | "WHATSAPP";
  readonly to: string;
  readonly text: string;
  readonly atMs: number;
};

/** All that happened, for checkers. Never reachable through the API. */
export type LyraTruth = {
  readonly orders: readonly TrueOrder[];
  readonly payments: readonly TruePayment[];
  /** The payments whose money was truly taken. */
  readonly captures: readonly TruePayment[];
  readonly refunds: readonly TrueRefund[];
  readonly cards: readonly TrueCard[];
  readonly deliveries: readonly TrueDelivery[];
  readonly messages: readonly SentMessage[];
};

/** A Lyra that behaves like Lyra's, as one object with two faces: `handle` here, HTTP in `face-http.ts`. */
export type LyraWorld = {
  /**
   * Answers an API call or a pay page request. Rejects with `ConnectionLost` when chaos swallows the call or its
   * answer: the caller must treat the outcome as unknown.
   */
  readonly handle: (request: WireRequest) => Promise<WireResponse>;
  /** Adds a shop; a known one of the same mode gets the new keys, name and addresses. */
  readonly addShop: (settings: LyraShopSettings) => void;
  /** Changes where new links lead. */
  readonly setPublicUrl: (url: string) => void;
  /** The buyer opens a link, payment order or form token, and pays. */
  readonly pay: (link: string, options?: PayOptions) => PayOutcome;
  /** She presses the pay button twice at once. */
  readonly payTwice: (link: string, options?: PayOptions) => readonly [PayOutcome, PayOutcome];
  /** She goes back to the shop without paying. */
  readonly leave: (link: string) => void;
  /** Her bank takes the money back. Throws when no captured payment has this uuid. */
  readonly chargeBack: (uuid: string) => void;
  /** The bank refuses a refund, done or under way. Throws when there is no such refund. */
  readonly refuseRefund: (uuid: string) => void;
  /** The merchant gives money back, or cancels, in the Back Office. Throws when Lyra would refuse it. */
  readonly refundInBackOffice: (uuid: string, amount?: number) => void;
  /** Posts a notification again, as the Back Office's button does; never repeated by itself. Throws when unknown. */
  readonly resendNotice: (noticeId: string) => void;
  /** Changes the faults named and leaves the others. */
  readonly setChaos: (change: Partial<LyraChaos>) => void;
  readonly chaos: () => LyraChaos;
  readonly counters: () => LyraCounters;
  readonly truth: () => LyraTruth;
  /** All it remembers, as a JSON value; the faults switched on are no part of it. */
  readonly memory: () => Memory;
  /**
   * Takes up a memory and what was still to be done; for a world that was just made. Throws a TypeError when it is no
   * memory of such a world.
   */
  readonly recall: (memory: unknown) => void;
};
