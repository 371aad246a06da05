import type { JourneyEvent } from "#contracts/journey";
import type { RowOf, Tx } from "#contracts/store";
import type { Charge, Command, QrCommand, ReceivedCommand, RefundCommand, StockCommand } from "#domain/command";
import { currency } from "#domain/currency";
import { instant } from "#domain/instant";
import { hasExpired } from "#domain/kept-card";
import { inLanguage, spokenLanguage } from "#domain/language";
import { type Money, money } from "#domain/money";
import { refundableOf } from "#domain/refund";
import type { Candidate, CommandReading, CommandRefused, ShownCard } from "#domain/selling";
import type { Batch, ThreadDraft } from "#engine/batch";
import { type RailAsk, chooseRail } from "#engine/choose-rail";
import { peopleNamed, personById, personWithPhone } from "#engine/find-people";
import { merchantOf } from "#engine/merchant";
import { isHeardOf, railOf } from "#engine/payment-rail";

type Wanted = { readonly command: Command; readonly personId?: string };

const refused = (reason: CommandRefused["reason"], more: Omit<CommandRefused, "reason"> = {}): CommandReading => ({
  read: "refused",
  refused: { reason, ...more },
});

/** Looks up what a merchant's line means: who, by which rail, of which order. Nothing is changed. */
export async function readCommand(
  batch: Batch,
  thread: ThreadDraft,
  { command, personId }: Wanted,
): Promise<JourneyEvent> {
  return { event: "command-read", command, reading: await readingOf(batch, thread, command, personId) };
}

async function readingOf(
  batch: Batch,
  thread: ThreadDraft,
  command: Command,
  personId: string | undefined,
): Promise<CommandReading> {
  switch (command.kind) {
    case "charge":
      return readCharge(batch, thread, command, personId);
    case "qr":
      return readQr(batch, thread, command, personId);
    case "received":
      return readReceived(batch, command);
    case "refund":
      return readRefund(batch, thread, command);
    case "stock":
      return readStock(batch, thread, command);
    case "register-card":
      return refused("no-registration");
    default:
      // All else is done at once, without a second look.
      return refused("nothing-to-undo");
  }
}

/** The merchant's own ceiling, where an amount passes it. */
function overCeiling({ shop }: Batch, thread: ThreadDraft, amount: Money): Money | undefined {
  const ceiling = merchantOf(shop, thread)?.ceilingMinor;
  if (ceiling === undefined) return undefined;
  // In another currency there is no telling: the ceiling is in the shop's.
  const passes = amount.currency !== shop.currency || amount.minor > ceiling;
  return passes ? money(ceiling, shop.currency) : undefined;
}

async function readCharge(
  batch: Batch,
  thread: ThreadDraft,
  command: Charge,
  personId: string | undefined,
): Promise<CommandReading> {
  const { amount, saveCard } = command;
  if (command.shop !== undefined && command.shop !== batch.shop.slug)
    return refused("other-shop", { details: command.shop });
  if (command.test) return refused("no-test");
  if (command.form) return refused("no-form");
  const ceiling = overCeiling(batch, thread, amount);
  if (ceiling) return refused("ceiling", { money: ceiling });
  const choice = await chooseRail(batch, askOf(batch, thread, amount, { keepsCards: saveCard !== "never" }));
  if (choice.rail === undefined)
    return refused(choice.reason, {
      money: amount,
      ...(choice.details === undefined ? {} : { details: choice.details }),
    });
  const who = await payeeOf(batch, command.payee, personId);
  if ("read" in who) return who;
  const card =
    saveCard === "never" && who.payee?.personId ? await cardOf(batch, who.payee.personId, amount) : undefined;
  return { read: "charge", railName: choice.rail.name, ...who, ...(card === undefined ? {} : { card }) };
}

/** What is asked of the rails for a merchant's line; whose thread it will be is not settled yet. */
function askOf(
  { shop }: Batch,
  seller: ThreadDraft,
  amount: Money,
  needs: Pick<RailAsk, "keepsCards" | "byCode">,
): RailAsk {
  const staff = merchantOf(shop, seller)?.phone;
  return { amount, thread: undefined, ...needs, ...(staff === undefined ? {} : { staff }) };
}

/** A code over an amount, on the first rail that is paid by one. */
async function readQr(
  batch: Batch,
  thread: ThreadDraft,
  { amount, payee }: QrCommand,
  personId: string | undefined,
): Promise<CommandReading> {
  if (amount === undefined) return refused("no-amount");
  const ceiling = overCeiling(batch, thread, amount);
  if (ceiling) return refused("ceiling", { money: ceiling });
  const choice = await chooseRail(batch, askOf(batch, thread, amount, { byCode: true }));
  if (choice.rail === undefined) return refused(choice.reason, { money: amount, details: choice.details ?? "" });
  const who = await payeeOf(batch, payee, personId);
  return "read" in who ? who : { read: "charge", railName: choice.rail.name, byCode: true, ...who };
}

type ReadPayee = { readonly payee?: Extract<CommandReading, { readonly read: "charge" }>["payee"] & object };

