import type { Money } from "#domain/money";
import {
  type ChatWay,
  type GoodsOrigin,
  type OrderCountry,
  type PixKeyKind,
  orderCurrencies,
} from "#domain/order-message";
import { type PaymentShows, lineOf } from "#domain/payment-shows";
import type { SendingWindow } from "#domain/sending-window";

/** What a channel account may show: orders with their payment, in one country, from one number. */
export type NativeAccount = {
  readonly country: OrderCountry;
  /** The provider's name of the number the order is sent from: gateways know an order by it. */
  readonly number: string;
  /** The shop's own number, digits with the country's code. */
  readonly phone: string;
  readonly catalogueId?: string;
};

/** How a payment may be made in the chat, as its rail says. */
export type NativeTerms = {
  readonly country: OrderCountry;
  /** The number the order must be sent from, where the rail looks it up there. */
  readonly number?: string;
  readonly ways: readonly ChatWay[];
  readonly origin?: GoodsOrigin;
};

/** Why an order is not shown in the chat with its payment, and a link is sent instead. */
export type NativePayProblem =
  /** The channel account shows no orders, or of another country. */
  | "account"
  /** The shop's own number is not of the country. */
  | "own-number"
  /** The rail's payments are not made in a chat, or from another number. */
  | "rail"
  | "currency"
  /** The customer's number is unknown (a username alone), or of another country. */
  | "customer-number"
  | "window"
  /** Her card is to be kept, which is done on the provider's page. */
  | "keeps-card"
  /** The merchant passes the link on herself. */
  | "passed-on"
  /** It ends too soon: WhatsApp wants five minutes, and the message needs a moment. */
  | "time"
  /** India wants a catalogue, or where the goods come from. */
  | "origin"
  /** The lines do not add up to the amount, or one of them costs nothing. */
  | "lines"
  /** WhatsApp did not take the order, or could not show it. */
  | "refused";

/** What the rule looks at. */
export type NativeCase = {
  readonly account: NativeAccount | undefined;
  readonly terms: NativeTerms | undefined;
  /** Digits with the country's code. */
  readonly customerPhone: string | undefined;
  readonly window: SendingWindow;
  readonly amount: Money;
  readonly lines: readonly { readonly quantity: number; readonly unitPrice: Money }[];
  /** Milliseconds it stays payable. */
  readonly left: number;
  readonly keepsCard: boolean;
  readonly passedOn: boolean;
};

/** WhatsApp refuses an order that ends within five minutes; ours ends five before the payment, and may wait to be sent. */
const shortest = 15 * 60_000;

/** Numbers of subscribers by country: India's have ten digits, Brazil's ten or eleven. */
const numbers: Readonly<Record<OrderCountry, RegExp>> = { IN: /^91\d{10}$/, BR: /^55\d{10,11}$/ };

/** The first reason why an order cannot be shown in the chat with its payment, or undefined. */
export function nativePayProblem(given: NativeCase): NativePayProblem | undefined {
  const { account, terms, amount } = given;
  if (given.passedOn) return "passed-on";
  if (!account) return "account";
  if (!terms || terms.ways.length === 0) return "rail";
  if (terms.country !== account.country) return "account";
  if (terms.number !== undefined && terms.number !== account.number) return "rail";
  if (!numbers[account.country].test(account.phone)) return "own-number";
  if (amount.currency !== orderCurrencies[account.country]) return "currency";
  if (given.customerPhone === undefined || !numbers[account.country].test(given.customerPhone))
    return "customer-number";
  if (given.window !== "open") return "window";
  if (given.keepsCard) return "keeps-card";
  if (given.left < shortest) return "time";
  if (account.country === "IN" && account.catalogueId === undefined && !terms.origin) return "origin";
  return addsUp(given) ? undefined : "lines";
}

function addsUp({ amount, lines }: NativeCase): boolean {
  const whole = lines.every(({ quantity, unitPrice }) => unitPrice.minor > 0 && Number.isSafeInteger(quantity));
  const sum = lines.reduce((all, { quantity, unitPrice }) => all + unitPrice.minor * quantity, 0);
  return whole && lines.length > 0 && sum === amount.minor;
}

const uuidShape = /^([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})$/;
const referenceShape = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;

/**
 * What an order is called in the chat: the payment's id without its dashes. WhatsApp takes 35 characters of letters,
 * digits, `_`, `.` and `-`, and each reference for one message only: a payment is one attempt, so its id is new for each.
 * Throws a RangeError for what is no id of a payment.
 */
export function chatReference(paymentId: string): string {
  if (!uuidShape.test(paymentId)) throw new RangeError(`${paymentId} is no id of a payment`);
  return paymentId.replaceAll("-", "");
}

/** The payment a reference stands for; undefined where it is none of ours. */
export function paymentOfReference(reference: string): string | undefined {
  return referenceShape.exec(reference)?.slice(1).join("-");
}

/** What became of a payment's presentation in the chat: its order is shown there, or a link was sent for this reason. */
export type ChatPayment =
  | { readonly shown: true }
  | { readonly shown: false; readonly problem: NativePayProblem; readonly details?: string };

/** An order that is shown in a chat with its payment, but for its words. */
export type ShownOrder = {
  readonly reference: string;
  readonly country: OrderCountry;
  readonly ways: readonly ChatWay[];
  /** When the chat takes no payment any more, ms since the epoch. */
  readonly endsAt: number;
  readonly catalogueId?: string;
  readonly origin?: GoodsOrigin;
  /** It stands in the chat already: WhatsApp takes a reference once. */
  readonly again?: true;
};

/** The chat stops taking money this long before the payment ends: what was begun until then is known when it does. */
export const endsBefore = 5 * 60_000;

/** How each kind of Pix key is written. */
const pixKeys: readonly (readonly [PixKeyKind, RegExp])[] = [
  ["EMAIL", /@/],
  ["PHONE", /^\+55\d{10,11}$/],
  ["EVP", /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i],
  ["CPF", /^\d{11}$/],
  ["CNPJ", /^[0-9A-Z]{12}\d{2}$/],
];

/** A Pix code that a rail shows, as the chat shows it; undefined for other codes, or one without its key beside it. */
export function pixWay(shows: PaymentShows): ChatWay | undefined {
  if (shows.code?.grammar !== "pix") return undefined;
  const key = lineOf(shows, "pix-key");
  const keyKind = pixKeys.find(([, shape]) => key !== undefined && shape.test(key))?.[0];
  const merchantName = lineOf(shows, "beneficiary");
  if (key === undefined || keyKind === undefined || merchantName === undefined) return undefined;
  return { way: "pix", code: shows.code.text, merchantName, key, keyKind };
}
