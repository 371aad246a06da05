import type { PaymentProvider } from "#contracts/payment-provider";
import { type Currency, isCurrency } from "#domain/currency";
import { mostOf, limitOfAmount } from "#domain/limits";
import { type Money, parseDecimal } from "#domain/money";
import { type RailFacts, rankRails, takenOf } from "#domain/rail-choice";
import { plainRouting } from "#domain/routing";
import { payments } from "../registry.generated.ts";
import { desiredRows } from "./shop-file/desired-rows.ts";
import { limitsOf } from "./shop-file/limit-shape.ts";
import { routingOf } from "./shop-file/routing-shape.ts";
import type { ShopFile } from "./shop-file/shop-shape.ts";

/** An amount or a currency that is none. The message says how to write one. */
export class BadAmount extends Error {
  override readonly name = "BadAmount";
}

const plugs = payments as unknown as readonly PaymentProvider[];

/** What a payment is like, beside its amount. */
export type RailQuestion = {
  /** Kind of the channel she writes on. */
  readonly channel?: string | undefined;
  /** Country of the payer (ISO 3166); the shop's own where not given. */
  readonly country?: string | undefined;
  /** The card is to be kept. */
  readonly keepCard?: boolean;
};

function readAmount(amount: string, code: string): Money {
  const upper = code.toUpperCase();
  if (!isCurrency(upper)) throw new BadAmount(`"${code}" is no currency; write its code (ISO 4217), such as EUR.`);
  const read = parseDecimal(amount.replace(",", "."), upper);
  if (read === undefined || read.minor <= 0)
    throw new BadAmount(`"${amount}" is no amount in ${upper}; write a decimal such as 49.90.`);
  return read;
}

/**
 * Which rail of a shop file would take a payment, and why each of the others would not or stands by, as JSON for people.
 * Nothing is asked of a provider: what has been used of daily and monthly limits, and how providers answer, is known to a
 * running till alone. Throws BadAmount.
 */
export function explainRail(file: ShopFile, amountText: string, code: string, question: RailQuestion): string {
  const amount = readAmount(amountText, code);
  const own: Currency = file.shop.currency;
  const limits = file.limits === undefined ? {} : limitsOf(file.limits, own);
  const routing = file.routing === undefined ? plainRouting : routingOf(file.routing, own);
  const facts = desiredRows(file).rails.map(({ rail_id: id, kind, settings }): RailFacts => {
    const plug = plugs.find((one) => one.kind === kind);
    const amountProblem = plug?.amountProblem(amount, settings);
    const rule = limitOfAmount({ perRail: limits.perRail ?? {} }, amount, own, { railId: id });
    return {
      id,
      archived: false,
      keepsCards: plug?.cards !== undefined,
      hasCode: plug?.capabilities.shows === "code",
      health: "well",
      tried: false,
      ...(amountProblem === undefined ? {} : { amountProblem }),
      ...(rule === undefined ? {} : { overLimit: { rule, most: mostOf(limits, rule, own, id) } }),
    };
  });
  const rails = rankRails(facts, routing.rules, {
    amount,
    shopCurrency: own,
    country: (question.country ?? file.shop.country).toUpperCase(),
    channel: question.channel ?? "",
    keepsCards: question.keepCard === true,
    byCode: false,
    untried: false,
  });
  const rule = limitOfAmount(limits, amount, own);
  const stopped = rule === undefined ? {} : { limit: { rule, most: mostOf(limits, rule, own) } };
  return JSON.stringify(
    { amount, rail: rule === undefined ? (takenOf(rails) ?? null) : null, ...stopped, rails },
    undefined,
    2,
  );
}
