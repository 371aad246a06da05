import pg from "pg";

/** Where a database is: an address, or its parts as `pg` takes them. */
export type PostgresConnection = string | Readonly<pg.ClientConfig>;

/** How connections to a PostgreSQL are made. */
export type ConnectionOptions = {
  readonly connection: PostgresConnection;
  /** The role statements run as, when it is not the one that logs in. */
  readonly role?: string | undefined;
  /** Most connections at once. */
  readonly connections: number;
  /** Told about connections that break while nobody uses them. */
  readonly log: (line: string) => void;
};

/**
 * Limits of the server, in milliseconds: a process that froze must not hold its locks for longer, and a statement or a
 * wait for a lock that takes this long is a fault.
 */
const limits = {
  statement_timeout: 30_000,
  lock_timeout: 10_000,
  idle_in_transaction_session_timeout: 30_000,
};
/** When the network swallowed an answer; above the server's own limits. In milliseconds. */
const answerTimeout = 45_000;
const connectTimeout = 10_000;
/** How long a connection is kept that nobody uses, in milliseconds. */
const idleTimeout = 60_000;

const safeInteger = (text: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is no safe integer`);
  return value;
};

const bytes = (text: string): Uint8Array => {
  const { buffer, byteOffset, byteLength } = Buffer.from(text.slice(2), "hex"); // after the \x
  return new Uint8Array(buffer, byteOffset, byteLength);
};

const { builtins } = pg.types;

/** Reads values as the port gives them: whole numbers as safe integers, bytes without a Buffer's ways. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    if (oid === builtins.INT8) return safeInteger;
    if (oid === builtins.BYTEA) return bytes;
    return pg.types.getTypeParser(oid, format);
  },
};

const parts = (connection: PostgresConnection): pg.ClientConfig =>
  typeof connection === "string" ? { connectionString: connection } : { ...connection };

/** A plan made for tables that were empty is bad for ever after; a plan per call also lets partial indexes be used. */
const settings = { plan_cache_mode: "force_custom_plan", random_page_cost: 1.1, ...limits };

/**
 * A pool of pipelined connections. The role and the settings go with the connection's start, so that no statement can
 * run before them.
 */
export const openPool = (options: ConnectionOptions): pg.Pool => {
  const { connection, role, connections, log } = options;
  const all = { ...settings, ...(role === undefined ? {} : { role }) };
  const pool = new pg.Pool({
    ...parts(connection),
    types,
    pipeline: true,
    max: connections,
    options: Object.entries(all)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(" "),
    application_name: "comptoir",
    keepAlive: true,
    query_timeout: answerTimeout,
    connectionTimeoutMillis: connectTimeout,
    idleTimeoutMillis: idleTimeout,
  });
  pool.on("error", (error) => log(`a database connection broke: ${error.message}`));
  // A connection that breaks while in use rejects its statements; it tells no one else.
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
};
