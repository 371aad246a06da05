import { minuteMs } from "./calendar.ts";
import { newFormToken, newHexId, newLinkCode } from "./chance.ts";
import { notify } from "./notices.ts";
import type { Channel, LyraState, Press, Sale, Scene, Shop, Terms } from "./state.ts";
import { refuse } from "./transactions.ts";

/** A form token is good for this long (docs.lyra.com, formToken/presentation.html). */
const formLifeMs = 15 * minuteMs;

/** The longest a payment order lives (docs.lyra.com, kb/url_payment_order.html). */
export const longestOrderDays = 90;

/** Makes a payment order. Nothing tells two alike calls apart: each makes an order of its own. */
export function openOrder(scene: Scene, terms: Terms, channel: Channel, expiresMs: number): Sale {
  const { state } = scene;
  return open(scene, {
    key: newLinkCode(state),
    kind: "order",
    paymentOrderId: newHexId(state),
    channel,
    terms,
    expiresMs,
  });
}

/** Makes a form token. */
export function openForm(scene: Scene, terms: Terms): Sale {
  const { state } = scene;
  const expiresMs = state.ports.now() + formLifeMs;
  return open(scene, { key: newFormToken(state), kind: "form", paymentOrderId: null, channel: null, terms, expiresMs });
}

type Opening = Pick<Sale, "key" | "kind" | "paymentOrderId" | "channel" | "terms" | "expiresMs">;

function open({ state, shop }: Scene, opening: Opening): Sale {
  const sale: Sale = {
    ...opening,
    createdMs: state.ports.now(),
    status: "RUNNING",
    attempts: [],
    pastChallenges: new Set(),
    challenge: null,
  };
  shop.sales.set(sale.key, sale);
  if (sale.paymentOrderId !== null) shop.orders.set(sale.paymentOrderId, sale);
  planExpiry({ state, shop }, sale);
  return sale;
}

/** Has a page end when its time is over; one that was prolonged meanwhile stays. */
export function planExpiry({ state, shop }: Scene, sale: Sale): void {
  state.plan(sale.expiresMs - state.ports.now(), { kind: "expiry", shop, sale });
}

/** Ends a page whose time is over. Its buyer left without paying. */
export function expireWhenDue(scene: Scene, sale: Sale): void {
  if (sale.status !== "RUNNING" || scene.state.ports.now() < sale.expiresMs) return;
  closeChallenge(sale);
  sale.status = "EXPIRED";
  tellAbandoned(scene, sale);
}

/** The bank's page that waited is of no use any more. */
export function closeChallenge(sale: Sale): void {
  if (sale.challenge !== null) sale.pastChallenges.add(sale.challenge.id);
  sale.challenge = null;
}

/** Tells the merchant, if a rule of his asks for it, that the buyer went away. */
export function tellAbandoned(scene: Scene, sale: Sale): void {
  if (!scene.shop.rules.abandoned) return;
  const words = { words: null, authentication: "none" } as const;
  const transaction = refuse(scene, { terms: sale.terms, sale }, nobody(sale.terms), words);
  transaction.detailedStatus = "ABANDONED";
  notify(scene, transaction, sale, { rule: "abandoned", source: "PAY" });
}

/** Nobody pressed the button, so no card is known. */
function nobody({ customer }: Terms): Press {
  const card = { pan: "", brand: "CB", country: "", behaviour: { kind: "challenge" } } as const;
  return { card, expiryMonth: 0, expiryYear: 0, customer, consent: false, token: null };
}

/** A page with its shop, by the key its address ends with, the whole address, or the payment order's id. */
export function findSale(state: LyraState, link: string): { shop: Shop; sale: Sale } | null {
  const key = link.split(/[?#]/)[0]?.split("/").at(-1) ?? "";
  for (const shop of state.shops) {
    const sale = shop.sales.get(key) ?? shop.orders.get(key);
    if (sale !== undefined) return { shop, sale };
  }
  return null;
}
