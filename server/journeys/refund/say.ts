import type { JourneyContext } from "#contracts/journey";
import type { Effect } from "#domain/effect";
import { type RefundDraft, type RefundableOrder, refundCauses } from "#domain/refund-request";
import type { Draft, Wording, WordingValue } from "#domain/wording";
import type { State } from "./state.ts";
import type { TextName } from "./texts.ts";

/** A text of this journey. */
export const text = (name: TextName, values?: Readonly<Record<string, WordingValue>>): Wording => ({
  text: name,
  ...(values ? { values } : {}),
});
/** Says a message; a notice goes out under a human owner too. */
export const say = (message: Draft, notice = false): Effect => ({ do: "say", message, ...(notice ? { notice } : {}) });
/** Says a plain text. */
export const tell = (name: TextName, values?: Readonly<Record<string, WordingValue>>, notice = false): Effect =>
  say({ kind: "text", body: text(name, values) }, notice);

const buttons = (body: Wording, ...titles: readonly (readonly [id: string, title: TextName])[]): Effect =>
  say({ kind: "buttons", body, buttons: titles.map(([id, title]) => ({ id: `rf:${id}`, title: text(title) })) });

/** Which of her orders it is about. */
export const askOrder = (orders: readonly RefundableOrder[], { channel }: JourneyContext): Effect =>
  say({
    kind: "list",
    body: text("ask.order"),
    button: text("ask.order.button"),
    rows: orders.slice(0, channel.maxRows).map(({ orderId, number, left }) => ({
      id: `rf:order:${orderId}`,
      title: text("order.row", { number }),
      description: text("order.left", { amount: { money: left } }),
    })),
  });

const orderValues = ({ order }: RefundDraft) => ({ number: order.number, amount: { money: order.left } });

/** The question of a step. */
export function ask(state: State, context: JourneyContext): readonly Effect[] {
  switch (state.at) {
    case "idle":
      return [];
    case "order":
      return [askOrder(state.orders, context)];
    case "extent":
      return [
        buttons(text("ask.extent", orderValues(state.draft)), ["whole", "extent.whole"], ["part", "extent.part"]),
      ];
    case "amount":
      return [tell("ask.amount", orderValues(state.draft))];
    case "cause":
      return [
        say({
          kind: "list",
          body: text("ask.cause"),
          button: text("ask.cause.button"),
          rows: refundCauses.map((cause) => ({ id: `rf:cause:${cause}`, title: text(`cause.${cause}`) })),
        }),
      ];
    case "words":
      return [tell("ask.words")];
    case "photo":
      return [buttons(text("ask.photo"), ["no-photo", "photo.none"])];
    case "account":
      return [tell("ask.account")];
    case "summary":
      return [askToSend(state.draft)];
    case "more":
      return [tell("ask.more")];
  }
}

function askToSend(draft: RefundDraft): Effect {
  const { order, amount = order.left, cause = "other", words, photos = [], account } = draft;
  const lines: readonly (Wording | undefined)[] = [
    text("summary"),
    text("summary.order", { number: order.number, amount: { money: amount } }),
    text("summary.reason", { reason: { wording: text(`cause.${cause}`) } }),
    words === undefined ? undefined : text("summary.words", { words }),
    photos.length === 0 ? undefined : text("summary.photos", { count: photos.length }),
    account === undefined ? undefined : text("summary.account", { shown: account.shown }),
    text("summary.ask"),
  ];
  return buttons(
    { join: lines.filter((line) => line !== undefined), by: "\n" },
    ["send", "button.send"],
    ["change", "button.change"],
    ["drop", "button.drop"],
  );
}
