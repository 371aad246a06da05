import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { join } from "node:path";
import type { DatabaseConfig } from "../databases.ts";

/** Where the connection breaks: before the server gets COMMIT, or after it has answered. */
export type BreakingPoint = "before" | "after";

/** A way to the database that can be cut at the moment of a commit. */
export type BreakingProxy = {
  readonly config: DatabaseConfig;
  /** The next commit breaks its connection. */
  readonly breakNextCommit: (point: BreakingPoint) => void;
  readonly close: () => Promise<void>;
};

const isCommit = (bytes: Buffer): boolean => bytes.includes("Qcommit\0") || bytes.includes("commit\0");

/** Opens the way: a port of its own in front of the database's socket. */
export const breakingProxy = async (target: DatabaseConfig): Promise<BreakingProxy> => {
  let next: BreakingPoint | undefined;
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(join(target.host, `.s.PGSQL.${target.port}`));
    const cut = (): void => {
      near.destroy();
      far.destroy();
    };
    let isCutByAnswer = false;
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on("error", cut);
      socket.on("close", () => {
        open.delete(socket);
        cut();
      });
    }
    near.on("data", (bytes: Buffer) => {
      const point = isCommit(bytes) ? next : undefined;
      if (point !== undefined) next = undefined;
      if (point === "before") return cut();
      isCutByAnswer = point === "after";
      far.write(bytes);
    });
    // What was sent along with the commit may be answered before it.
    far.on("data", (bytes: Buffer) => (isCutByAnswer && bytes.includes("COMMIT\0") ? cut() : near.write(bytes)));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    config: { ...target, host: "127.0.0.1", port },
    breakNextCommit: (point) => {
      next = point;
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
};
