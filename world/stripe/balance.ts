import { chargeFee } from "./currencies.ts";
import type { BalanceTransactionObject } from "./objects.ts";
import { type AccountState, newId, seconds, type StripeState } from "./state.ts";

type Movement = {
  readonly type: BalanceTransactionObject["type"];
  readonly category: string;
  /** Minor units, negative when money leaves the merchant. */
  readonly amount: number;
  readonly fee: number;
  readonly currency: string;
  readonly source: string;
  readonly description: string | null;
};

const twoDays = 2 * 24 * 3600;

/** Writes a line of the merchant's balance. Money from payers becomes available after two days. */
export function post(state: StripeState, account: AccountState, movement: Movement): BalanceTransactionObject {
  const { amount, fee, currency } = movement;
  const created = seconds(state);
  const waits = movement.type === "charge" || movement.type === "payment";
  const line: BalanceTransactionObject = {
    id: newId(state, "txn_3"),
    object: "balance_transaction",
    amount,
    available_on: waits ? created + twoDays : created,
    balance_type: "payments",
    created,
    currency,
    description: movement.description,
    exchange_rate: null,
    fee,
    fee_details:
      fee === 0
        ? []
        : [{ amount: fee, application: null, currency, description: "Stripe processing fees", type: "stripe_fee" }],
    net: amount - fee,
    reporting_category: movement.category,
    source: movement.source,
    status: waits ? "pending" : "available",
    type: movement.type,
  };
  account.transactions.set(line.id, line);
  return line;
}

/** The movement of a captured charge, with the fee taken from it. */
export function chargeMovement(charge: {
  id: string;
  amount: number;
  currency: string;
  description: string | null;
}): Movement {
  const { amount, currency } = charge;
  const fee = chargeFee(amount, currency);
  return {
    type: "charge",
    category: "charge",
    amount,
    fee,
    currency,
    source: charge.id,
    description: charge.description,
  };
}

/** Turns lines whose day has come from pending to available. */
export function ripen(state: StripeState, account: AccountState): void {
  const now = seconds(state);
  for (const line of account.transactions.values()) {
    if (line.status === "pending" && line.available_on <= now) line.status = "available";
  }
}

/** The balance by currency: what can be paid out, and what is still on its way. */
export function balanceOf(state: StripeState, account: AccountState): object {
  ripen(state, account);
  const empty = (): Map<string, number> => new Map([[account.currency, 0]]);
  const sums = { available: empty(), pending: empty() };
  for (const { status, currency, net } of account.transactions.values()) {
    sums[status].set(currency, (sums[status].get(currency) ?? 0) + net);
  }
  const rows = (by: Map<string, number>): object[] =>
    [...by].map(([currency, amount]) => ({ amount, currency, source_types: { card: amount } }));
  return { object: "balance", available: rows(sums.available), livemode: false, pending: rows(sums.pending) };
}
