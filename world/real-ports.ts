import { Agent, request } from "undici";
import type { MetaPorts } from "./meta/model-types.ts";
import type { WireResponse } from "./wire.ts";
import { createWorldClock, type WallClock, type WorldClock } from "./world-clock.ts";

/** The most a webhook's receiver may take before the post counts as failed, in milliseconds. */
const answerWithin = 10_000;

/** The most that is read of a file sent by link, in bytes (WhatsApp's largest document). */
const largestFile = 100 * 1024 * 1024;

/** Ports on the real network and clock, the clock itself for time travel, and the machine's clock that it stands on. */
export type RealPorts = {
  readonly ports: MetaPorts;
  readonly clock: WorldClock;
  readonly wall: WallClock;
  readonly close: () => Promise<void>;
};

const wall: WallClock = {
  now: () => Date.now(),
  wait(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** The ports of the demo's world: real time (plus what was travelled), real chance, real HTTP. */
export function createRealPorts(offsetMs = 0): RealPorts {
  const clock = createWorldClock(wall, offsetMs);
  const dispatcher = new Agent({ connections: 16, headersTimeout: answerWithin, bodyTimeout: answerWithin });
  return {
    clock,
    wall,
    ports: {
      now: clock.now,
      after: clock.after,
      random: () => Math.random(),
      async post(url, { headers, body }) {
        const answer = await request(url, { method: "POST", headers: { ...headers }, body, dispatcher });
        await answer.body.dump();
        return answer.statusCode;
      },
      get: (url) => fetchWhole(url, dispatcher),
    },
    async close() {
      clock.stop();
      await dispatcher.destroy();
    },
  };
}

async function fetchWhole(url: string, dispatcher: Agent): Promise<WireResponse> {
  const answer = await request(url, { dispatcher });
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of answer.body) {
    if (!Buffer.isBuffer(part)) continue;
    size += part.length;
    if (size > largestFile) throw new Error(`${url} is larger than ${largestFile} bytes.`);
    parts.push(part);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return { status: answer.statusCode, headers, body: Buffer.concat(parts) };
}
