import type { Agenda } from "../agenda.ts";
import type { UpiBooks } from "../upi/gateway.ts";
import type { JsonObject } from "./json.ts";
import type {
  AcceptedSend,
  Catalogue,
  Chaos,
  LostWebhook,
  MetaCounters,
  MetaLimits,
  MetaOptions,
  MetaPorts,
  NumberSetup,
  NumberTrouble,
  TemplateStatus,
} from "./model-types.ts";
import type { PhoneChange, PhoneError, PhoneMessage } from "./phone-types.ts";
import { emptyLine, type OutgoingEvent, type WebhookLine, type WebhookPost } from "./webhook-records.ts";

/** A business number with what the API lets its owner set. */
export type NumberRecord = {
  setup: NumberSetup;
  /** Digits of the shown number. */
  digits: string;
  portfolioId: string;
  webhookUrl: string;
  verifyToken: string;
  subscribed: boolean;
  trouble: NumberTrouble;
  catalogue: Catalogue | undefined;
  commerce: { isCartEnabled: boolean; isCatalogVisible: boolean };
  profile: JsonObject;
  username: string | undefined;
  /** Ids of the users this business blocked. */
  readonly blocked: Set<string>;
  /** Moments of the newest messages in and out, as many as the throughput asks for. */
  readonly recent: number[];
  /** Free-form messages delivered, per month (`2026-10`). */
  freeServiceUsed: { month: string; count: number };
};

/** A customer. */
export type UserRecord = {
  readonly id: string;
  name: string;
  /** Digits. */
  phone: string | undefined;
  username: string | undefined;
  readonly language: string;
  readonly country: string;
  readonly hidesNumber: boolean;
  unreachable: boolean;
  online: boolean;
  marketingCapped: boolean;
  identity: number;
  /** Business-scoped id by portfolio. */
  readonly bsuids: Map<string, string>;
  readonly givenBsuid: string | undefined;
  readonly parentBsuid: string | undefined;
  /** How often the business-scoped ids were made anew. */
  bsuidGeneration: number;
  /** When each portfolio last reached her by her number. */
  readonly reachedByNumber: Map<string, number>;
  /** Codes the coming sends fail with. */
  failNext: number[];
};

/** A chat between a customer and a number. */
export type ChatRecord = {
  readonly userId: string;
  readonly phoneNumberId: string;
  messages: PhoneMessage[];
  open: boolean;
  typingUntil: number;
  lastUserAt: number;
  /** Set by an ad click until the business answers. */
  adClickAt: number;
  freeEntryUntil: number;
  blockedByCustomer: boolean;
  marketingStopped: boolean;
  /** Pair limit: what is left of the burst, and since when. */
  pair: { tokens: number; at: number };
};

/** What the lifecycle must remember of a send of the business. */
export type SendRecord = {
  readonly wamid: string;
  readonly phoneNumberId: string;
  readonly userId: string | undefined;
  readonly kind: string;
  readonly sentTo: { readonly phone?: string; readonly bsuid?: string };
  readonly opaque: string | undefined;
  readonly pricing: JsonObject;
  readonly failure: PhoneError | undefined;
  status: PhoneMessage["status"];
  pricedDelivery: boolean;
};

/** A stored file. */
export type MediaRecord = {
  readonly id: string;
  readonly phoneNumberId: string;
  readonly bytes: Uint8Array;
  readonly mimeType: string;
  /** Base64 of the SHA-256 of the bytes. */
  readonly sha256: string;
  readonly expiresAt: number;
  /** Token part of the newest download address and the end of its life. */
  ticket: { value: string; expiresAt: number };
};

/** A template of a WhatsApp Business Account. */
export type TemplateRecord = {
  readonly id: string;
  readonly wabaId: string;
  readonly name: string;
  readonly language: string;
  category: string;
  components: readonly JsonObject[];
  readonly parameterFormat: "POSITIONAL" | "NAMED";
  status: TemplateStatus;
  rejectedReason: string;
  editedAt: number[];
  revision: number;
};

/** What is to be done later. */
export type MetaTask =
  | { readonly kind: "sent" | "delivered"; readonly send: SendRecord }
  | { readonly kind: "review"; readonly templateId: string; readonly revision: number }
  /** A bank that took its time says yes to what is pending. */
  | { readonly kind: "bank-decides"; readonly userId: string; readonly number: string; readonly wamid: string }
  | { readonly kind: "refund-ends"; readonly number: string; readonly reference: string; readonly id: string }
  /** The events gathered for an address go into posts. */
  | { readonly kind: "gathered"; url: string }
  /** A post that was held back, or failed before, takes its place in the line. */
  | { readonly kind: "post"; readonly post: WebhookPost; readonly again: boolean };

