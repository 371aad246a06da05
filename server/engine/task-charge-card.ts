import type { CallProblem, CardCharged } from "#contracts/payment-provider";
import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { hasExpired } from "#domain/kept-card";
import { money } from "#domain/money";
import { applyPaymentFacts } from "#engine/apply-payment-facts";
import type { Batch } from "#engine/batch";
import { openCase } from "#engine/payment-case";
import { askForPayment } from "#engine/payment-task";
import type { Ports } from "#engine/ports";
import { tellChargeUnknown } from "#engine/unknown-charge";
import { movePayment } from "#engine/request-payment";
import type { Rail, Shop } from "#engine/shops";
import type { RunTask, TaskResult } from "#engine/task";
import { aboutSale, tellSale } from "#engine/tell-seller";

type Found = {
  readonly payment: RowOf<"payment">;
  readonly card: RowOf<"kept_card">;
  readonly rail: Rail;
  readonly email: string | null;
};

/**
 * Charges a kept card by the consent its owner gave. Whatever stands in the way (her bank wants her, the card is gone or
 * declined) ends in a link for her instead, under the same payment: there is never a charge and a link that both count.
 */
export const chargeCard: RunTask = async (ports, shop, task) => {
  const found = await find(ports, shop, task.subject_id);
  if (found === "nothing") return { done: true };
  if (found === "no-card") return sendLink(task.subject_id, "the card is not kept any more");
  const { payment, card, rail, email } = found;
  const cards = rail.plug.cards;
  const alias = ports.secret(card.alias);
  if (!cards || alias === undefined) return sendLink(payment.payment_id, "the card cannot be used");
  if (task.attempts > 1) {
    // The answer of an earlier try may have been lost: money is looked for before it is asked for again.
    const seen = await cards.lookUpCharge(payment.payment_id, rail.settings, ports.http);
    if (!seen.ok) return notKnown(payment.payment_id, seen);
    if (seen.facts.length > 0)
      return charged(payment, { ...seen, providerRef: seen.providerRef ?? payment.provider_ref ?? "" });
  }
  const outcome = await cards.charge(
    {
      reference: payment.payment_id,
      idempotencyKey: task.task_id,
      amount: money(payment.amount_minor, currency(payment.currency)),
      alias,
      payer: { reference: card.person_id, ...(email === null ? {} : { email }) },
      description: shop.name,
      initiatedBy: "merchant",
    },
    rail.settings,
    ports.http,
  );
  return resultOf(payment, card, outcome);
};

async function find(ports: Ports, shop: Shop, paymentId: string): Promise<Found | "nothing" | "no-card"> {
  return ports.store.tx(shop.businessId, async (tx) => {
    const [payment] = await tx.find("payment", [{ payment_id: paymentId }]);
    // Voided, or turned into a link: there is nothing to charge.
    if (payment?.state !== "requested" || payment.card_id === null) return "nothing";
    const [card] = await tx.find("kept_card", [{ card_id: payment.card_id }]);
    const rail = shop.rails.find(({ id }) => id === payment.rail_id);
    if (!card || !rail || card.state !== "live") return "no-card";
    if (hasExpired({ year: card.expires_year, month: card.expires_month }, ports.clock.now())) return "no-card";
    const [person] = await tx.find("person", [{ person_id: card.person_id }]);
    return { payment, card, rail, email: person?.email ?? null };
  });
}

function resultOf(payment: RowOf<"payment">, card: RowOf<"kept_card">, outcome: CardCharged | CallProblem): TaskResult {
  if (!outcome.ok) {
    if (outcome.retry !== "never") return notKnown(payment.payment_id, outcome);
    return sendLink(payment.payment_id, outcome.reason, outcome.reason === "alias" ? card.card_id : undefined);
  }
  if ("needsCustomer" in outcome) return sendLink(payment.payment_id, outcome.reason);
  return charged(payment, outcome);
}

/** Tried again while its key is good; after that the merchant is told, and the look-ups go on asking. */
const notKnown = (paymentId: string, problem: CallProblem): TaskResult => ({
  done: false,
  problem,
  giveUp: (batch) => tellChargeUnknown(batch, paymentId, problem.reason),
});

/** What the provider says of the charge; a refusal that is final ends in a link. */
function charged(payment: RowOf<"payment">, seen: Extract<CardCharged, { readonly providerRef: string }>): TaskResult {
  const came = seen.facts.some(({ kind }) => kind === "captured" || kind === "authorised");
  if (seen.final && !came) {
    const failed = seen.facts.find((fact) => fact.kind === "attempt-failed");
    return sendLink(payment.payment_id, failed?.reason ?? "declined");
  }
  return {
    done: true,
    apply: async (batch) => {
      const known = await openCase(batch, payment.payment_id);
      if (!known) return;
      if (seen.providerRef !== "") known.payment.provider_ref = seen.providerRef;
      movePayment(known.payment, "open", batch.now);
      await batch.tx.update("payment", [known.payment]);
      await applyPaymentFacts(batch, payment.rail_id, seen.facts, "call");
    },
  };
}

/** The same payment as a link for the customer; the merchant is told why. */
const sendLink = (paymentId: string, reason: string, deadCard?: string): TaskResult => ({
  done: true,
  apply: (batch) => turnIntoLink(batch, paymentId, reason, deadCard),
});

async function turnIntoLink(batch: Batch, paymentId: string, reason: string, deadCard?: string): Promise<void> {
  const known = await openCase(batch, paymentId);
  if (known?.payment.state !== "requested") return;
  const { payment, order } = known;
  payment.card_id = null;
  await batch.tx.update("payment", [payment]);
  if (deadCard !== undefined)
    await batch.tx.updateIf(
      "kept_card",
      { card_id: { eq: deadCard }, state: { eq: "live" } },
      { state: "dead", changed_at: batch.now },
    );
  askForPayment(batch, payment);
  if (order.terms) await tellSale(batch, order, { ...(await aboutSale(batch, order)), news: "needs-customer", reason });
}
