import type { LyraTruth, TrueOrder, TruePayment, TrueRefund } from "./model-types.ts";
import { addressOf } from "./notices.ts";
import type { LyraState, Shop, Transaction } from "./state.ts";

/** All that happened in the world, as copies. */
export function truthOf(state: LyraState): LyraTruth {
  const payments = state.shops.flatMap(paymentsOf);
  return {
    orders: state.shops.flatMap(ordersOf),
    payments,
    captures: payments.filter(({ capturedAtMs }) => capturedAtMs !== null),
    refunds: state.shops.flatMap(refundsOf),
    cards: state.shops.flatMap(({ id, mode, tokens }) =>
      [...tokens.values()].map(({ token, cancelledMs }) => ({ shopId: id, mode, token, cancelledAtMs: cancelledMs })),
    ),
    deliveries: state.notices.map((notice) => ({
      noticeId: notice.id,
      shopId: notice.shop.id,
      uuid: notice.uuid,
      url: addressOf(notice),
      source: notice.source,
      state: notice.state,
      attempts: notice.attempts,
      acknowledged: notice.acknowledged,
    })),
    messages: state.messages.map((message) => ({ ...message })),
  };
}

function ordersOf(shop: Shop): TrueOrder[] {
  return [...shop.orders].map(([paymentOrderId, { status, terms }]) => {
    const { amount, currency, metadata, orderId } = terms;
    return { shopId: shop.id, mode: shop.mode, orderId, paymentOrderId, status, amount, currency, metadata };
  });
}

function paymentsOf(shop: Shop): TruePayment[] {
  return [...shop.transactions.values()]
    .filter(({ operationType, detailedStatus }) => operationType === "DEBIT" && detailedStatus !== "ABANDONED")
    .filter(({ detailedStatus }) => detailedStatus !== "REFUSED")
    .map((transaction) => ({
      shopId: shop.id,
      mode: shop.mode,
      orderId: transaction.terms.orderId,
      uuid: transaction.uuid,
      paymentOrderId: transaction.paymentOrderId,
      pageKey: transaction.saleKey,
      wayBack: transaction.terms.waysBack.success,
      atMs: transaction.createdMs,
      amount: transaction.amount,
      asked: transaction.terms.amount,
      currency: transaction.currency,
      detailedStatus: transaction.detailedStatus,
      capturedAtMs: transaction.capturedMs,
      refunded: transaction.refunded,
      chargedBack: transaction.chargedBack,
      metadata: transaction.terms.metadata,
    }));
}

function refundsOf(shop: Shop): TrueRefund[] {
  return [...shop.transactions.values()]
    .filter(({ operationType }) => operationType === "CREDIT")
    .map((credit) => ({
      shopId: shop.id,
      mode: shop.mode,
      orderId: credit.terms.orderId,
      uuid: credit.uuid,
      paymentUuid: credit.parentUuid ?? "",
      amount: credit.amount,
      currency: credit.currency,
      state: fateOf(credit),
      atMs: credit.createdMs,
    }));
}

function fateOf({ detailedStatus }: Transaction): TrueRefund["state"] {
  if (detailedStatus === "CAPTURED") return "done";
  if (detailedStatus === "REFUSED") return "refused";
  return detailedStatus === "CANCELLED" ? "cancelled" : "sent";
}
