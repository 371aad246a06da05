import { describe, expect, it } from "vitest";
import { createWorldClock, type WallClock } from "./world-clock.ts";

/** A wall clock moved by hand. */
function handClock(): WallClock & { tick: (milliseconds: number) => void } {
  let at = 1_000;
  let timers: { due: number; run: () => void }[] = [];
  return {
    now: () => at,
    wait(milliseconds, run) {
      const timer = { due: at + milliseconds, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    tick(milliseconds) {
      at += milliseconds;
      for (const timer of timers.filter((one) => one.due <= at)) {
        timers = timers.filter((one) => one !== timer);
        timer.run();
      }
    },
  };
}

describe("the world's clock", () => {
  it("runs what waits in the order of due times, those of one moment in the order they were asked for", () => {
    const wall = handClock();
    const clock = createWorldClock(wall);
    const ran: string[] = [];
    clock.after(30, () => ran.push("late"));
    clock.after(10, () => ran.push("first"));
    clock.after(10, () => ran.push("second"));
    wall.tick(9);
    expect(ran).toEqual([]);
    wall.tick(30);
    expect(ran).toEqual(["first", "second", "late"]);
  });

  it("runs what became due when time is moved on, and shows the travelled time", () => {
    const wall = handClock();
    const clock = createWorldClock(wall, 500);
    const ran: number[] = [];
    clock.after(86_400_000, () => ran.push(clock.now()));
    clock.forward(90_000_000);
    expect(ran).toEqual([1_000 + 500 + 90_000_000]);
    expect(clock.offsetMs()).toBe(90_000_500);
  });

  it("lets a task that runs ask for more time", () => {
    const wall = handClock();
    const clock = createWorldClock(wall);
    const ran: string[] = [];
    clock.after(5, () => clock.after(5, () => ran.push("again")));
    wall.tick(5);
    expect(ran).toEqual([]);
    wall.tick(5);
    expect(ran).toEqual(["again"]);
  });

  it("never goes back", () => {
    expect(() => createWorldClock(handClock()).forward(-1)).toThrow(RangeError);
  });

  it("forgets everything when stopped", () => {
    const wall = handClock();
    const clock = createWorldClock(wall);
    clock.after(1, () => expect.unreachable());
    clock.stop();
    wall.tick(10);
    expect(clock.now()).toBe(1_010);
  });
});
