import type { Store } from "#contracts/store";
import { balancesFollowMoney, linesAreWhole, moneyIsBooked, promisesAreKept } from "./ledger-rules.ts";
import {
  botIsSilentUnderHuman,
  inboundIsKeptOnce,
  receiptsSentExist,
  sendsEndVisibly,
  statusesAreRanked,
  windowIsKept,
} from "./message-rules.ts";
import {
  amountsAreOurs,
  intentsAreSingle,
  paidMeansSettled,
  refundsStayWithin,
  surplusIsNeverSilent,
  voidLinksSettleNothing,
} from "./money-rules.ts";
import {
  cardsAreTheirOwners,
  linesAreDoneOnce,
  oldLinksAreClosed,
  ordersAreNumbered,
  receiptsFollowMoney,
  statesAreWhole,
  stockIsNotNegative,
  totalsAreSums,
} from "./order-rules.ts";
import { chainsHold, papersAreWhole, papersFollowBooks, seriesHaveNoGaps } from "./paper-rules.ts";
import { actsAreAudited, namesAreKnown, noCardNumbers } from "./record-rules.ts";
import { readSnapshot, type Snapshot } from "./snapshot.ts";
import type { Rule, Violation } from "./violation.ts";

export type { Snapshot } from "./snapshot.ts";
export type { Violation } from "./violation.ts";

/** Every invariant of one business, each once. */
export const invariants: readonly Rule<Snapshot>[] = [
  linesAreWhole,
  moneyIsBooked,
  balancesFollowMoney,
  promisesAreKept,
  linesAreDoneOnce,
  cardsAreTheirOwners,
  paidMeansSettled,
  surplusIsNeverSilent,
  refundsStayWithin,
  intentsAreSingle,
  amountsAreOurs,
  voidLinksSettleNothing,
  statesAreWhole,
  oldLinksAreClosed,
  stockIsNotNegative,
  totalsAreSums,
  receiptsFollowMoney,
  seriesHaveNoGaps,
  chainsHold,
  papersAreWhole,
  papersFollowBooks,
  ordersAreNumbered,
  inboundIsKeptOnce,
  statusesAreRanked,
  sendsEndVisibly,
  windowIsKept,
  receiptsSentExist,
  botIsSilentUnderHuman,
  noCardNumbers,
  namesAreKnown,
  actsAreAudited,
];

/** What does not hold in a snapshot; empty when all is well. Pure. */
export const checkInvariants = (snapshot: Snapshot): readonly Violation[] =>
  invariants.flatMap((rule) => rule(snapshot));

/**
 * Checks a live business. Rows change between the statements of a read, so what looks wrong is read once more: only
 * what is wrong both times counts.
 */
export async function checkBusiness(store: Store, businessId: string, now: number): Promise<readonly Violation[]> {
  const first = checkInvariants(await readSnapshot(store, businessId, now));
  if (first.length === 0) return [];
  const again = new Set(checkInvariants(await readSnapshot(store, businessId, now)).map((one) => JSON.stringify(one)));
  return first.filter((one) => again.has(JSON.stringify(one)));
}
