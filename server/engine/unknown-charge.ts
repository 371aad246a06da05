import type { RowOf } from "#contracts/store";
import { hours } from "#domain/instant";
import { applyPaymentFacts } from "#engine/apply-payment-facts";
import type { Batch } from "#engine/batch";
import { uncountPayment } from "#engine/limits";
import { openCase } from "#engine/payment-case";
import { taskOf } from "#engine/payment-task";
import type { Ports } from "#engine/ports";
import { movePayment } from "#engine/request-payment";
import type { Rail, Shop } from "#engine/shops";
import { aboutSale, tellSale } from "#engine/tell-seller";
import { transact } from "#engine/transact";

/** No charge is made after the payment's end; a provider shows one it made within this time. */
const shownWithin = hours(1);

/**
 * The provider did not say in time whether it charged the card. The payment stays asked for, so that nobody charges it
 * a second time: the look-ups settle it or end it. The customer is told nothing until something is known.
 */
export async function tellChargeUnknown(batch: Batch, paymentId: string, reason: string): Promise<void> {
  const known = await openCase(batch, paymentId);
  if (known?.payment.state !== "requested" || !known.order.terms) return;
  const about = await aboutSale(batch, known.order);
  await tellSale(batch, known.order, { ...about, news: "charge-unknown", reason });
}

/** Asks what became of a charge whose answer never came: it happened, it was refused, or it was never made. */
export async function lookForCharge(ports: Ports, shop: Shop, rail: Rail, payment: RowOf<"payment">): Promise<void> {
  const { cards } = rail.plug;
  if (!cards) return;
  const seen = await cards.lookUpCharge(payment.payment_id, rail.settings, ports.http);
  if (!seen.ok) {
    ports.metrics.count("reconcile_problem_total", { provider: rail.kind });
    ports.log.warn("a look-up did not answer", { rail: rail.id, reason: seen.reason });
    return;
  }
  const money = seen.facts.filter(({ kind }) => kind !== "attempt-failed");
  const refused = seen.facts.find((fact) => fact.kind === "attempt-failed");
  await transact(ports, shop, async (batch) => {
    if (money.length > 0) {
      const known = await openCase(batch, payment.payment_id);
      if (!known) return;
      known.payment.provider_ref ??= seen.providerRef ?? null;
      known.payment.by_lookup_at = batch.now;
      await batch.tx.update("payment", [known.payment]);
      const before = batch.changes.length;
      await applyPaymentFacts(batch, payment.rail_id, money, "look-up");
      if (batch.changes.length > before) ports.metrics.count("reconcile_recovered_total", { provider: rail.kind });
      return;
    }
    // While it is still being tried, the task knows better.
    if (await isStillTried(batch, payment.payment_id)) return;
    if (refused === undefined && batch.now < payment.expires_at + shownWithin) return;
    await endCharge(batch, payment.payment_id, refused?.reason ?? "not charged");
  });
}

async function isStillTried({ tx }: Batch, paymentId: string): Promise<boolean> {
  const [task] = await tx.find("task", [{ task_id: taskOf("charge-card", paymentId) }]);
  return task?.state === "queued" || task?.state === "running";
}

/** Nobody was charged, and nobody will be. */
async function endCharge(batch: Batch, paymentId: string, reason: string): Promise<void> {
  const known = await openCase(batch, paymentId);
  if (!known) return;
  const { payment, order } = known;
  const wasAsked = movePayment(payment, "expired", batch.now);
  payment.final = true;
  await batch.tx.update("payment", [payment]);
  batch.changes.push({ resource: "payment", id: paymentId });
  if (!wasAsked) return;
  await uncountPayment(batch, order.person_id, payment);
  if (order.terms) await tellSale(batch, order, { ...(await aboutSale(batch, order)), news: "charge-failed", reason });
}
