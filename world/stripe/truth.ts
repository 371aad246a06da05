import type { StripeTruth, TrueCapture } from "./model-types.ts";
import type { AccountState, StripeState } from "./state.ts";

/** All that happened in the world, as copies. */
export function truthOf(state: StripeState): StripeTruth {
  return {
    sessions: state.accounts.flatMap((account) =>
      [...account.sessions.values()].map(({ session }) => ({
        id: session.id,
        accountId: account.id,
        status: session.status,
        paid: session.payment_status === "paid",
        amount: session.amount_total ?? 0,
        currency: session.currency,
        clientReferenceId: session.client_reference_id,
        wayBack: session.success_url,
        metadata: { ...session.metadata },
        paymentIntentId: session.payment_intent,
      })),
    ),
    captures: state.accounts.flatMap(capturesOf),
    refunds: state.accounts.flatMap((account) =>
      [...account.refunds.values()].map(({ refund, atMs }) => ({
        refundId: refund.id,
        accountId: account.id,
        chargeId: refund.charge,
        amount: refund.amount,
        currency: refund.currency,
        status: refund.status,
        metadata: { ...refund.metadata },
        atMs,
      })),
    ),
    cards: state.accounts.flatMap((account) =>
      [...account.methods.values()].map(({ method }) => ({
        paymentMethodId: method.id,
        accountId: account.id,
        customerId: method.customer,
        lastFour: method.card.last4,
      })),
    ),
    deliveries: state.deliveries.map(({ event, account, target, state: fate, attempts, acknowledged }) => ({
      eventId: event.id,
      accountId: account.id,
      type: event.type,
      subjectId: event.data.object.id,
      url: target.endpoint.url,
      state: fate,
      attempts,
      acknowledged,
    })),
  };
}

function capturesOf(account: AccountState): TrueCapture[] {
  const captures: TrueCapture[] = [];
  for (const { charge, sessionId, capturedAtMs } of account.charges.values()) {
    if (capturedAtMs === null) continue;
    captures.push({
      chargeId: charge.id,
      accountId: account.id,
      sessionId,
      paymentIntentId: charge.payment_intent,
      amount: charge.amount_captured,
      refunded: charge.amount_refunded,
      disputed: charge.disputed,
      currency: charge.currency,
      metadata: { ...charge.metadata },
      atMs: capturedAtMs,
    });
  }
  return captures;
}
