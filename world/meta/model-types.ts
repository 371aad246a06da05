import type { Memory } from "../memory.ts";
import type { UpiOrder } from "../upi/gateway.ts";
import type { WireRequest, WireResponse, WorldPorts } from "../wire.ts";
import type { MetaUser } from "./action-types.ts";
import type { Json, JsonObject } from "./json.ts";
import type { PhoneChange, PhoneChat, PhoneUser } from "./phone-types.ts";

export type {
  CartLine,
  CustomerFile,
  CustomerReferral,
  MetaUser,
  PaymentAct,
  SayOptions,
} from "./action-types.ts";
export type { Json, JsonObject } from "./json.ts";
export type {
  PhoneChange,
  PhoneChat,
  PhoneMessage,
  PhoneUser,
} from "./phone-types.ts";

/** The world's ports plus a GET, needed for the webhook handshake and for media sent by link. */
export type MetaPorts = WorldPorts & {
  readonly get?: (url: string) => Promise<WireResponse>;
};

/** Faults. Every number but the milliseconds is a probability in [0, 1]. All zero: the outside behaves. */
export type Chaos = {
  /** A webhook post is sent twice. */
  readonly duplicate: number;
  /** A webhook post is held back so that later ones overtake it. */
  readonly reorder: number;
  /** How long a reordered post may be held back, at most. */
  readonly reorderMs: number;
  /** Every webhook post waits this long. */
  readonly delayMs: number;
  /** A webhook post never leaves; it is recorded in `losses`. */
  readonly lose: number;
  /** The API does the work but its answer is lost: `handle` rejects with `NeverAnswered`. */
  readonly apiTimeoutAfter: number;
  /** The API does nothing and never answers. */
  readonly apiTimeoutBefore: number;
  /** The API answers 500 without doing the work. */
  readonly apiError500: number;
  /** The API answers 429 (130429) without doing the work. */
  readonly rate429: number;
  /** Every API answer waits this long. */
  readonly latencyMs: number;
};

/** Settings of a world; each has a default that behaves like Meta. */
export type MetaOptions = {
  readonly chaos?: Partial<Chaos>;
  /** Base of media download addresses; `serveMeta` sets its own. */
  readonly publicUrl?: string;
  /** Events closer together than this travel in one post (0: one event per post). */
  readonly batchWindowMs?: number;
  /** Most events in one post (Meta: 1000). */
  readonly batchSize?: number;
  /** Posts under way at once per world; events of one chat keep their order unless reordered by chaos. */
  readonly postsAtOnce?: number;
  /** Pauses before the retries of a webhook; the last one repeats until `retryForMs` is over. */
  readonly retryPausesMs?: readonly number[];
  /** Seven days. */
  readonly retryForMs?: number;
  /** Time from accepted to `sent`, and from `sent` to `delivered`. */
  readonly sentAfterMs?: number;
  readonly deliveredAfterMs?: number;
  /** Review of a template. */
  readonly reviewMs?: number;
  /** Codes told by a `failed` status after an accepted send; all others are told in the HTTP answer. */
  readonly lateCodes?: readonly number[];
  /** From this moment free-form messages are billed (1 October 2026), after the monthly allowance. */
  readonly serviceBilledFrom?: number;
  readonly freeServicePerMonth?: number;
  /** Look at the first bytes of images to see that they are what they claim. */
  readonly inspectMedia?: boolean;
  readonly limits?: Partial<MetaLimits>;
};

/** Caps that keep a long-running world from growing. The oldest entries go first. */
export type MetaLimits = {
  readonly messagesPerChat: number;
  readonly accepted: number;
  readonly losses: number;
  readonly mediaFiles: number;
  readonly mediaBytes: number;
  readonly waitingPosts: number;
};

