import fc from "fast-check";
import { expect, it } from "vitest";
import type { ThreadDraft } from "#engine/batch";
import { endTalk, giveWord, keepState, stateOf } from "./journey-slots.ts";

const names = ["shop-order", "refund", "merchant-command"] as const;
const empty = (): ThreadDraft => ({ journey: null, journey_state: null }) as ThreadDraft;

it("a thread with one talk keeps its state as it is", () => {
  const thread = empty();
  keepState(thread, "shop-order", { at: "cart" });
  expect(thread).toEqual({ journey: "shop-order", journey_state: { at: "cart" } });
});

it("a talk that is laid aside is taken up where it was left", () => {
  const thread = empty();
  keepState(thread, "shop-order", { at: "paying" });
  giveWord(thread, "refund", { at: "idle" });
  keepState(thread, "refund", { at: "cause" });
  expect([thread.journey, stateOf(thread, "shop-order"), stateOf(thread, "refund")]).toEqual([
    "refund",
    { at: "paying" },
    { at: "cause" },
  ]);
  giveWord(thread, "shop-order", { at: "idle" });
  expect([thread.journey, stateOf(thread, "shop-order"), stateOf(thread, "refund")]).toEqual([
    "shop-order",
    { at: "paying" },
    { at: "cause" },
  ]);
  endTalk(thread, "refund", "shop-order");
  expect(thread).toEqual({ journey: "shop-order", journey_state: { at: "paying" } });
});

it("the word goes back to the shop's talk when a refund's is over", () => {
  const thread = empty();
  giveWord(thread, "refund", { at: "idle" });
  endTalk(thread, "refund", "shop-order");
  expect(thread).toEqual({ journey: null, journey_state: null });
});

it("no talk ever changes what another has said, in whatever order they get the word", () => {
  const step = fc.tuple(fc.constantFrom("keep", "word", "end"), fc.constantFrom(...names), fc.integer());
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const thread = empty();
      const known = new Map<string, unknown>();
      for (const [what, name, n] of steps) {
        if (what === "keep") {
          keepState(thread, name, { n });
          known.set(name, { n });
        } else if (what === "word") {
          giveWord(thread, name, { n });
          if (!known.has(name)) known.set(name, { n });
        } else {
          endTalk(thread, name, "shop-order");
          known.delete(name);
        }
        for (const one of names) expect(stateOf(thread, one) ?? undefined).toEqual(known.get(one));
      }
    }),
  );
});
