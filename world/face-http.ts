import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { WireRequest, WireResponse } from "./wire.ts";

/** A running HTTP face. `url` is `http://host:port`. */
export type HttpFace = { readonly url: string; readonly port: number; readonly close: () => Promise<void> };

/** What a world model gives its HTTP face. */
export type FacedWorld = {
  readonly handle: (request: WireRequest) => Promise<WireResponse>;
  readonly setPublicUrl: (url: string) => void;
};

/** How a world answers where its model gave no answer. */
export type FaceManners = {
  /** The longest body it takes, in bytes; a longer one fails with `BodyTooLarge`. */
  readonly longestBody: number;
  /** Whether a failure is silence on purpose: the socket is destroyed. */
  readonly isSilence: (failure: unknown) => boolean;
  /** A fault of the world itself, told to whoever called so that it is seen and not taken for a lost answer. */
  readonly fault: (failure: unknown) => { readonly type: string; readonly text: string };
};

/** Where it listens; port 0 is any free one. `publicUrl` replaces the address in links, for use behind a proxy. */
export type FacePlace = { readonly port: number; readonly host?: string; readonly publicUrl?: string };

/** Somebody sent more than the world takes. */
export class BodyTooLarge extends Error {
  override readonly name = "BodyTooLarge";
}

/** Serves a world over HTTP and points its new links there. Rejects when the port is taken. */
export async function serveWorld(world: FacedWorld, manners: FaceManners, place: FacePlace): Promise<HttpFace> {
  const host = place.host ?? "127.0.0.1";
  const server = createServer((incoming, outgoing) => void answer(world, manners, incoming, outgoing));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(place.port, host, resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : place.port;
  const url = `http://${host}:${port}`;
  world.setPublicUrl(place.publicUrl ?? url);
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { url, port, close };
}

async function answer(
  world: FacedWorld,
  manners: FaceManners,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  // Taken now: a request that is given up in the middle knows its socket no more.
  const { socket } = incoming;
  try {
    const said = await world.handle(await requestOf(incoming, manners.longestBody));
    outgoing.writeHead(said.status, { ...said.headers, "content-length": String(said.body.length) });
    outgoing.end(said.body);
  } catch (failure) {
    if (manners.isSilence(failure) || outgoing.headersSent) {
      socket.destroy();
      return;
    }
    const { type, text } = manners.fault(failure);
    outgoing.writeHead(500, { "content-type": type });
    outgoing.end(text);
  }
}

async function requestOf(incoming: IncomingMessage, longestBody: number): Promise<WireRequest> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of incoming as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > longestBody) throw new BodyTooLarge("The request is too large.");
    parts.push(part);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return { method: incoming.method ?? "GET", path: incoming.url ?? "/", headers, body: Buffer.concat(parts) };
}
