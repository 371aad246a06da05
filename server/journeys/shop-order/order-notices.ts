import type { Decision, JourneyContext, JourneyEvent } from "#contracts/journey";
import type { Effect } from "#domain/effect";
import { shownCard } from "#domain/kept-card";
import type { Money } from "#domain/money";
import { say, tell, text } from "./say.ts";
import { idle, type State } from "./state.ts";

/** What happens to an order whatever the talk is about: told as a notice, also while a person has the thread. */
export type OrderNews = Exclude<
  JourneyEvent,
  {
    readonly event:
      | "customer-said"
      | "basket-changed"
      | "link-ready"
      | "link-failed"
      | "link-expired"
      | "payment-failed"
      | "refundable-found"
      | "refund-asked"
      | "refund-added"
      | "refund-news"
      | "refund-work"
      | "refund-decided"
      | "rail-changed"
      | "rail-chosen"
      | "no-other-way"
      | "command-read"
      | "command-done"
      | "sale-news"
      | "woke-up";
  }
>;

const forget: Effect = { do: "forget-alarm", name: "unpaid" };

/** Tells the customer what became of her order. Money is spoken of only from records. */
export function tellOfOrder(state: State, event: OrderNews, context: JourneyContext): Decision<State> {
  const number = context.order?.number ?? 0;
  const stay = (...effects: readonly Effect[]): Decision<State> => ({ state, effects, consumed: true });
  const end = (...effects: readonly Effect[]): Decision<State> => ({
    state: idle,
    effects: [forget, ...effects],
    consumed: true,
  });
  switch (event.event) {
    case "order-paid":
      return end(...paid(event, number, context));
    case "card-kept":
      return stay(tell("card.kept", { card: shownCard(event.card), shop: context.shop.name }, true));
    case "order-unfulfillable":
      return end(tell("order.unfulfillable", { number, amount: { money: event.amount } }, true));
    case "surplus-returned":
      return stay(surplus(event.amount, context));
    case "order-shipped":
      return stay(...shipped(event, number, context));
    case "order-cancelled":
      return end(
        event.refund
          ? tell("order.cancelled-refund", { number, amount: { money: event.refund } }, true)
          : tell("order.cancelled", { number }, true),
      );
    case "address-changed":
      return {
        state: state.at === "address" ? idle : state,
        effects: [tell("address.done", { address: event.address }, true)],
        consumed: true,
      };
    case "refund-changed":
      return stay(tell(`refund.${event.state}`, { number, amount: { money: event.amount } }, true));
  }
}

/** Money that settles nothing goes back. While her order is unpaid she is told so, and can pay it. */
function surplus(amount: Money, { order }: JourneyContext): Effect {
  if (order?.state !== "placed") return tell("order.surplus", { amount: { money: amount } }, true);
  const body = text("order.wrong-amount", { amount: { money: amount }, total: { money: order.total } });
  return say({ kind: "buttons", body, buttons: [{ id: "so:pay", title: text("cart.pay") }] }, true);
}

function paid(
  event: Extract<OrderNews, { readonly event: "order-paid" }>,
  number: number,
  context: JourneyContext,
): readonly Effect[] {
  const amount = { money: event.amount };
  const { askedFor, address, shown } = context.order ?? {};
  const body = text(askedFor ? "order.paid-asked" : "order.paid", { number, amount, shop: context.shop.name });
  const needsAddress = !askedFor && !address;
  const buttons = [{ id: "so:address", title: text("address.button") }];
  return [
    ...(shown
      ? [say({ kind: "order-status", body, shown, status: "processing", paidAt: context.now }, true)]
      : [say(needsAddress ? { kind: "buttons", body, buttons } : { kind: "text", body }, true)]),
    ...(shown && needsAddress ? [say({ kind: "buttons", body: text("address.missing"), buttons }, true)] : []),
    say(
      {
        kind: "document",
        file: { file: "receipt", documentId: event.receiptId },
        caption: text("order.receipt", { receipt: event.receiptNumber }),
        filename: `${event.receiptNumber}.pdf`,
      },
      true,
    ),
  ];
}

function shipped(
  event: Extract<OrderNews, { readonly event: "order-shipped" }>,
  number: number,
  { order }: JourneyContext,
): readonly Effect[] {
  const values = { number, carrier: event.carrier ?? "", tracking: event.tracking ?? "" };
  const body = text(event.tracking ? "order.shipped-tracking" : "order.shipped", values);
  const shown = order?.shown;
  const status = shown ? [say({ kind: "order-status", body, shown, status: "shipped" }, true)] : [];
  if (event.url === undefined) {
    if (shown) return status;
    if (order === undefined) return [say({ kind: "text", body }, true)];
    const refund = { id: `rf:start:${order.orderId}`, title: text("refund.ask") };
    return [say({ kind: "buttons", body, buttons: [refund] }, true)];
  }
  const track = shown ? text("order.track-here") : body;
  return [...status, say({ kind: "link", body: track, label: text("order.track"), url: event.url }, true)];
}
