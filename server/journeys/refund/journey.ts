import { type Decision, type JourneyContext, type JourneyEvent, defineJourney } from "#contracts/journey";
import type { Effect } from "#domain/effect";
import { answerCustomer, begin } from "./answer-customer.ts";
import { tellNews } from "./news.ts";
import { ask, askOrder, say, tell, text } from "./say.ts";
import { type State, idle } from "./state.ts";
import { texts } from "./texts.ts";

type Decided = Decision<State>;
type Of<Name extends JourneyEvent["event"]> = Extract<JourneyEvent, { readonly event: Name }>;

const step = (state: State, effects: readonly Effect[] = []): Decided => ({ state, effects, consumed: true });

/**
 * From "I want my money back" to the answer: which order, how much, why, a photo or an account where they are needed,
 * and a summary she confirms. It promises nothing: what is sent is a wish, which a person of the shop decides about.
 */
export const journey = defineJourney<State>({
  name: "refund",
  initial: idle,
  texts,
  active: (state) => state.at !== "idle",
  question: ask,
  reads(state) {
    if (state.at === "account") return "account";
    return state.at === "extent" || state.at === "amount" ? "amount" : undefined;
  },
  decide(state, event, context): Decided {
    switch (event.event) {
      case "customer-said":
        return answerCustomer(state, event.understood, context);
      case "refundable-found":
        return onFound(event, context);
      case "refund-asked":
        return step(idle, [tellAsked(event.result)]);
      case "refund-added":
        return step(idle, [tell(event.found ? "added" : "added.closed")]);
      case "refund-news":
        return step(state, tellNews(event.news));
      default:
        return step(state);
    }
  },
});

function onFound({ orders, wanted }: Of<"refundable-found">, context: JourneyContext): Decided {
  const pointed = wanted === undefined ? undefined : orders.find(({ orderId }) => orderId === wanted);
  if (pointed) return begin(pointed, context);
  if (wanted !== undefined && orders.length > 0)
    return step({ at: "order", orders }, [tell("not-yours"), askOrder(orders, context)]);
  const [only, ...others] = orders;
  if (only === undefined)
    return step(idle, [
      say({
        kind: "buttons",
        body: text("nothing"),
        buttons: [{ id: "want:human", title: text("button.person") }],
      }),
    ]);
  if (others.length === 0) return begin(only, context);
  return step({ at: "order", orders }, [askOrder(orders, context)]);
}

function tellAsked(result: Of<"refund-asked">["result"]): Effect {
  const { number } = result;
  // One that the till approved by itself is with nobody any more.
  if (result.asked)
    return tell(result.approved ? "news.approved" : "asked", { number, amount: { money: result.amount } });
  return result.why === "under-way"
    ? tell("under-way", { number })
    : tell(`asked.${result.why}`, { number, amount: { money: result.left } });
}
