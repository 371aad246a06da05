import type { Instant } from "#domain/instant";
import type { LocalText } from "#domain/language";
import type { Money } from "#domain/money";
import type { ShownOrder } from "#domain/native-pay";
import type { OrderLine } from "#domain/order";
import type { ChatOrderStatus } from "#domain/order-message";

/** A value put into a text; money, days and local texts are written the reader's way. */
export type WordingValue =
  | string
  | number
  | { readonly money: Money }
  | { readonly local: LocalText }
  | { readonly wording: Wording }
  /** A day as it is in a time zone (IANA), written the reader's way. */
  | { readonly day: Instant; readonly zone: string };

/** A text by its name in a journey's catalogue, a merchant's text in her languages, or words as they are. */
export type Wording =
  | { readonly text: string; readonly values?: Readonly<Record<string, WordingValue>> }
  | { readonly local: LocalText }
  | { readonly literal: string }
  /** Several wordings, joined by the separator. */
  | { readonly join: readonly Wording[]; readonly by: string };

/** A file of ours a message carries. */
export type FileOfOurs =
  | { readonly file: "receipt"; readonly documentId: string }
  /** The picture of a payment's code. */
  | { readonly file: "code"; readonly paymentId: string }
  | { readonly file: "upload"; readonly fileId: string };

/** What a journey wants written, before it is worded in the customer's language and cut to the channel's limits. */
export type Draft =
  | { readonly kind: "text"; readonly body: Wording }
  | {
      readonly kind: "buttons";
      readonly body: Wording;
      readonly buttons: readonly { readonly id: string; readonly title: Wording }[];
      /** A picture above, by address. */
      readonly image?: string;
    }
  | {
      readonly kind: "list";
      readonly body: Wording;
      readonly button: Wording;
      readonly rows: readonly { readonly id: string; readonly title: Wording; readonly description?: Wording }[];
    }
  | { readonly kind: "link"; readonly body: Wording; readonly label: Wording; readonly url: string }
  | {
      readonly kind: "product-list";
      readonly header: Wording;
      readonly body: Wording;
      readonly section: Wording;
      readonly skus: readonly string[];
    }
  /** An order with its payment in the chat; `expired` is what she is told once it can be paid no more. */
  | {
      readonly kind: "order-details";
      readonly body: Wording;
      readonly expired: Wording;
      readonly shown: ShownOrder;
      readonly lines: readonly OrderLine[];
      readonly total: Money;
    }
  /** News of an order that is shown in the chat. */
  | {
      readonly kind: "order-status";
      readonly body: Wording;
      readonly shown: Pick<ShownOrder, "reference" | "country">;
      readonly status: ChatOrderStatus;
      /** When its money came, ms since the epoch: told where the channel does not see it. */
      readonly paidAt?: number;
    }
  | { readonly kind: "image"; readonly file: FileOfOurs; readonly caption: Wording }
  | { readonly kind: "document"; readonly file: FileOfOurs; readonly caption?: Wording; readonly filename: string };
