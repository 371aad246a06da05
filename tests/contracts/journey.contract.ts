import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Journey, JourneyContext, JourneyEvent } from "#contracts/journey";
import type { Effect } from "#domain/effect";
import { languages } from "#domain/language";
import type { Wording } from "#domain/wording";

/** What a journey's suite needs: a way that works from the first word to the end, and events that may disturb it. */
export type JourneySamples = {
  readonly happyPath: readonly JourneyEvent[];
  readonly disturbances: readonly JourneyEvent[];
  /** What the journey may look at after these events. */
  readonly contextAfter: (events: readonly JourneyEvent[]) => JourneyContext;
};

const wordingsOf = (value: unknown): readonly Wording[] => {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.values(value).flatMap(wordingsOf);
  return "text" in value && typeof value.text === "string" ? [value as Wording, ...inside] : inside;
};

type Run = {
  readonly events: JourneyEvent[];
  readonly effects: Effect[];
  readonly decisions: (readonly Effect[])[];
  state: unknown;
};

function play<State>(
  journey: Journey<State>,
  events: readonly JourneyEvent[],
  contextAfter: JourneySamples["contextAfter"],
): Run {
  const run: Run = { events: [], effects: [], decisions: [], state: journey.initial };
  const queue = [...events];
  for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
    run.events.push(event);
    const decision = journey.decide(run.state as State, event, contextAfter(run.events));
    run.state = decision.state;
    run.effects.push(...decision.effects);
    run.decisions.push(decision.effects);
    // The engine answers a change of the cart in the same transaction: this event is never lost.
    if (decision.effects.some((effect) => effect.do === "edit-basket"))
      queue.unshift({ event: "basket-changed", problems: [], by: "customer" });
  }
  return run;
}

/** The happy path with steps lost, repeated and interrupted: pure noise seldom gets past the first question. */
const disturbed = ({ happyPath, disturbances }: JourneySamples): fc.Arbitrary<readonly JourneyEvent[]> => {
  const twice = [...happyPath, ...happyPath];
  const fate = fc.tuple(
    fc.constantFrom("keep", "keep", "keep", "lose", "repeat", "interrupt"),
    fc.constantFrom(...disturbances),
  );
  return fc.array(fate, { minLength: twice.length, maxLength: twice.length }).map((fates) =>
    twice.flatMap((event, n) => {
      const [what, other] = fates[n] ?? ["keep", event];
      if (what === "lose") return [];
      if (what === "repeat") return [event, event];
      return what === "interrupt" ? [other, event] : [event];
    }),
  );
};

/** What every journey must keep true, in whatever order the world answers. */
export function journeyContract<State>(journey: Journey<State>, samples: JourneySamples): void {
  const anyWay = disturbed(samples);
  const holds = (check: (run: Run) => void, numRuns = 200) =>
    fc.assert(
      fc.property(anyWay, (events) => {
        check(play(journey, events, samples.contextAfter));
      }),
      { numRuns },
    );

  describe(`journey contract (${journey.name})`, () => {
    it("is deterministic", () =>
      fc.assert(
        fc.property(anyWay, (events) => {
          const once = play(journey, events, samples.contextAfter);
          expect(play(journey, events, samples.contextAfter)).toEqual(once);
        }),
      ));
    it("keeps a state that survives storage", () =>
      holds(({ state }) => expect(JSON.parse(JSON.stringify(state))).toEqual(state)));
    it("never changes the state it was given", () =>
      holds((run) => {
        const frozen = JSON.stringify(run.state);
        for (const event of samples.disturbances)
          journey.decide(run.state as State, event, samples.contextAfter(run.events));
        expect(JSON.stringify(run.state)).toBe(frozen);
      }, 50));
    it("only says texts that exist in every language", () =>
      holds(({ effects }) => {
        for (const wording of wordingsOf(effects))
          if ("text" in wording)
            for (const language of languages)
              expect([wording.text, journey.texts[wording.text]?.[language] ?? ""]).not.toEqual([wording.text, ""]);
      }));
    it("says that money came only where an event says so", () =>
      holds((run) => {
        for (const [n, effects] of run.decisions.entries())
          if (JSON.stringify(effects).includes('"order.paid"')) expect(run.events[n]?.event).toBe("order-paid");
      }));
    it("says at most three things in one step, and never asks for money before the total was shown", () =>
      holds((run) => {
        let shown = false;
        for (const effects of run.decisions) {
          expect(effects.filter((effect) => effect.do === "say").length).toBeLessThanOrEqual(4);
          if (effects.some((effect) => effect.do === "request-payment")) expect(shown).toBe(true);
          shown ||= /"cart\.(total|empty)"|"pay\.link"|"change\.which"/.test(JSON.stringify(effects));
        }
      }));
    it("gives every tap and every news of money an answer or leaves it, but never throws", () =>
      fc.assert(
        fc.property(
          fc.array(fc.constantFrom(...samples.happyPath, ...samples.disturbances), { maxLength: 30 }),
          (events) => {
            play(journey, events, samples.contextAfter);
          },
        ),
        { numRuns: 300 },
      ));
    it("can always be asked for its open question", () =>
      holds((run) => {
        journey.question(run.state as State, samples.contextAfter(run.events));
      }, 100));
  });
}
