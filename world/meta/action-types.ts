import type { JsonObject } from "./json.ts";

/** Options every customer message takes. */
export type SayOptions = {
  /** The message answered. */
  readonly replyTo?: string | undefined;
  readonly forwarded?: boolean | undefined;
  readonly frequentlyForwarded?: boolean | undefined;
};

/** A file a customer sends. */
export type CustomerFile = {
  readonly kind: "image" | "audio" | "voice" | "video" | "document" | "sticker";
  readonly bytes: Uint8Array;
  readonly mimeType: string;
  readonly caption?: string | undefined;
  readonly filename?: string | undefined;
  readonly animated?: boolean | undefined;
};

/** A place a customer shares. */
export type CustomerPlace = {
  readonly latitude: number;
  readonly longitude: number;
  readonly name?: string | undefined;
  readonly address?: string | undefined;
};

/** The ad or post a customer came from (opens the free entry point). */
export type CustomerReferral = {
  readonly sourceUrl: string;
  readonly sourceId: string;
  readonly sourceType?: "ad" | "post";
  readonly headline?: string;
  readonly body?: string;
  readonly imageUrl?: string;
  /** Null leaves the click id out, as Status ads do. */
  readonly clickId?: string | null;
};

/**
 * What a customer, or her bank, does about an order shown in the chat:
 * - pay, decline: at once; pending: the bank thinks about it, until it says yes or no; late: it says yes after a while
 */
export type PaymentAct = {
  readonly how: "pay" | "decline" | "pending" | "late" | "bank-says-yes" | "bank-says-no";
  readonly method?: "upi" | "card" | "netbanking" | undefined;
  /** Another amount than asked: what no honest gateway lets through. Minor units. */
  readonly amountMinor?: number | undefined;
  readonly afterMs?: number | undefined;
};

/** A line of a cart; the price comes from the catalogue the phone shows. */
export type CartLine = {
  readonly retailerId: string;
  readonly quantity: number;
  /** What the customer's phone still shows, when it is older than the catalogue. Minor units. */
  readonly seenPriceMinor?: number;
};

/**
 * A customer and what she can do. `number` is a phone number id. Actions that create a message return its wamid.
 * Each throws when a person could not do it (a button that is not on the screen, an unknown product).
 */
export type MetaUser = {
  readonly id: string;
  say(number: string, text: string, options?: SayOptions): string;
  sendFile(number: string, file: CustomerFile, options?: SayOptions): string;
  sendLocation(number: string, place: CustomerPlace, options?: SayOptions): string;
  /** Contact cards in WhatsApp's shape (`name.formatted_name`, `phones`, …). */
  sendContacts(number: string, contacts: readonly JsonObject[], options?: SayOptions): string;
  react(number: string, wamid: string, emoji: string): string;
  unreact(number: string, wamid: string): string;
  /** Taps a reply button (by id), or a template's quick reply (by its text or payload). */
  tapButton(number: string, wamid: string, button: string): string;
  /** Picks a row of a list, by id. */
  pickRow(number: string, wamid: string, rowId: string): string;
  /** Finishes a flow with these answers. */
  completeFlow(number: string, wamid: string, answers: JsonObject): string;
  /** Answers an address message. */
  sendAddress(number: string, wamid: string, values: JsonObject): string;
  /** Answers a contact request with her own phone number. */
  shareNumber(number: string, wamid: string): string;
  /** Pays an order with its payment in the chat, or tries to. */
  payOrder(number: string, wamid: string, act: PaymentAct): void;
  /** Sends a cart filled from the catalogue. */
  sendCart(number: string, lines: readonly CartLine[], note?: string): string;
  askAboutProduct(number: string, retailerId: string, text: string): string;
  comeFromAd(number: string, text: string, referral: CustomerReferral): string;
  /** Changes the words of her own text or the caption of her own media. */
  edit(number: string, wamid: string, text: string): string;
  /** Takes her own message back. */
  revoke(number: string, wamid: string): string;
  /** Something the API cannot show, e.g. `poll`. */
  sendUnsupported(number: string, what?: string): string;
  /** Any other message type exactly as given: for what Meta invents next. */
  sendRaw(number: string, message: JsonObject): string;
  /** Moves to another phone number: a system message to every business she talks with. Gives their wamids. */
  changeNumber(newPhone: string): readonly string[];
  /** Her business-scoped ids are made anew: `user_changed_user_id` everywhere. Gives the wamids. */
  changeUserId(): readonly string[];
  /** New phone, same number: `customer_identity_changed` everywhere. Gives the wamids. */
  changeIdentity(): readonly string[];
  /** A webhook of `user_preferences`; has no wamid. */
  stopMarketing(number: string): void;
  resumeMarketing(number: string): void;
  /** Blocks the business: its messages stay at `sent`. */
  block(number: string): void;
  unblock(number: string): void;
  /** Puts the chat on the screen: what was delivered becomes read, and so does what comes while it is open. */
  open(number: string): void;
  close(number: string): void;
  /** Listens to a voice note. */
  play(number: string, wamid: string): void;
  goOffline(): void;
  /** Delivers what waited. */
  goOnline(): void;
  /** The next `times` sends to her are accepted and then fail with this code. */
  failNext(code: number, times?: number): void;
};
