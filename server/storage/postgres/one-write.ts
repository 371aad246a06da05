import type { Socket } from "node:net";
import type pg from "pg";

const corked = new WeakSet<Socket>();

/**
 * Holds back what a connection sends until the running turn is over, so that statements sent together (the beginning of
 * a transaction and its first statements, all writes of a batch) leave in one system call: a write to a socket costs
 * more than the statement's own text. Does nothing for a connection without a stream of its own.
 */
export const inOneWrite = (client: pg.PoolClient): void => {
  // The client has its connection, its types do not.
  const { connection } = client as unknown as { readonly connection?: { readonly stream?: Socket } };
  const stream = connection?.stream;
  if (stream === undefined || corked.has(stream)) return;
  corked.add(stream);
  stream.cork();
  // After the turn's promises, before the next event.
  process.nextTick(() => {
    corked.delete(stream);
    stream.uncork();
  });
};
