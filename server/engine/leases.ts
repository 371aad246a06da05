import { bucketCount } from "#domain/bucket";
import { seconds } from "#domain/instant";
import type { Ports } from "#engine/ports";

/** A lease ends this long after its last heartbeat: a dead node's work is taken up within 5 s. */
export const leaseLength = seconds(4);
/** How often leases are renewed. */
export const heartbeat = seconds(1);

const bucketNames = Array.from({ length: bucketCount }, (_, bucket) => `bucket:${String(bucket).padStart(3, "0")}`);
const bucketName = (bucket: number): string => bucketNames[bucket] ?? "";
const nodeName = (node: string): string => `node:${node}`;
/** The lease that lets a node send for a channel account. */
export const senderName = (channelId: string): string => `sender:${channelId}`;

/** What a heartbeat brought: accounts we may send for from now on, and the nodes that are alive, ours among them. */
export type Beat = { readonly gainedSenders: readonly string[]; readonly alive: readonly string[] };

/** What this node may work on now. */
export type Holdings = {
  readonly buckets: readonly number[];
  readonly mayProcess: (bucket: number) => boolean;
  readonly maySend: (channelId: string) => boolean;
  /** Whether the others still count on this node: once they do not, they take over what it was doing. */
  readonly isCounted: () => boolean;
  /** Renews what is held, takes what is free up to a fair share, and lets go of what is too much. */
  readonly beat: (channelIds: readonly string[]) => Promise<Beat>;
  readonly release: () => Promise<void>;
};

/** Shares the work among nodes by leases. They only spread it: correctness rests on row locks and conditional writes. */
export function createHoldings(ports: Ports): Holdings {
  const { installation } = ports.store;
  let held = new Map<string, number>();
  let buckets: readonly number[] = [];

  const holds = (name: string): boolean => (held.get(name) ?? 0) > ports.clock.now();

  const fairShare = async (channelIds: readonly string[]) => {
    const now = ports.clock.now();
    const alive = (await installation.leases()).filter(({ until }) => until > now);
    const nodes = new Set([...alive.map(({ node }) => node), ports.node]);
    const mine = new Set(alive.filter(({ node }) => node === ports.node).map(({ name }) => name));
    const taken = new Set(alive.filter(({ node }) => node !== ports.node).map(({ name }) => name));
    const pick = (names: readonly string[]): readonly string[] => {
      const share = Math.ceil(names.length / nodes.size);
      const kept = names.filter((name) => mine.has(name)).slice(0, share);
      const free = names.filter((name) => !mine.has(name) && !taken.has(name));
      return [...kept, ...free.slice(0, share - kept.length)];
    };
    // A node's presence is a lease as well, so that an idle newcomer is counted before it holds anything.
    const wanted = [nodeName(ports.node), ...pick(bucketNames), ...pick(channelIds.map(senderName))];
    return { wanted, surplus: [...mine].filter((name) => !wanted.includes(name)), nodes: [...nodes] };
  };

  return {
    get buckets() {
      return buckets.filter((bucket) => holds(bucketName(bucket)));
    },
    mayProcess: (bucket) => holds(bucketName(bucket)),
    maySend: (channelId) => holds(senderName(channelId)),
    isCounted: () => holds(nodeName(ports.node)),
    async beat(channelIds) {
      const { wanted, surplus, nodes } = await fairShare(channelIds);
      if (surplus.length > 0) await installation.releaseLeases(ports.node, surplus);
      const now = ports.clock.now();
      const got = await installation.acquireLeases(ports.node, wanted, now, leaseLength);
      const before = held;
      held = new Map(got.map(({ name, until }) => [name, until]));
      buckets = got.flatMap(({ name }) => (name.startsWith("bucket:") ? [Number(name.slice(7))] : []));
      const gainedSenders = channelIds.filter(
        (id) => held.has(senderName(id)) && !((before.get(senderName(id)) ?? 0) > now),
      );
      return { gainedSenders, alive: nodes };
    },
    async release() {
      const names = [...held.keys()];
      held = new Map();
      buckets = [];
      await installation.releaseLeases(ports.node, names);
    },
  };
}
