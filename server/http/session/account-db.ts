import type pg from "pg";
import type { Clock, Ids } from "#engine/ports";

/** What everything about accounts is kept with. */
export type AccountDb = {
  readonly ask: <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<readonly Row[]>;
  readonly now: () => number;
  readonly newId: () => string;
};

/** The schema `auth` over a pool of its own. Every question rejects when the database is out of reach. */
export const accountDb = (pool: pg.Pool, clock: Pick<Clock, "now">, ids: Ids): AccountDb => ({
  ask: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) =>
    (await pool.query<Row>(text, [...values])).rows,
  now: () => clock.now(),
  newId: () => ids.uuid(clock.now()),
});
