import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { WireRequest } from "../wire.ts";
import { ConnectionLost } from "./failure.ts";
import type { StripeWorld } from "./model-types.ts";

const largestBody = 1024 * 1024;

/** A running HTTP face. */
export type StripeServer = { readonly url: string; readonly port: number; readonly close: () => Promise<void> };

/**
 * Serves a world's API and pay pages over HTTP on 127.0.0.1 and points new sessions at them. `port` 0 picks a free
 * one; `publicUrl` replaces the address in links, for use behind a proxy. Rejects when the port is taken.
 */
export async function serveStripe(
  world: StripeWorld,
  options: { readonly port: number; readonly publicUrl?: string },
): Promise<StripeServer> {
  const server = createServer((incoming, outgoing) => void serve(world, incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : options.port;
  const url = `http://127.0.0.1:${port}`;
  world.setPublicUrl(options.publicUrl ?? url);
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { url, port, close };
}

async function serve(world: StripeWorld, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  // Taken now: a request that is given up in the middle knows its socket no more.
  const { socket } = incoming;
  try {
    const answer = await world.handle(await requestOf(incoming));
    outgoing.writeHead(answer.status, { ...answer.headers, "content-length": String(answer.body.length) });
    outgoing.end(answer.body);
  } catch (failure) {
    if (failure instanceof ConnectionLost || failure instanceof BodyTooLarge || outgoing.headersSent) {
      socket.destroy();
      return;
    }
    // Only a fault of this world itself comes here; its words go to whoever called, so that it is seen.
    const text = JSON.stringify({
      error: { type: "api_error", message: `The world itself failed: ${String(failure)}` },
    });
    outgoing.writeHead(500, { "content-type": "application/json" });
    outgoing.end(text);
  }
}

class BodyTooLarge extends Error {}

async function requestOf(incoming: IncomingMessage): Promise<WireRequest> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > largestBody) throw new BodyTooLarge();
    parts.push(part);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return { method: incoming.method ?? "GET", path: incoming.url ?? "/", headers, body: Buffer.concat(parts) };
}