async function payeeOf(
  { tx }: Batch,
  payee: Charge["payee"],
  personId: string | undefined,
): Promise<ReadPayee | CommandReading> {
  if (payee.by === "nobody") return {};
  if (payee.by === "phone") return { payee: (await personWithPhone(tx, payee.phone)) ?? { name: payee.phone } };
  const chosen = personId === undefined ? undefined : await personById(tx, personId);
  const candidates: readonly Candidate[] = chosen ? [chosen] : await peopleNamed(tx, payee.name);
  const [one, ...others] = candidates;
  if (one === undefined) return refused("unknown-person", { details: payee.name });
  return others.length === 0 ? { payee: one } : { read: "several", candidates };
}

/** A card of hers that can be charged: live, not expired, on a rail that takes the amount. The newest first. */
async function cardOf({ tx, shop, now }: Batch, personId: string, amount: Money): Promise<ShownCard | undefined> {
  const cards = await tx.select(
    "kept_card",
    { person_id: { eq: personId }, state: { eq: "live" } },
    { orderBy: ["changed_at"], descending: true },
  );
  const usable = cards.find(({ rail_id, expires_year: year, expires_month: month }) => {
    const rail = shop.rails.find(({ id, archived }) => id === rail_id && !archived);
    const takes = rail?.plug.cards !== undefined && rail.plug.amountProblem(amount, rail.settings) === undefined;
    return takes && !hasExpired({ year, month }, now);
  });
  return usable && { cardId: usable.card_id, brand: usable.brand, lastFour: usable.last_four };
}

/** An order by the number people say: "12", "#12", "ord_12". */
export async function orderNumbered({ tx }: Batch, written: string): Promise<RowOf<"order"> | undefined> {
  const number = /^(?:ord_|#)?(\d{1,9})$/i.exec(written)?.[1];
  if (number === undefined) return undefined;
  const [order] = await tx.select("order", { number: { eq: Number(number) } });
  return order;
}

async function readRefund(batch: Batch, thread: ThreadDraft, command: RefundCommand): Promise<CommandReading> {
  const order = await orderNumbered(batch, command.order);
  if (!order) return refused("unknown-order", { details: command.order });
  const details = String(order.number);
  const captures = await batch.tx.select("capture", { order_id: { eq: order.order_id }, verdict: { eq: "settles" } });
  const refundable = refundableOf(captures);
  if (refundable.disputed) return refused("disputed", { details });
  const left = money(refundable.left, currency(order.currency));
  if (left.minor === 0) return refused("nothing-to-refund", { details });
  const amount = command.amount ?? left;
  if (amount.currency !== left.currency || amount.minor > left.minor)
    return refused("too-much", { details, money: left });
  const ceiling = overCeiling(batch, thread, amount);
  if (ceiling) return refused("ceiling", { money: ceiling });
  const who = await personById(batch.tx, order.person_id);
  return { read: "refund", number: order.number ?? 0, amount, who: who?.name ?? "?" };
}

/** The payment of an order whose money only the merchant or a statement tells of: the one that waits, else the latest. */
async function readReceived(batch: Batch, command: ReceivedCommand): Promise<CommandReading> {
  const order = await orderNumbered(batch, command.order);
  if (!order) return refused("unknown-order", { details: command.order });
  const details = String(order.number);
  const payments = await batch.tx.select("payment", { order_id: { eq: order.order_id } }, { orderBy: ["created_at"] });
  const byHand = payments.filter((payment) => !isHeardOf(batch, payment));
  const payment = byHand.find(({ state }) => state === "requested" || state === "open") ?? byHand.at(-1);
  if (!payment) return refused(payments.length > 0 ? "not-by-hand" : "nothing-asked", { details });
  if (payment.state === "captured") return refused("already-paid", { details });
  const who = await personById(batch.tx, order.person_id);
  return {
    read: "received",
    paymentId: payment.payment_id,
    number: order.number ?? 0,
    amount: money(payment.amount_minor, currency(payment.currency)),
    who: order.terms?.sendTo === "merchant" ? (order.terms.reference ?? "–") : (who?.name ?? "?"),
    railName: railOf(batch, payment)?.name ?? payment.rail_id,
    settles: order.state === "placed" && payment.revision === order.revision && payment.state !== "void",
  };
}

/** The product a merchant means by a sku, written in any case; just as written comes first. */
export async function productWritten(tx: Tx, written: string): Promise<RowOf<"product"> | undefined> {
  const products = await tx.select("product", { archived: { eq: false } });
  const same = ({ sku }: RowOf<"product">): boolean => sku.toLowerCase() === written.toLowerCase();
  return products.find(({ sku }) => sku === written) ?? products.find(same);
}

async function readStock({ tx, shop }: Batch, thread: ThreadDraft, command: StockCommand): Promise<CommandReading> {
  const product = await productWritten(tx, command.sku);
  if (!product) return refused("unknown-product", { details: command.sku });
  const language = spokenLanguage(thread.language, shop.languages);
  const name = inLanguage(product.name, language, shop.languages);
  return { read: "stock", sku: product.sku, name, now: product.stock ?? undefined };
}

/** Today's start in the shop's own time. */
export const today = ({ ports, shop, now }: Batch) => instant(ports.dayStart(now, shop.timeZone));
