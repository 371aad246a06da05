import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Installation, openInstallation } from "../../server/installation.ts";
import { readConfig } from "../../server/main.ts";
import { type Server, startServer } from "../../server/running-server.ts";
import { publicId } from "../../server/http/public-ids.ts";
import { freshDatabase } from "../databases.ts";
import { type Objects, type SeededShop, seedBusiness } from "./seeded-shop.ts";

/** Two shops that share nothing but the installation, served. */
export type TwoShops = {
  readonly url: string;
  readonly server: Server;
  readonly installation: Installation;
  readonly here: SeededShop;
  readonly there: SeededShop;
  readonly close: () => Promise<void>;
};

/** Ids of the right form that nothing has. */
export const unknownObjects: Objects = {
  thread: publicId("thread", randomUUID()),
  message: publicId("message", randomUUID()),
  order: publicId("order", randomUUID()),
  payment: publicId("payment", randomUUID()),
  refund: publicId("refund", randomUUID()),
  request: publicId("refundRequest", randomUUID()),
  file: publicId("file", randomUUID()),
  document: publicId("document", randomUUID()),
  notice: publicId("notice", randomUUID()),
  letter: `let_webhook-${Buffer.from(JSON.stringify(["wa-none", "1".repeat(64)])).toString("base64url")}`,
  sku: "NOTHING",
  connection: "nothing",
  answer: "nothing",
  entry: "0".repeat(40),
};

/** Starts a server with two shops on a database of its own. */
export async function openTwoShops(): Promise<TwoShops> {
  const folder = mkdtempSync(join(tmpdir(), "comptoir-two-shops-"));
  const { config, drop } = await freshDatabase();
  const { host, port, user, database } = config;
  const installation = await openInstallation({
    ...readConfig({}),
    dataFolder: folder,
    databaseUrl: `postgresql://${user}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`,
    logLevel: "silent",
  });
  const here = await seedBusiness(installation, "here");
  const there = await seedBusiness(installation, "there");
  const server = await startServer(installation, { host: "127.0.0.1", port: 0 });
  return {
    url: server.url,
    server,
    installation,
    here,
    there,
    async close() {
      await server.stop();
      await installation.close();
      await drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
