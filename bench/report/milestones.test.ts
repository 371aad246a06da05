import { describe, expect, it } from "vitest";
import { type Figures, note, noteViolations } from "./figures.ts";
import { bounds, judge } from "./milestones.ts";

const verdictsOf = (figures: Figures) => new Map(bounds.map((bound) => [bound.figure, judge(bound, figures)]));

describe("a milestone", () => {
  it("is not judged by what was not measured", () => {
    expect(new Set(verdictsOf(new Map()).values())).toEqual(new Set(["not run"]));
  });
  it("asks a rate to be high and a time to be low, the goal more than the milestone", () => {
    const verdicts = (rate: number, time: number) => {
      const found = verdictsOf(
        new Map([
          ["rate", rate],
          ["ack-p99-83", time],
        ]),
      );
      return [found.get("rate"), found.get("ack-p99-83")];
    };
    expect(verdicts(3_000, 10)).toEqual(["goal", "goal"]);
    expect(verdicts(1_500, 20)).toEqual(["met", "met"]);
    expect(verdicts(1_499, 20.1)).toEqual(["NOT MET", "NOT MET"]);
  });
  it("is missed by a single thing that must not happen, whenever it happened", () => {
    const figures: Figures = new Map();
    noteViolations(figures, 0);
    expect(verdictsOf(figures).get("violations")).toBe("goal");
    noteViolations(figures, 1);
    noteViolations(figures, 0);
    expect(verdictsOf(figures).get("violations")).toBe("NOT MET");
  });
  it("keeps no figure that is no number", () => {
    const figures: Figures = new Map();
    note(figures, "rate", Number.NaN);
    note(figures, "two-nodes", undefined);
    expect(figures.size).toBe(0);
  });
});