/** A business number and the app that listens to it. */
export type NumberSetup = {
  readonly phoneNumberId: string;
  readonly wabaId: string;
  readonly displayPhoneNumber: string;
  readonly accessToken: string;
  readonly webhookUrl: string;
  readonly verifyToken: string;
  readonly appSecret: string;
  readonly name: string;
  readonly throughputPerSecond?: number | undefined;
  /** Numbers of one portfolio see the same business-scoped user id; the WABA's id by default. */
  readonly portfolioId?: string | undefined;
  readonly appId?: string | undefined;
  /** Payment configurations connected to the account, by the names order messages use (India). */
  readonly paymentConfigurations?: readonly string[] | undefined;
};

/** A customer to add. */
export type UserSetup = {
  /** Made up when absent. */
  readonly id?: string | undefined;
  readonly phone?: string | undefined;
  /** Used at every portfolio; made up per portfolio when absent. */
  readonly bsuid?: string | undefined;
  readonly parentBsuid?: string | undefined;
  readonly username?: string | undefined;
  readonly name: string;
  readonly language?: string | undefined;
  /** Two letters; guessed from the phone number when absent. */
  readonly country?: string | undefined;
  /** Webhooks carry no `wa_id`/`from` unless the business reached her by number in the last 30 days. */
  readonly hidesNumber?: boolean | undefined;
  /** Not on WhatsApp any more: sends fail with 131026. */
  readonly unreachable?: boolean | undefined;
};

/** A product customers see. `priceMinor` in minor units of `currency`. */
export type CatalogueProduct = {
  readonly retailerId: string;
  readonly name: string;
  readonly priceMinor: number;
  readonly currency: string;
  readonly image?: string | undefined;
  readonly description?: string | undefined;
  readonly availability: "in stock" | "out of stock";
};

/** The catalogue connected to a number. */
export type Catalogue = { readonly catalogId: string; readonly products: readonly CatalogueProduct[] };

/** A template put in place by the operator, approved unless said otherwise. */
export type TemplateSetup = {
  readonly name: string;
  readonly language: string;
  readonly category: "MARKETING" | "UTILITY" | "AUTHENTICATION";
  readonly components: readonly JsonObject[];
  readonly parameterFormat?: "POSITIONAL" | "NAMED" | undefined;
  readonly status?: TemplateStatus | undefined;
};

/** States a template goes through. */
export type TemplateStatus = "PENDING" | "APPROVED" | "REJECTED" | "PAUSED" | "DISABLED" | "DELETED";

/** What can be wrong with a number or its account; each makes sends fail with the code named. */
export type NumberTrouble = {
  /** 131031 */
  readonly locked?: boolean;
  /** 368 */
  readonly policyBlocked?: boolean;
  /** 131042 */
  readonly unpaid?: boolean;
  /** 131048 */
  readonly spamRestricted?: boolean;
  /** 131057 */
  readonly maintenance?: boolean;
  /** 133010 */
  readonly unregistered?: boolean;
  /** 131005 */
  readonly noPermission?: boolean;
  /** 190 */
  readonly tokenExpired?: boolean;
};

/** A send the API accepted: the truth a checker compares with. */
export type AcceptedSend = {
  readonly wamid: string;
  readonly phoneNumberId: string;
  /** What the sender wrote in `to` or `recipient`. */
  readonly to: string;
  /** The customer reached; absent when nobody has that address. */
  readonly userId?: string;
  /** `text`, `template`, `interactive.button`, … */
  readonly type: string;
  readonly body: JsonObject;
  readonly biz_opaque_callback_data?: string;
  readonly at: number;
  /** False when the answer was lost on purpose (`apiTimeoutAfter`). */
  readonly answered: boolean;
};

/** One event of a webhook post, for telling which were lost. */
export type WebhookEvent = {
  /** Webhook field: `messages`, `smb_message_echoes`, … */
  readonly field: string;
  readonly kind: "message" | "status" | "other";
  readonly phoneNumberId?: string;
  readonly userId?: string;
  readonly wamid?: string;
  readonly status?: string;
};

/** A webhook post that never arrived. */
export type LostWebhook = {
  readonly at: number;
  readonly reason: "chaos" | "gave-up" | "overflow";
  readonly events: readonly WebhookEvent[];
};

