import type { ContactCard } from "#domain/contact-card";
import type { Identity } from "#domain/identity";
import type { Instant } from "#domain/instant";
import type { InboundMedia } from "#domain/media";

/** What a customer's message holds. Every kind has a rendering in the inbox, the unknown ones too. */
export type InboundContent =
  | { readonly kind: "text"; readonly body: string }
  | ({ readonly kind: "media"; readonly caption?: string; readonly fileId?: string } & InboundMedia)
  | {
      readonly kind: "location";
      readonly latitude: number;
      readonly longitude: number;
      readonly name?: string;
      readonly address?: string;
    }
  | { readonly kind: "contacts"; readonly contacts: readonly ContactCard[]; readonly requested: boolean }
  /** A reaction to one of the thread's messages; without emoji it is taken back. */
  | { readonly kind: "reaction"; readonly to: string; readonly emoji?: string }
  /** A tap: a reply button, a list row or a template's quick reply. `choiceId` is ours. */
  | { readonly kind: "choice"; readonly choiceId: string; readonly title: string; readonly description?: string }
  /** A filled form (flow) or address, as the channel's own fields. */
  | { readonly kind: "form"; readonly form: string; readonly fields: Readonly<Record<string, unknown>> }
  /** A cart sent from the catalogue. Prices are what the customer saw, as decimal text; never believed. */
  | { readonly kind: "cart"; readonly catalogueId: string; readonly lines: readonly CartLine[]; readonly note?: string }
  | { readonly kind: "edited"; readonly original: string; readonly body?: string }
  | { readonly kind: "deleted"; readonly original: string }
  | { readonly kind: "system"; readonly event: string; readonly body: string }
  | { readonly kind: "unsupported"; readonly type: string; readonly reason?: string };

/** One line of a cart as the customer's app sent it. */
export type CartLine = {
  readonly sku: string;
  readonly quantity: number;
  readonly seenPrice: string;
  readonly seenCurrency: string;
};

/** The ad or post a conversation came from. */
export type Referral = {
  readonly source: "ad" | "post" | "other";
  readonly sourceId?: string;
  readonly url?: string;
  readonly headline?: string;
  readonly body?: string;
  readonly clickId?: string;
};

/** Who wrote, by everything the channel knows of them. `identities` is never empty. */
export type Sender = { readonly identities: readonly Identity[]; readonly name?: string; readonly username?: string };

/** Rank of a message's fate: it only ever grows, whatever order the webhooks arrive in. */
export const statusRank = { sent: 1, delivered: 2, read: 3, played: 4, failed: 5 } as const;
export type DeliveryStatus = keyof typeof statusRank;

/** What the channel charged for a message. */
export type Pricing = {
  readonly category: string;
  readonly type?: string;
  readonly model?: string;
  readonly billable?: boolean;
};

/** Why a message failed. */
export type DeliveryError = { readonly code: number; readonly title: string; readonly details?: string };

/** Everything a channel's webhook may tell. `id` is unique per channel account and equal on every redelivery. */
export type InboundEvent =
  | {
      readonly kind: "message";
      readonly id: string;
      readonly sender: Sender;
      readonly at: Instant;
      readonly content: InboundContent;
      /** Provider id of the message this one answers. */
      readonly replyTo?: string;
      readonly forwarded?: "once" | "often";
      readonly referral?: Referral;
      /** The product the customer asks about. */
      readonly aboutSku?: string;
    }
  | {
      readonly kind: "status";
      readonly id: string;
      /** Provider id of our message. */
      readonly messageId: string;
      readonly status: DeliveryStatus;
      readonly at: Instant;
      /** Our own id, which the channel gives back; settles a send whose answer was lost. */
      readonly correlation?: string;
      readonly recipient: readonly Identity[];
      readonly error?: DeliveryError;
      readonly pricing?: Pricing;
    }
  /**
   * The channel says that something became of a payment made in the chat. It moves no money: whoever takes the money is
   * asked. `reference` is what the order was shown under.
   */
  | {
      readonly kind: "payment-status";
      readonly id: string;
      readonly messageId: string;
      readonly reference: string;
      readonly status: string;
      readonly at: Instant;
    }
  /** The merchant wrote from the channel's own app: the bot falls silent. */
  | {
      readonly kind: "echo";
      readonly id: string;
      readonly recipient: Sender;
      readonly at: Instant;
      readonly content: InboundContent;
    }
  | {
      readonly kind: "identity-changed";
      readonly id: string;
      readonly previous: readonly Identity[];
      readonly next: readonly Identity[];
      readonly at: Instant;
      readonly body: string;
    }
  | {
      readonly kind: "marketing-preference";
      readonly id: string;
      readonly sender: Sender;
      readonly wants: boolean;
      readonly at: Instant;
    }
  | {
      readonly kind: "template-changed";
      readonly id: string;
      readonly name: string;
      readonly language: string;
      readonly change: string;
      readonly reason?: string;
      readonly at: Instant;
    }
  /** News about the account itself: quality, limits, restrictions. */
  | {
      readonly kind: "account-notice";
      readonly id: string;
      readonly topic: string;
      readonly severity: "note" | "warning" | "alarm";
      readonly body: string;
      readonly at: Instant;
    }
  /** Something this version cannot read; kept whole, replayed after an upgrade. */
  | { readonly kind: "unknown"; readonly id: string; readonly topic: string; readonly at: Instant };
