import { expect, it } from "vitest";
import { countsFromSeeds, countsFromSentence, countsFromTests, one, sum } from "./counts.ts";

it("reads the last sentence of counts, not the first", () =>
  expect(countsFromSentence("1 passed, 0 failed\nnoise\n12 passed, 3 failed\n", 1)).toMatchObject({
    passed: 12,
    failed: 3,
  }));

it("takes a program that says nothing for a failure, however it ended", () =>
  expect(countsFromSentence("all good", 0)).toMatchObject({ passed: 0, failed: 1 }));

it("adds a failure when a program ends badly but counts none", () => {
  expect(countsFromSentence("12 passed, 0 failed", 1)).toMatchObject({ passed: 12, failed: 1 });
  expect(countsFromSeeds("seeds 300 violations 0", 1)).toMatchObject({ passed: 300, failed: 1 });
});

it("counts every seed without a violation as held", () =>
  expect(countsFromSeeds("…\nseeds 300 violations 2\n", 1)).toMatchObject({ passed: 298, failed: 2 }));

it("takes a simulation over no seeds for a failure", () =>
  expect(countsFromSeeds("seeds 0 violations 0", 0)).toMatchObject({ passed: 0, failed: 1 }));

it("counts every failure of a run of tests, and says its name and the beginning of its reason", () => {
  const failures = [
    { title: "a.test.ts > a test", reason: "expected 1 to be 2\nat line 3" },
    { title: "b.test.ts", reason: "a hook failed" },
  ];
  const counts = countsFromTests(JSON.stringify({ passed: 5, failures }), 1);
  expect(counts).toMatchObject({ passed: 5, failed: 2 });
  expect(counts.said).toEqual(["a.test.ts > a test", "expected 1 to be 2", "at line 3", "b.test.ts", "a hook failed"]);
});

it("counts one failure when a run of tests ends badly and names none", () =>
  expect(countsFromTests(JSON.stringify({ passed: 5, failures: [] }), 1)).toMatchObject({ passed: 5, failed: 1 }));

it("takes a missing report for a failure", () =>
  expect(countsFromTests(undefined, 0)).toMatchObject({ passed: 0, failed: 1 }));

it("sums parts", () =>
  expect(
    sum([
      { passed: 1, failed: 2 },
      { passed: 3, failed: 4 },
    ]),
  ).toEqual({ passed: 4, failed: 6 }));

it("keeps what a failed check said, and nothing of one that held", () => {
  expect(one(true, "fine")).toEqual({ passed: 1, failed: 0 });
  expect(sum([one(false, "first\nlast\n"), one(true, "fine"), one(false, "other")]).said).toEqual([
    "first",
    "last",
    "other",
  ]);
  expect(countsFromSentence("broke here\n1 passed, 1 failed\n", 1).said).toContain("broke here");
  expect(countsFromSentence("1 passed, 0 failed\n", 0).said).toBeUndefined();
});