/** Running totals. Webhook numbers count posts, `events` counts what they carried. */
export type MetaCounters = {
  readonly events: number;
  readonly posts: number;
  readonly delivered: number;
  readonly duplicated: number;
  readonly reordered: number;
  readonly lost: number;
  readonly retried: number;
  readonly gaveUp: number;
  readonly requests: number;
  readonly accepted: number;
  readonly refused: number;
  readonly unanswered: number;
};

/** The rejection of `handle` when the caller must never get an answer. */
export class NeverAnswered extends Error {
  override readonly name = "NeverAnswered";
}

/** WhatsApp, played by us. One model; `handle` is its in-process face, `serveMeta` its HTTP face. */
export type MetaWorld = {
  /** Answers a Graph API request. Rejects with `NeverAnswered` when chaos swallows the answer. */
  handle(request: WireRequest): Promise<WireResponse>;

  addApp(app: { readonly appId: string; readonly appSecret: string }): void;
  /**
   * Puts a business number into the world; its webhooks flow at once. A known one gets the new setup, and a new webhook
   * address when the setup names another than before.
   */
  addNumber(setup: NumberSetup): void;
  /** The GET handshake with the number's webhook address; false when the receiver refuses. */
  subscribe(phoneNumberId: string): Promise<boolean>;
  addUser(setup: UserSetup): MetaUser;
  /** Throws when there is no such customer. */
  user(userId: string): MetaUser;
  setCatalogue(phoneNumberId: string, catalogue: Catalogue): void;
  catalogue(phoneNumberId: string): Catalogue | undefined;
  addTemplate(wabaId: string, template: TemplateSetup): string;
  /** Moves every language of a template to a state and tells by webhook (PAUSED, DISABLED, APPROVED, REJECTED …). */
  setTemplateStatus(wabaId: string, name: string, status: TemplateStatus, reason?: string): void;
  setTrouble(phoneNumberId: string, trouble: NumberTrouble): void;
  /** The bank sends a refund of an order's payment back. */
  failRefund(phoneNumberId: string, reference: string, refundId: string): void;
  /** What the merchants' payment gateways have on their books. */
  gatewayBooks(): readonly UpiOrder[];
  /** Marketing held back for this customer: 131049 until lifted. */
  capMarketing(userId: string, capped: boolean): void;
  /** A person of the business writes in the phone app: a `smb_message_echoes` webhook. Returns the wamid. */
  echo(phoneNumberId: string, userId: string, text: string): string;
  /** Any account-level webhook: `account_update`, `phone_number_quality_update`, `account_alerts`, … */
  accountEvent(wabaId: string, field: string, value: JsonObject): void;
  /** An error of the account inside the `messages` field (`value.errors`). */
  numberError(phoneNumberId: string, code: number, details: string): void;

  users(): readonly PhoneUser[];
  chats(userId: string): readonly PhoneChat[];
  /** The chat, empty when nothing was written yet. */
  chat(userId: string, phoneNumberId: string): PhoneChat;
  media(mediaId: string): { readonly bytes: Uint8Array; readonly mimeType: string } | undefined;
  /** Calls back after every change; returns the way to stop it. */
  onChange(listener: (change: PhoneChange) => void): () => void;

  chaos(): Chaos;
  setChaos(change: Partial<Chaos>): void;
  counters(): MetaCounters;
  losses(): readonly LostWebhook[];
  accepted(): readonly AcceptedSend[];
  /** True when no webhook is waiting, under way or due for a retry. */
  quiet(): boolean;
  setPublicUrl(url: string): void;
  /** All it remembers, as a JSON value; the faults switched on are no part of it. */
  memory(): Memory;
  /**
   * Takes up a memory and what was still to be done; for a world that was just made. Throws a TypeError when it is no
   * memory of such a world.
   */
  recall(memory: unknown): void;
  /** The number's own figures: what the operator sees (`display_phone_number`, quality, settings). */
  number(phoneNumberId: string): Json;
};
