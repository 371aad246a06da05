import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { type Instant, instant } from "#domain/instant";
import { spokenLanguage } from "#domain/language";
import { type Bound, type LimitRule, boundsOfPayment, boundsOfRefund, limitOfAmount, mostOf } from "#domain/limits";
import { type Money, money } from "#domain/money";
import type { Batch } from "#engine/batch";

const place = ({ ports, shop }: Batch, personId: string, at: Instant) => ({
  date: ports.localDate(at, shop.timeZone),
  personId,
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

const said = (batch: Batch, threadId: string, rule: LimitRule): string => {
  const { shop, ports, threads } = batch;
  const language = spokenLanguage(threads.get(threadId)?.language, shop.languages);
  const most = mostOf(shop.limits, rule, shop.currency);
  return ports.format({ text: `limit.${rule}`, values: { most } }, { language, shop: shop.languages });
};

/** Counts a payment against the shop's limits in the transaction that asks for it; gives in words what forbids it. */
export async function countPayment(
  batch: Batch,
  order: Pick<RowOf<"order">, "person_id" | "thread_id">,
  amount: Money,
): Promise<string | undefined> {
  const { limits, currency: own } = batch.shop;
  const rule =
    limitOfAmount(limits, amount, own) ??
    (await countAll(batch, boundsOfPayment(limits, amount, place(batch, order.person_id, batch.now))));
  return rule && said(batch, order.thread_id, rule);
}

/** Gives back what an unpaid payment counted, on the day it was asked for. */
export async function uncountPayment(batch: Batch, personId: string, payment: RowOf<"payment">): Promise<void> {
  const amount = money(payment.amount_minor, currency(payment.currency));
  const then = place(batch, personId, instant(payment.created_at));
  for (const bound of boundsOfPayment(batch.shop.limits, amount, then)) await uncount(batch, bound);
}

/** Counts a refund a person makes; gives in words what forbids it. What the till owes by itself is never held up. */
export async function countRefund(batch: Batch, order: RowOf<"order">, amount: Money): Promise<string | undefined> {
  const rule = await countAll(
    batch,
    boundsOfRefund(batch.shop.limits, amount, place(batch, order.person_id, batch.now)),
  );
  return rule && said(batch, order.thread_id, rule);
}
