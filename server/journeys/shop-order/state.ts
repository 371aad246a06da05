import type { ChosenOptions } from "#domain/product";

/** A product of a catalogue cart whose options are still to be asked. */
export type Pending = { readonly sku: string; readonly quantity: number };

/**
 * Where the talk about an order stands:
 * - idle: nothing is open
 * - browsing: products were shown, one may be chosen
 * - option: one option of one product is asked; `pending` are products asked after it
 * - cart: the cart and its total were shown, with a call to pay
 * - changing: its lines were shown, to change one
 * - line: what to do with one line is asked
 * - paying: a link is being made or stands open
 * - address: where to deliver is asked
 */
export type State =
  | { readonly at: "idle" }
  | { readonly at: "browsing"; readonly skus: readonly string[] }
  | {
      readonly at: "option";
      readonly sku: string;
      readonly quantity: number;
      readonly chosen: ChosenOptions;
      readonly option: string;
      readonly pending: readonly Pending[];
    }
  | { readonly at: "cart" }
  | { readonly at: "changing" }
  | { readonly at: "line"; readonly lineId: string }
  | {
      readonly at: "paying";
      readonly url?: string;
      readonly reminded: boolean;
      /** The order stands in the chat with its payment. */
      readonly inChat?: true;
    }
  | { readonly at: "address" };

/** Where every thread begins and every order ends. */
export const idle: State = { at: "idle" };
