import type { CommandReading, CommandResult, SaleNews } from "#domain/selling";
import type { Command, ParsedCommand } from "#domain/command";
import type { Effect } from "#domain/effect";
import type { InboundContent } from "#domain/inbound";
import type { Instant } from "#domain/instant";
import type { Language } from "#domain/language";
import type { Money } from "#domain/money";
import type { ShownOrder } from "#domain/native-pay";
import type { BasketProblem, OrderLine, OrderState } from "#domain/order";
import type { Wording } from "#domain/wording";
import type { PaymentShown } from "#domain/payment-shows";
import type { Product } from "#domain/product";
import type {
  DecisionResult,
  RefundAsked,
  RefundCause,
  RefundNews,
  RefundWork,
  RefundableOrder,
  SealedAccount,
} from "#domain/refund-request";

/** What a customer may want by a word of hers. */
export type CustomerWant =
  | "forget-card"
  /** She says that she paid. */
  | "paid"
  /** What she paid, and its receipts. */
  | "payments"
  | "refund"
  | "order"
  | "human"
  | "cancel"
  | "stop"
  | "help"
  | "greeting";

/** What understanding made of a customer's message. */
export type Understood = {
  readonly content: InboundContent;
  /** Plain text of the message, masked; empty for none. */
  readonly text: string;
  /** What she seems to want, by the words of her language. */
  readonly wants?: CustomerWant;
  /** The shop's own answer whose keyword she used. */
  readonly answer?: string;
  /** What a merchant's line asks the till to do; only in the threads of people who may sell. */
  readonly command?: ParsedCommand;
  /** Our id of the message: where it holds a picture, the picture's too. */
  readonly messageId?: string;
  /** The amount the text names, where the journey `reads` one. */
  readonly amount?: Money;
  /** The account number the text holds, where the journey `reads` one: sealed, or what is wrong with it. */
  readonly account?: SealedAccount | { readonly wrong: string };
};

/** The order a journey talks about, as it stands now. */
export type OrderView = {
  readonly orderId: string;
  /** The number people say; absent while it is a cart. */
  readonly number?: number;
  readonly state: OrderState;
  readonly revision: number;
  readonly lines: readonly OrderLine[];
  readonly total: Money;
  readonly address?: string;
  readonly note?: string;
  /** The order is shown in the chat with its payment: its news go there. */
  readonly shown?: Pick<ShownOrder, "reference" | "country">;
  /** A merchant asked for this money: nothing is packed or sent. */
  readonly askedFor?: true;
};

