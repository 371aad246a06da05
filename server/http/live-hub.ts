import type { ServerResponse } from "node:http";
import type { LiveEvent } from "#api/live";
import { seconds } from "#domain/instant";
import type { Changed, Ports } from "#engine/ports";
import { changesSince } from "./live-changes.ts";
import { publicId } from "./public-ids.ts";
import type { Till } from "./till.ts";

/** Events kept for readers who come back. */
const remembered = 500;
/** Bytes that may wait for a slow reader; above, she is cut off and comes back. */
const mostWaiting = 256 * 1024;
const pause = { poll: seconds(1), heartbeat: seconds(15) } as const;
/** Streams of one shop, and of all. */
const mostStreams = { shop: 200, all: 2_000 } as const;

/** Whether a reader may still read; asked with every heartbeat. */
export type MayRead = () => Promise<boolean>;

/** Brings what changes to the open screens. */
export type LiveHub = {
  readonly changed: Ports["changed"];
  readonly typing: (businessId: string, threadId: string, by: string) => void;
  /** Takes over a response as a stream. False when there are too many. */
  readonly open: (businessId: string, response: ServerResponse, lastId: string | undefined, may: MayRead) => boolean;
  readonly close: () => void;
};

type Numbered = { readonly seq: number; readonly text: string };
type Stream = { readonly response: ServerResponse; readonly may: MayRead };
type Room = {
  readonly streams: Set<Stream>;
  readonly past: Numbered[];
  seq: number;
  /** What was told lately, so that the poll does not say it again. */
  readonly told: Map<string, number>;
  polling: boolean;
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
      return [{ resource, id, at }];
  }
}

const line = (id: string, event: LiveEvent): string => `id: ${id}\ndata: ${JSON.stringify(event)}\n\n`;

/** Makes the hub of one process. Changes of other processes are found by looking once a second while someone watches. */
export function createLiveHub(till: Pick<Till, "ports" | "reader" | "node">): LiveHub {
  const { ports } = till;
  const rooms = new Map<string, Room>();
  // Numbers of another start of this server mean nothing here.
  const era = ports.ids.uuid(ports.clock.now()).replaceAll("-", "").slice(-12);
  const now = (): string => new Date(ports.clock.now()).toISOString();

  const roomOf = (businessId: string): Room => {
    const known = rooms.get(businessId);
    if (known) return known;
    const room: Room = { streams: new Set(), past: [], seq: 0, told: new Map(), polling: false };
    rooms.set(businessId, room);
    return room;
  };
  const leave = (room: Room, stream: Stream): void => {
    room.streams.delete(stream);
    stream.response.destroy();
  };
  const write = (room: Room, stream: Stream, text: string): void => {
    stream.response.write(text);
    if (stream.response.writableLength > mostWaiting) leave(room, stream);
  };
  const tell = (room: Room, event: LiveEvent): void => {
    room.seq += 1;
    const text = line(`${era}-${room.seq}`, event);
    room.past.push({ seq: room.seq, text });
    if (room.past.length > remembered) room.past.shift();
    for (const stream of room.streams) write(room, stream, text);
  };
  const changed: Ports["changed"] = (businessId, changes) => {
    const room = rooms.get(businessId);
    if (!room) return; // nobody ever watched: nobody has a past to catch up with
    const at = now();
    for (const change of changes) {
      room.told.set(`${change.resource} ${change.id}`, performance.now());
      for (const event of eventsOf(change, at)) tell(room, event);
    }
  };

  const poll = async (businessId: string, room: Room): Promise<void> => {
    if (room.polling || room.streams.size === 0) return;
    room.polling = true;
    const stale = performance.now() - seconds(8);
    for (const [key, at] of room.told) if (at < stale) room.told.delete(key);
    try {
      const since = ports.clock.now() - seconds(4);
      const found = await changesSince(till, businessId, since);
      changed(
        businessId,
        found.filter(({ resource, id }) => !room.told.has(`${resource} ${id}`)),
      );
    } catch (error) {
      ports.log.warn("a look for changes failed", { error: String(error) });
    } finally {
      room.polling = false;
    }
  };
  const beat = async (room: Room, stream: Stream): Promise<void> => {
    const may = await stream.may().catch(() => true); // a database that is away signs nobody out
    if (may) write(room, stream, ": still here\n\n");
    else leave(room, stream);
  };
  const polls = setInterval(() => {
    for (const [businessId, room] of rooms) void poll(businessId, room);
  }, pause.poll);
  const beats = setInterval(() => {
    for (const room of rooms.values()) for (const stream of room.streams) void beat(room, stream);
  }, pause.heartbeat);
  for (const timer of [polls, beats]) timer.unref();

  const catchUp = (room: Room, stream: Stream, lastId: string | undefined): void => {
    if (lastId === undefined) return;
    const [wrote, text = ""] = lastId.split("-");
    const seen = Number(text);
    const oldest = room.past[0]?.seq ?? room.seq + 1;
    if (wrote !== era || !Number.isSafeInteger(seen) || seen + 1 < oldest || seen > room.seq)
      write(room, stream, line(`${era}-${room.seq}`, { resource: "reset", id: "", at: now() }));
    else for (const past of room.past) if (past.seq > seen) write(room, stream, past.text);
  };

  return {
    changed,
    typing(businessId, threadId, by) {
      const room = rooms.get(businessId);
      if (room) tell(room, { resource: "typing", id: publicId("thread", threadId), at: now(), by });
    },
    open(businessId, response, lastId, may) {
      const all = [...rooms.values()].reduce((sum, { streams }) => sum + streams.size, 0);
      const room = roomOf(businessId);
      if (room.streams.size >= mostStreams.shop || all >= mostStreams.all) return false;
      const stream = { response, may };
      room.streams.add(stream);
      response.on("close", () => room.streams.delete(stream));
      response.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
        "x-content-type-options": "nosniff",
      });
      // An id from the start: whoever loses the line right away can say where she was.
      write(room, stream, `retry: 2000\nid: ${era}-${room.seq}\n\n`);
      catchUp(room, stream, lastId);
      return true;
    },
    close() {
      clearInterval(polls);
      clearInterval(beats);
      for (const room of rooms.values()) for (const { response } of room.streams) response.end();
    },
  };
}
