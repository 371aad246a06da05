import type { Money } from "#domain/money";

/** Whether the payer's card is kept: never, when she agrees on the page, or always. */
export type SaveCard = "never" | "ask" | "always";

/**
 * Who is to pay. A phone is in E.164 form ("+33612345678"). A name is as written, and means somebody only once the
 * caller has found her among the shop's people. Nobody: the merchant gets the link back and forwards it herself.
 */
export type Payee =
  | { readonly by: "phone"; readonly phone: string }
  | { readonly by: "name"; readonly name: string }
  | { readonly by: "nobody" };

/** An amount as it was read. Whatever was not written outright is to be shown back before anything is done with it. */
export type Sum = {
  readonly amount: Money;
  /**
   * The currency was not written, or with a sign that several currencies share. Where the payee is a name, too, this is
   * a guess: "20 lea" is money only if the shop knows a Lea; else it was ordinary talk ("20 roses").
   */
  readonly assumedCurrency: boolean;
  /** A mark could stand before decimals or between thousands ("1.234"), and the other reading was not excluded. */
  readonly ambiguousAmount: boolean;
};

/** What may be said of any page for the payer. */
export type PageTerms = {
  readonly email?: string;
  /** The merchant's own reference of the order: letters, figures and `_ . / # -`, at most 64. */
  readonly orderRef?: string;
  /** Whether the page also asks for the payer's data. */
  readonly form: boolean;
  /** Another of the merchant's shops. Whether there is such a shop is the caller's to find out. */
  readonly shop?: string;
  /** How long the link can be used, days from 1 to 90. */
  readonly validDays?: number;
  /** A link that moves no money. */
  readonly test: boolean;
};

/** A link to pay is wanted. `taxRate` is in hundredths of a percent, as in domain/vat.ts. */
export type Charge = { readonly kind: "charge"; readonly saveCard: SaveCard; readonly payee: Payee } & Sum &
  PageTerms & { readonly taxRate?: number };

/** A page that only registers a card, without a payment. */
export type CardRegistration = {
  readonly kind: "register-card";
  readonly saveCard: "ask" | "always";
  readonly payee: Payee;
  readonly email: string;
} & PageTerms;

/** A refund of an order, whole where no amount is named. The order is as written: "ord_12", "#12" or "12". */
export type RefundCommand = { readonly kind: "refund"; readonly order: string } & (Sum | WithoutSum);

/** A code to be scanned, with an amount or without: at the till where nobody is named, else it goes to the payer. */
export type QrCommand = { readonly kind: "qr"; readonly payee: Payee } & (Sum | WithoutSum);

/** The money of an order has arrived where only the merchant sees it. The order is as written. */
export type ReceivedCommand = { readonly kind: "received"; readonly order: string };

type WithoutSum = { readonly amount?: undefined; readonly assumedCurrency: false; readonly ambiguousAmount: false };

/** The stock of a product: set to a number, or changed by one with a sign. */
export type StockCommand = {
  readonly kind: "stock";
  readonly sku: string;
  readonly quantity: number;
  readonly mode: "set" | "add";
};

/** Something the merchant's text asks the till to do. */
export type Command =
  | Charge
  | CardRegistration
  | QrCommand
  | RefundCommand
  | ReceivedCommand
  | StockCommand
  /** The form that makes a link step by step. */
  | { readonly kind: "wizard" }
  /** What is under way is to be dropped. */
  | { readonly kind: "cancel" }
  /** Today's figures. */
  | { readonly kind: "today" }
  | { readonly kind: "help" }
  /** The last command is to be taken back. */
  | { readonly kind: "undo" };

/** The part of a command a problem is about; `text` is the line as a whole. */
export type ProblemField =
  | "amount"
  | "currency"
  | "payee"
  | "phone"
  | "email"
  | "saveCard"
  | "order"
  | "tax"
  | "shop"
  | "delay"
  | "sku"
  | "quantity"
  | "text";

/**
 * What is wrong with it.
 * - missing: needed and not there
 * - unknown: no currency of ISO 4217
 * - unclear: could mean several things
 * - unreadable: not of the form it needs
 * - twice: two that differ, or that exclude each other
 * - too-many-decimals, not-positive, too-large, out-of-range: as they say
 * - not-understood: a word that means nothing here
 * - hidden-characters: something invisible stands in the text
 * - card-number: never to be sent in a chat
 */
export type ProblemCode =
  | "missing"
  | "unknown"
  | "unclear"
  | "unreadable"
  | "twice"
  | "too-many-decimals"
  | "not-positive"
  | "too-large"
  | "out-of-range"
  | "not-understood"
  | "hidden-characters"
  | "card-number";

/** `found` is what stood there, at most 40 characters and without card numbers; "" where nothing did. */
export type Problem = { readonly field: ProblemField; readonly code: ProblemCode; readonly found: string };

/** What became of reading a text. */
export type ParsedCommand =
  | Command
  /** Meant as a command, and wrong. At least one problem. */
  | { readonly kind: "faulty"; readonly problems: readonly Problem[] }
  /** Ordinary talk. */
  | { readonly kind: "not-a-command" };
