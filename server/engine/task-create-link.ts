import type { Link, Payer } from "#contracts/payment-provider";
import type { RowOf } from "#contracts/store";
import { currency } from "#domain/currency";
import { instant } from "#domain/instant";
import { type LocalText, inLanguage, spokenLanguage } from "#domain/language";
import { money } from "#domain/money";
import { readOptions } from "#domain/order";
import { advanceOrderJourney } from "#engine/advance-journey";
import type { Batch } from "#engine/batch";
import { deliverLink } from "#engine/deliver-link";
import { uncountPayment } from "#engine/limits";
import { giveWay } from "#engine/other-way";
import { openCase } from "#engine/payment-case";
import { isHeardOf } from "#engine/payment-rail";
import type { Ports } from "#engine/ports";
import { addPaymentTask } from "#engine/payment-task";
import { noteRailWell } from "#engine/rail-health";
import { firstLook, movePayment } from "#engine/request-payment";
import type { RunTask } from "#engine/task";

/** Asks the provider for a payable link. The payment's id is both reference and idempotency key. */
export const createLink: RunTask = async (ports, shop, task) => {
  const found = await ports.store.tx(shop.businessId, async (tx) => {
    const [payment] = await tx.find("payment", [{ payment_id: task.subject_id }]);
    if (!payment) return undefined;
    const [[order], [thread]] = await Promise.all([
      tx.find("order", [{ order_id: payment.order_id }]),
      tx.find("thread", [{ thread_id: payment.thread_id }]),
    ]);
    const [person] = order?.terms?.saveCard ? await tx.find("person", [{ person_id: order.person_id }]) : [];
    return order && { payment, order, language: thread?.language, email: person?.email };
  });
  // The order was edited or cancelled before the provider was asked: there is nothing to make.
  if (!found || found.payment.state !== "requested") return { done: true };
  const { payment, order } = found;
  const rail = shop.rails.find(({ id }) => id === payment.rail_id);
  if (!rail) return { done: false, problem: { ok: false, retry: "never", reason: "the rail is not set up any more" } };
  const language = spokenLanguage(found.language, shop.languages);
  const say = (text: LocalText): string => inLanguage(text, language, shop.languages);
  const code = currency(payment.currency);
  const link = await rail.plug.createLink(
    {
      reference: payment.payment_id,
      idempotencyKey: task.task_id,
      amount: money(payment.amount_minor, code),
      lines: order.lines.map((line) => ({
        name: [say(line.name), ...readOptions(line, say).map(({ value }) => value)].join(" · "),
        quantity: line.quantity,
        unitPrice: line.unitPrice,
      })),
      description: `${shop.name} ${order.number ?? ""}`.trim(),
      ...(order.number === null ? {} : { orderNumber: order.number }),
      language,
      expiresAt: instant(payment.expires_at),
      returnUrl: returnUrl(ports, shop.businessId, payment.payment_id),
      now: instant(payment.created_at),
      ...(order.terms?.saveCard === undefined
        ? {}
        : { saveCard: order.terms.saveCard, payer: payerOf(order, found.email) }),
    },
    rail.settings,
    ports.http,
  );
  if (!link.ok)
    return {
      done: false,
      problem: link,
      giveUp: (batch) => linkFailed(batch, payment.payment_id, link.reason),
      otherwise: (batch) =>
        giveWay(batch, payment.payment_id, link.retry === "never" ? Infinity : task.attempts, link.reason),
    };
  return { done: true, apply: (batch) => linkMade(batch, payment.payment_id, link) };
};

/** Whom a kept card belongs to. */
function payerOf({ person_id, terms }: RowOf<"order">, known: string | null | undefined): Payer {
  const email = terms?.email ?? known;
  return { reference: person_id, ...(email === undefined || email === null ? {} : { email }) };
}

/** Where the provider sends her back: to the payment's own page, which then asks what became of it. */
function returnUrl({ payPage, publicUrl }: Ports, businessId: string, paymentId: string): string {
  const page = payPage?.(businessId, paymentId);
  return page === undefined ? `${publicUrl}/paid` : `${page}?back=1`;
}

async function linkMade(batch: Batch, paymentId: string, link: Link): Promise<void> {
  const known = await openCase(batch, paymentId);
  if (!known) return;
  const { payment, order } = known;
  await noteRailWell(batch, payment.rail_id);
  payment.provider_ref = link.providerRef;
  payment.url = link.url ?? null;
  payment.shows = link.shows ?? null;
  payment.expires_at = link.expiresAt;
  // Where no provider can be asked, its end is all there is to look at.
  payment.look_at = isHeardOf(batch, payment) ? Math.min(payment.look_at, batch.now + firstLook) : link.expiresAt;
  movePayment(payment, "open", batch.now);
  await batch.tx.update("payment", [payment]);
  batch.changes.push({ resource: "payment", id: paymentId });
  if (payment.state === "void") {
    // Voided while the provider was making it: now that it has a name, it can be made unpayable there as well.
    addPaymentTask(batch, "void-link", payment, { again: "late" });
    return;
  }
  if (payment.state !== "open" || order.state !== "placed" || order.revision !== payment.revision) return;
  await deliverLink(batch, known);
}

async function linkFailed(batch: Batch, paymentId: string, reason: string): Promise<void> {
  const known = await openCase(batch, paymentId);
  if (!known || !movePayment(known.payment, "expired", batch.now)) return;
  known.payment.final = known.payment.provider_ref === null;
  await batch.tx.update("payment", [known.payment]);
  await uncountPayment(batch, known.order.person_id, known.payment);
  await advanceOrderJourney(batch, known.thread, known.order, { event: "link-failed", reason });
}
