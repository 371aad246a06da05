import { createContext, use } from "react";
import type { CustomerAct } from "../acts.ts";
import type { PhoneChat, PhoneMessage, PhoneProduct, PhoneShop, PhoneUser } from "../api.ts";
import type { PhoneState } from "./phone-store.ts";

/** What covers the chat: the top of a pile, closed with Escape or "back". */
export type Layer =
  | { readonly kind: "list"; readonly message: PhoneMessage }
  | { readonly kind: "menu"; readonly message: PhoneMessage }
  | { readonly kind: "browser"; readonly url: string }
  | { readonly kind: "file"; readonly url: string; readonly name: string; readonly mimeType: string }
  | { readonly kind: "flow"; readonly message: PhoneMessage }
  | { readonly kind: "address"; readonly message: PhoneMessage }
  | { readonly kind: "payment"; readonly message: PhoneMessage }
  | { readonly kind: "attach" }
  | { readonly kind: "location"; readonly replyTo?: string }
  | { readonly kind: "contact" }
  | { readonly kind: "catalogue"; readonly only?: readonly string[]; readonly title?: string }
  | { readonly kind: "product"; readonly retailerId: string }
  | { readonly kind: "cart" }
  | { readonly kind: "chat" }
  | { readonly kind: "customers" }
  | { readonly kind: "trouble" };

/** What every part of the phone can see and do. */
export type Phone = {
  readonly state: PhoneState;
  readonly customer: PhoneUser;
  readonly setCustomer: (id: string) => void;
  /** The shop whose chat is open; undefined on the list of chats. */
  readonly shop: PhoneShop | undefined;
  readonly openShop: (number: string | undefined) => void;
  /** The language the customer reads product names in. */
  readonly language: string;
  /** The world's time now, in milliseconds since the epoch. */
  readonly now: () => number;
  /** Does something in the open chat; a refusal is shown on the phone. Gives false when it was refused. */
  readonly act: (wish: CustomerAct) => Promise<boolean>;
  readonly layers: readonly Layer[];
  readonly push: (layer: Layer) => void;
  /** Closes the top layer. */
  readonly pop: () => void;
  readonly closeAll: () => void;
  readonly tell: (sentence: string) => void;
  /** The message being answered or changed in the composer. */
  readonly draft: Draft;
  readonly setDraft: (draft: Draft) => void;
  /** What lies in the cart of the open chat: quantity by retailer id. */
  readonly cart: ReadonlyMap<string, number>;
  readonly setCart: (cart: ReadonlyMap<string, number>) => void;
  /** True when the panels beside the phone are not on the screen. */
  readonly alone: boolean;
};

/** What the composer is about. */
export type Draft =
  | { readonly kind: "new" }
  | { readonly kind: "reply"; readonly message: PhoneMessage }
  | { readonly kind: "edit"; readonly message: PhoneMessage };

/** Given by `PhoneApp`. */
export const PhoneContext = createContext<Phone | undefined>(undefined);

/** The phone around this part. */
export function usePhone(): Phone {
  const phone = use(PhoneContext);
  if (phone === undefined) throw new Error("This part belongs inside a phone.");
  return phone;
}

/** The open chat, or undefined on the list of chats. */
export function useChat(): PhoneChat | undefined {
  const { state, customer, shop } = usePhone();
  return shop === undefined ? undefined : state.chats.get(`${customer.id} ${shop.number}`);
}

/** A product's name in the customer's language, else in the shop's first one. */
export function productName(product: PhoneProduct, language: string, shop: PhoneShop | undefined): string {
  return textIn(product.names, language, shop) || product.retailerId;
}

/** A text of the shop in the customer's language, else in the shop's first one that has it. */
export function textIn(texts: Readonly<Record<string, string>>, language: string, shop: PhoneShop | undefined): string {
  return [language, ...(shop?.languages ?? [])].map((tag) => texts[tag]).find((text) => text !== undefined) ?? "";
}
