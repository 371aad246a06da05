import type { Language } from "#domain/language";
import type { LineKey } from "#domain/payment-shows";
import type { FailureKind } from "./failure-reasons.ts";
import { en } from "./texts-en.ts";
import { es } from "./texts-es.ts";
import { fr } from "./texts-fr.ts";
import { it } from "./texts-it.ts";
import { pt } from "./texts-pt.ts";

/** A heading and the sentence under it. */
export type Said = { readonly title: string; readonly body: string };

/** The words of the pay page. Amounts, dates and names come in written already. */
export type PageTexts = {
  /** How numbers and dates are written. */
  readonly locale: string;
  readonly languages: string;
  readonly order: (number: number) => string;
  readonly yourOrder: string;
  readonly total: string;
  readonly each: (quantity: number, amount: string) => string;
  readonly validUntil: (when: string) => string;
  readonly pay: (amount: string) => string;
  readonly tryAgain: (amount: string) => string;
  readonly provider: string;
  readonly ways: string;
  /** What to know of a way to pay: when it is confirmed, and that it answers badly just now. */
  readonly way: {
    readonly atOnce: string;
    readonly atShop: string;
    readonly byHand: string;
    readonly byHandWithin: (from: number, to: number) => string;
    readonly down: string;
  };
  readonly next: string;
  readonly nextReady: string;
  readonly unsure: string;
  readonly back: string;
  readonly close: string;
  readonly question: (shop: string) => string;
  readonly receipt: string;
  readonly papers: Readonly<Record<"invoice" | "credit-note" | "refund-receipt", (number: string) => string>>;
  readonly lookAgain: string;
  readonly notPaid: string;
  readonly askAgain: string;
  readonly newer: string;
  readonly other: string;
  readonly wentBack: (amount: string) => string;
  readonly goesBack: (amount: string) => string;
  /** What her chat is opened with; the till understands it. */
  readonly chat: { readonly question: (number: number) => string; readonly again: (number: number) => string };
  readonly ready: Said;
  /** She pays by a code, or at the shop. */
  readonly shown: Said;
  readonly atShop: Said;
  readonly nextShown: string;
  readonly nextAtShop: string;
  readonly timeOver: Said;
  readonly codeAlt: string;
  readonly openApp: string;
  readonly print: string;
  readonly backToPage: string;
  /** Names of what is to be copied. */
  readonly lineNames: Readonly<Record<LineKey, string>>;
  readonly failed: Said;
  readonly failures: Readonly<Record<FailureKind, string>>;
  readonly preparing: Said;
  readonly checking: Said;
  readonly paid: Said;
  readonly refunded: Said;
  readonly partRefunded: Said;
  readonly refunding: Said;
  readonly paidCancelled: Said;
  readonly lost: Said;
  readonly outOfStock: Said;
  readonly wrongAmount: Said;
  readonly surplus: Said;
  readonly alreadyPaid: Said;
  readonly cancelled: Said;
  readonly replaced: Said;
  readonly newerLink: Said;
  readonly expired: Said;
  readonly unknown: Said;
  readonly unavailable: Said;
  readonly thanks: Said;
};

/** In every language of the till. */
export const pageTexts: Readonly<Record<Language, PageTexts>> = { en, fr, it, es, pt };

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: "English",
  fr: "Français",
  it: "Italiano",
  es: "Español",
  pt: "Português",
};
