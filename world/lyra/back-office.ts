import type { JsonObject } from "./json.ts";
import { notify } from "./notices.ts";
import { cancelOrRefund, cancelOrRefundRules } from "./refund-rules.ts";
import type { LyraState, Scene, Transaction } from "./state.ts";
import { refuseCredit, saleOf } from "./transactions.ts";

function ownerOf(state: LyraState, uuid: string): Scene & { readonly transaction: Transaction } {
  for (const shop of state.shops) {
    const transaction = shop.transactions.get(uuid);
    if (transaction !== undefined) return { state, shop, transaction };
  }
  throw new Error(`no transaction ${uuid}`);
}

/** The cardholder's bank takes the money of a payment back. Throws `Error` unless it was captured. */
export function chargeBack(state: LyraState, uuid: string): void {
  const { transaction } = ownerOf(state, uuid);
  if (transaction.operationType !== "DEBIT" || transaction.capturedMs === null)
    throw new Error(`${uuid} took no money`);
  transaction.chargedBack = true;
}

/** The bank refuses a refund. Throws `Error` unless one of this uuid is done or under way. */
export function refuseRefund(state: LyraState, uuid: string): void {
  const { shop, transaction } = ownerOf(state, uuid);
  const isLive = ["AUTHORISED", "CAPTURED"].includes(transaction.detailedStatus);
  if (transaction.operationType !== "CREDIT" || !isLive) throw new Error(`${uuid} is no refund that could be refused`);
  transaction.capturedMs = null;
  refuseCredit({ state, shop }, transaction);
}

/** The merchant refunds or cancels by hand. Throws `Error` with the code when a rule forbids it. */
export function cancelOrRefundInOffice(state: LyraState, uuid: string, amount: number | undefined): void {
  const { shop } = ownerOf(state, uuid);
  const asked: JsonObject = amount === undefined ? { uuid } : { uuid, amount };
  const call = { state, shop, asked };
  for (const { code, broken } of cancelOrRefundRules) {
    const detail = broken(call);
    if (detail !== null) throw new Error(`${code}: ${detail}`);
  }
  const done = cancelOrRefund(call);
  notify(call, done, saleOf(shop, done), { rule: "backOffice", source: "MERCH_BO" });
}
