import type pg from "pg";
import { failureOf, isConnectionLost } from "./failures.ts";
import { inOneWrite } from "./one-write.ts";

/** The texts this store has sent with parameters, each under the name it is prepared by. */
export class StatementTexts {
  private readonly byForm = new Map<string, { readonly name: string; readonly text: string }>();

  /** The statement of a form; `write` makes its text when the form is new. */
  named(form: string, write: () => string): { readonly name: string; readonly text: string } {
    const found = this.byForm.get(form);
    if (found !== undefined) return found;
    const made = { name: `s${this.byForm.size + 1}`, text: write() };
    this.byForm.set(form, made);
    return made;
  }

  /** Every text so far. */
  all(): readonly string[] {
    return [...this.byForm.values()].map(({ text }) => text);
  }
}

/** A row as the client gives it. */
export type ResultRow = Record<string, unknown>;
type Result = pg.QueryResult<ResultRow>;

/**
 * A transaction on a connection. Statements are sent at once, without waiting for the answers to those before; the
 * first that fails is the transaction's failure, and every later one rejects with it.
 */
export class PostgresTransaction {
  /** What made the transaction impossible to commit, as the port names it. */
  failure: { readonly error: unknown } | undefined = undefined;
  /** Whether the connection must be thrown away. */
  isBroken = false;
  private isOver = false;
  private readonly client: pg.PoolClient;
  private readonly texts: StatementTexts;
  private last: Promise<unknown> = Promise.resolve();
  readonly businessId: string;

  /** Begins: the setting is what row-level security compares with, and it ends with the transaction. */
  constructor(client: pg.PoolClient, texts: StatementTexts, businessId: string) {
    this.client = client;
    this.texts = texts;
    this.businessId = businessId;
    this.send({ text: beginText(businessId) }).catch(() => {}); // kept as the transaction's failure
  }

  /** Runs a statement of a form; `parameters` follow the business. */
  async run(form: string, write: () => string, parameters: readonly unknown[]): Promise<Result> {
    if (this.isOver) throw new Error("the transaction is over");
    if (this.failure !== undefined) throw this.failure.error;
    return this.send({ ...this.texts.named(form, write), values: [this.businessId, ...parameters] });
  }

  /** Remembers what a statement could not even be sent for. */
  refuse(error: unknown): unknown {
    this.failure ??= { error };
    return error;
  }

  /**
   * Ends the transaction; rejects when the server did not commit. It is sent along with statements that were not
   * answered yet: after one that failed, the server takes `commit` for `rollback`.
   */
  async commit(): Promise<void> {
    if (this.failure !== undefined) throw this.failure.error;
    this.isOver = true;
    const result = await this.send({ text: "commit" });
    const { failure } = this;
    if (failure !== undefined) throw (failure as { readonly error: unknown }).error;
    if (result.command !== "COMMIT") throw new Error(`the server answered ${result.command} to commit`);
  }

  /** Undoes everything. A connection that cannot even do that is thrown away, which undoes it too. */
  async rollback(): Promise<void> {
    await this.last;
    this.isOver = true;
    if (this.isBroken) return;
    await this.client.query("rollback").catch(() => {
      this.isBroken = true;
    });
  }

  private send(query: pg.QueryConfig): Promise<Result> {
    inOneWrite(this.client);
    const sent = new Promise<Result>((resolve, reject) => {
      this.client.query<ResultRow>(query, (error: Error | null, result: Result) => {
        if (error === null) resolve(result);
        else reject(this.failed(error));
      });
    });
    this.last = sent.catch(() => {}); // answers come in the order of the statements
    return sent;
  }

  private failed(error: Error): Error {
    if (isConnectionLost(error)) this.isBroken = true;
    // Once the commit is on its way, a connection that breaks at any answer leaves it unknown.
    this.failure ??= { error: failureOf(error, this.isOver) };
    const { error: first } = this.failure;
    return first instanceof Error ? first : error;
  }
}

/** The identifier is checked to be a UUID before it comes here. Citus hands on `set local`, but not `set_config`. */
const beginText = (businessId: string): string =>
  `begin isolation level read committed; set local comptoir.business_id = '${businessId}'`;