/** What can happen to a journey. */
export type JourneyEvent =
  | { readonly event: "customer-said"; readonly understood: Understood }
  | {
      readonly event: "basket-changed";
      readonly problems: readonly BasketProblem[];
      readonly by: "customer" | "operator";
    }
  | {
      readonly event: "link-ready";
      readonly url: string;
      readonly amount: Money;
      readonly expiresAt: Instant;
      /** Paying there keeps her card, always or when she agrees: said before she pays. */
      readonly keepsCard?: "ask" | "always";
      /** The order is shown in the chat with its payment instead. */
      readonly inChat?: ShownOrder;
      /** What she pays by where the rail has no page of a provider. */
      readonly shown?: PaymentShown;
    }
  | { readonly event: "link-failed"; readonly reason: string }
  /** `late`: what was sent before still counts when it arrives. */
  | { readonly event: "link-expired"; readonly late?: true }
  | {
      readonly event: "payment-failed";
      readonly reason: string;
      readonly url?: string;
      /** It was tried in the chat, where the order stands. */
      readonly inChat?: true;
      /** After several tries: another way to pay there is, and what a tap on it must say. */
      readonly otherWay?: { readonly from: string; readonly orderId: string; readonly rail: Wording };
    }
  /** The way to pay that was begun cannot be had; the link of another follows. */
  | { readonly event: "rail-changed"; readonly from: Wording; readonly to: Wording }
  /** The payer chose another way; the link of it follows. */
  | { readonly event: "rail-chosen"; readonly from: Wording; readonly to: Wording }
  /** Another way was asked for: the order takes no payment any more, or every way was offered. */
  | { readonly event: "no-other-way"; readonly why: "paid" | "closed" }
  | { readonly event: "no-other-way"; readonly why: "none"; readonly reason: string }
  | { readonly event: "order-paid"; readonly amount: Money; readonly receiptId: string; readonly receiptNumber: string }
  /** The money came, the goods did not suffice: it goes back. */
  | { readonly event: "order-unfulfillable"; readonly amount: Money }
  | { readonly event: "order-shipped"; readonly carrier?: string; readonly tracking?: string; readonly url?: string }
  | { readonly event: "order-cancelled"; readonly refund?: Money; readonly by: "customer" | "operator" | "till" }
  | { readonly event: "address-changed"; readonly address: string; readonly by: "customer" | "operator" }
  | { readonly event: "refund-changed"; readonly amount: Money; readonly state: "requested" | "done" | "failed" }
  /** Money that settled nothing is going back. */
  | { readonly event: "surplus-returned"; readonly amount: Money }
  /** A card of hers is kept for later payments. */
  | { readonly event: "card-kept"; readonly card: { readonly brand: string; readonly lastFour: string } }
  /** What a merchant's line means, looked up; nothing has happened yet. */
  | { readonly event: "command-read"; readonly command: Command; readonly reading: CommandReading }
  | { readonly event: "command-done"; readonly result: CommandResult }
  | { readonly event: "sale-news"; readonly sale: SaleNews }
  /** What of hers can go back; `wanted` is the one she pointed at. */
  | { readonly event: "refundable-found"; readonly orders: readonly RefundableOrder[]; readonly wanted?: string }
  | { readonly event: "refund-asked"; readonly result: RefundAsked }
  | { readonly event: "refund-added"; readonly found: boolean }
  /** News of her refund request. */
  | { readonly event: "refund-news"; readonly news: RefundNews }
  /** A refund request that waits for the merchant. */
  | { readonly event: "refund-work"; readonly work: RefundWork }
  | { readonly event: "refund-decided"; readonly result: DecisionResult }
  | { readonly event: "woke-up"; readonly name: string };

/** What a journey may look at while it decides. */
export type JourneyContext = {
  readonly now: Instant;
  readonly language: Language;
  readonly shop: {
    readonly name: string;
    readonly languages: readonly Language[];
    readonly catalogueId?: string;
    /** Milliseconds before an unpaid link is recalled. */
    readonly reminderAfter: number;
    /** For which causes of a refund a photo is asked for. */
    readonly refundPhotos?: readonly RefundCause[];
  };
  readonly products: readonly Product[];
  readonly order: OrderView | undefined;
  /** What the thread's channel can show. */
  readonly channel: { readonly maxButtons: number; readonly maxRows: number; readonly catalogue: boolean };
};

/** A step: the next state, what to do, and whether a customer's message was taken. What was not goes to understanding. */
export type Decision<State> = {
  readonly state: State;
  readonly effects: readonly Effect[];
  readonly consumed: boolean;
};

/** A conversation as a pure decider over plain JSON: no clock, no chance, no reach outside. */
export interface Journey<State> {
  readonly name: string;
  readonly initial: State;
  /** Whether the journey waits for something from the customer or the provider. */
  active(state: State): boolean;
  decide(state: State, event: JourneyEvent, context: JourneyContext): Decision<State>;
  /** What the next text is to be read for, beyond what she wants by it. An account number is sealed before it is kept. */
  reads?(state: State): "amount" | "account" | undefined;
  /** The question that stands open, to be put again after something else was answered. */
  question(state: State, context: JourneyContext): readonly Effect[];
  /** Texts by name and language, as ICU messages. */
  readonly texts: Readonly<Record<string, Readonly<Record<Language, string>>>>;
}

/** Declares a journey with its state typed from its initial one. */
export const defineJourney = <State>(journey: Journey<State>): Journey<State> => journey;
