import type { Channel } from "#contracts/channel";
import type { Http } from "#contracts/http-port";
import type { Journey, Understood } from "#contracts/journey";
import type { PaymentProvider } from "#contracts/payment-provider";
import type { Store } from "#contracts/store";
import type { ParsedCommand } from "#domain/command";
import type { Currency } from "#domain/currency";
import type { InboundContent } from "#domain/inbound";
import type { Instant } from "#domain/instant";
import type { Language, LocalText } from "#domain/language";
import type { PaymentCode } from "#domain/payment-shows";
import type { PayoutRead } from "#domain/payout";
import type { StatementRead } from "#domain/statement";
import type { Wording } from "#domain/wording";

/** Time, from outside: the real clock in production, a virtual one in the simulation and in the demo's time travel. */
export type Clock = {
  readonly now: () => Instant;
  /** Resolves after `milliseconds`, or earlier once `cancel` is called. */
  readonly timer: (milliseconds: number) => { readonly done: Promise<void>; readonly cancel: () => void };
};

/** New ids: UUIDv7, growing within one node. */
export type Ids = { readonly uuid: (at: Instant) => string };

/** Structured log lines: a message and fields that are safe to keep (ids, kinds, counts; never texts or numbers). */
export type Log = {
  readonly info: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly warn: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
  readonly error: (message: string, fields?: Readonly<Record<string, unknown>>) => void;
};

/** Counters and measures, without labels that name people. */
export type Metrics = {
  readonly count: (name: string, labels?: Readonly<Record<string, string>>, by?: number) => void;
  readonly observe: (name: string, value: number, labels?: Readonly<Record<string, string>>) => void;
};

/** Something changed that a screen may show. */
export type Changed = {
  readonly resource: "thread" | "message" | "order" | "payment" | "product" | "notice" | "settings" | "statement";
  readonly id: string;
};

/** Makes the bytes of a document of ours from its immutable content. */
export type RenderDocument = (content: Readonly<Record<string, unknown>>) => Promise<Uint8Array>;

/**
 * Draws a payment's code as PNG: for a thread, where it is looked at from a distance and sent on, or for a page, small
 * enough to stand in it. Rejects where the text is longer than any symbol holds.
 */
export type DrawCode = (code: PaymentCode, place: "thread" | "page") => Promise<Uint8Array>;

/** Words a wording in a language, from a journey's texts and the engine's own. */
export type FormatWording = (
  wording: Wording,
  reader: { readonly language: Language; readonly shop: readonly Language[] },
  journey?: string,
) => string;

/** What understanding needs of a shop. */
export type KnownAnswers = readonly {
  readonly id: string;
  readonly keywords: readonly string[];
  readonly body: LocalText;
}[];
/** Makes sense of a message. */
export type Understand = (content: InboundContent, answers: KnownAnswers, language: Language) => Understood;
/** Reads a merchant's line. */
export type ParseCommand = (
  text: string,
  shop: { readonly country: string; readonly currency: Currency; readonly languages: readonly Language[] },
) => ParsedCommand;
/** Guesses the language of a first message among the shop's; undefined when the text says too little. */
export type GuessLanguage = (text: string, among: readonly Language[]) => Language | undefined;

/** Reads a bank's statement. `secret` is that of the shop's signed ones. */
export type ReadStatement = (
  bytes: Uint8Array,
  shop: { readonly currency: Currency; readonly secret?: string },
) => StatementRead;
/** Reads a provider's file of payouts. */
export type ReadPayouts = (bytes: Uint8Array) => PayoutRead;

/** Work for the outside that a commit left. */
export type Wrote = "messages" | "tasks" | "looks";

/** Everything the engine is given. It imports no adapter, no clock, no chance. */
export type Ports = {
  readonly node: string;
  readonly clock: Clock;
  readonly ids: Ids;
  /** A number in [0, 1). */
  readonly chance: () => number;
  readonly http: Http;
  readonly store: Store;
  /** The same store over connections kept free for webhooks. */
  readonly intake: Store;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly changed: (businessId: string, changes: readonly Changed[]) => void;
  /** Told after a commit what it left to do: who runs the engine looks for it at once instead of at the next poll. */
  readonly wrote?: (work: ReadonlySet<Wrote>) => void;
  readonly documents: { readonly receipt: RenderDocument; readonly code: DrawCode };
  readonly format: FormatWording;
  readonly understand: Understand;
  readonly parseCommand: ParseCommand;
  /** The country (ISO 3166) a phone is from; undefined where it cannot be told. */
  readonly phoneCountry?: (phone: string) => string | undefined;
  readonly guessLanguage: GuessLanguage;
  readonly readStatement: ReadStatement;
  readonly readPayouts: ReadPayouts;
  /** The date on the wall in a time zone: `2026-11-24`. */
  readonly localDate: (at: Instant, timeZone: string) => string;
  /** When the day of an instant began in a time zone (IANA). */
  readonly dayStart: (at: Instant, timeZone: string) => Instant;
  /** The value behind `env:…`, `file:…` or an encrypted setting; undefined when there is none. */
  readonly secret: (reference: string) => string | undefined;
  /** Encrypts a value for the store; `secret` gives it back. */
  readonly seal: (plain: string) => string;
  readonly channels: readonly Channel[];
  readonly rails: readonly PaymentProvider[];
  readonly journeys: readonly Journey<unknown>[];
  /** Hash of bytes as hex (SHA-256). */
  readonly hash: (bytes: Uint8Array) => string;
  /** Where customers reach this server, without a slash at the end. */
  readonly publicUrl: string;
  /** The address of our page for a payment; without it customers are sent to the provider's own. */
  readonly payPage?: (businessId: string, paymentId: string) => string;
};
