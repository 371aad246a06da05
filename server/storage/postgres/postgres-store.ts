import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import type { Store, Tx } from "#contracts/store";
import { StoreFailure } from "#contracts/store";
import { asUuid } from "../column-values.ts";
import { openPool, type PostgresConnection } from "./connections.ts";
import { RunAgain } from "./failures.ts";
import { installationTexts, postgresInstallation } from "./postgres-installation.ts";
import { txOn } from "./postgres-tx.ts";
import { type Reader, readerOn } from "./reader.ts";
import { PostgresTransaction, StatementTexts } from "./transaction.ts";

/** How a store on PostgreSQL is made. */
export type PostgresStoreOptions = {
  readonly connection: PostgresConnection;
  /** The role that owns nothing and that statements run as, when it is not the one that logs in. */
  readonly role?: string;
  /** Connections for the work; 10 when left out. */
  readonly connections?: number;
  /** Told one line when a connection breaks while idle. */
  readonly log: (line: string) => void;
};

/** A store on PostgreSQL, 15 or later. */
export type PostgresStore = Store & {
  /**
   * The same store on connections of its own, so that one kind of work (the acknowledgement of webhooks) cannot be
   * starved by another.
   */
  readonly reserved: (connections: number) => Store;
  /** Lists, searches and figures for people, on connections of its own. */
  readonly reader: (connections: number) => Reader;
  /** Every statement text with parameters sent so far. */
  readonly statements: () => readonly string[];
  /** Waits for what runs and closes all connections, the reserved ones and the readers' too. */
  readonly close: () => Promise<void>;
};

const mostAttempts = 20;
/** Longest pause before another attempt: grows by this much with each, in milliseconds. */
const pauseStep = 10;

type Outcome<Result> = { readonly result: Result } | { readonly again: true };

const connect = async (pool: pg.Pool): Promise<pg.PoolClient> => {
  try {
    return await pool.connect();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StoreFailure(`no connection to the database: ${reason}`, false);
  }
};

const attempt = async <Result>(
  client: pg.PoolClient,
  transaction: PostgresTransaction,
  work: (tx: Tx) => Promise<Result>,
): Promise<Outcome<Result>> => {
  try {
    const result = await work(txOn(transaction));
    await transaction.commit();
    return { result };
  } catch (error) {
    await transaction.rollback();
    if (transaction.failure?.error instanceof RunAgain) return { again: true };
    throw error;
  } finally {
    client.release(transaction.isBroken);
  }
};

const storeOn = (pool: pg.Pool, texts: StatementTexts): Store => ({
  tx: async (businessId, work) => {
    asUuid(businessId, "business");
    for (let attempts = 1; ; attempts += 1) {
      const client = await connect(pool);
      const outcome = await attempt(client, new PostgresTransaction(client, texts, businessId), work);
      if ("result" in outcome) return outcome.result;
      if (attempts === mostAttempts) throw new StoreFailure("deadlocked again and again", false);
      await pause(Math.random() * pauseStep * attempts);
    }
  },
  installation: postgresInstallation(pool),
});

/** Makes a store; connections are opened when they are needed. The schema is made by `migrate`. */
export const createPostgresStore = (options: PostgresStoreOptions): PostgresStore => {
  const { connection, role, log, connections: most = 10 } = options;
  const texts = new StatementTexts();
  const pools: pg.Pool[] = [];
  const open = (connections: number): pg.Pool => {
    const pool = openPool({ connection, role, connections, log });
    pools.push(pool);
    return pool;
  };
  return {
    ...storeOn(open(most), texts),
    reserved: (connections) => storeOn(open(connections), texts),
    reader: (connections) => readerOn(open(connections)),
    statements: () => [...texts.all(), ...installationTexts],
    close: async () => {
      await Promise.all(pools.splice(0).map((pool) => pool.end()));
    },
  };
};
