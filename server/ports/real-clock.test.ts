import { expect, it } from "vitest";
import { createRealClock } from "./real-clock.ts";

it("tells the machine's time until the demo moves it", () => {
  const clock = createRealClock();
  const before = clock.now();
  clock.setOffset(86_400_000);
  expect(clock.now() - before).toBeGreaterThanOrEqual(86_400_000);
  clock.setOffset(0);
  expect(clock.now() - before).toBeLessThan(86_400_000);
});

it("ends a cancelled timer at once", async () => {
  const timer = createRealClock().timer(3_600_000);
  timer.cancel();
  await expect(timer.done).resolves.toBeUndefined();
});

it("wakes every sleeper when the time is moved", async () => {
  const clock = createRealClock();
  const sleepers = [clock.timer(3_600_000).done, clock.timer(7_200_000).done];
  clock.setOffset(1);
  await expect(Promise.all(sleepers)).resolves.toHaveLength(2);
});
