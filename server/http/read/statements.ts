import { type SqlBool, sql } from "kysely";
import type { StatementEntry, StatementFile } from "#api/statement";
import type { RowOf } from "#contracts/store";
import { maskIban } from "#domain/qr/iban";
import type { BusinessReader } from "#storage/postgres/reader";
import { moneyOf, timeOf } from "../api/call.ts";
import { notFound } from "../problem.ts";
import { publicId } from "../public-ids.ts";
import { type Looking, cursorsOf, look, pageOf } from "./looking.ts";

type FileRow = RowOf<"statement_file"> & { readonly open: string };

const files = (db: BusinessReader, businessId: string) =>
  db
    .selectFrom("statement_file as f")
    .selectAll("f")
    .select(
      sql<string>`(select count(*) from statement_entry e where e.business_id = f.business_id
        and e.file_id = f.file_id and e.state in ('odd', 'proposed'))`.as("open"),
    )
    .where("f.business_id", "=", businessId);

const shownFile = (row: FileRow, names: ReadonlyMap<string, string>): StatementFile => ({
  id: row.file_id,
  kind: row.kind,
  name: row.name,
  format: row.format,
  entries: row.entries,
  fresh: row.fresh,
  pending: row.pending,
  open: Number(row.open),
  importedBy: names.get(row.imported_by) ?? row.imported_by,
  importedAt: timeOf(row.imported_at),
});

/** Files that were imported, the last first. */
export const listStatements = (looking: Looking, { cursor, limit }: { cursor?: string | undefined; limit: number }) =>
  look(looking, async (db) => {
    const cursors = cursorsOf(looking, "statements");
    const place = cursors.read(cursor);
    let query = files(db, looking.shop.businessId)
      .orderBy("f.imported_at", "desc")
      .orderBy("f.file_id", "desc")
      .limit(limit + 1);
    if (place) query = query.where(sql<SqlBool>`(f.imported_at, f.file_id) < (${place[0]}, ${place[1]}::uuid)`);
    const rows = await query.execute();
    const names = await looking.till.accounts.namesOf(rows.map(({ imported_by }) => imported_by));
    return pageOf(
      rows,
      limit,
      (last) => cursors.write([last.imported_at, last.file_id]),
      (row) => shownFile(row, names),
    );
  });

/** One file that was imported. */
export const readStatementFile = (looking: Looking, fileId: string): Promise<StatementFile> =>
  look(looking, async (db) => {
    const row = await files(db, looking.shop.businessId).where("f.file_id", "=", fileId).executeTakeFirst();
    if (!row) throw notFound();
    return shownFile(row, await looking.till.accounts.namesOf([row.imported_by]));
  });

type EntryRow = RowOf<"statement_entry"> & { readonly file_name: string; readonly order_number: number | null };

const entries = (db: BusinessReader, businessId: string) =>
  db
    .selectFrom("statement_entry as e")
    .innerJoin("statement_file as f", (join) =>
      join.onRef("f.business_id", "=", "e.business_id").onRef("f.file_id", "=", "e.file_id"),
    )
    .leftJoin("payment as y", (join) =>
      join.onRef("y.business_id", "=", "e.business_id").onRef("y.payment_id", "=", "e.payment_id"),
    )
    .leftJoin("order as o", (join) =>
      join.onRef("o.business_id", "=", "y.business_id").onRef("o.order_id", "=", "y.order_id"),
    )
    .selectAll("e")
    .select(["f.name as file_name", "o.number as order_number"])
    .where("e.business_id", "=", businessId);

/** Payments and refunds that movements may mean, by id. */
async function nearBy(db: BusinessReader, businessId: string, rows: readonly EntryRow[]) {
  const ids = [...new Set(rows.flatMap(({ near }) => near))];
  if (ids.length === 0) return { payments: new Map<string, Near>(), refunds: new Map<string, Near>() };
  const payments = await db
    .selectFrom("payment as y")
    .innerJoin("order as o", (join) =>
      join.onRef("o.business_id", "=", "y.business_id").onRef("o.order_id", "=", "y.order_id"),
    )
    .innerJoin("person as p", (join) =>
      join.onRef("p.business_id", "=", "o.business_id").onRef("p.person_id", "=", "o.person_id"),
    )
    .select(["y.payment_id as id", "y.order_id", "y.amount_minor", "y.currency", "y.state", "o.number", "p.name"])
    .where("y.business_id", "=", businessId)
    .where("y.payment_id", "in", ids)
    .execute();
  const refunds = await db
    .selectFrom("refund as r")
    .innerJoin("order as o", (join) =>
      join.onRef("o.business_id", "=", "r.business_id").onRef("o.order_id", "=", "r.order_id"),
    )
    .innerJoin("person as p", (join) =>
      join.onRef("p.business_id", "=", "o.business_id").onRef("p.person_id", "=", "o.person_id"),
    )
    .select(["r.refund_id as id", "r.order_id", "r.amount_minor", "r.currency", "r.state", "o.number", "p.name"])
    .where("r.business_id", "=", businessId)
    .where("r.refund_id", "in", ids)
    .execute();
  return { payments: byId(payments), refunds: byId(refunds) };
}

