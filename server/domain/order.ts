import type { Currency } from "#domain/currency";
import type { LocalText } from "#domain/language";
import { type Money, money, times, total } from "#domain/money";
import {
  type ChosenOptions,
  type OptionWords,
  type Product,
  acceptOption,
  missingOption,
  optionWords,
  tooLongFor,
} from "#domain/product";
import { type VatShare, type VatRate, splitVat, vatRate } from "#domain/vat";

/** WhatsApp's cart allows 99 of an item; so do we everywhere. */
export const maxQuantity = 99;

/**
 * - cart: being filled, by either side
 * - placed: the customer may pay; an edit makes a new revision and voids the link
 * - paid, shipped, delivered: in that order
 * - cancelled: closed without goods; what was paid goes back
 */
export type OrderState = "cart" | "placed" | "paid" | "shipped" | "delivered" | "cancelled";

const moves: Readonly<Record<OrderState, readonly OrderState[]>> = {
  cart: ["placed", "cancelled"],
  placed: ["paid", "cancelled"],
  paid: ["shipped", "delivered", "cancelled"],
  shipped: ["delivered", "cancelled"],
  delivered: ["cancelled"],
  cancelled: [],
};

/** Whether an order may go from one state to the other. */
export const mayOrderMove = (from: OrderState, to: OrderState): boolean => moves[from].includes(to);

/** One line of an order: a snapshot of the product at the price of our records. */
export type OrderLine = {
  /** Stable name of the line: the sku and the chosen options. */
  readonly lineId: string;
  readonly sku: string;
  readonly name: LocalText;
  readonly options: ChosenOptions;
  /** How the options read; absent where the shop wrote no texts for them. */
  readonly optionWords?: OptionWords;
  readonly quantity: number;
  readonly unitPrice: Money;
  readonly vatRate: VatRate;
};

/** The chosen options of a line as people read them, in the product's order: the shop's text, else the key. */
export const readOptions = (
  line: Pick<OrderLine, "options" | "optionWords">,
  say: (text: LocalText) => string,
): readonly { readonly name: string; readonly value: string }[] =>
  Object.entries(line.options)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => {
      const words = line.optionWords?.[name];
      return {
        name: (words?.name && say(words.name)) || name,
        value: (words?.value && say(words.value)) || value,
      };
    });

/** What a merchant asked for by a line of text. */
export type OrderTerms = {
  /** Who asked: her thread is told what becomes of it. */
  readonly askedBy: { readonly threadId: string; readonly name: string; readonly phone: string };
  /** The message she confirmed by: one sale, however often it arrives. */
  readonly commandId: string;
  /** Who gets the link: the customer, or she herself to pass it on. */
  readonly sendTo: "customer" | "merchant";
  /** Her own number for it. */
  readonly reference?: string;
  readonly email?: string;
  readonly saveCard?: "ask" | "always";
  /** Milliseconds the link is to stay payable. */
  readonly validFor?: number;
  /** The kept card that is to be charged instead of sending a link. */
  readonly cardId?: string;
  /** The page also asks for the payer's details. */
  readonly form?: true;
  /** Asked for as a rehearsal, where every rail works with test keys. */
  readonly test?: true;
};

/** What an order sells, without who buys it. */
export type Basket = { readonly currency: Currency; readonly country: string; readonly lines: readonly OrderLine[] };

/** Price of a line, VAT included. */
export const lineTotal = (line: OrderLine): Money => times(line.unitPrice, line.quantity);
/** Price of the whole basket, VAT included. */
export const basketTotal = (basket: Basket): Money => total(basket.lines.map(lineTotal), basket.currency);
/** VAT per rate, rounded once per rate. */
export const basketVat = (basket: Basket): readonly VatShare[] =>
  splitVat(basket.lines.map((line) => ({ gross: lineTotal(line), rate: line.vatRate })));
/** How many pieces of each sku the basket takes. */
export function piecesBySku(basket: Pick<Basket, "lines">): ReadonlyMap<string, number> {
  const pieces = new Map<string, number>();
  for (const { sku, quantity } of basket.lines) pieces.set(sku, (pieces.get(sku) ?? 0) + quantity);
  return pieces;
}

/** A change to a basket, from either side. */
export type BasketEdit =
  | { readonly edit: "add"; readonly sku: string; readonly options: ChosenOptions; readonly quantity: number }
  | { readonly edit: "set-quantity"; readonly lineId: string; readonly quantity: number }
  | { readonly edit: "remove"; readonly lineId: string }
  | { readonly edit: "clear" }
  /** The whole basket at once, as a catalogue cart brings it; `seenPrice` is what the customer saw. */
  | {
      readonly edit: "replace";
      readonly lines: readonly {
        readonly sku: string;
        readonly quantity: number;
        readonly options: ChosenOptions;
        readonly seenPrice?: Money;
      }[];
    };

/** Something about an edit the customer must be told. The rest of the edit still counts. */
export type BasketProblem =
  | { readonly problem: "unknown-product"; readonly sku: string }
  | { readonly problem: "bad-quantity"; readonly sku: string }
  | { readonly problem: "option-missing"; readonly sku: string; readonly option: string }
  | { readonly problem: "option-too-long"; readonly sku: string; readonly option: string; readonly most: number }
  | { readonly problem: "out-of-stock"; readonly sku: string; readonly left: number }
  | { readonly problem: "price-changed"; readonly sku: string; readonly seen: Money; readonly now: Money };

