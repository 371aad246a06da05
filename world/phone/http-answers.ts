import type { IncomingMessage, ServerResponse } from "node:http";

/** The largest body a page may post, in bytes: a 16 MB file as base64 and its envelope. */
const largestBody = 24 * 1024 * 1024;

/** A request that cannot be done; answered with this status and reason. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly status: number;

  constructor(status: number, reason: string) {
    super(reason);
    this.status = status;
  }
}

/** Headers of every answer. */
export const plainHeaders: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/** Answers with JSON. */
export function answerJson(outgoing: ServerResponse, status: number, value: unknown): void {
  outgoing.writeHead(status, { ...plainHeaders, "content-type": "application/json; charset=utf-8" });
  outgoing.end(JSON.stringify(value));
}

/**
 * The posted JSON. Throws `Refused` with 415 for another kind of body (a form of a foreign page could send those
 * without being asked), 413 for one that is too large and 400 for one that is not JSON.
 */
export async function readJson(incoming: IncomingMessage): Promise<unknown> {
  if (!/^application\/json\b/i.test(incoming.headers["content-type"] ?? "")) throw new Refused(415, "Post JSON.");
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largestBody) throw new Refused(413, "That is too large.");
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    throw new Refused(400, "That is not JSON.");
  }
}
