import type { Command } from "#domain/command";
import type { Money } from "#domain/money";
import type { Wording } from "#domain/wording";
import type { PaymentShown } from "#domain/payment-shows";

/** Somebody a merchant may mean by what she wrote. */
export type Candidate = {
  readonly personId: string;
  readonly name: string;
  /** With a plus and the country's code, where one is known. */
  readonly phone?: string;
};

/** A kept card as it may be shown. */
export type ShownCard = { readonly cardId: string; readonly brand: string; readonly lastFour: string };

/** Why a command cannot be done as it stands. `details` are the till's own words or figures for it. */
export type CommandRefused = {
  readonly reason:
    | "not-listed"
    | "unknown-person"
    | "unknown-order"
    | "unknown-product"
    | "no-rail"
    | "no-code-rail"
    | "keeps-no-cards"
    | "no-registration"
    | "other-shop"
    | "no-test"
    | "no-form"
    | "amount"
    | "ceiling"
    | "limit"
    | "nothing-to-refund"
    | "too-much"
    | "disputed"
    | "short-stock"
    | "nothing-to-undo"
    | "already-paid"
    | "no-amount"
    | "not-by-hand"
    | "nothing-asked";
  readonly details?: string;
  readonly money?: Money;
};

/** What a command means here, looked up before it is confirmed: nothing has happened yet. */
export type CommandReading =
  | {
      readonly read: "charge";
      /** Nobody: she passes the link on herself. */
      readonly payee?: { readonly personId?: string; readonly name: string; readonly phone?: string };
      /** The kept card that would be charged at once. */
      readonly card?: ShownCard;
      readonly railName: string;
      /** It is paid by a code to be scanned. */
      readonly byCode?: true;
    }
  | { readonly read: "register"; readonly payee?: { readonly name: string }; readonly railName: string }
  | { readonly read: "refund"; readonly number: number; readonly amount: Money; readonly who: string }
  | {
      readonly read: "received";
      readonly paymentId: string;
      readonly number: number;
      readonly amount: Money;
      readonly who: string;
      readonly railName: string;
      /** Whether the order is paid by it; else the money is to go back. */
      readonly settles: boolean;
    }
  | { readonly read: "stock"; readonly sku: string; readonly name: string; readonly now: number | undefined }
  /** Two or more are meant: she chooses. */
  | { readonly read: "several"; readonly candidates: readonly Candidate[] }
  | { readonly read: "refused"; readonly refused: CommandRefused };

/** Figures of a shop's day, in its currency. */
export type DayFigures = {
  readonly paid: Money;
  readonly payments: number;
  readonly refunded: Money;
  readonly refunds: number;
  readonly open: Money;
  readonly openCount: number;
  /** Paid, and by its rails' habit not on the bank account yet: it comes so many days after its payment. */
  readonly onItsWay?: { readonly amount: Money; readonly days: readonly [from: number, to: number] };
};

/** What can be taken back of what was done last. */
export type Undoable =
  | { readonly did: "asked"; readonly orderId: string }
  | { readonly did: "stock"; readonly sku: string; readonly by: number };

/** What came of a command. */
export type CommandResult =
  | { readonly done: "asked"; readonly number: number; readonly amount: Money; readonly undo: Undoable }
  /** Nothing is owed for it any more where it does not settle: it is to go back. */
  | { readonly done: "received"; readonly number: number; readonly amount: Money; readonly settled: boolean }
  | { readonly done: "refund" | "refund-waits"; readonly number: number; readonly amount: Money }
  | { readonly done: "stock"; readonly sku: string; readonly stock: number; readonly undo: Undoable }
  | { readonly done: "today"; readonly figures: DayFigures }
  | { readonly done: "undone"; readonly what: "asked"; readonly number: number }
  | { readonly done: "undone"; readonly what: "stock"; readonly sku: string; readonly stock: number }
  | { readonly done: "refused"; readonly refused: CommandRefused };

/** What a merchant's line is to do, with whom it was settled to be about. */
export type SettledCommand = {
  readonly command: Command;
  readonly personId?: string;
  readonly cardId?: string;
  /** The payment that was shown, whose money has arrived. */
  readonly paymentId?: string;
  readonly undo?: Undoable;
};

/** News of a sale that a merchant asked for, for herself. */
export type SaleNews = {
  readonly number: number;
  readonly amount: Money;
  /** Who pays; absent where she passes the link on herself. */
  readonly who?: string;
  readonly reference?: string;
} & (
  | {
      readonly news: "link";
      readonly url: string;
      /** What is paid by where the rail has no page of a provider. */
      readonly shown?: PaymentShown;
      readonly why: "echo" | "window-closed" | "not-sent";
    }
  | { readonly news: "link-sent"; readonly url: string; readonly shown?: PaymentShown }
  /** The customer says that she has paid; nobody has seen it yet. */
  | { readonly news: "says-paid" }
  | { readonly news: "failed"; readonly reason: string }
  | { readonly news: "attempt-failed"; readonly reason: string }
  | { readonly news: "paid"; readonly receiptId: string; readonly receiptNumber: string }
  | { readonly news: "expired" }
  /** The way that was begun cannot be had and another is offered; or the payer chose another. */
  | { readonly news: "other-way" | "way-chosen"; readonly from: Wording; readonly to: Wording }
  | { readonly news: "cancelled" }
  | { readonly news: "card-kept"; readonly card: { readonly brand: string; readonly lastFour: string } }
  | { readonly news: "needs-customer"; readonly reason: string }
  /** The provider has not said whether the kept card was charged. */
  | { readonly news: "charge-unknown"; readonly reason: string }
  /** It was not, and will not be. */
  | { readonly news: "charge-failed"; readonly reason: string }
  | { readonly news: "refunded"; readonly refund: Money; readonly state: "requested" | "done" | "failed" }
);
