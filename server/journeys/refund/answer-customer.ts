import type { Decision, JourneyContext, Understood } from "#contracts/journey";
import type { Effect } from "#domain/effect";
import type { Money } from "#domain/money";
import { type RefundDraft, type RefundableOrder, refundCauses } from "#domain/refund-request";
import { ask, say, tell, text } from "./say.ts";
import { type State, idle } from "./state.ts";
import { agrees, declines, isQuestion } from "./words.ts";

type Decided = Decision<State>;
type Filling = Extract<State, { readonly draft: RefundDraft }>;

const step = (state: State, effects: readonly Effect[] = []): Decided => ({ state, effects, consumed: true });
/** The message was not for this journey: understanding has it, the state stays. */
const leave = (state: State): Decided => ({ state, effects: [], consumed: false });

/** Her own words, at most as many as a person reads. */
const longestWords = 500;
/** Photos of one request. */
const mostPhotos = 5;

/** Reads a customer's message where the talk stands. She may leave any question: what does not fit is left. */
export function answerCustomer(state: State, understood: Understood, context: JourneyContext): Decided {
  const { content } = understood;
  if (content.kind === "choice") return onTap(state, content.choiceId, context);
  if (content.kind === "media" && content.media === "image") return onPhoto(state, understood, context);
  if (content.kind !== "text") return leave(state);
  if (understood.wants === "cancel") return state.at === "idle" ? leave(state) : step(idle, [tell("dropped")]);
  return onText(state, understood, context);
}

function onText(state: State, understood: Understood, context: JourneyContext): Decided {
  const { text: said, wants, answer } = understood;
  if (state.at === "idle") return wants === "refund" ? step(idle, [{ do: "find-refundable" }]) : leave(state);
  // In her own words anything may be said, but for a question.
  const free = state.at === "words" || state.at === "more";
  if (isQuestion(said) || (!free && answer !== undefined)) return leave(state);
  switch (state.at) {
    case "order":
      return onOrderNumber(state, said, wants === "refund", context);
    case "extent":
      return understood.amount === undefined
        ? repeatOr(state, wants, context)
        : onAmount(state, understood.amount, context);
    case "amount":
      if (understood.amount !== undefined) return onAmount(state, understood.amount, context);
      return /\d/.test(said)
        ? step(state, [tell("amount.unread", most(state.draft))])
        : repeatOr(state, wants, context);
    case "cause":
      return wants === "refund" || wants === "order" || wants === "help" || wants === "greeting"
        ? repeatOr(state, wants, context)
        : goOn({ ...state.draft, cause: "other", words: said.slice(0, longestWords) }, context);
    case "words":
      return goOn({ ...state.draft, words: said.slice(0, longestWords) }, context);
    case "photo":
      return declines(said) ? goOn({ ...state.draft, photos: [] }, context) : repeatOr(state, wants, context);
    case "account":
      return onAccount(state, understood, context);
    case "summary":
      if (agrees(said)) return send(state.draft);
      return declines(said) ? step(idle, [tell("dropped")]) : repeatOr(state, wants, context);
    case "more":
      return step(idle, [{ do: "add-to-refund", requestId: state.requestId, words: said.slice(0, longestWords) }]);
  }
}

/** She came back to it: the question that stands open is put again. Anything else is not for us. */
const repeatOr = (state: State, wants: Understood["wants"], context: JourneyContext): Decided =>
  wants === "refund" ? step(state, ask(state, context)) : leave(state);

function onOrderNumber(
  state: Extract<State, { readonly at: "order" }>,
  said: string,
  again: boolean,
  context: JourneyContext,
): Decided {
  const written = /^\D{0,20}(\d{1,9})\D{0,5}$/.exec(said)?.[1];
  const found = written === undefined ? undefined : state.orders.find(({ number }) => number === Number(written));
  if (found) return begin(found, context);
  return written === undefined && !again ? leave(state) : step(state, ask(state, context));
}

const most = ({ order }: RefundDraft) => ({ number: order.number, amount: { money: order.left } });

function onAmount(state: Filling, amount: Money, context: JourneyContext): Decided {
  const { draft } = state;
  const asking: State = { at: "amount", draft };
  if (amount.currency !== draft.order.left.currency) return step(asking, [tell("amount.currency", most(draft))]);
  if (amount.minor <= 0) return step(asking, [tell("amount.unread", most(draft))]);
  if (amount.minor > draft.order.left.minor) return step(asking, [tell("amount.too-much", most(draft))]);
  return goOn({ ...draft, amount }, context);
}

