import type { Json, JsonObject } from "./json.ts";

/** How far a message is. `accepted` is known to the API alone; a customer's own message starts at `sent`. */
export type PhoneStatus = "accepted" | "sent" | "delivered" | "read" | "played" | "failed";

/** A failure as Meta words it. */
export type PhoneError = { readonly code: number; readonly title: string; readonly details: string };

/** A template as the customer sees it: variables filled in. */
export type RenderedTemplate = {
  readonly name: string;
  readonly language: string;
  readonly category: string;
  /** Header: text, or the media parameter as sent. */
  readonly header?: { readonly format: string; readonly text?: string; readonly media?: JsonObject };
  readonly body: string;
  readonly footer?: string;
  readonly buttons: readonly RenderedButton[];
  /** Cards of a carousel template, each with its own body and buttons. */
  readonly cards?: readonly RenderedCard[];
};

/** A button of a template; `payload` comes back on a tap of a quick reply, `url` opens. */
export type RenderedButton = {
  readonly type: string;
  readonly text: string;
  readonly payload?: string;
  readonly url?: string;
  readonly phoneNumber?: string;
  readonly couponCode?: string;
};

/** A card of a carousel template. */
export type RenderedCard = {
  readonly header?: JsonObject;
  readonly body: string;
  readonly buttons: readonly RenderedButton[];
};

/** A message in a chat, as the customer's phone shows it. Records are replaced, never changed in place. */
export type PhoneMessage = {
  /** `wamid.…` */
  readonly id: string;
  readonly from: "customer" | "business";
  /** `text`, `image`, `interactive`, `template`, `order`, … : the wire's `type`. */
  readonly type: string;
  /** What the wire holds under that type, e.g. `{ body }` for a text; a list for `contacts`. */
  readonly content: Json;
  /** Only for templates. */
  readonly template?: RenderedTemplate;
  /** The message this one answers. */
  readonly replyTo?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly status: PhoneStatus;
  readonly error?: PhoneError;
  /** Emoji each side has put on the message. */
  readonly reactions: { readonly customer?: string; readonly business?: string };
  readonly editedAt?: number;
  readonly revokedAt?: number;
  /** Stored media of this message; read its bytes with `world.media(id)`. Absent for an unfetched link. */
  readonly mediaId?: string;
  /** True when a person of the business typed it in the phone app. */
  readonly viaApp?: boolean;
  /** The option the customer has chosen on this message (button id, row id, payload or `done`). */
  readonly chosen?: string;
  /** Of an order with its payment: how the last try to pay it stands, and the shop's last word of it. */
  readonly paid?: "pending" | "success" | "failed";
  readonly orderStatus?: string;
};

/** A chat between a customer and a business number, as the customer's phone shows it. */
export type PhoneChat = {
  readonly userId: string;
  readonly phoneNumberId: string;
  /** The business's shown name. */
  readonly name: string;
  readonly displayPhoneNumber: string;
  /**
   * Oldest first, at most `limits.messagesPerChat`. The customer sees those of the business from `delivered` on;
   * `accepted`, `sent` and `failed` ones have not reached her phone.
   */
  readonly messages: readonly PhoneMessage[];
  /** Messages of the business not read yet. */
  readonly unread: number;
  /** True while the chat is on the customer's screen. */
  readonly open: boolean;
  /** The business shows "typing…" until this moment (0 when it does not). */
  readonly typingUntil: number;
  /** End of the 24-hour window (0 when the customer never wrote). Milliseconds since the epoch. */
  readonly windowUntil: number;
  readonly blockedByCustomer: boolean;
  readonly marketingStopped: boolean;
};

/** A customer's phone. */
export type PhoneUser = {
  readonly id: string;
  readonly name: string;
  /** Digits without a plus sign; absent for a customer who has only a username. */
  readonly phone?: string;
  readonly username?: string;
  readonly language: string;
  readonly online: boolean;
};

/** What changed, for a page that redraws. */
export type PhoneChange = {
  readonly kind: "message" | "status" | "chat" | "user";
  readonly userId: string;
  /** Absent when the phone itself changed. */
  readonly phoneNumberId?: string;
  /** The message that is new or changed. */
  readonly message?: PhoneMessage;
};
