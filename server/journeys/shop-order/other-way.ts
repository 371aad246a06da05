import type { JourneyEvent } from "#contracts/journey";
import type { Effect } from "#domain/effect";
import { say, tell, text } from "./say.ts";

type Of<Kind extends JourneyEvent["event"]> = Extract<JourneyEvent, { readonly event: Kind }>;

/** The button that asks for another way: the rail it leads away from, then the order. Rail ids hold no colon. */
const buttonId = ({ from, orderId }: NonNullable<Of<"payment-failed">["otherWay"]>): string =>
  `so:other-way:${from}:${orderId}`;

/** What a tap on that button asks for. */
export function otherWay(value: string): readonly Effect[] {
  const [from = "", orderId = ""] = value.split(":");
  return [{ do: "pay-other-way", orderId, from }];
}

/** A try that failed: the same link takes another card; after several, another way is a tap away; a person always is. */
export function tellFailure({ url, inChat, otherWay: other }: Of<"payment-failed">): readonly Effect[] {
  const person = { id: "want:human", title: text("pay.person") };
  const failed =
    url === undefined
      ? tell("pay.failed-plain")
      : inChat
        ? tell("pay.order-failed", undefined, true)
        : say({ kind: "link", body: text("pay.failed"), label: text("pay.retry"), url }, true);
  if (other !== undefined) {
    const body = text("pay.other-rail", { rail: { wording: other.rail } });
    const buttons = [{ id: buttonId(other), title: text("pay.other-rail-button") }, person];
    return [failed, say({ kind: "buttons", body, buttons })];
  }
  if (url === undefined) return [failed];
  return [failed, say({ kind: "buttons", body: text("pay.other-way"), buttons: [person] })];
}

/** The way that was begun cannot be had: said before the link of the other comes. */
export const tellRailChanged = ({ from, to }: Of<"rail-changed">): readonly Effect[] => [
  tell("pay.rail-changed", { from: { wording: from }, to: { wording: to } }, true),
];

/** She asked for another way and there is none, or nothing to pay any more. */
export function tellNoOtherWay(event: Of<"no-other-way">): readonly Effect[] {
  switch (event.why) {
    case "paid":
      return [tell("pay.already")];
    case "closed":
      return [tell("pay.closed")];
    case "none":
      return [
        tell("pay.no-other-way"),
        { do: "hand-over", reason: text("pay.no-other-way-reason", { reason: event.reason }) },
      ];
  }
}
