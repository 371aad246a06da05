import { type RequestListener, type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { seconds } from "#domain/instant";
import type { Ports } from "#engine/ports";
import { createApp } from "./app.ts";
import { createLiveHub } from "./live-hub.ts";
import type { Till } from "./till.ts";
import { createWebhookListener, isWebhook } from "./webhooks.ts";

/** What runs on the open port. */
export type HttpFace = {
  /** Tells the screens. */
  readonly changed: Ports["changed"];
  /** Stops listening and waits for the requests under way; streams are ended. */
  readonly close: () => Promise<void>;
};

/** A port that is bound; until it serves, everything is answered with 503. */
export type BoundPort = {
  readonly url: string;
  readonly serve: (till: Till) => Promise<HttpFace>;
  /** Gives the port back where nothing was ever served at it. */
  readonly release: () => Promise<void>;
};

/** A whole request must have arrived by then, its headers earlier: slow senders hold no connection for long. */
const patience = { headers: seconds(8), request: seconds(10), checks: seconds(2), idle: seconds(15) } as const;
/** How long requests under way may take once the server stops. */
const lastCall = seconds(5);

const notYet: RequestListener = (_, response) => {
  response.writeHead(503, { "content-length": "0", "retry-after": "1" }).end();
};

const listen = (server: Server, host: string, port: number): Promise<AddressInfo> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve(server.address() as AddressInfo);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const impatience = setTimeout(() => server.closeAllConnections(), lastCall);
    // A connection that ends its last request now would be kept open for a next one that cannot come.
    const tidying = setInterval(() => server.closeIdleConnections(), 25);
    server.close(() => {
      clearTimeout(impatience);
      clearInterval(tidying);
      resolve();
    });
  });

/** Binds the one port. Rejects with EADDRINUSE when it is taken. */
export async function openHttp({ host, port }: { readonly host: string; readonly port: number }): Promise<BoundPort> {
  let answer: RequestListener = notYet;
  const server = createServer(
    {
      headersTimeout: patience.headers,
      requestTimeout: patience.request,
      keepAliveTimeout: patience.idle,
      connectionsCheckingInterval: patience.checks,
      maxHeaderSize: 16_384,
    },
    (request, response) => answer(request, response),
  );
  const { address, port: taken, family } = await listen(server, host, port);
  const name = family === "IPv6" ? `[${address}]` : address;
  // Nobody can call 0.0.0.0: the machine itself is meant.
  const shown = address === "0.0.0.0" || address === "::" ? "127.0.0.1" : name;
  return {
    url: `http://${shown}:${taken}`,
    release: () => close(server),
    async serve(till) {
      const hub = createLiveHub(till);
      const app = await createApp(till, hub, server);
      const webhooks = createWebhookListener(till.ports, till.node);
      answer = (request, response) => (isWebhook(request) ? webhooks : app.answer)(request, response);
      return {
        changed: hub.changed,
        async close() {
          hub.close();
          await close(server);
          await app.close();
        },
      };
    },
  };
}
