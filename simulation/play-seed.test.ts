import { expect, it } from "vitest";
import { playSeed } from "./play-seed.ts";
import { calm } from "./weather.ts";

const drain = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it("sells in calm weather, and everything holds", async () => {
  const { violations, crashes, commits } = await playSeed(1, drain, calm);
  expect(violations).toEqual([]);
  expect(crashes).toBe(0);
  expect(commits).toBeGreaterThan(100);
});

it.each([1, 2, 3])("keeps every promise in the storm of seed %i", async (seed) => {
  const { violations, faults } = await playSeed(seed, drain);
  expect(violations).toEqual([]);
  expect(faults).toBeGreaterThan(0);
});

it("leaves the same trace when a seed is played again", async () => {
  const one = await playSeed(5, drain);
  const other = await playSeed(5, drain);
  expect([other.trace, other.events, other.commits]).toEqual([one.trace, one.events, one.commits]);
  expect((await playSeed(6, drain)).trace).not.toBe(one.trace);
});
