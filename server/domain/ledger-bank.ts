import { type Account, type JournalEntry, clearing } from "#domain/ledger";
import { type Money, money } from "#domain/money";

/** The shop's own account at its bank, as its statements show it. */
export const bank: Account = "asset:bank";

/** An amount that moves between two accounts, whichever way its sign says; nothing moves nothing. */
const moved = (amount: Money, into: Account, from: Account) => {
  if (amount.minor === 0) return [];
  const whole = money(Math.abs(amount.minor), amount.currency);
  return [
    amount.minor > 0 ? { debit: into, credit: from, amount: whole } : { debit: from, credit: into, amount: whole },
  ];
};

/** A statement shows the money of a rail on the shop's account. */
export const bankInEntry = (railId: string, entryKey: string, amount: Money): JournalEntry => ({
  key: `bank:${entryKey}`,
  kind: "bank-in",
  lines: moved(amount, bank, clearing(railId)),
});

/** A statement shows that money of a rail left the shop's account: a refund, or a payment its bank took back. */
export const bankOutEntry = (railId: string, entryKey: string, amount: Money): JournalEntry => ({
  key: `bank:${entryKey}`,
  kind: "bank-out",
  lines: moved(amount, clearing(railId), bank),
});

/** A movement that has nothing to do with orders, as a person said. */
export const otherEntry = (entryKey: string, side: "credit" | "debit", amount: Money): JournalEntry => ({
  key: `bank:${entryKey}`,
  kind: side === "credit" ? "other-income" : "other-expense",
  lines: side === "credit" ? moved(amount, bank, "revenue:other") : moved(amount, "expense:other", bank),
});

/** A provider paid out what it held; below zero it took money from the shop's account. */
export const payoutEntry = (railId: string, payoutRef: string, amount: Money): JournalEntry => ({
  key: `payout:${railId}:${payoutRef}`,
  kind: "payout",
  lines: moved(amount, bank, clearing(railId)),
});

/** A fee that belongs to no payment: a month's fee, a dispute's. */
export const payoutFeeEntry = (railId: string, lineRef: string, fee: Money): JournalEntry => ({
  key: `payout-fee:${railId}:${lineRef}`,
  kind: "fee",
  lines: moved(fee, "expense:fees", clearing(railId)),
});

/** A line of a payout that is neither a payment, a refund, a dispute nor a fee: the provider's corrections. */
export const payoutOtherEntry = (railId: string, lineRef: string, amount: Money): JournalEntry => ({
  key: `payout-other:${railId}:${lineRef}`,
  kind: "payout-other",
  lines:
    amount.minor > 0
      ? moved(amount, clearing(railId), "revenue:other")
      : moved(amount, clearing(railId), "expense:other"),
});
