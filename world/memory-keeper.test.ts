import { describe, expect, it } from "vitest";
import { createMemoryKeeper, leastPauseMs } from "./memory-keeper.ts";

/** A keeper under a wall clock moved by hand, of a disk that may refuse or take its time. */
function rig() {
  const disk = { kept: 0, refuses: "", takesMs: 0 };
  const said: string[] = [];
  const timers = new Set<{ readonly due: number; readonly run: () => void }>();
  let now = 0;
  const wall = {
    now: () => now,
    wait(milliseconds: number, run: () => void) {
      const timer = { due: now + milliseconds, run };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  };
  const keep = async (): Promise<void> => {
    now += disk.takesMs;
    if (disk.refuses !== "") throw new Error(disk.refuses);
    disk.kept += 1;
  };
  const pass = async (milliseconds: number): Promise<void> => {
    now += milliseconds;
    for (const timer of timers) {
      if (timer.due > now) continue;
      timers.delete(timer);
      timer.run();
    }
    await new Promise((resolve) => setImmediate(resolve));
  };
  const keeper = createMemoryKeeper(wall, keep, (words) => said.push(words));
  return { disk, said, timers, pass, keeper };
}

describe("the keeper of a memory", () => {
  it("keeps what happens within two seconds at once, and rests while nothing does", async () => {
    const { disk, timers, pass, keeper } = rig();
    await pass(10 * leastPauseMs);
    expect(timers.size).toBe(0);
    keeper.touched();
    await pass(leastPauseMs - 1);
    keeper.touched();
    expect(disk.kept).toBe(0);
    await pass(1);
    expect(disk.kept).toBe(1);
    expect(timers.size).toBe(0);
  });

  it("rests longer when keeping takes long", async () => {
    const { disk, pass, keeper } = rig();
    disk.takesMs = 500;
    keeper.touched();
    await pass(leastPauseMs);
    keeper.touched();
    await pass(9_999);
    expect(disk.kept).toBe(1);
    await pass(1);
    expect(disk.kept).toBe(2);
  });

  it("tries again when the disk refuses, and says so once", async () => {
    const { disk, said, pass, keeper } = rig();
    disk.refuses = "no room left";
    keeper.touched();
    for (let round = 0; round < 3; round += 1) await pass(leastPauseMs);
    expect(said).toEqual(["What happens in the demo's world cannot be kept: no room left"]);
    disk.refuses = "";
    await pass(leastPauseMs);
    expect(disk.kept).toBe(1);
  });

  it("keeps what is new when it is closed, and nothing otherwise", async () => {
    const { disk, timers, pass, keeper } = rig();
    keeper.touched();
    await keeper.close();
    expect(disk.kept).toBe(1);
    keeper.touched();
    await pass(10 * leastPauseMs);
    expect([disk.kept, timers.size]).toEqual([1, 0]);
    const idle = rig();
    await idle.keeper.close();
    expect(idle.disk.kept).toBe(0);
  });

  it("ends also when the disk refuses to the last", async () => {
    const { disk, said, keeper } = rig();
    disk.refuses = "gone";
    keeper.touched();
    await keeper.close();
    expect(said).toHaveLength(1);
  });
});