function onAccount(state: Filling, { account, wants }: Understood, context: JourneyContext): Decided {
  if (account === undefined) return repeatOr(state, wants, context);
  if ("wrong" in account) return step(state, [tell("account.wrong", { shown: account.wrong })]);
  return goOn({ ...state.draft, account }, context);
}

function onPhoto(state: State, { messageId, text: caption }: Understood, context: JourneyContext): Decided {
  if (messageId === undefined || state.at === "idle" || state.at === "order") return leave(state);
  if (state.at === "more") {
    const words = caption.slice(0, longestWords);
    const added = words === "" ? {} : { words };
    return step(idle, [{ do: "add-to-refund", requestId: state.requestId, photo: messageId, ...added }]);
  }
  const photos = [...(state.draft.photos ?? []), messageId].slice(-mostPhotos);
  const draft = { ...state.draft, photos };
  const kept = tell("photo.kept");
  if (state.at !== "photo") return step({ ...state, draft }, [kept, ...ask({ ...state, draft }, context)]);
  const next = goOn(draft, context);
  return { ...next, effects: [kept, ...next.effects] };
}

/** The first thing that is not known yet is asked; after the last one everything is shown. */
export function goOn(draft: RefundDraft, context: JourneyContext): Decided {
  const state: State = { at: missing(draft, context), draft };
  return step(state, ask(state, context));
}

function missing(draft: RefundDraft, { shop }: JourneyContext): Filling["at"] {
  const { order, amount, cause, words, photos, account } = draft;
  if (amount === undefined) return "extent";
  if (cause === undefined) return "cause";
  if (cause === "other" && words === undefined) return "words";
  if (photos === undefined && shop.refundPhotos?.includes(cause) === true) return "photo";
  return order.needsAccount && account === undefined ? "account" : "summary";
}

/** An order was chosen. */
export function begin(order: RefundableOrder, context: JourneyContext): Decided {
  if (order.open !== undefined) return step(idle, [tell("under-way", { number: order.number })]);
  return goOn({ order }, context);
}

const send = (draft: RefundDraft): Decided => step(idle, [{ do: "ask-refund", draft }]);

/** A tap. Buttons of earlier messages stay tappable for ever, so each is read against what stands now. */
function onTap(state: State, choiceId: string, context: JourneyContext): Decided {
  const [journey, what, ...rest] = choiceId.split(":");
  const value = rest.join(":");
  if (journey !== "rf") return leave(state);
  if (what === "start") return step(idle, [{ do: "find-refundable", ...(value === "" ? {} : { orderId: value }) }]);
  if (what === "answer") return step({ at: "more", requestId: value }, ask({ at: "more", requestId: value }, context));
  if (what === "order") {
    const known = state.at === "order" ? state.orders.find(({ orderId }) => orderId === value) : undefined;
    return known ? begin(known, context) : step(idle, [{ do: "find-refundable", orderId: value }]);
  }
  if (what === "drop") return state.at === "idle" ? tooLate : step(idle, [tell("dropped")]);
  if (!("draft" in state)) return state.at === "idle" ? tooLate : step(state, ask(state, context));
  return onTapWhileFilling(state, what, value, context);
}

const tooLate: Decided = step(idle, [say({ kind: "text", body: text("too-late") })]);

function onTapWhileFilling(state: Filling, what: string | undefined, value: string, context: JourneyContext): Decided {
  const { draft } = state;
  switch (what) {
    case "whole":
      return goOn({ ...draft, amount: draft.order.left }, context);
    case "part":
      return step({ at: "amount", draft }, ask({ at: "amount", draft }, context));
    case "cause": {
      const cause = refundCauses.find((one) => one === value);
      const { words: _old, ...others } = draft;
      return cause === undefined ? step(state, ask(state, context)) : goOn({ ...others, cause }, context);
    }
    case "no-photo":
      return state.at === "photo" ? goOn({ ...draft, photos: [] }, context) : step(state, ask(state, context));
    case "send":
      // A summary that is not the last thing shown may not say what would be sent.
      return state.at === "summary" ? send(draft) : step(state, ask(state, context));
    case "change":
      return goOn({ order: draft.order }, context);
    default:
      return step(state, ask(state, context));
  }
}
