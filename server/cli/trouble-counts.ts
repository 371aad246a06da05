import { sql } from "kysely";
import { days } from "#domain/instant";
import type { Reader } from "#storage/postgres/reader";

/** What went wrong in a shop and was not mended by itself. */
export type TroubleCounts = {
  /** Messages of the last 30 days that were sent once more without knowing whether they had gone out. */
  readonly twice: number;
  /** Dead letters: what came in and could not be worked on, what was to be done outside, posts nobody could read. */
  readonly events: number;
  readonly tasks: number;
  readonly posts: number;
};

/** How far back doubtful sends are counted, in milliseconds. */
const lookBack = days(30);

/** Counts the trouble of one shop. `now` in milliseconds. */
export const countTrouble = (reader: Reader, businessId: string, now: number): Promise<TroubleCounts> =>
  reader.read(businessId, async (db) => {
    const { rows } = await sql<TroubleCounts>`
      select
        (select count(*)::int from message
          where business_id = ${businessId}::uuid and maybe_twice and at >= ${now - lookBack}) as twice,
        (select count(*)::int from inbox where business_id = ${businessId}::uuid and state = 'dead') as events,
        (select count(*)::int from task where business_id = ${businessId}::uuid and state = 'dead') as tasks,
        (select count(*)::int from raw_webhook
          where business_id = ${businessId}::uuid and problem is not null) as posts`.execute(db);
    return rows[0] ?? { twice: 0, events: 0, tasks: 0, posts: 0 };
  });
