import type { ServerResponse } from "node:http";
import type { LiveEvent } from "#api/live";

/** Events kept for readers who come back. */
const remembered = 500;
/** Bytes that may wait for a slow reader; above, she is cut off and comes back. */
const mostWaiting = 256 * 1024;

/** Whether a reader may still read; asked with every heartbeat. */
export type MayRead = () => Promise<boolean>;

type Stream = { readonly response: ServerResponse; readonly may: MayRead };

/** The open screens of one shop, and what they were told lately. */
export type LiveRoom = {
  readonly size: () => number;
  /** Tells everyone. */
  readonly tell: (event: LiveEvent) => void;
  /** Takes over a response as a stream that goes on after `lastId`. */
  readonly join: (response: ServerResponse, lastId: string | undefined, may: MayRead) => void;
  /** A sign of life to everyone; whoever may not read any more is cut off. */
  readonly beat: () => Promise<void>;
  readonly end: () => void;
};

const line = (id: string, event: LiveEvent): string => `id: ${id}\ndata: ${JSON.stringify(event)}\n\n`;

const headers = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store",
  "x-accel-buffering": "no",
  "x-content-type-options": "nosniff",
} as const;

/** Opens a room. `era` marks this start of the server: numbers of another one mean nothing here. */
export function createLiveRoom(era: string, now: () => string): LiveRoom {
  const streams = new Set<Stream>();
  const past: { readonly seq: number; readonly text: string }[] = [];
  let last = 0;

  const leave = (stream: Stream): void => {
    streams.delete(stream);
    stream.response.destroy();
  };
  const write = (stream: Stream, text: string): void => {
    stream.response.write(text);
    if (stream.response.writableLength > mostWaiting) leave(stream);
  };
  const catchUp = (stream: Stream, lastId: string): void => {
    const [wrote, text = ""] = lastId.split("-");
    const seen = Number(text);
    const oldest = past[0]?.seq ?? last + 1;
    if (wrote !== era || !Number.isSafeInteger(seen) || seen + 1 < oldest || seen > last)
      write(stream, line(`${era}-${last}`, { resource: "reset", id: "", at: now() }));
    else for (const one of past) if (one.seq > seen) write(stream, one.text);
  };

  return {
    size: () => streams.size,
    tell(event) {
      last += 1;
      const text = line(`${era}-${last}`, event);
      past.push({ seq: last, text });
      if (past.length > remembered) past.shift();
      for (const stream of streams) write(stream, text);
    },
    join(response, lastId, may) {
      const stream = { response, may };
      streams.add(stream);
      response.on("close", () => streams.delete(stream));
      response.writeHead(200, headers);
      // An id from the start: whoever loses the line right away can say where she was.
      write(stream, `retry: 2000\nid: ${era}-${last}\n\n`);
      if (lastId !== undefined) catchUp(stream, lastId);
    },
    async beat() {
      for (const stream of streams) {
        const may = await stream.may().catch(() => true); // a database that is away signs nobody out
        if (may) write(stream, ": still here\n\n");
        else leave(stream);
      }
    },
    end() {
      for (const { response } of streams) response.end();
    },
  };
}