/** Everything a world remembers: plain records in maps and lists, nothing that acts. */
export type MetaState = {
  serial: number;
  chaos: Chaos;
  publicUrl: string;
  readonly apps: Map<string, string>;
  readonly numbers: Map<string, NumberRecord>;
  readonly users: Map<string, UserRecord>;
  readonly usersByPhone: Map<string, string>;
  readonly usersByBsuid: Map<string, string>;
  readonly chats: Map<string, ChatRecord>;
  readonly sends: Map<string, SendRecord>;
  /** Chat by the wamid of a customer's message. */
  readonly received: Map<string, string>;
  readonly media: Map<string, MediaRecord>;
  mediaBytes: number;
  readonly templates: Map<string, TemplateRecord>;
  /** Moments of template creations during the last hour, per WABA. */
  readonly templateCreations: Map<string, number[]>;
  /** Order references used in order_details, per number, with the state of the order. */
  readonly orders: Map<string, string>;
  /** The books of the merchants' payment gateways: money that Meta only shows. */
  readonly upi: UpiBooks;
  readonly accepted: AcceptedSend[];
  readonly losses: LostWebhook[];
  readonly webhooks: WebhookLine;
  readonly agenda: Agenda<MetaTask>;
  counters: { -readonly [K in keyof MetaCounters]: number };
};

/** Options with every default filled in. */
export type MetaSettings = Required<Omit<MetaOptions, "chaos" | "limits">> & { readonly limits: MetaLimits };

/** What every part of the model is given. */
export type MetaContext = {
  readonly ports: MetaPorts;
  readonly settings: MetaSettings;
  readonly state: MetaState;
  /** Tells the phone pages. */
  readonly changed: (change: PhoneChange) => void;
  /** Hands an event to the webhook sender. */
  readonly emit: (event: OutgoingEvent) => void;
  /** Has a task done, `milliseconds` from now. */
  readonly plan: (milliseconds: number, task: MetaTask) => void;
};

const noChaos: Chaos = {
  duplicate: 0,
  reorder: 0,
  reorderMs: 5_000,
  delayMs: 0,
  lose: 0,
  apiTimeoutAfter: 0,
  apiTimeoutBefore: 0,
  apiError500: 0,
  rate429: 0,
  latencyMs: 0,
};

const defaultLimits: MetaLimits = {
  messagesPerChat: 500,
  accepted: 100_000,
  losses: 10_000,
  mediaFiles: 2_000,
  mediaBytes: 512 * 1024 * 1024,
  waitingPosts: 100_000,
};

/** 5 s, 30 s, then ever longer up to 12 h: Meta says only that the frequency falls over seven days. */
const retryPausesMs = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200].map((seconds) => seconds * 1_000);

/** 2026-10-01T00:00:00Z: from then on free-form messages are billed. */
const october2026 = 1_790_812_800_000;

/** Fills in the defaults: a world that behaves like Meta, with short reviews. */
export function settingsOf(options: MetaOptions): MetaSettings {
  const { chaos: _chaos, limits, ...given } = options;
  return {
    publicUrl: "https://lookaside.fbsbx.com",
    batchWindowMs: 0,
    batchSize: 1_000,
    postsAtOnce: 8,
    retryPausesMs,
    retryForMs: 7 * 86_400_000,
    sentAfterMs: 150,
    deliveredAfterMs: 350,
    reviewMs: 3_000,
    lateCodes: [2046, 2047, 131026, 131042, 131047, 131049, 131050, 131053, 132015],
    serviceBilledFrom: october2026,
    freeServicePerMonth: 1_000,
    inspectMedia: true,
    ...given,
    limits: { ...defaultLimits, ...limits },
  };
}

/** An empty world. */
export function createState(options: MetaOptions, settings: MetaSettings): MetaState {
  return {
    serial: 0,
    chaos: { ...noChaos, ...options.chaos },
    publicUrl: settings.publicUrl,
    apps: new Map(),
    numbers: new Map(),
    users: new Map(),
    usersByPhone: new Map(),
    usersByBsuid: new Map(),
    chats: new Map(),
    sends: new Map(),
    received: new Map(),
    media: new Map(),
    mediaBytes: 0,
    templates: new Map(),
    templateCreations: new Map(),
    orders: new Map(),
    upi: new Map(),
    accepted: [],
    losses: [],
    webhooks: emptyLine(),
    agenda: new Set(),
    counters: {
      events: 0,
      posts: 0,
      delivered: 0,
      duplicated: 0,
      reordered: 0,
      lost: 0,
      retried: 0,
      gaveUp: 0,
      requests: 0,
      accepted: 0,
      refused: 0,
      unanswered: 0,
    },
  };
}

/** Drops the oldest entries of a list beyond the cap; a little slack keeps this cheap. */
export function capList(list: unknown[], cap: number): void {
  if (list.length > cap + Math.max(16, cap >> 3)) list.splice(0, list.length - cap);
}

/** Drops the oldest entries of a map beyond the cap. */
export function capMap(map: Map<string, unknown>, cap: number): void {
  for (const key of map.keys()) {
    if (map.size <= cap) return;
    map.delete(key);
  }
}
