import type { Charge, QrCommand } from "#domain/command";
import { currency } from "#domain/currency";
import { type Money, money } from "#domain/money";
import type { CommandRefused, CommandResult, DayFigures, SettledCommand } from "#domain/selling";
import { advance } from "#engine/advance-journey";
import { type Batch, type ThreadDraft, lockThread } from "#engine/batch";
import { listenTo } from "#engine/answer-merchant";
import { confirmPayment } from "#engine/confirm-payment";
import { merchantOf } from "#engine/merchant";
import { moneyOnItsWay } from "#engine/on-its-way";
import { actInBatch } from "#engine/operate";
import { loadOrder } from "#engine/order-rows";
import { orderNumbered, productWritten, today } from "#engine/read-command";
import { sell } from "#engine/sell";
import type { RunTask } from "#engine/task";

/**
 * Does what a merchant confirmed. A task of its own, so that the threads it touches are locked in a transaction of
 * their own and it happens once, whatever is tapped again.
 */
export const runCommand: RunTask = async (_ports, _shop, task) => ({
  done: true,
  apply: async (batch) => {
    const seller = await lockThread(batch, task.thread_id ?? "");
    if (!seller) return;
    const settled = task.details as unknown as SettledCommand;
    // Her number may have been taken off the list since she confirmed.
    const result = merchantOf(batch.shop, seller)
      ? await carryOut(batch, seller, settled, task.task_id)
      : refused("not-listed");
    listenTo(batch, seller);
    await advance(batch, seller, { event: "command-done", result });
  },
});

const refused = (reason: CommandRefused["reason"], more: Omit<CommandRefused, "reason"> = {}): CommandResult => ({
  done: "refused",
  refused: { reason, ...more },
});

function carryOut(
  batch: Batch,
  seller: ThreadDraft,
  settled: SettledCommand,
  commandId: string,
): Promise<CommandResult> {
  const { command } = settled;
  switch (command.kind) {
    case "charge":
      return sell(batch, seller, settled, command, commandId);
    case "qr":
      return command.amount === undefined
        ? Promise.resolve(refused("no-amount"))
        : sell(batch, seller, settled, chargeOf(command, command.amount), commandId, { byCode: true });
    case "received":
      return confirm(batch, seller, settled, command.order);
    case "refund":
      return giveMoneyBack(batch, seller, command);
    case "stock":
      return setStock(batch, command.sku, command.mode, command.quantity);
    case "undo":
      return takeBack(batch, seller, settled.undo);
    case "today":
      return figuresOf(batch).then((figures) => ({ done: "today", figures }));
    default:
      return Promise.resolve(refused("nothing-to-undo"));
  }
}

/** A code is asked for like any money, but keeps no card and has no terms. */
const chargeOf = ({ payee, assumedCurrency, ambiguousAmount }: QrCommand, amount: Money): Charge => ({
  kind: "charge",
  saveCard: "never",
  payee,
  amount,
  assumedCurrency,
  ambiguousAmount,
  form: false,
  test: false,
});

/** The money she was shown has arrived. */
async function confirm(
  batch: Batch,
  seller: ThreadDraft,
  { paymentId }: SettledCommand,
  order: string,
): Promise<CommandResult> {
  const done = paymentId === undefined ? undefined : await confirmPayment(batch, actorOf(batch, seller), paymentId);
  if (done === undefined || "refused" in done) return refused("not-by-hand", { details: order });
  const { confirmed, number, amount } = done;
  if (confirmed === "already") return refused("already-paid", { details: String(number) });
  return { done: "received", number, amount, settled: confirmed === "settled" };
}

const actorOf = (batch: Batch, seller: ThreadDraft): string =>
  `merchant:${merchantOf(batch.shop, seller)?.phone ?? seller.thread_id}`;

