import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { type Instant, instant } from "#domain/instant";
import { spokenLanguage } from "#domain/language";
import {
  type Bound,
  type LimitPlace,
  type LimitRule,
  boundsOfPayment,
  boundsOfRefund,
  limitOfAmount,
  limitOfRefund,
  mostOf,
} from "#domain/limits";
import { type Money, money } from "#domain/money";
import type { Batch } from "#engine/batch";

/** By which rail money moves, and who of the shop moves it; absent where the customer does. */
export type Movement = Pick<LimitPlace, "railId" | "staff">;
type Looker = Pick<Batch, "tx" | "ports" | "shop">;
type Owner = Pick<RowOf<"order">, "person_id" | "thread_id">;

const place = ({ ports, shop }: Looker, personId: string, at: Instant, movement: Movement): LimitPlace => ({
  date: ports.localDate(at, shop.timeZone),
  personId,
  ...movement,
});

/** Counts against a figure unless that would pass its bound: one conditional statement, whoever counts at the same moment. */
async function count({ tx }: Batch, { counter, add, most }: Bound): Promise<boolean> {
  const counted = () =>
    tx.updateIf("counter", { name: { eq: counter }, value: { lte: most - add } }, { value: { add } });
  if ((await counted()).length > 0) return true;
  // It may be the first of its day.
  await tx.insertNew("counter", [{ name: counter, value: 0 }]);
  return (await counted()).length > 0;
}

const uncount = async ({ tx }: Batch, { counter, add }: Bound): Promise<void> => {
  await tx.updateIf("counter", { name: { eq: counter }, value: { gte: add } }, { value: { add: -add } });
};

/** Counts against all figures or none; gives the rule that forbids it. In one order, so that two never wait for each other. */
async function countAll(batch: Batch, bounds: readonly Bound[]): Promise<LimitRule | undefined> {
  const done: Bound[] = [];
  for (const bound of bounds.toSorted((a, b) => (a.counter < b.counter ? -1 : 1))) {
    if (await count(batch, bound)) {
      done.push(bound);
      continue;
    }
    for (const counted of done) await uncount(batch, counted);
    return bound.rule;
  }
  return undefined;
}

/** A limit in words, in the language of a thread that is locked. */
export function limitWords(batch: Batch, threadId: string, rule: LimitRule, railId?: string): string {
  const { shop, ports, threads } = batch;
  const language = spokenLanguage(threads.get(threadId)?.language, shop.languages);
  const most = mostOf(shop.limits, rule, shop.currency, railId);
  return ports.format({ text: `limit.${rule}`, values: { most } }, { language, shop: shop.languages });
}

/** Counts a payment against the shop's limits in the transaction that asks for it; gives the rule that forbids it. */
export async function countPayment(
  batch: Batch,
  personId: string,
  amount: Money,
  movement: Movement = {},
): Promise<LimitRule | undefined> {
  const { limits, currency: own } = batch.shop;
  const byItself = limitOfAmount(limits, amount, own, movement);
  return byItself ?? countAll(batch, boundsOfPayment(limits, amount, place(batch, personId, batch.now, movement)));
}

/**
 * What forbids a payment as the figures stand, without counting it: to show which ways there are. Only counting it
 * decides.
 */
export async function limitAhead(
  looker: Looker & Pick<Batch, "now">,
  personId: string,
  amount: Money,
  movement: Movement,
): Promise<LimitRule | undefined> {
  const { limits, currency: own } = looker.shop;
  const byItself = limitOfAmount(limits, amount, own, movement);
  if (byItself) return byItself;
  const bounds = boundsOfPayment(limits, amount, place(looker, personId, looker.now, movement));
  if (bounds.length === 0) return undefined;
  const figures = await looker.tx.find(
    "counter",
    bounds.map(({ counter }) => ({ name: counter })),
  );
  const used = new Map(figures.map(({ name, value }) => [name, value]));
  return bounds.find(({ counter, add, most }) => (used.get(counter) ?? 0) + add > most)?.rule;
}

/** The figures a payment on record counts against: on the day it was asked for, by its rail, by whoever asked. */
async function boundsOnRecord(batch: Batch, personId: string, payment: RowOf<"payment">): Promise<readonly Bound[]> {
  const { limits } = batch.shop;
  const [choice] =
    limits.perStaffPerDay === undefined ? [] : await batch.tx.find("rail_choice", [{ payment_id: payment.payment_id }]);
  const staff = choice?.asked_by ?? undefined;
  const movement = { railId: payment.rail_id, ...(staff === undefined ? {} : { staff }) };
  const amount = money(payment.amount_minor, currency(payment.currency));
  return boundsOfPayment(limits, amount, place(batch, personId, instant(payment.created_at), movement));
}

/** Gives back what an unpaid payment counted, on the day it was asked for. */
export async function uncountPayment(batch: Batch, personId: string, payment: RowOf<"payment">): Promise<void> {
  for (const bound of await boundsOnRecord(batch, personId, payment)) await uncount(batch, bound);
}

/** Counts again what was given back a moment ago in this transaction: nobody else can have taken the place. */
export async function recountPayment(batch: Batch, personId: string, payment: RowOf<"payment">): Promise<void> {
  const bounds = await boundsOnRecord(batch, personId, payment);
  await countAll(
    batch,
    bounds.map((bound) => ({ ...bound, most: Number.MAX_SAFE_INTEGER })),
  );
}

/** Counts a refund a person makes; gives in words what forbids it. What the till owes by itself is never held up. */
async function countRefund(
  batch: Batch,
  order: Owner,
  amount: Money,
  movement: Movement = {},
): Promise<string | undefined> {
  const { limits, currency: own } = batch.shop;
  const rule =
    limitOfRefund(limits, amount, own, movement) ??
    (await countAll(batch, boundsOfRefund(limits, amount, place(batch, order.person_id, batch.now, movement))));
  return rule && limitWords(batch, order.thread_id, rule, movement.railId);
}

/** The same for an order: against the rail its money came by, and whoever of the shop sends it back. */
export async function countRefundOf(
  batch: Batch,
  order: RowOf<"order">,
  amount: Money,
  actor: string,
): Promise<string | undefined> {
  const [capture] = await batch.tx.select("capture", { order_id: { eq: order.order_id }, verdict: { eq: "settles" } });
  // A merchant acts under her phone, as she is known when she asks for money.
  const staff = actor.replace(/^merchant:/, "");
  return countRefund(batch, order, amount, { staff, ...(capture ? { railId: capture.rail_id } : {}) });
}
