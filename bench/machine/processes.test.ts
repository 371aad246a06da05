import { describe, expect, it } from "vitest";
import { cpuOf, readRollup, readStat, treeOf } from "./processes.ts";

const stat = (pid: number, name: string, parent: number, ticks: readonly number[]): string =>
  `${pid} (${name}) S ${parent} 1 1 0 -1 4194560 100 0 0 0 ${ticks.join(" ")} 20 0 1 0 100 0 0`;

describe("a line of /proc/PID/stat", () => {
  it("is read whatever the program's name holds", () => {
    expect(readStat(stat(7, "a) S 1 (b", 3, [1, 2, 3, 4]))).toEqual({
      pid: 7,
      parent: 3,
      name: "a) S 1 (b",
      ticks: 10,
    });
  });
  it("of a process that has ended is nothing", () => expect(readStat("")).toBeUndefined());
});

describe("a tree of processes", () => {
  const all = [
    { pid: 2, parent: 1, name: "serve", ticks: 1 },
    { pid: 3, parent: 2, name: "postgres", ticks: 1 },
    { pid: 4, parent: 3, name: "writer", ticks: 1 },
    { pid: 5, parent: 2, name: "worker", ticks: 1 },
    { pid: 6, parent: 1, name: "stranger", ticks: 1 },
  ];
  const pids = (root: number, without?: number) => treeOf(all, { root, without }).map(({ pid }) => pid);
  it("is everything below its root", () => expect(pids(2)).toEqual([2, 3, 4, 5]));
  it("leaves out what belongs to another", () => expect(pids(2, 3)).toEqual([2, 5]));
  it("is empty when its root is gone", () => expect(pids(99)).toEqual([]));
});

describe("memory", () => {
  it("is read in bytes, shared pages divided", () => {
    const rollup = "Rss:  900 kB\nPss:                 500 kB\nPss_Anon:            300 kB\nPss_File: 200 kB\n";
    expect(readRollup(rollup)).toEqual({ anonymous: 300 * 1_024, share: 500 * 1_024 });
  });
});

describe.runIf(process.platform === "linux")("processor time", () => {
  it("grows with work and is unknown for nobody", () => {
    const before = cpuOf({ root: process.pid });
    for (const end = process.cpuUsage().user + 60_000; process.cpuUsage().user < end; ) Math.sqrt(Math.random());
    expect(cpuOf({ root: process.pid })).toBeGreaterThan(before ?? Number.POSITIVE_INFINITY);
    expect(cpuOf({ root: 2 ** 22 + 1 })).toBeUndefined();
  });
});
