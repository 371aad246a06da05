import type { Decision } from "#contracts/journey";
import type { Effect } from "#domain/effect";
import { type DecisionResult, type RefundWork, refundRefusals } from "#domain/refund-request";
import type { Wording } from "#domain/wording";
import { say, tell, text } from "./say.ts";
import { type State, rest } from "./state.ts";
import type { TextName } from "./texts.ts";

type Step = Decision<State>;
const step = (state: State, effects: readonly Effect[] = []): Step => ({ state, effects, consumed: true });

/** Her own words, at most as many as fit the customer's message. */
const longestWords = 500;

const buttons = (body: Wording, ...titles: readonly (readonly [id: string, title: TextName])[]): Effect =>
  say({ kind: "buttons", body, buttons: titles.map(([id, title]) => ({ id: `mc:${id}`, title: text(title) })) });

const joined = (...parts: readonly (Wording | undefined)[]): Wording => ({
  join: parts.filter((part) => part !== undefined),
  by: "\n",
});

/** Puts a customer's refund request before the merchant, with what she can do about it. */
export function showWork(work: RefundWork): Effect {
  const { requestId, number, who, cause, words, photos, account } = work;
  const about = { number, amount: { money: work.amount }, who };
  const details = joined(
    text("work.cause", { cause: { wording: text(`cause.${cause}`) } }),
    words === undefined ? undefined : text("work.words", { words }),
    photos === 0 ? undefined : text("work.photos", { count: photos }),
    account === undefined ? undefined : text("work.account", { account }),
  );
  switch (work.work) {
    case "asked":
    case "added":
      return buttons(
        joined(text(`work.${work.work}`, about), details),
        [`approve:${requestId}`, "button.approve"],
        [`refuse:${requestId}`, "button.refuse"],
      );
    case "second":
      return buttons(
        joined(text("work.second", { ...about, by: work.by }), details),
        [`confirm:${requestId}`, "button.confirm"],
        [`refuse:${requestId}`, "button.refuse"],
      );
    case "by-hand":
      return buttons(text("work.by-hand", { ...about, account: account ?? "–" }), [`sent:${requestId}`, "button.sent"]);
    case "failed":
      return buttons(
        text("work.failed", { ...about, reason: work.reason }),
        [`approve:${requestId}`, "button.again"],
        [`refuse:${requestId}`, "button.refuse"],
      );
    case "untold":
      return tell("work.untold", { ...about, news: { wording: text(`untold.${work.news}`) } });
  }
}

/** A tap on a button of a request; undefined where it is another's. What stands decides, however old the button is. */
export function onWorkTap(state: State, choiceId: string): Step | undefined {
  const [, what, requestId = "", reason] = choiceId.split(":");
  switch (what) {
    case "approve":
    case "confirm":
      return step(rest(state), [{ do: "decide-refund", requestId, decision: { decide: what } }]);
    case "refuse":
      return step({ ...rest(state), at: "refusing", requestId }, [askWhy(requestId)]);
    case "because": {
      const refusal = refundRefusals.find((one) => one === reason && one !== "own-words");
      if (refusal === undefined) return step({ ...rest(state), at: "refusing", requestId }, [tell("refuse.words")]);
      return step(rest(state), [{ do: "decide-refund", requestId, decision: { decide: "refuse", refusal } }]);
    }
    case "sent":
      // Money that left is booked for good: a second look first.
      return step(rest(state), [
        buttons(
          text("sent.sure"),
          [`sent-sure:${requestId}`, "button.sent-sure"],
          [`sent-no:${requestId}`, "button.drop"],
        ),
      ]);
    case "sent-sure":
      return step(rest(state), [{ do: "decide-refund", requestId, decision: { decide: "sent" } }]);
    case "sent-no":
      return step(rest(state), [tell("dropped")]);
    default:
      return undefined;
  }
}

const askWhy = (requestId: string): Effect =>
  say({
    kind: "list",
    body: text("refuse.why"),
    button: text("refuse.button"),
    rows: refundRefusals.map((refusal) => ({
      id: `mc:because:${requestId}:${refusal}`,
      title: text(`refuse.${refusal}`),
    })),
  });

/** What she writes while she is asked why: her own words for the customer. */
export const refuseInWords = (state: Extract<State, { readonly at: "refusing" }>, words: string): Step =>
  step(rest(state), [
    {
      do: "decide-refund",
      requestId: state.requestId,
      decision: { decide: "refuse", refusal: "own-words", words: words.slice(0, longestWords) },
    },
  ]);

/** Tells her what came of her decision. */
export function tellDecision(result: DecisionResult): Effect {
  const about = { number: result.number, amount: { money: result.amount } };
  if (result.done !== "refused-decision") return tell(`decided.${result.done}`, about);
  const { refused, details, left } = result;
  return tell(`undecided.${refused}`, {
    ...about,
    details: details ?? "",
    left: left === undefined ? "" : { money: left },
  });
}
