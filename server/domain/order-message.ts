import type { MediaSource } from "#domain/media";

/** Countries in which WhatsApp shows an order with its payment (Meta, "Payments API", 2026), and the money of each. */
export const orderCurrencies = { IN: "INR", BR: "BRL" } as const;
/** One of them. */
export type OrderCountry = keyof typeof orderCurrencies;

/** Providers that take payments made in the chat in India. */
export type ChatGateway = "razorpay" | "payu" | "billdesk" | "zaakpay";
/** Kinds of key a Pix account is found by. */
export type PixKeyKind = "CPF" | "CNPJ" | "EMAIL" | "PHONE" | "EVP";

/**
 * How an order shown in the chat can be paid:
 * - gateway: in the chat itself, by the gateway the merchant connected at Meta under `configuration` (India)
 * - upi-intent: by the UPI app the customer chooses, from a `upi://pay` link (India)
 * - link: on a web page (Brazil; in India for accounts that Meta let in)
 * - pix: by copying a dynamic Pix code into her bank's app (Brazil)
 * - boleto: by the typed line of a boleto (Brazil)
 */
export type ChatWay =
  | {
      readonly way: "gateway";
      readonly gateway: ChatGateway;
      readonly configuration: string;
      /** Fields of the gateway's own, as it names them: `receipt`, `udf1` … */
      readonly extras?: Readonly<Record<string, string>>;
    }
  | { readonly way: "upi-intent"; readonly link: string }
  | { readonly way: "link"; readonly url: string }
  | {
      readonly way: "pix";
      readonly code: string;
      readonly merchantName: string;
      readonly key: string;
      readonly keyKind: PixKeyKind;
    }
  | { readonly way: "boleto"; readonly digitableLine: string };

/** A postal address as orders in India want it. */
export type OrderAddress = {
  readonly line1: string;
  readonly line2?: string;
  readonly city: string;
  /** State: its code for an importer, its name for whoever is to have the goods. */
  readonly state?: string;
  readonly postcode: string;
};

/** Where goods come from and who brings them in: India wants it beside goods of no catalogue. */
export type GoodsOrigin = {
  readonly country: string;
  readonly importer: string;
  readonly address: OrderAddress;
};

/** A line of an order shown in the chat. Amounts are minor units of the order's currency, for one piece. */
export type OrderItem = {
  readonly name: string;
  readonly amount: number;
  readonly quantity: number;
  /** The lower price that counts instead, where there is one. */
  readonly saleAmount?: number;
  readonly sku?: string;
  /** A picture; an item has either this or a sku. */
  readonly image?: string;
  readonly origin?: GoodsOrigin;
};

/** Where an order shown in the chat stands, in WhatsApp's words. */
export type ChatOrderStatus = "processing" | "partially-shipped" | "shipped" | "completed" | "canceled";

type Picture = { readonly type: "image"; readonly source: MediaSource };

/**
 * An order shown in the chat with its payment. Amounts are minor units; total = subtotal + tax + shipping − discount, and
 * the subtotal is what the items cost. `reference` is used for one such message only.
 */
export type OrderDetails = {
  readonly kind: "order-details";
  readonly body: string;
  readonly header?: Picture;
  readonly footer?: string;
  readonly reference: string;
  readonly country: OrderCountry;
  readonly currency: string;
  readonly goods: "digital" | "physical";
  readonly ways: readonly ChatWay[];
  readonly items: readonly OrderItem[];
  readonly subtotal: number;
  readonly tax: number;
  readonly shipping?: number;
  readonly discount?: { readonly amount: number; readonly note?: string; readonly programme?: string };
  readonly total: number;
  readonly catalogueId?: string;
  /** When it can be paid no more (ms since the epoch), and what she is told then. */
  readonly expires?: { readonly at: number; readonly note: string };
  /** Who is to have the goods: India, physical goods. */
  readonly beneficiaries?: readonly ({ readonly name: string } & OrderAddress)[];
};

/** News of an order that was shown in the chat. */
export type OrderStatus = {
  readonly kind: "order-status";
  readonly body: string;
  readonly header?: Picture;
  readonly footer?: string;
  readonly reference: string;
  readonly country: OrderCountry;
  readonly status: ChatOrderStatus;
  readonly note?: string;
  /** Brazil, where Meta does not see the money: what the shop knows of it. `at` in ms since the epoch. */
  readonly payment?: { readonly status: "pending" | "captured" | "failed"; readonly at: number };
};
