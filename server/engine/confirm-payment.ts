import { currency } from "#domain/currency";
import { instant } from "#domain/instant";
import { type Money, money } from "#domain/money";
import { applyPaymentFacts } from "#engine/apply-payment-facts";
import type { Batch } from "#engine/batch";
import { openCase } from "#engine/payment-case";
import { isHeardOf } from "#engine/payment-rail";

/**
 * What came of a confirmation:
 * - settled: the order is paid by it
 * - surplus: the order waits for nothing any more, so the money is to go back
 * - already: the money had been counted before; nothing changed
 */
export type Confirmed = {
  readonly confirmed: "settled" | "surplus" | "already";
  readonly number: number;
  readonly amount: Money;
};

/** Why money cannot be confirmed by hand. */
export type ConfirmRefused = { readonly refused: "not-found" | "not-by-hand" | "changed" };

/** The name of the money a merchant confirmed by hand: one per payment, however often it is confirmed. */
export const handCapture = (paymentId: string): string => `hand:${paymentId}`;

/**
 * The merchant has seen the whole amount of a payment on her account or in her till: counted once, with who said so and
 * when. Never for a rail whose provider tells of its money itself. It is not undone: money that did not come after all is
 * given back or corrected like any other. `seen` is the amount she looked at; another one is refused.
 */
export async function confirmPayment(
  batch: Batch,
  actor: string,
  paymentId: string,
  seen?: Money,
): Promise<Confirmed | ConfirmRefused> {
  const known = await openCase(batch, paymentId);
  if (!known) return { refused: "not-found" };
  const { payment, order } = known;
  if (isHeardOf(batch, payment)) return { refused: "not-by-hand" };
  const amount = money(payment.amount_minor, currency(payment.currency));
  if (seen !== undefined && (seen.minor !== amount.minor || seen.currency !== amount.currency))
    return { refused: "changed" };
  const about = { number: order.number ?? 0, amount };
  if (payment.state === "captured") return { confirmed: "already", ...about };
  const { tx, now, ports } = batch;
  await tx.update("payment", [{ payment_id: paymentId, by_hand_at: now, by_hand_of: actor, final: true }]);
  await tx.insert("audit", [
    {
      audit_id: ports.ids.uuid(now),
      actor,
      act: "confirm-payment",
      object_kind: "order",
      object_id: order.order_id,
      details: { payment: paymentId, amount },
      at: now,
    },
  ]);
  const captureId = handCapture(paymentId);
  const fact = {
    factId: captureId,
    reference: paymentId,
    kind: "captured",
    captureId,
    amount,
    at: instant(now),
  } as const;
  await applyPaymentFacts(batch, payment.rail_id, [fact], "by-hand");
  const [capture] = await tx.find("capture", [{ rail_id: payment.rail_id, capture_id: captureId }]);
  return { confirmed: capture?.verdict === "settles" ? "settled" : "surplus", ...about };
}
