import {
  type Decision,
  defineJourney,
  type JourneyContext,
  type JourneyEvent,
  type OrderView,
} from "#contracts/journey";
import type { Effect } from "#domain/effect";
import { later } from "#domain/instant";
import type { Money } from "#domain/money";
import type { ShownOrder } from "#domain/native-pay";
import { type PaymentShown, groupsOf } from "#domain/payment-shows";
import type { Draft } from "#domain/wording";
import { tellOfOrder } from "./order-notices.ts";
import { tellFailure, tellNoOtherWay, tellRailChanged } from "./other-way.ts";
import { answerCustomer, nextQuestion, openQuestion } from "./answer-customer.ts";
import { problemTexts, say, showCart, tell, text } from "./say.ts";
import { idle, type State } from "./state.ts";
import { texts } from "./texts.ts";

type Step = Decision<State>;
const step = (state: State, effects: readonly Effect[] = []): Step => ({ state, effects, consumed: true });

/** From question to receipt in one thread: browse, choose, fill the cart, pay by link, follow the order. */
export const journey = defineJourney<State>({
  name: "shop-order",
  initial: idle,
  texts,
  active: (state) => state.at !== "idle",
  question: openQuestion,
  decide(state, event, context) {
    switch (event.event) {
      case "customer-said":
        return answerCustomer(state, event.understood, context);
      case "basket-changed":
        return onBasket(state, event, context);
      case "link-ready":
        return onLink(event, context);
      case "link-failed":
        return step({ at: "cart" }, [
          tell("pay.link-failed", { reason: event.reason }),
          { do: "hand-over", reason: text("pay.link-failed-reason", { reason: event.reason }) },
        ]);
      case "link-expired":
        return state.at === "paying"
          ? step({ at: "cart" }, [tell(event.late ? "pay.time-over" : "pay.link-expired"), ...showCart(context)])
          : step(state);
      case "payment-failed":
        return step(state.at === "paying" ? state : { at: "paying", reminded: false }, tellFailure(event));
      case "rail-changed":
        return step({ at: "paying", reminded: false }, tellRailChanged(event));
      case "no-other-way":
        return step(state, tellNoOtherWay(event));
      case "woke-up":
        return onAlarm(state, event.name, context);
      case "refundable-found":
      case "refund-asked":
      case "refund-added":
      case "refund-news":
      case "refund-work":
      case "refund-decided":
      case "rail-chosen":
      case "command-read":
      case "command-done":
      case "sale-news":
        return step(state);
      default:
        return tellOfOrder(state, event, context);
    }
  },
});

type Of<Kind extends JourneyEvent["event"]> = Extract<JourneyEvent, { readonly event: Kind }>;

/** The cart changed, on either side: what did not work is said, then the cart with its new total. */
function onBasket(state: State, { problems, by }: Of<"basket-changed">, context: JourneyContext): Step {
  const notice = by === "operator";
  const troubles = problemTexts(problems, context).map((body) => say({ kind: "text", body }, notice));
  const changed: readonly Effect[] = notice ? [tell("cart.changed-by-shop", undefined, true)] : [];
  const alarm: readonly Effect[] = state.at === "paying" ? [{ do: "forget-alarm", name: "unpaid" }] : [];
  const asked = state.at === "option" ? nextQuestion(state, context) : undefined;
  if (asked && !notice) return step(asked.state, [...troubles, ...asked.effects]);
  return step({ at: "cart" }, [...alarm, ...changed, ...troubles, ...showCart(context, notice)]);
}

function onLink(event: Of<"link-ready">, context: JourneyContext): Step {
  const { url, amount, expiresAt, keepsCard, shown, inChat } = event;
  const remindAt = later(context.now, context.shop.reminderAfter);
  const effects: Effect[] = [
    ...(keepsCard === undefined ? [] : [tell(`card.keeps-${keepsCard}`, { shop: context.shop.name }, true)]),
    inChat && context.order
      ? showOrder(inChat, amount, context.order, context)
      : say(
          shown === undefined
            ? {
                kind: "link",
                body: text("pay.link", { amount: { money: amount }, shop: context.shop.name }),
                label: text("pay.button"),
                url,
              }
            : showPayable(shown, url, amount, context),
          true,
        ),
  ];
  if (remindAt < expiresAt) effects.push({ do: "wake-me", name: "unpaid", at: remindAt });
  return step({ at: "paying", url, reminded: false, ...(inChat ? { inChat: true } : {}) }, effects);
}

/** The order itself, with its payment; one that stands in the chat already is pointed to. */
function showOrder(shown: ShownOrder, amount: Money, order: OrderView, { shop }: JourneyContext): Effect {
  const values = { amount: { money: amount }, shop: shop.name };
  if (shown.again) return tell("pay.order-again", values, true);
  const body = text("pay.order", values);
  const expired = text("pay.order-expired");
  return say({ kind: "order-details", body, expired, shown, lines: order.lines, total: amount }, true);
}

/** What she pays by where no provider has a page: a picture of the code, or how much to pay at the shop. */
function showPayable(shown: PaymentShown, url: string, amount: Money, context: JourneyContext): Draft {
  const line = (key: "beneficiary" | "reference"): string => {
    const found = shown.lines.find((one) => one.key === key);
    return found === undefined ? "–" : groupsOf(found).join(" ");
  };
  const about = { amount: { money: amount }, shop: context.shop.name, number: context.order?.number ?? 0 };
  if (shown.code === undefined)
    return { kind: "link", body: text("pay.at-shop", about), label: text("pay.details"), url };
  const values = { ...about, beneficiary: line("beneficiary"), reference: line("reference"), url };
  return {
    kind: "image",
    file: { file: "code", paymentId: shown.paymentId },
    caption: text("pay.code", values),
  };
}

function onAlarm(state: State, name: string, context: JourneyContext): Step {
  if (name !== "unpaid" || state.at !== "paying" || state.reminded || state.url === undefined) return step(state);
  if (context.order?.state !== "placed") return step(state);
  const { url, inChat } = state;
  if (inChat) {
    const again = tell("pay.order-again", { amount: { money: context.order.total }, shop: context.shop.name });
    return step({ at: "paying", url, reminded: true, inChat }, [again]);
  }
  return step({ at: "paying", url, reminded: true }, [
    say({
      kind: "link",
      body: text("pay.reminder", { total: { money: context.order.total } }),
      label: text("pay.button"),
      url,
    }),
  ]);
}
