import { setTimeout as pause } from "node:timers/promises";
import { quantilesOf } from "../report/quantiles.ts";
import type { OrderOutcome, OrderPlan } from "./plan.ts";
import type { Postman } from "./postman.ts";
import type { Sent } from "./provider.ts";
import { messageWebhook } from "./texts.ts";

/** Orders under way. */
export type Orders = {
  /** An interactive message arrived at the provider. */
  readonly arrived: (phone: string, sent: Sent) => void;
  readonly outcome: Promise<OrderOutcome>;
};

/** What the bench's shop sells without limit, and what two of it cost in cents: the amount every link must carry. */
export const voucher = { sku: "CARD-BENCH", price: "12.50", quantity: 2, total: 2_500 } as const;

/** Buyers have phones of their own: each orders once, so that every cart is a new customer's. */
const firstPhone = 33_700_100_000;
let buyers = 0;

/** What a buyer waits for: the cart with its call to pay, then the link. */
type Wait = { readonly word: string; readonly done: (text: string) => void };

const cart = {
  type: "order",
  order: {
    catalog_id: "900",
    text: "",
    product_items: [
      { product_retailer_id: voucher.sku, quantity: voucher.quantity, item_price: 12.5, currency: "EUR" },
    ],
  },
};
const tapOnPay = {
  type: "interactive",
  interactive: { type: "button_reply", button_reply: { id: "so:pay", title: "Payer" } },
};

/** What the provider would charge behind the link of a message, in cents: the page's own way on is followed to it. */
async function amountBehind(message: string): Promise<number> {
  const page = /https?:\/\/[^"\s]+\/pay\/[\w-]+/.exec(message)?.[0];
  if (page === undefined) return Number.NaN;
  const answer = await fetch(`${page}/go`, { redirect: "manual" });
  await answer.arrayBuffer();
  return Number(/amount=(\d+)/.exec(answer.headers.get("location") ?? "")?.[1]);
}

/** Looks behind every link, a few at a time, once the buyers are done: what is measured is the way to the link. */
async function countWrong(links: readonly string[], atOnce: number): Promise<number> {
  const left = [...links];
  let wrong = 0;
  const lookOn = async (): Promise<void> => {
    for (let link = left.pop(); link !== undefined; link = left.pop())
      if ((await amountBehind(link)) !== voucher.total) wrong += 1;
  };
  await Promise.all(Array.from({ length: atOnce }, lookOn));
  return wrong;
}

/** Starts buyers, each followed by a new one once her link is there. */
export function startOrders(plan: OrderPlan, postman: Postman): Orders {
  const waits = new Map<string, Wait>();
  const linkTimes: number[] = [];
  let unfinished = 0;
  const links: string[] = [];
  const startedAt = performance.now();
  let lastAt = startedAt;

  const expect = (phone: string, word: string): Promise<string | undefined> => {
    const told = new Promise<string>((resolve) => waits.set(phone, { word, done: resolve }));
    return Promise.race([told, pause(plan.patience, undefined, { ref: false })]);
  };
  const step = async (phone: string, content: object, word: string): Promise<string | undefined> => {
    const arrival = expect(phone, word);
    const id = `wamid.order.${phone}.${word}.${process.pid}.${Math.round(startedAt)}`;
    const status = await postman.post(plan.url, messageWebhook(phone, id, content));
    return status === 200 ? arrival : undefined;
  };
  const buy = async (): Promise<void> => {
    buyers += 1;
    const phone = String(firstPhone + buyers);
    const from = performance.now();
    const shown = await step(phone, cart, "so:pay");
    const link = shown === undefined ? undefined : await step(phone, tapOnPay, "/pay/");
    waits.delete(phone);
    if (link === undefined) {
      unfinished += 1;
      return;
    }
    lastAt = performance.now();
    linkTimes.push(lastAt - from);
    links.push(link);
  };
  const buyOn = async (): Promise<void> => {
    while (performance.now() - startedAt < plan.milliseconds) await buy();
  };
  const run = async (): Promise<OrderOutcome> => {
    await Promise.all(Array.from({ length: plan.customers }, buyOn));
    const milliseconds = lastAt - startedAt;
    return {
      links: linkTimes.length,
      unfinished,
      wrongAmounts: await countWrong(links, plan.customers),
      milliseconds,
      link: quantilesOf(linkTimes),
    };
  };
  return {
    arrived(phone, sent) {
      const wait = waits.get(phone);
      if (!wait) return;
      const text = JSON.stringify(sent);
      if (text.includes(wait.word)) wait.done(text);
    },
    outcome: run(),
  };
}
