import { type SqlBool, sql } from "kysely";
import type { Balances, JournalEntry } from "#api/ledger";
import type { BusinessReader } from "#storage/postgres/reader";
import { moneyOf, timeOf } from "../api/call.ts";
import { publicId } from "../public-ids.ts";
import { type Looking, cursorsOf, look, pageOf } from "./looking.ts";

/** Which entries of the journal. */
export type EntryChoice = {
  readonly orderId?: string;
  readonly paymentId?: string;
  readonly account?: string | undefined;
  /** Entries older than this place: instant and key. */
  readonly before?: readonly [number, string] | undefined;
  readonly limit: number;
};

/** Entries of the journal with all their lines, the newest first. */
export async function journalEntries(
  db: BusinessReader,
  businessId: string,
  { orderId, paymentId, account, before, limit }: EntryChoice,
): Promise<readonly JournalEntry[]> {
  let keys = db
    .selectFrom("journal")
    .select((eb) => ["entry_key", eb.fn.max("at").as("at")])
    .where("business_id", "=", businessId)
    .groupBy("entry_key")
    .orderBy("at", "desc")
    .orderBy("entry_key", "desc")
    .limit(limit);
  if (orderId !== undefined) keys = keys.where("order_id", "=", orderId);
  if (paymentId !== undefined) keys = keys.where("payment_id", "=", paymentId);
  if (account !== undefined) keys = keys.where((eb) => eb.or([eb("debit", "=", account), eb("credit", "=", account)]));
  if (before) keys = keys.having(sql<SqlBool>`(max(at), entry_key) < (${before[0]}, ${before[1]})`);
  const chosen = (await keys.execute()).map(({ entry_key }) => entry_key);
  if (chosen.length === 0) return [];
  const lines = await db
    .selectFrom("journal as j")
    .leftJoin("order as o", (join) =>
      join.onRef("o.business_id", "=", "j.business_id").onRef("o.order_id", "=", "j.order_id"),
    )
    .selectAll("j")
    .select("o.number")
    .where("j.business_id", "=", businessId)
    .where("j.entry_key", "in", chosen)
    .orderBy("j.line")
    .execute();
  return chosen.flatMap((key) => {
    const own = lines.filter(({ entry_key }) => entry_key === key);
    const [first] = own;
    if (!first) return [];
    return [
      {
        key,
        kind: first.kind,
        at: timeOf(first.at),
        orderId: first.order_id === null ? null : publicId("order", first.order_id),
        orderNumber: first.number,
        paymentId: first.payment_id === null ? null : publicId("payment", first.payment_id),
        lines: own.map(({ debit, credit, amount_minor, currency }) => ({
          debit,
          credit,
          amount: moneyOf(amount_minor, currency),
        })),
      },
    ];
  });
}

/** A page of the journal. */
export const listEntries = (
  looking: Looking,
  { account, cursor, limit }: { account?: string | undefined; cursor?: string | undefined; limit: number },
) =>
  look(looking, async (db) => {
    const cursors = cursorsOf(looking, `entries ${account ?? ""}`);
    const place = cursors.read(cursor);
    const before = place === undefined ? undefined : ([Number(place[0]), String(place[1])] as const);
    const rows = await journalEntries(db, looking.shop.businessId, { account, before, limit: limit + 1 });
    return pageOf(
      rows,
      limit,
      ({ at, key }) => cursors.write([Date.parse(at), key]),
      (entry) => entry,
    );
  });

/** Balance of every account: debits less credits. */
export const readBalances = (looking: Looking): Promise<Balances> =>
  look(looking, async (db) => {
    const { businessId } = looking.shop;
    const { rows } = await sql<{ account: string; currency: string; balance: string }>`
      select account, currency, sum(amount) as balance from (
        select debit as account, currency, amount_minor as amount from journal where business_id = ${businessId}::uuid
        union all
        select credit, currency, -amount_minor from journal where business_id = ${businessId}::uuid
      ) as moves group by account, currency order by account, currency`.execute(db);
    const accounts = rows.map(({ account, currency, balance }) => ({
      account,
      balance: moneyOf(Number(balance), currency),
    }));
    const sums = new Map<string, number>();
    for (const { balance } of accounts) sums.set(balance.currency, (sums.get(balance.currency) ?? 0) + balance.minor);
    return { accounts, sums: [...sums].map(([currency, minor]) => moneyOf(minor, currency)) };
  });

/** The entries of one order. */
export const orderEntries = (looking: Looking, orderId: string) =>
  look(looking, (db) => journalEntries(db, looking.shop.businessId, { orderId, limit: 500 }));
