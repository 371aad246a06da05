import { createHash } from "node:crypto";
import { hostname } from "node:os";
import { join } from "node:path";
import { type EngineNode, startNode } from "#engine/node";
import type { Changed, Ports } from "#engine/ports";
import { drawCode } from "./documents/code-picture.ts";
import { type BoundPort, type HttpFace, openHttp } from "./http/open-http.ts";
import { payPath } from "./http/pay-page/pay-page-routes.ts";
import { type Installation, connections } from "./installation.ts";
import { plugGuides } from "./plugs.ts";
import { dayStart, localDate } from "./ports/day-start.ts";
import { createFormatWording } from "./ports/format-wording.ts";
import { type PageTokens, createPageTokens } from "./ports/page-tokens.ts";
import type { RealClock } from "./ports/real-clock.ts";
import { derivedKey } from "./ports/secrets.ts";
import { channels, journeys, payments } from "./registry.generated.ts";
import { parseCommand } from "./understanding/commands/parse-command.ts";
import { phoneCountry, readPhone } from "./understanding/commands/read-phone.ts";
import { readPayouts } from "./understanding/statements/read-payouts.ts";
import { readStatement } from "./understanding/statements/read-statement.ts";
import { guessLanguage, understand } from "./understanding/understand.ts";

/** A running server. */
export type Server = {
  /** Where it listens. */
  readonly url: string;
  readonly ports: Ports;
  readonly node: EngineNode;
  /** Finishes what is under way and gives everything back; the installation stays open. */
  readonly stop: () => Promise<void>;
};

/** Where a server listens; port 0 picks a free one. */
export type Listening = { readonly host: string; readonly port: number };

let nodes = 0;
/** Unique among all nodes on one database, and new with each start: a dead node's work is never taken for ours. */
const nodeName = (ids: Ports["ids"], clock: RealClock): string =>
  `${hostname().slice(0, 40)}-${process.pid}-${(nodes += 1)}-${ids.uuid(clock.now()).slice(-6)}`;

function portsOf(
  installation: Installation,
  publicUrl: string,
  pageTokens: PageTokens,
  changed: Ports["changed"],
): Ports {
  const { store, clock, ids, log, metrics, guarded, reveal, seal } = installation;
  return {
    node: nodeName(ids, clock),
    clock,
    ids,
    chance: Math.random,
    http: guarded.http,
    store,
    intake: store.reserved(connections.intake),
    log,
    metrics,
    changed,
    documents: {
      // Loaded with the first receipt: the printer is large, and most starts print none.
      receipt: async (content) => {
        const [{ readReceiptContent }, { renderReceipt }] = await Promise.all([
          import("./documents/receipt-content.ts"),
          import("./documents/receipt.ts"),
        ]);
        return renderReceipt(readReceiptContent(content));
      },
      code: async (code, place) => drawCode(code, place),
    },
    format: createFormatWording(journeys),
    understand,
    parseCommand,
    phoneCountry,
    guessLanguage,
    readStatement,
    readPayouts,
    dayStart,
    localDate,
    secret: reveal,
    seal,
    channels,
    rails: payments,
    journeys,
    hash: (bytes) => createHash("sha256").update(bytes).digest("hex"),
    publicUrl,
    payPage: (businessId, paymentId) => publicUrl + payPath(pageTokens.write({ businessId, paymentId })),
  };
}

const isLoopbackHost = (host: string): boolean => host === "localhost" || host === "::1" || host.startsWith("127.");

/**
 * Starts the engine on an installation and listens: at the port that was bound before, else at a port it binds now.
 * Rejects when that is taken.
 */
export async function startServer(
  installation: Installation,
  { host, port }: Listening,
  boundBefore?: BoundPort,
): Promise<Server> {
  const { config, store, accounts, metrics, key, seal, trusted } = installation;
  let tell: Ports["changed"] = () => {};
  const changed = (businessId: string, changes: readonly Changed[]): void => tell(businessId, changes);
  await trusted.refresh();
  // The port is bound first, so that links carry the address customers come back to.
  let face: HttpFace | undefined;
  const reader = store.reader(connections.reader);
  const bound = boundBefore ?? (await openHttp({ host, port }));
  const publicUrl = config.publicUrl ?? bound.url;
  const pageTokens = createPageTokens(derivedKey(key, "pay-page"));
  const ports = portsOf(installation, publicUrl, pageTokens, changed);
  const node = startNode(ports);
  face = await bound.serve({
    ports,
    node,
    reader,
    accounts,
    ping: async () => {
      await store.installation.businesses();
    },
    metricsPage: metrics.page,
    metricsToken: config.metricsToken,
    signingKey: derivedKey(key, "cursors"),
    pageTokens,
    readPhone,
    seal,
    refreshTrust: trusted.refresh,
    plugs: plugGuides(),
    demo: config.demo,
    isLoopback: isLoopbackHost(host),
    consoleFolder: join(import.meta.dirname, "..", "console", "dist"),
  });
  tell = face.changed;
  return {
    url: bound.url,
    ports,
    node,
    async stop() {
      await face?.close();
      await node.stop();
    },
  };
}
