import type { RowOf, Store, Tx, Where } from "#contracts/store";
import { type TableName, type Tables, tableShapes } from "#contracts/tables";

/** Tables an invariant speaks of. The bytes of files are left out: no rule needs them. */
export type JudgedTable = Exclude<
  TableName,
  | "file"
  | "upload"
  | "answer"
  | "profile"
  | "rail"
  | "rail_choice"
  | "rail_health"
  | "channel_account"
  | "statement_file"
  | "payout_line"
  | "reconciliation_run"
>;

/** Every row of one business at a moment, by table, and the moment (ms since the epoch). */
export type Snapshot = { readonly [Name in JudgedTable]: readonly RowOf<Name>[] } & { readonly now: number };

const judged: readonly JudgedTable[] = [
  "product",
  "counter",
  "audit",
  "person",
  "identity",
  "thread",
  "kept_card",
  "message",
  "notice",
  "order",
  "payment",
  "payment_fact",
  "capture",
  "refund",
  "refund_request",
  "journal",
  "document",
  "statement_entry",
  "payout",
  "raw_webhook",
  "inbox",
  "task",
  "timer",
];

/** Rows of one page. */
const pageSize = 1_000;

/** Every row of a table, page by page along its key. */
async function readAll<Name extends JudgedTable>(tx: Tx, table: Name): Promise<readonly RowOf<Name>[]> {
  const { primary } = tableShapes[table];
  const orderBy = primary as readonly (keyof RowOf<Name> & string)[];
  const [lead] = orderBy;
  if (lead === undefined) throw new TypeError(`${table} has no key`);
  const rows = new Map<string, RowOf<Name>>();
  let limit = pageSize;
  for (let from: unknown; ; ) {
    // The leading key columns are texts and ids: both have an order.
    const where = (from === undefined ? {} : { [lead]: { gte: from } }) as Where<Tables[Name]["row"]>;
    const page = await tx.select(table, where, { orderBy, limit });
    const before = rows.size;
    for (const row of page) rows.set(JSON.stringify(orderBy.map((column) => row[column])), row);
    if (page.length < limit) return [...rows.values()];
    // A page of rows that share the leading column and were all seen: a larger one gets beyond them.
    if (rows.size === before) limit *= 2;
    from = page.at(-1)?.[lead];
  }
}

/** Reads a business through the store port, in one transaction. A live business changes between its statements. */
export const readSnapshot = (store: Store, businessId: string, now: number): Promise<Snapshot> =>
  store.tx(businessId, async (tx) => {
    const tables: Partial<Record<JudgedTable, readonly unknown[]>> = {};
    for (const table of judged) tables[table] = await readAll(tx, table);
    // Built table by table from the list above, which names each once.
    return { ...tables, now } as unknown as Snapshot;
  });
