import { type Money, allocate, money } from "#domain/money";
import type { VatShare } from "#domain/vat";

/** An account of the journal, as text with colons: `rail:card:clearing`, `revenue:sales`, `liability:vat:2000`. */
export type Account = string;

/** One movement: the amount leaves `credit` and enters `debit`. An entry of such lines sums to zero by construction. */
export type JournalLine = { readonly debit: Account; readonly credit: Account; readonly amount: Money };

/** An entry of the journal. `key` makes it happen once, however often it is tried. */
export type JournalEntry = { readonly key: string; readonly kind: string; readonly lines: readonly JournalLine[] };

/** Money on its way at the provider. */
export const clearing = (railId: string): Account => `rail:${railId}:clearing`;
/** Money the bank promised, until the provider books it. */
export const promised = (railId: string): Account => `rail:${railId}:promised`;
/** Where a capture's money stands at the provider. */
export const standsAt = (railId: string, stage: "promised" | "booked"): Account =>
  stage === "promised" ? promised(railId) : clearing(railId);
/** Money that came without a claim to it, until it is returned. */
export const unapplied = (railId: string): Account => `liability:unapplied:${railId}`;
const revenue: Account = "revenue:sales";
const vatOwed = (rate: number): Account => `liability:vat:${rate}`;

/** Splits `amount` over revenue and VAT in the proportions of the sale. */
function shares(
  amount: Money,
  vat: readonly VatShare[],
): readonly { readonly account: Account; readonly amount: Money }[] {
  const parts = vat.flatMap((share) => [
    { account: revenue, weight: share.net.minor },
    { account: vatOwed(share.rate), weight: share.vat.minor },
  ]);
  const amounts = allocate(
    amount,
    parts.map(({ weight }) => weight),
  );
  const byAccount = new Map<Account, number>();
  for (const [n, { account }] of parts.entries())
    byAccount.set(account, (byAccount.get(account) ?? 0) + (amounts[n]?.minor ?? 0));
  if (parts.length === 0) byAccount.set(revenue, amount.minor);
  return [...byAccount]
    .filter(([, minor]) => minor > 0)
    .map(([account, minor]) => ({ account, amount: money(minor, amount.currency) }));
}

/** A sale was paid: the money is booked at the provider, or promised to be. */
export const saleEntry = (
  railId: string,
  captureId: string,
  amount: Money,
  vat: readonly VatShare[],
  stage: "promised" | "booked" = "booked",
): JournalEntry => ({
  key: `sale:${railId}:${captureId}`,
  kind: "sale",
  lines: shares(amount, vat).map((share) => ({
    debit: standsAt(railId, stage),
    credit: share.account,
    amount: share.amount,
  })),
});

/** The provider booked what the bank had promised. */
export const bookedEntry = (railId: string, captureId: string, amount: Money): JournalEntry => ({
  key: `booked:${railId}:${captureId}`,
  kind: "booked",
  lines: [{ debit: clearing(railId), credit: promised(railId), amount }],
});

/** What was promised does not come: what is left of the sale, or of the surplus, is taken back. */
export const lostEntry = (
  railId: string,
  captureId: string,
  amount: Money,
  of: { readonly left: readonly SaleLeft[] } | "surplus",
): JournalEntry => ({
  key: `lost:${railId}:${captureId}`,
  kind: "lost",
  lines: takenFrom(railId, amount, of).map(({ account, minor }) => ({
    debit: account,
    credit: promised(railId),
    amount: money(minor, amount.currency),
  })),
});

/** The provider kept a fee. */
export const feeEntry = (railId: string, captureId: string, fee: Money): JournalEntry => ({
  key: `fee:${railId}:${captureId}`,
  kind: "fee",
  lines: fee.minor > 0 ? [{ debit: "expense:fees", credit: clearing(railId), amount: fee }] : [],
});

/** Money came that settles nothing. */
export const surplusEntry = (
  railId: string,
  captureId: string,
  amount: Money,
  stage: "promised" | "booked" = "booked",
): JournalEntry => ({
  key: `surplus:${railId}:${captureId}`,
  kind: "surplus",
  lines: [{ debit: standsAt(railId, stage), credit: unapplied(railId), amount }],
});

/** What is left of a sale on one account, in minor units. */
export type SaleLeft = { readonly account: Account; readonly minor: number };

/** What is left of a sale on revenue and VAT after the movements of its order so far. */
export function leftOfSale(lines: readonly JournalLine[]): readonly SaleLeft[] {
  const sums = new Map<Account, number>();
  const post = (account: Account, minor: number): void => {
    if (account === revenue || account.startsWith("liability:vat:"))
      sums.set(account, (sums.get(account) ?? 0) + minor);
  };
  for (const { debit, credit, amount } of lines) {
    post(credit, amount.minor);
    post(debit, -amount.minor);
  }
  return [...sums].filter(([, minor]) => minor > 0).map(([account, minor]) => ({ account, minor }));
}

/**
 * A refund left: of a sale it takes revenue and VAT back in the proportions of what is left of it, so that parts which
 * make up the whole leave nothing on either; of a surplus it empties the unapplied account.
 */
export const refundEntry = (
  railId: string,
  refundId: string,
  amount: Money,
  of: { readonly left: readonly SaleLeft[] } | "surplus",
  stage: "promised" | "booked" = "booked",
): JournalEntry => ({
  key: `refund:${railId}:${refundId}`,
  kind: "refund",
  lines: takenFrom(railId, amount, of).map(({ account, minor }) => ({
    debit: account,
    credit: standsAt(railId, stage),
    amount: money(minor, amount.currency),
  })),
});

function takenFrom(
  railId: string,
  amount: Money,
  of: { readonly left: readonly SaleLeft[] } | "surplus",
): readonly SaleLeft[] {
  if (of === "surplus") return [{ account: unapplied(railId), minor: amount.minor }];
  const parts = allocate(
    amount,
    of.left.map(({ minor }) => minor),
  );
  const taken = of.left.map(({ account }, n) => ({ account, minor: parts[n]?.minor ?? 0 }));
  return of.left.length === 0 ? [{ account: revenue, minor: amount.minor }] : taken.filter(({ minor }) => minor > 0);
}

/** The bank sent a refund back: the refund's entry the other way round. */
export const refundFailedEntry = (entry: JournalEntry): JournalEntry => ({
  key: `${entry.key}:failed`,
  kind: "refund-failed",
  lines: entry.lines.map(({ debit, credit, amount }) => ({ debit: credit, credit: debit, amount })),
});

/** A dispute took the money (opened), gave it back (won) or kept it for good (lost). */
export function disputeEntry(
  railId: string,
  disputeId: string,
  amount: Money,
  state: "opened" | "won" | "lost",
): JournalEntry {
  const receivable = "asset:disputes";
  const lines = {
    opened: { debit: receivable, credit: clearing(railId), amount },
    won: { debit: clearing(railId), credit: receivable, amount },
    lost: { debit: "expense:chargebacks", credit: receivable, amount },
  } as const;
  return { key: `dispute:${railId}:${disputeId}:${state}`, kind: `dispute-${state}`, lines: [lines[state]] };
}

/** Balance of every account over the lines given: debits less credits, minor units, keyed `account currency`. */
export function balances(lines: readonly JournalLine[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  const post = (account: Account, { minor, currency }: Money, sign: number): void => {
    const key = `${account} ${currency}`;
    sums.set(key, (sums.get(key) ?? 0) + sign * minor);
  };
  for (const { debit, credit, amount } of lines) {
    post(debit, amount, 1);
    post(credit, amount, -1);
  }
  return sums;
}