type Near = {
  readonly id: string;
  readonly order_id: string;
  readonly amount_minor: number;
  readonly currency: string;
  readonly state: string;
  readonly number: number | null;
  readonly name: string | null;
};
const byId = (rows: readonly Near[]): Map<string, Near> => new Map(rows.map((row) => [row.id, row]));

type NearBy = Awaited<ReturnType<typeof nearBy>>;

const nearShown = (near: readonly string[], known: ReadonlyMap<string, Near>) =>
  near.flatMap((id) => {
    const found = known.get(id);
    return found === undefined ? [] : [found];
  });

function shownEntry(row: EntryRow, { payments, refunds }: NearBy, names: ReadonlyMap<string, string>): StatementEntry {
  const about = (one: Near) => ({
    orderId: publicId("order", one.order_id),
    orderNumber: one.number,
    person: one.name,
    amount: moneyOf(one.amount_minor, one.currency),
  });
  return {
    id: row.entry_key,
    line: row.line,
    bookedOn: row.booked_on,
    side: row.side,
    reversal: row.reversal,
    amount: moneyOf(row.amount_minor, row.currency),
    name: row.name,
    account: row.iban === null ? null : maskIban(row.iban),
    text: [...row.told_refs, row.told_text].filter((one) => one !== "").join(" · "),
    fileName: row.file_name,
    state: row.state,
    reason: row.reason,
    paymentId: row.payment_id === null ? null : publicId("payment", row.payment_id),
    orderNumber: row.order_number,
    payoutRef: row.payout_ref,
    payments: nearShown(row.near, payments).map((one) => ({
      id: publicId("payment", one.id),
      state: one.state,
      ...about(one),
    })),
    refunds: nearShown(row.near, refunds).map((one) => ({ id: publicId("refund", one.id), ...about(one) })),
    note: row.note,
    decidedBy: row.decided_by === null ? null : (names.get(row.decided_by) ?? row.decided_by),
    changedAt: timeOf(row.changed_at),
  };
}

async function shownEntries({ till, shop }: Looking, db: BusinessReader, rows: readonly EntryRow[]) {
  const near = await nearBy(db, shop.businessId, rows);
  const names = await till.accounts.namesOf(
    rows.flatMap(({ decided_by }) => (decided_by === null ? [] : [decided_by])),
  );
  return (row: EntryRow): StatementEntry => shownEntry(row, near, names);
}

/** How movements are listed. */
export type EntryListing = {
  readonly view: "open" | "matched" | "all";
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Movements of the shop's bank account, the last booked first. */
export const listEntriesOfBank = (looking: Looking, { view, cursor, limit }: EntryListing) =>
  look(looking, async (db) => {
    const cursors = cursorsOf(looking, `statement-entries ${view}`);
    const place = cursors.read(cursor);
    let query = entries(db, looking.shop.businessId)
      .orderBy("e.booked_on", "desc")
      .orderBy("e.entry_key", "desc")
      .limit(limit + 1);
    if (view === "open") query = query.where("e.state", "in", ["odd", "proposed"]);
    if (view === "matched") query = query.where("e.state", "in", ["matched", "booked", "set-aside"]);
    if (place) query = query.where(sql<SqlBool>`(e.booked_on, e.entry_key) < (${place[0]}, ${place[1]})`);
    const rows = await query.execute();
    const toItem = await shownEntries(looking, db, rows);
    return pageOf(rows, limit, (last) => cursors.write([last.booked_on, last.entry_key]), toItem);
  });

/** One movement. */
export const readEntry = (looking: Looking, entryKey: string): Promise<StatementEntry> =>
  look(looking, async (db) => {
    const row = await entries(db, looking.shop.businessId).where("e.entry_key", "=", entryKey).executeTakeFirst();
    if (!row) throw notFound();
    return (await shownEntries(looking, db, [row]))(row);
  });
