import type { RowOf } from "#contracts/store";
import { instant } from "#domain/instant";
import { isOfRail, mostOf } from "#domain/limits";
import type { Money } from "#domain/money";
import {
  type RailFacts,
  type RailVerdict,
  type RailWants,
  rankRails,
  reasonOfNone,
  takenOf,
} from "#domain/rail-choice";
import { healthOf } from "#domain/rail-health";
import type { Batch } from "#engine/batch";
import { type ChatOfOrder, type OrderInChat, chatRailProblem } from "#engine/chat-orders";
import { limitAhead } from "#engine/limits";
import type { Rail, Shop } from "#engine/shops";

/** What is asked of the shop's rails. */
export type RailAsk = {
  readonly amount: Money;
  /** Whose thread it is for: her channel and the country of her phone may decide. */
  readonly thread: (Pick<RowOf<"thread">, "channel_id" | "person_id"> & Partial<ChatOfOrder>) | undefined;
  /** The revision it is for: where its rails were offered is known by it. */
  readonly order?: Pick<RowOf<"order">, "order_id" | "revision" | "person_id"> & Partial<OrderInChat>;
  readonly keepsCards?: boolean;
  /** It is paid by a code to be scanned. */
  readonly byCode?: boolean;
  readonly only?: string;
  readonly untried?: boolean;
  readonly staff?: string;
};

/** What rails are looked at with: a transaction's reads, no writes. */
export type RailLooker = Pick<Batch, "tx" | "ports" | "shop" | "now">;

/** The rail that is taken with what was said of all, or why none can be. `details` are words for it. */
export type RailChoice = {
  readonly verdicts: readonly RailVerdict[];
} & (
  | { readonly rail: Rail }
  | {
      readonly rail?: undefined;
      readonly reason: "no-rail" | "keeps-no-cards" | "no-code-rail" | "amount" | "limit";
      readonly details?: string;
    }
);

/** Looks at every rail of the shop for a payment; nothing is written. */
export async function lookAtRails(looker: RailLooker, ask: RailAsk): Promise<readonly RailFacts[]> {
  const { tx, shop, now } = looker;
  const records = await tx.select("rail_health", {});
  const tried = ask.order
    ? await tx.select("payment", { order_id: { eq: ask.order.order_id }, revision: { eq: ask.order.revision } })
    : [];
  const facts: RailFacts[] = [];
  for (const rail of shop.rails) {
    const amountProblem = rail.plug.amountProblem(ask.amount, rail.settings);
    const overLimit = await railLimit(looker, ask, rail.id);
    const record = records.find(({ rail_id }) => rail_id === rail.id);
    const chatProblem = await chatRailProblem(looker, rail, ask);
    facts.push({
      id: rail.id,
      archived: rail.archived,
      keepsCards: rail.plug.cards !== undefined,
      hasCode: rail.plug.capabilities.shows === "code",
      health: healthOf(record && { failures: record.failures, failedAt: record.failed_at }, instant(now)),
      tried: tried.some(({ rail_id }) => rail_id === rail.id),
      ...(amountProblem === undefined ? {} : { amountProblem }),
      ...(overLimit === undefined ? {} : { overLimit }),
      ...(chatProblem === undefined ? {} : { chatProblem }),
    });
  }
  return facts;
}

async function railLimit(looker: RailLooker, { amount, order, staff }: RailAsk, railId: string) {
  const { shop } = looker;
  if (order === undefined || shop.limits.perRail?.[railId] === undefined) return undefined;
  const movement = { railId, ...(staff === undefined ? {} : { staff }) };
  const rule = await limitAhead(looker, order.person_id, amount, movement);
  return rule && isOfRail(rule) ? { rule, most: mostOf(shop.limits, rule, shop.currency, railId) } : undefined;
}

/** The payment as the shop's rules look at it. */
export async function wantsOf({ tx, shop, ports }: RailLooker, ask: RailAsk): Promise<RailWants> {
  const { amount, thread, only } = ask;
  const asksCountry = shop.routing.rules.some(({ when }) => when.countries !== undefined);
  const [person] = asksCountry && thread ? await tx.find("person", [{ person_id: thread.person_id }]) : [];
  const country = person?.phone ? ports.phoneCountry?.(person.phone) : undefined;
  return {
    amount,
    shopCurrency: shop.currency,
    country: country ?? shop.country,
    channel: (thread && shop.channels.get(thread.channel_id)?.kind) ?? "",
    keepsCards: ask.keepsCards === true,
    byCode: ask.byCode === true,
    untried: ask.untried === true,
    ...(only === undefined ? {} : { only }),
  };
}

/** The best rail for a payment, by what is known of all now; why, and which come next. */
export async function chooseRail(looker: RailLooker, ask: RailAsk): Promise<RailChoice> {
  const [facts, wants] = [await lookAtRails(looker, ask), await wantsOf(looker, ask)];
  return choiceAmong(looker.shop, facts, wants);
}

/** The choice among rails that were looked at. */
export function choiceAmong(shop: Shop, facts: readonly RailFacts[], wants: RailWants): RailChoice {
  const verdicts = rankRails(facts, shop.routing.rules, wants);
  const rail = shop.rails.find(({ id }) => id === takenOf(verdicts));
  if (rail) return { rail, verdicts };
  const why = reasonOfNone(verdicts);
  if (why?.why === "amount") return { verdicts, reason: "amount", details: why.details };
  if (why?.why === "keeps-no-cards") return { verdicts, reason: "keeps-no-cards" };
  if (wants.byCode && (why === undefined || why.why === "no-code")) return { verdicts, reason: "no-code-rail" };
  if (why?.why === "limit") return { verdicts, reason: "limit", details: why.most };
  return { verdicts, reason: "no-rail" };
}
