import type { RowOf } from "#contracts/store";
import { hours, minutes } from "#domain/instant";
import { applyPaymentFacts } from "#engine/apply-payment-facts";
import { expirePayment } from "#engine/expire-payment";
import { openCase } from "#engine/payment-case";
import type { Ports } from "#engine/ports";
import { noteRailWell } from "#engine/rail-health";
import type { Shop } from "#engine/shops";
import { transact } from "#engine/transact";
import { lookForCharge } from "#engine/unknown-charge";

/** Look-ups made in one go. */
const atOnce = 20;
/** A payment that can still be paid is looked at at least this often: money is found within 15 minutes of its capture. */
const openPause = minutes(10);
/** Pauses between the first looks, while the customer is likely to be paying. */
const firstPauses = [minutes(1), minutes(2), minutes(3), minutes(5)] as const;

/** Money that came is only looked after: its fee, or a bank's promise that is kept the next night. */
const pauseOf = (looks: number, state: RowOf<"payment">["state"]): number =>
  firstPauses[looks] ?? (state === "captured" ? hours(1) : openPause);

/**
 * Asks the providers about every payment that is not final and every refund under way, by a schedule that needs no
 * webhook: with all of them lost, the books still converge. Returns how many were looked at.
 */
export async function reconcilePayments(ports: Ports, shop: Shop): Promise<number> {
  const [payments, refunds] = await transact(ports, shop, async (batch) => {
    const { tx, now } = batch;
    // The next look is written before this one is made: two nodes do not ask for the same thing.
    const due = await tx.select(
      "payment",
      { final: { eq: false }, look_at: { lte: now } },
      { orderBy: ["look_at"], limit: atOnce },
    );
    const back = await tx.select(
      "refund",
      { state: { in: ["pending", "done"] }, look_at: { lte: now } },
      { orderBy: ["look_at"], limit: atOnce },
    );
    if (due.length > 0)
      await tx.update(
        "payment",
        due.map(({ payment_id, looks, state }) => ({
          payment_id,
          looks: looks + 1,
          look_at: now + pauseOf(looks, state),
        })),
      );
    if (back.length > 0)
      await tx.update(
        "refund",
        back.map(({ refund_id, looks, state }) => ({
          refund_id,
          looks: looks + 1,
          look_at: now + refundPause(looks, state),
        })),
      );
    return [due, back] as const;
  });
  await Promise.all([
    ...payments.map((row) => lookAtPayment(ports, shop, row)),
    ...refunds.map((row) => lookAtRefund(ports, shop, row)),
  ]);
  return payments.length + refunds.length;
}

/** A refund under way is asked for hourly, a finished one daily for ten days: banks send money back that late. */
const refundPause = (looks: number, state: string): number =>
  state === "pending" ? Math.min(minutes(10) * (looks + 1), hours(1)) : looks < 10 ? hours(24) : hours(24 * 3650);

/** What came of a look: `recovered` when it told something new, `unanswered` when the provider did not say. */
export type Looked = "same" | "recovered" | "unanswered";

/** Asks the provider about one payment and applies what it says. */
export async function lookAtPayment(ports: Ports, shop: Shop, payment: RowOf<"payment">): Promise<Looked> {
  const rail = shop.rails.find(({ id }) => id === payment.rail_id);
  if (!rail) return "unanswered";
  if (payment.provider_ref === null && payment.card_id !== null && rail.plug.cards) {
    await lookForCharge(ports, shop, rail, payment);
    return "same";
  }
  if (payment.provider_ref !== null && rail.plug.capabilities.confirms !== "webhook") {
    await endInTime(ports, shop, payment);
    return "same";
  }
  if (payment.provider_ref === null) {
    // Never named by the provider and past its time: nobody can have paid it.
    if (payment.state !== "requested" && payment.expires_at + hours(25) < ports.clock.now())
      await ports.store.tx(shop.businessId, (tx) =>
        tx.updateIf("payment", { payment_id: { eq: payment.payment_id } }, { final: true }),
      );
    return "same";
  }
  const seen = await rail.plug.lookUp(payment.provider_ref, rail.settings, ports.http);
  if (!seen.ok) {
    ports.metrics.count("reconcile_problem_total", { provider: rail.kind });
    ports.log.warn("a look-up did not answer", { rail: rail.id, reason: seen.reason });
    return "unanswered";
  }
  return transact(ports, shop, async (batch) => {
    const before = batch.changes.length;
    await noteRailWell(batch, payment.rail_id);
    await applyPaymentFacts(batch, payment.rail_id, seen.facts, "look-up");
    const isNew = batch.changes.length > before;
    if (isNew) ports.metrics.count("reconcile_recovered_total", { provider: rail.kind });
    await batch.tx.updateIf(
      "payment",
      { payment_id: { eq: payment.payment_id } },
      { by_lookup_at: batch.now, ...(seen.final ? { final: true } : {}) },
    );
    return isNew ? "recovered" : "same";
  });
}

/** Where no provider can be asked, a payment ends by our own clock, and is looked at no more. */
async function endInTime(ports: Ports, shop: Shop, { payment_id }: RowOf<"payment">): Promise<void> {
  await transact(ports, shop, async (batch) => {
    const known = await openCase(batch, payment_id);
    if (!known) return;
    const { payment } = known;
    const isOver = payment.expires_at <= batch.now;
    if (isOver) await expirePayment(batch, known);
    const ended = payment.state === "requested" || payment.state === "open" ? {} : { final: true };
    await batch.tx.update("payment", [{ payment_id, look_at: payment.expires_at, ...ended }]);
  });
}

async function lookAtRefund(ports: Ports, shop: Shop, refund: RowOf<"refund">): Promise<void> {
  const rail = shop.rails.find(({ id }) => id === refund.rail_id);
  if (!rail) return;
  const seen = await rail.plug.lookUpRefunds(refund.capture_id, rail.settings, ports.http);
  if (!seen.ok || seen.facts.length === 0) return;
  await transact(ports, shop, (batch) => applyPaymentFacts(batch, refund.rail_id, seen.facts, "look-up"));
}
