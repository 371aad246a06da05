import type { ServerResponse } from "node:http";
import type { LiveEvent } from "#api/live";
import { seconds } from "#domain/instant";
import type { Changed, Ports } from "#engine/ports";
import { changesSince } from "./live-changes.ts";
import { type LiveRoom, type MayRead, createLiveRoom } from "./live-room.ts";
import { publicId } from "./public-ids.ts";
import type { Till } from "./till.ts";

const pause = { poll: seconds(1), heartbeat: seconds(15) } as const;
/** Streams of one shop, and of all. */
const mostStreams = { shop: 200, all: 2_000 } as const;

/** Brings what changes to the open screens. */
export type LiveHub = {
  readonly changed: Ports["changed"];
  readonly typing: (businessId: string, threadId: string, by: string) => void;
  /** Takes over a response as a stream. False when there are too many. */
  readonly open: (businessId: string, response: ServerResponse, lastId: string | undefined, may: MayRead) => boolean;
  readonly close: () => void;
};

/** One change as the screens are told; a thread's change means its messages, too. */
function eventsOf({ resource, id }: Changed, at: string): readonly LiveEvent[] {
  switch (resource) {
    case "thread": {
      const threadId = publicId("thread", id);
      return [
        { resource, id: threadId, at },
        { resource: "message", id: threadId, at, threadId },
      ];
    }
    case "message": {
      const [thread = "", message = ""] = id.split("/");
      return [{ resource, id: publicId("message", message), at, threadId: publicId("thread", thread) }];
    }
    case "order":
    case "payment":
    case "notice":
      return [{ resource, id: publicId(resource, id), at }];
    case "product":
    case "settings":
    case "statement":
      return [{ resource, id, at }];
  }
}

/** How long a change that was told here is not taken for another process's, and how far each look reaches back. */
const told = { kept: seconds(8), lookBack: seconds(4) } as const;

/** Finds what other processes changed, by looking while someone watches. Says nothing twice. */
function createLookout(till: Pick<Till, "ports" | "reader">, businessId: string) {
  const seen = new Map<string, number>();
  let looking = false;
  const keyOf = ({ resource, id }: Changed): string => `${resource} ${id}`;
  return {
    /** This process told it. */
    note: (change: Changed): void => void seen.set(keyOf(change), performance.now()),
    async look(): Promise<readonly Changed[]> {
      if (looking) return [];
      looking = true;
      for (const [key, at] of seen) if (at < performance.now() - told.kept) seen.delete(key);
      try {
        const found = await changesSince(till, businessId, till.ports.clock.now() - told.lookBack);
        return found.filter((change) => !seen.has(keyOf(change)));
      } catch (error) {
        till.ports.log.warn("a look for changes failed", { error: String(error) });
        return [];
      } finally {
        looking = false;
      }
    },
  };
}

type Watched = { readonly room: LiveRoom; readonly lookout: ReturnType<typeof createLookout> };

/** Makes the hub of one process. */
export function createLiveHub(till: Pick<Till, "ports" | "reader">): LiveHub {
  const { ports } = till;
  const watched = new Map<string, Watched>();
  const era = ports.ids.uuid(ports.clock.now()).replaceAll("-", "").slice(-12);
  const now = (): string => new Date(ports.clock.now()).toISOString();
  const of = (businessId: string): Watched => {
    const known = watched.get(businessId);
    if (known) return known;
    const made = { room: createLiveRoom(era, now), lookout: createLookout(till, businessId) };
    watched.set(businessId, made);
    return made;
  };
  const changed: Ports["changed"] = (businessId, changes) => {
    const there = watched.get(businessId);
    if (!there) return; // nobody ever watched: nobody has a past to catch up with
    const at = now();
    for (const change of changes) {
      there.lookout.note(change);
      for (const event of eventsOf(change, at)) there.room.tell(event);
    }
  };
  const polls = setInterval(() => {
    for (const [businessId, { room, lookout }] of watched)
      if (room.size() > 0) void lookout.look().then((found) => changed(businessId, found));
  }, pause.poll);
  const beats = setInterval(() => {
    for (const { room } of watched.values()) void room.beat();
  }, pause.heartbeat);
  for (const timer of [polls, beats]) timer.unref();

  return {
    changed,
    typing(businessId, threadId, by) {
      const event = { resource: "typing", id: publicId("thread", threadId), at: now(), by } as const;
      watched.get(businessId)?.room.tell(event);
    },
    open(businessId, response, lastId, may) {
      const all = [...watched.values()].reduce((sum, { room }) => sum + room.size(), 0);
      const { room } = of(businessId);
      if (room.size() >= mostStreams.shop || all >= mostStreams.all) return false;
      room.join(response, lastId, may);
      return true;
    },
    close() {
      clearInterval(polls);
      clearInterval(beats);
      for (const { room } of watched.values()) room.end();
    },
  };
}