async function giveMoneyBack(
  batch: Batch,
  seller: ThreadDraft,
  command: Extract<SettledCommand["command"], { readonly kind: "refund" }>,
): Promise<CommandResult> {
  const order = await orderNumbered(batch, command.order);
  if (!order) return refused("unknown-order", { details: command.order });
  const details = String(order.number);
  const before = await batch.tx.select("refund", { order_id: { eq: order.order_id } });
  const act = {
    act: "refund",
    ...(command.amount === undefined ? {} : { amountMinor: command.amount.minor }),
  } as const;
  const problem = await actInBatch(batch, actorOf(batch, seller), order.order_id, act);
  if (problem?.refused === "too-much")
    return refused("too-much", { details, money: money(Number(problem.details), currency(order.currency)) });
  if (problem?.refused === "limit") return refused("limit", { details: problem.details ?? "" });
  if (problem?.refused === "second-person")
    return {
      done: "refund-waits",
      number: order.number ?? 0,
      amount: money(Number(problem.details), currency(order.currency)),
    };
  if (problem) return refused(problem.refused === "disputed" ? "disputed" : "nothing-to-refund", { details });
  const known = new Set(before.map(({ refund_id }) => refund_id));
  const made = (await batch.tx.select("refund", { order_id: { eq: order.order_id } })).filter(
    ({ refund_id }) => !known.has(refund_id),
  );
  const sum = made.reduce((total, { amount_minor }) => total + amount_minor, 0);
  return { done: "refund", number: order.number ?? 0, amount: money(sum, currency(order.currency)) };
}

async function setStock(batch: Batch, sku: string, mode: "set" | "add", quantity: number): Promise<CommandResult> {
  const written = await productWritten(batch.tx, sku);
  const [product] = written ? await batch.tx.find("product", [{ sku: written.sku }], { lock: true }) : [];
  if (!product) return refused("unknown-product", { details: sku });
  const before = product.stock ?? 0;
  const by = mode === "set" ? quantity - before : quantity;
  if (before + by < 0) return refused("short-stock", { details: product.sku });
  batch.products = undefined;
  await batch.tx.update("product", [{ sku: product.sku, stock: before + by, changed_at: batch.now }]);
  batch.changes.push({ resource: "product", id: product.sku });
  return { done: "stock", sku: product.sku, stock: before + by, undo: { did: "stock", sku: product.sku, by } };
}

async function takeBack(batch: Batch, seller: ThreadDraft, undo: SettledCommand["undo"]): Promise<CommandResult> {
  if (undo === undefined) return refused("nothing-to-undo");
  if (undo.did === "stock") {
    const back = await setStock(batch, undo.sku, "add", -undo.by);
    return back.done === "stock" ? { done: "undone", what: "stock", sku: back.sku, stock: back.stock } : back;
  }
  const order = await loadOrder(batch, undo.orderId);
  if (!order) return refused("nothing-to-undo");
  if (order.paid_minor > 0) return refused("already-paid", { details: String(order.number) });
  const problem = await actInBatch(batch, actorOf(batch, seller), undo.orderId, { act: "cancel" });
  return problem ? refused("nothing-to-undo") : { done: "undone", what: "asked", number: order.number ?? 0 };
}

/** What came, went and waits since the day began in the shop's own time. */
async function figuresOf(batch: Batch): Promise<DayFigures> {
  const { tx, shop } = batch;
  const since = today(batch);
  const inShop = { currency: { eq: shop.currency } };
  const paid = await tx.select("capture", { at: { gte: since }, verdict: { eq: "settles" }, ...inShop });
  const refunds = await tx.select("refund", { changed_at: { gte: since }, state: { eq: "done" }, ...inShop });
  const open = await tx.select("payment", {
    state: { in: ["requested", "open"] },
    created_at: { gte: since },
    ...inShop,
  });
  const onItsWay = await moneyOnItsWay(tx, shop, batch.now);
  const sum = (rows: readonly { readonly amount_minor: number }[]) =>
    money(
      rows.reduce((total, { amount_minor }) => total + amount_minor, 0),
      shop.currency,
    );
  return {
    paid: sum(paid),
    payments: paid.length,
    refunded: sum(refunds),
    refunds: refunds.length,
    open: sum(open),
    openCount: open.length,
    ...(onItsWay === undefined ? {} : { onItsWay }),
  };
}
