import { isIPv6 } from "node:net";
import { minutes } from "#domain/instant";

const window = minutes(5);
/** Tries from one network, and for one address, in the window. */
const most = { network: 30, name: 10 } as const;

/** The network a caller sits in: an IPv6 customer owns a /64, so single addresses would be no limit at all. */
const networkOf = (address: string): string => {
  const plain = address.replace(/^::ffff:/, "");
  if (!isIPv6(plain)) return plain;
  const [head = "", tail = ""] = plain.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === "" ? [] : tail.split(":");
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  return [...before, ...zeros, ...after].slice(0, 4).join(":");
};

/** Counts tries in memory; each process for itself. */
export type TryLimits = {
  /** Seconds to wait before the next try, or undefined when it may go on. Counts the try. */
  readonly wait: (address: string, name: string, now: number) => number | undefined;
};

/** Makes the limits of one kind of try. */
export function createTryLimits(): TryLimits {
  const tries = new Map<string, number[]>();
  const count = (key: string, limit: number, now: number): number | undefined => {
    const recent = (tries.get(key) ?? []).filter((at) => at > now - window);
    const [oldest = now] = recent;
    if (recent.length >= limit) return Math.max(1, Math.ceil((oldest + window - now) / 1_000));
    recent.push(now);
    tries.set(key, recent);
    return undefined;
  };
  return {
    wait(address, name, now) {
      if (tries.size > 50_000) tries.clear(); // a flood of names must not become a flood of memory
      return (
        count(`from ${networkOf(address)}`, most.network, now) ??
        count(`for ${name.trim().toLowerCase()}`, most.name, now)
      );
    },
  };
}
