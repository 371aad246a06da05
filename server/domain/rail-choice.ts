import type { LimitRule } from "#domain/limits";
import type { NativePayProblem } from "#domain/native-pay";
import type { RailHealth } from "#domain/rail-health";
import { type RoutedPayment, type RoutingRule, type RoutingWord, wordOn } from "#domain/routing";

/** What is known of a rail when it is looked at for a payment. Rails are given in the shop's order. */
export type RailFacts = {
  readonly id: string;
  readonly archived: boolean;
  /** Why it cannot charge the amount, in its own words. */
  readonly amountProblem?: string;
  readonly keepsCards: boolean;
  /** It is paid by a code to be scanned. */
  readonly hasCode: boolean;
  /** It is paid in a chat alone, and this is why hers cannot show it. */
  readonly chatProblem?: NativePayProblem;
  /** A limit of its own that the payment would pass, with the most it allows. */
  readonly overLimit?: { readonly rule: LimitRule; readonly most: string };
  readonly health: RailHealth;
  /** It was offered for this very revision of the order already. */
  readonly tried: boolean;
};

/** What the payment needs, beside what it is. */
export type RailWants = RoutedPayment & {
  readonly keepsCards: boolean;
  readonly byCode: boolean;
  /** Only this rail will do: somebody chose it. */
  readonly only?: string;
  /** A rail that was offered before is not offered again. */
  readonly untried: boolean;
};

/** Why a rail was taken, stands by or cannot be taken. `rule` counts from 1, as people count. */
export type RailReason =
  | { readonly why: "archived" }
  | { readonly why: "not-chosen" }
  | { readonly why: "amount"; readonly details: string }
  | { readonly why: "keeps-no-cards" }
  | { readonly why: "no-code" }
  | { readonly why: "chat"; readonly problem: NativePayProblem }
  | { readonly why: "limit"; readonly limit: LimitRule; readonly most: string }
  | { readonly why: "barred"; readonly rule: number }
  | { readonly why: "tried" }
  | { readonly why: "chosen" }
  | { readonly why: "preferred"; readonly rule: number }
  | { readonly why: "avoided"; readonly rule: number }
  | { readonly why: "failing" }
  | { readonly why: "down" }
  | { readonly why: "in-order" };

/** What became of one rail. `stands-by`: it comes next, in the order of the list. */
export type RailVerdict = {
  readonly id: string;
  readonly verdict: "taken" | "stands-by" | "cannot";
  readonly reasons: readonly RailReason[];
};

/** What keeps a rail from being taken at all. */
function obstacles(rail: RailFacts, wants: RailWants, word: RoutingWord | undefined): readonly RailReason[] {
  const { amountProblem: details, overLimit, chatProblem } = rail;
  return [
    ...(rail.archived ? [{ why: "archived" } as const] : []),
    ...(wants.only !== undefined && wants.only !== rail.id ? [{ why: "not-chosen" } as const] : []),
    ...(details === undefined ? [] : [{ why: "amount", details } as const]),
    ...(wants.keepsCards && !rail.keepsCards ? [{ why: "keeps-no-cards" } as const] : []),
    ...(wants.byCode && !rail.hasCode ? [{ why: "no-code" } as const] : []),
    ...(chatProblem === undefined ? [] : [{ why: "chat", problem: chatProblem } as const]),
    ...(word?.says === "never" ? [{ why: "barred", rule: word.rule + 1 } as const] : []),
    ...(overLimit === undefined ? [] : [{ why: "limit", limit: overLimit.rule, most: overLimit.most } as const]),
    ...(wants.untried && rail.tried ? [{ why: "tried" } as const] : []),
  ];
}

function standing(rail: RailFacts, wants: RailWants, word: RoutingWord | undefined): readonly RailReason[] {
  const said: RailReason[] = [];
  if (wants.only === rail.id) said.push({ why: "chosen" });
  if (rail.health !== "well") said.push({ why: rail.health });
  if (word?.says === "prefer") said.push({ why: "preferred", rule: word.rule + 1 });
  if (word?.says === "avoid") said.push({ why: "avoided", rule: word.rule + 1 });
  return said.length > 0 ? said : [{ why: "in-order" }];
}

const middle = 1_000_000;

/** Places by which able rails are told apart, the most telling first: the lower goes first. */
const places = (rail: RailFacts, word: RoutingWord | undefined, order: number): readonly number[] => [
  rail.health === "down" ? 1 : 0,
  word?.says === "prefer" ? word.rule * 1_000 + word.place : word?.says === "avoid" ? middle + 1 : middle,
  rail.health === "failing" ? 1 : 0,
  order,
];

function before(a: readonly number[], b: readonly number[]): number {
  for (const [n, place] of a.entries()) {
    const other = b[n] ?? 0;
    if (place !== other) return place - other;
  }
  return 0;
}

/**
 * Ranks a shop's rails for a payment and says of each why. The first that can is taken, the others that can stand by in
 * their order, those that cannot follow in the shop's. A rail that is down is the last resort and never an obstacle:
 * the only one there is, is tried. What the shop's rules prefer comes before its own order, a rail that fails now and
 * then after its equals.
 */
export function rankRails(
  rails: readonly RailFacts[],
  rules: readonly RoutingRule[],
  wants: RailWants,
): readonly RailVerdict[] {
  const seen = rails.map((rail, order) => {
    const word = wordOn(rules, rail.id, wants);
    return { rail, word, order, against: obstacles(rail, wants, word) };
  });
  const able = seen
    .filter(({ against }) => against.length === 0)
    .toSorted((a, b) => before(places(a.rail, a.word, a.order), places(b.rail, b.word, b.order)));
  const barred = seen.filter(({ against }) => against.length > 0);
  return [
    ...able.map(
      ({ rail, word }, n): RailVerdict => ({
        id: rail.id,
        verdict: n === 0 ? "taken" : "stands-by",
        reasons: standing(rail, wants, word),
      }),
    ),
    ...barred.map(({ rail, against }): RailVerdict => ({ id: rail.id, verdict: "cannot", reasons: against })),
  ];
}

/** The rail that was taken; undefined where none can be. */
export const takenOf = (verdicts: readonly RailVerdict[]): string | undefined =>
  verdicts.find(({ verdict }) => verdict === "taken")?.id;

/** Why none could be taken, in one word: what a person could mend comes first. Those that are put away are not counted. */
export function reasonOfNone(verdicts: readonly RailVerdict[]): RailReason | undefined {
  const reasons = verdicts
    .filter(({ reasons: all }) => all.every(({ why }) => why !== "archived" && why !== "not-chosen"))
    .map(({ reasons: [first] }) => first);
  for (const why of ["limit", "amount", "keeps-no-cards", "no-code", "tried"] as const) {
    const found = reasons.find((one) => one?.why === why);
    if (found) return found;
  }
  return reasons[0];
}
