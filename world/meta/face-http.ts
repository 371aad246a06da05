import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { WireRequest, WireResponse } from "../wire.ts";
import { type MetaWorld, NeverAnswered } from "./model-types.ts";

/** A running HTTP face. */
export type MetaServer = {
  /** `http://host:port`, what a channel is given as its Graph address. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
};

/** Media may have 100 MB, with a little around it. */
const mostBytes = 105 * 1024 * 1024;

/**
 * Serves a world over HTTP on `host:port` (port 0: any free one). Media addresses point to it from now on. An answer
 * the world swallows becomes a destroyed socket.
 */
export async function serveMeta(
  world: MetaWorld,
  where: { readonly port: number; readonly host?: string },
): Promise<MetaServer> {
  const host = where.host ?? "127.0.0.1";
  const server = createServer((request, response) => void serve(world, request, response));
  await listen(server, where.port, host);
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : where.port;
  const url = `http://${host}:${port}`;
  world.setPublicUrl(url);
  return {
    url,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
}

async function serve(world: MetaWorld, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const answer = await world.handle(await readRequest(request));
    respond(response, answer);
  } catch (error) {
    if (error instanceof NeverAnswered || response.headersSent) {
      request.socket.destroy();
      return;
    }
    // A mistake of the world itself must be seen by whoever called, not look like a lost answer.
    const message = error instanceof Error ? error.message : "unknown";
    const body = Buffer.from(JSON.stringify({ error: { message, type: "WorldError", code: 1 } }), "utf8");
    respond(response, { status: 500, headers: { "content-type": "application/json" }, body });
  }
}

async function readRequest(request: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk as Uint8Array);
    size += bytes.length;
    if (size > mostBytes) throw new Error("The request is too large.");
    chunks.push(bytes);
  }
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return { method: request.method ?? "GET", path: request.url ?? "/", headers, body: Buffer.concat(chunks) };
}

function respond(response: ServerResponse, answer: WireResponse): void {
  response.writeHead(answer.status, { ...answer.headers, "content-length": String(answer.body.length) });
  response.end(answer.body);
}
