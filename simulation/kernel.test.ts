import { expect, it } from "vitest";
import { createChance } from "./chance.ts";
import { createKernel, Runaway } from "./kernel.ts";

const drain = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it("draws the same chances for the same seed, and others for another", () => {
  const draws = (seed: number, lane = 0): readonly number[] => {
    const chance = createChance(seed, lane);
    return Array.from({ length: 20 }, () => chance.next());
  };
  expect(draws(7)).toEqual(draws(7));
  expect(draws(7)).not.toEqual(draws(8));
  expect(draws(7)).not.toEqual(draws(7, 1));
});

it("runs events by their moment and, within one moment, in the order they were planned", async () => {
  const kernel = createKernel(1, drain);
  const seen: string[] = [];
  kernel.after(50, () => seen.push("late"));
  kernel.after(10, () => seen.push("first"));
  kernel.after(10, () => seen.push("second"));
  const begin = kernel.now();
  await kernel.run(begin + 100);
  expect(seen).toEqual(["first", "second", "late"]);
  expect(kernel.now()).toBe(begin + 100);
});

it("runs nothing that was cancelled, and nothing beyond the moment asked for", async () => {
  const kernel = createKernel(1, drain);
  const seen: string[] = [];
  kernel.after(10, () => seen.push("cancelled")).cancel();
  kernel.after(200, () => seen.push("later"));
  await kernel.run(kernel.now() + 100);
  expect(seen).toEqual([]);
});

it("lets everything that was set off by an event finish before the next one", async () => {
  const kernel = createKernel(1, drain);
  const seen: string[] = [];
  const chain = async (): Promise<void> => {
    for (let step = 0; step < 40; step++) await Promise.resolve();
    seen.push("chain");
  };
  kernel.after(1, () => void chain());
  kernel.after(1, () => seen.push("next"));
  await kernel.run(kernel.now() + 5);
  expect(seen).toEqual(["chain", "next"]);
});

it("jumps over idle polls to the next work, and never over the outside", async () => {
  const kernel = createKernel(1, drain);
  let polls = 0;
  const poll = (): void => {
    polls += 1;
    kernel.after(200, poll, "poll");
  };
  poll();
  const begin = kernel.now();
  let heard = 0;
  kernel.after(3_600_000, () => void (heard = kernel.now()));
  kernel.setNextWork(() => Promise.resolve(Infinity));
  await kernel.run(begin + 7_200_000);
  expect(heard).toBe(begin + 3_600_000);
  expect(polls).toBeLessThan(20);
});

it("says that a world does not come to rest", async () => {
  const kernel = createKernel(1, drain, { most: 50 });
  const again = (): void => void kernel.after(1, again);
  again();
  await expect(kernel.run(kernel.now() + 1_000)).rejects.toThrow(Runaway);
});