/** The id of the line a product with these options has. */
export const lineIdOf = (sku: string, options: ChosenOptions): string =>
  [
    sku,
    ...Object.entries(options)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${value.replace(/[%|=]/g, encodeURIComponent)}`),
  ].join("|");

/** Carries out an edit at the prices and stock of our records. The basket stays valid whatever was asked. */
export function editBasket(
  basket: Basket,
  edit: BasketEdit,
  products: ReadonlyMap<string, Product>,
): { readonly basket: Basket; readonly problems: readonly BasketProblem[] } {
  switch (edit.edit) {
    case "clear":
      return { basket: { ...basket, lines: [] }, problems: [] };
    case "remove":
      return {
        basket: { ...basket, lines: basket.lines.filter(({ lineId }) => lineId !== edit.lineId) },
        problems: [],
      };
    case "set-quantity": {
      const line = basket.lines.find(({ lineId }) => lineId === edit.lineId);
      if (!line) return { basket, problems: [{ problem: "unknown-product", sku: edit.lineId }] };
      if (edit.quantity === 0) return editBasket(basket, { edit: "remove", lineId: edit.lineId }, products);
      const rest = basket.lines.filter((other) => other !== line);
      const put = putLine({ ...basket, lines: rest }, { ...line, quantity: edit.quantity }, products);
      if (put.line === undefined) return { basket, problems: put.problems };
      const kept = put.line;
      return {
        basket: { ...basket, lines: basket.lines.map((other) => (other === line ? kept : other)) },
        problems: put.problems,
      };
    }
    case "add":
      return addAll(basket, [edit], products);
    case "replace":
      return addAll({ ...basket, lines: [] }, edit.lines, products);
  }
}

type Wanted = {
  readonly sku: string;
  readonly options: ChosenOptions;
  readonly quantity: number;
  readonly seenPrice?: Money;
};

function addAll(start: Basket, wanted: readonly Wanted[], products: ReadonlyMap<string, Product>) {
  let basket = start;
  const problems: BasketProblem[] = [];
  for (const want of wanted) {
    // The line is named by the options as they are kept: "m " and "M" are one line, not two of one name.
    const product = products.get(want.sku);
    const lineId = lineIdOf(want.sku, product ? acceptOptions(product, want.options) : want.options);
    const there = basket.lines.find((line) => line.lineId === lineId);
    const quantity = (there?.quantity ?? 0) + want.quantity;
    const others = basket.lines.filter((line) => line !== there);
    const put = putLine({ ...basket, lines: others }, { ...want, quantity }, products);
    problems.push(...put.problems);
    const line = put.line;
    if (!line) continue;
    const lines = there ? basket.lines.map((old) => (old === there ? line : old)) : [...basket.lines, line];
    basket = { ...basket, lines };
  }
  return { basket, problems };
}

/** One line at today's price, cut to what is in stock beside the other lines; undefined when none of it can be sold. */
function putLine(
  others: Basket,
  want: Wanted,
  products: ReadonlyMap<string, Product>,
): { readonly line: OrderLine | undefined; readonly problems: readonly BasketProblem[] } {
  const { sku } = want;
  const product = products.get(sku);
  if (!product || product.archived || product.price.currency !== others.currency)
    return { line: undefined, problems: [{ problem: "unknown-product", sku }] };
  if (!Number.isInteger(want.quantity) || want.quantity < 1 || want.quantity > maxQuantity)
    return { line: undefined, problems: [{ problem: "bad-quantity", sku }] };
  const options = acceptOptions(product, want.options);
  // Dropped words would be goods she did not order: the line is not sold without them.
  for (const option of product.options)
    if (option.kind === "text" && tooLongFor(option, want.options[option.name] ?? "") !== undefined)
      return {
        line: undefined,
        problems: [{ problem: "option-too-long", sku, option: option.name, most: option.maxLength }],
      };
  const missing = missingOption(product, options);
  if (missing) return { line: undefined, problems: [{ problem: "option-missing", sku, option: missing.name }] };
  const problems: BasketProblem[] = [];
  const taken = piecesBySku(others).get(sku) ?? 0;
  const left = product.stock === undefined ? maxQuantity : Math.max(product.stock - taken, 0);
  const quantity = Math.min(want.quantity, left);
  if (quantity < want.quantity) problems.push({ problem: "out-of-stock", sku, left });
  if (want.seenPrice && want.seenPrice.minor !== product.price.minor)
    problems.push({ problem: "price-changed", sku, seen: want.seenPrice, now: product.price });
  if (quantity === 0) return { line: undefined, problems };
  const words = optionWords(product, options);
  const line: OrderLine = {
    lineId: lineIdOf(sku, options),
    sku,
    name: product.name,
    options,
    ...(Object.keys(words).length > 0 ? { optionWords: words } : {}),
    quantity,
    unitPrice: money(product.price.minor, product.price.currency),
    vatRate: vatRate(others.country, product.vatClass),
  };
  return { line, problems };
}

function acceptOptions(product: Product, chosen: ChosenOptions): ChosenOptions {
  const accepted: Record<string, string> = {};
  for (const option of product.options) {
    const value = acceptOption(option, chosen[option.name] ?? "");
    if (value !== undefined) accepted[option.name] = value;
  }
  return accepted;
}
