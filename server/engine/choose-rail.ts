import { type Money } from "#domain/money";
import type { Rail, Shop } from "#engine/shops";

/** What a rail must be able to do. */
export type RailNeeds = {
  readonly railId?: string;
  readonly keepsCards?: boolean;
  /** It is paid by a code to be scanned. */
  readonly byCode?: boolean;
};

/** The rail that is taken, or why none can be. `details` are the words of the first that could not. */
export type RailChoice =
  | { readonly rail: Rail }
  | {
      readonly rail?: undefined;
      readonly reason: "no-rail" | "keeps-no-cards" | "no-code-rail" | "amount";
      readonly details?: string;
    };

/** The first of the shop's rails, in its own order, that can take the amount. */
export function chooseRail(shop: Shop, amount: Money, { railId, keepsCards, byCode }: RailNeeds = {}): RailChoice {
  const open = shop.rails.filter((rail) => !rail.archived && (railId === undefined || rail.id === railId));
  const fit = open.filter(
    ({ plug }) => (!keepsCards || plug.cards !== undefined) && (!byCode || plug.capabilities.shows === "code"),
  );
  if (byCode && fit.length === 0) return { reason: "no-code-rail" };
  if (open.length > 0 && fit.length === 0) return { reason: "keeps-no-cards" };
  const rail = fit.find(({ plug, settings }) => plug.amountProblem(amount, settings) === undefined);
  if (rail) return { rail };
  const [first] = fit;
  const details = first?.plug.amountProblem(amount, first.settings);
  return details === undefined ? { reason: "no-rail" } : { reason: "amount", details };
}
