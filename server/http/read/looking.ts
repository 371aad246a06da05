import { type SqlBool, sql } from "kysely";
import type { Shop } from "#engine/shops";
import type { BusinessReader } from "#storage/postgres/reader";
import { type Cursors, createCursors } from "../cursors.ts";
import type { SignedIn } from "../session/people.ts";
import type { Till } from "../till.ts";

/** Who looks, and at which shop. */
export type Looking = { readonly till: Till; readonly shop: Shop; readonly person: SignedIn };

/** Runs queries on one state of the shop. Every query names its business, so that it stays on one shard. */
export const look = <Result>({ till, shop }: Looking, work: (db: BusinessReader) => Promise<Result>): Promise<Result> =>
  till.reader.read(shop.businessId, work);

/** The cursors of one of the shop's lists; another view of it has others. */
export const cursorsOf = ({ till, shop }: Looking, list: string): Cursors =>
  createCursors(till.signingKey, `${shop.businessId} ${list}`);

/** One row more than wanted tells whether there is another page. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  write: (last: Row) => string,
  toItem: (row: Row) => Item,
): { readonly items: readonly Item[]; readonly nextCursor: string | null } {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return {
    items: kept.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? write(last) : null,
  };
}

/** A text to find anywhere in another: what LIKE takes for a sign stands for itself. */
export const anywhere = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** The figures of a search, when it has enough of them to be a phone number: written in any format. */
const figuresOf = (text: string): string | undefined => {
  const figures = text.replace(/\D/g, "").replace(/^0+/, "");
  return /^[+\d ().-]+$/.test(text) && figures.length >= 3 ? figures : undefined;
};

/** The number of an order in a search: `12` or `#12`. */
export const numberOf = (text: string): number | undefined => {
  const [, figures] = /^#?(\d{1,9})$/.exec(text.trim()) ?? [];
  return figures === undefined ? undefined : Number(figures);
};

/** A person by name, e-mail or phone. `p` names the table of persons in the query. */
export const personLike = (search: string) => {
  const figures = figuresOf(search);
  const words = sql<SqlBool>`(p.name ilike ${anywhere(search)} or p.email ilike ${anywhere(search)})`;
  return figures === undefined
    ? words
    : sql<SqlBool>`(${words} or regexp_replace(p.phone, '\D', '', 'g') like ${`%${figures}%`})`;
};
