import type { ServerResponse } from "node:http";
import { plainHeaders } from "./http-answers.ts";
import type { LiveEvent } from "./api.ts";

/** A comment this often keeps idle connections open, in milliseconds. */
const heartbeatMs = 20_000;

/** Everyone who listens to `GET /live`. */
export type LiveStream = {
  readonly add: (outgoing: ServerResponse) => void;
  readonly send: (event: LiveEvent) => void;
  readonly listeners: () => number;
  readonly close: () => void;
};

/** Makes the stream. A listener that reads too slowly is let go; its page connects again and starts afresh. */
export function createLiveStream(): LiveStream {
  const open = new Set<ServerResponse>();
  const write = (text: string): void => {
    for (const outgoing of open) {
      if (outgoing.writableLength > 4 * 1024 * 1024) outgoing.destroy();
      else outgoing.write(text);
    }
  };
  const heartbeat = setInterval(() => write(":\n\n"), heartbeatMs);
  heartbeat.unref();
  return {
    add(outgoing) {
      outgoing.writeHead(200, { ...plainHeaders, "content-type": "text/event-stream; charset=utf-8" });
      outgoing.write("retry: 500\n\n");
      open.add(outgoing);
      outgoing.on("close", () => open.delete(outgoing));
    },
    send: (event) => write(`data: ${JSON.stringify(event)}\n\n`),
    listeners: () => open.size,
    close() {
      clearInterval(heartbeat);
      for (const outgoing of open) outgoing.end();
    },
  };
}
