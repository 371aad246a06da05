import type { PhoneChat, PhoneMessage, PhoneUser } from "../meta/phone-types.ts";
import type { TillState } from "../process-messages.ts";

export type { JsonObject, Json } from "../meta/json.ts";
export type {
  PhoneChat,
  PhoneMessage,
  PhoneStatus,
  PhoneUser,
  RenderedButton,
  RenderedTemplate,
} from "../meta/phone-types.ts";
export type { TillState } from "../process-messages.ts";

/** A product of a shop's catalogue, as the phone shows it. */
export type PhoneProduct = {
  readonly retailerId: string;
  /** By language tag. */
  readonly names: Readonly<Record<string, string>>;
  readonly descriptions: Readonly<Record<string, string>>;
  /** Minor units of `currency`. */
  readonly priceMinor: number;
  readonly currency: string;
  readonly available: boolean;
};

/** A shop the customers can write to. */
export type PhoneShop = {
  readonly id: string;
  readonly name: string;
  /** The phone number id messages go to. */
  readonly number: string;
  readonly displayPhoneNumber: string;
  readonly languages: readonly string[];
  readonly products: readonly PhoneProduct[];
};

/** A chat without its messages. */
export type ChatHead = Omit<PhoneChat, "messages">;

/** `GET /api/start`: everything a page needs to begin. */
export type PhoneStart = {
  /** Milliseconds since the epoch, travelled time included. */
  readonly now: number;
  readonly shops: readonly PhoneShop[];
  readonly customers: readonly PhoneUser[];
  readonly chats: readonly PhoneChat[];
  readonly controls: Controls;
};

/** What the chaos panel has switched on. */
export type Faults = {
  /** Every webhook is posted twice. */
  readonly double: boolean;
  /** Webhooks overtake each other. */
  readonly reverse: boolean;
  /** Every webhook waits some seconds. */
  readonly delay: boolean;
  /** No webhook about the next payment arrives; goes back to `false` by itself once it was lost. */
  readonly losePayment: boolean;
};

/** What became of webhooks and money, counted by the outside, which cannot be fooled by the till. */
export type Score = {
  /** Webhooks sent, retries and copies included. */
  readonly sent: number;
  /** Webhooks sent twice, lost, held back or retried on their way: the world's doing. */
  readonly twice: number;
  readonly dropped: number;
  readonly overtaken: number;
  readonly retried: number;
  /** Payments taken by the bank, and those the customer holds a receipt for. */
  readonly paid: number;
  readonly receipted: number;
  /** Payments without a receipt that are still young: nothing is wrong yet. */
  readonly waiting: number;
  /** Payments without a receipt for longer than that, and messages no till ever took: the till's failures. */
  readonly lost: number;
  /** Second charges of one link that were not given back, and messages the customer got twice. */
  readonly doubled: number;
  /** Payments receipted although every webhook about them was lost. */
  readonly recovered: number;
};

/** `GET /control`: the state of the demo's controls. */
export type Controls = {
  readonly now: number;
  readonly offsetMs: number;
  readonly faults: Faults;
  readonly till: TillState;
  readonly score: Score;
};

/** What `GET /live` streams, one JSON object per event. */
export type LiveEvent =
  | { readonly kind: "message"; readonly userId: string; readonly number: string; readonly message: PhoneMessage }
  | { readonly kind: "chat"; readonly head: ChatHead }
  | { readonly kind: "customer"; readonly customer: PhoneUser }
  | { readonly kind: "controls"; readonly controls: Controls };

/** The answer to `POST /api/act`. */
export type ActAnswer = { readonly wamid?: string };

/** The answer to anything that could not be done; the reason is in English, for the person trying the demo. */
export type Refusal = { readonly error: string };
