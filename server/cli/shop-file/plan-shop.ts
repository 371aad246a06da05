import { isDeepStrictEqual } from "node:util";
import type { RowOf } from "#contracts/store";
import type { DesiredRows } from "./desired-rows.ts";

/** What a shop consists of on record. */
export type ShopRows = {
  readonly profile: RowOf<"profile"> | undefined;
  readonly channels: readonly RowOf<"channel_account">[];
  readonly rails: readonly RowOf<"rail">[];
  readonly products: readonly RowOf<"product">[];
  readonly answers: readonly RowOf<"answer">[];
};

/** The parts of a shop a file names. */
export type Part = "shop" | "channel" | "rail" | "product" | "answer";

/** One line of a plan. `left`: on record, not in the file, and so not touched. */
export type PlannedChange = {
  readonly part: Part;
  readonly id: string;
  readonly change: "created" | "changed" | "unchanged" | "left alone" | "archived";
  /** Fields that change. */
  readonly fields?: readonly string[];
  /** Something the reader would not expect. */
  readonly note?: string;
};

/** How a file is applied. */
export type PlanOptions = {
  /** Stock on record follows the file; without it the file's stock is for new products alone. */
  readonly setStock: boolean;
  /** What the file does not name is archived. */
  readonly prune: boolean;
  /** The value behind a written setting, so that a secret that was sealed is not taken for a new one. */
  readonly reveal: (written: string) => string | undefined;
};

/** What will be written, and the plan that says so. */
export type Plan = {
  readonly changes: readonly PlannedChange[];
  readonly rows: {
    readonly profile: DesiredRows["profile"] | undefined;
    readonly channels: readonly Omit<RowOf<"channel_account">, "changed_at">[];
    readonly rails: readonly Omit<RowOf<"rail">, "changed_at">[];
    readonly products: readonly Omit<RowOf<"product">, "changed_at">[];
    readonly answers: readonly Omit<RowOf<"answer">, "changed_at">[];
  };
};

type AnyRow = Readonly<Record<string, unknown>>;

const changedFields = (before: AnyRow, after: AnyRow): readonly string[] =>
  Object.keys(after).filter((field) => !isDeepStrictEqual(before[field], after[field]));

/** Settings as on record where they mean the same: a sealed secret equals its plain text. */
function keepSealed(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
  reveal: PlanOptions["reveal"],
): Record<string, string> {
  const same = (field: string, value: string): boolean => {
    const old = before[field];
    return old !== undefined && old.startsWith("enc:") && reveal(old) === value;
  };
  return Object.fromEntries(
    Object.entries(after).map(([field, value]) => [field, same(field, value) ? (before[field] ?? value) : value]),
  );
}

/** How the rows of one part are told apart, made and put away. */
type PartRules<Row, Wanted> = {
  readonly part: Part;
  readonly idOf: (row: Row | Wanted) => string;
  /** The whole row, out of what is wanted and what is there. */
  readonly toRow: (wanted: Wanted, before: Row | undefined) => { readonly row: Row; readonly note?: string };
  readonly isArchived: (row: Row) => boolean;
  readonly archived: (row: Row) => Row;
};
type Compared<Row> = { readonly changes: readonly PlannedChange[]; readonly rows: readonly Row[] };

function compare<Row extends AnyRow, Wanted>(
  { part, idOf, toRow, isArchived, archived }: PartRules<Row, Wanted>,
  there: readonly Row[],
  wanted: readonly Wanted[],
  prune: boolean,
): Compared<Row> {
  const byId = new Map(there.map((row) => [idOf(row), row]));
  const named = new Set(wanted.map(idOf));
  const rows: Row[] = [];
  const changes = wanted.map((one): PlannedChange => {
    const before = byId.get(idOf(one));
    const { row, note } = toRow(one, before);
    const fields = before === undefined ? [] : changedFields(before, row);
    const change = before === undefined ? "created" : fields.length > 0 ? "changed" : "unchanged";
    if (change !== "unchanged") rows.push(row);
    const more = { ...(change === "changed" ? { fields } : {}), ...(note === undefined ? {} : { note }) };
    return { part, id: idOf(one), change, ...more };
  });
  // What was archived before and is not named is not worth a word.
  for (const row of there.filter((one) => !named.has(idOf(one)) && !isArchived(one))) {
    changes.push({ part, id: idOf(row), change: prune ? "archived" : "left alone" });
    if (prune) rows.push(archived(row));
  }
  return { changes, rows };
}

const channelRules = (
  reveal: PlanOptions["reveal"],
): PartRules<RowOf<"channel_account">, DesiredRows["channels"][number]> => ({
  part: "channel",
  idOf: ({ channel_id }) => channel_id,
  toRow: (wanted, before) => ({
    row: {
      ...wanted,
      settings: keepSealed(before?.settings ?? {}, wanted.settings, reveal),
      state: before === undefined || before.state === "archived" ? "on" : before.state,
      paused_until: before?.paused_until ?? null,
      pause_reason: before?.pause_reason ?? null,
      changed_at: before?.changed_at ?? 0,
    },
  }),
  isArchived: ({ state }) => state === "archived",
  archived: (row) => ({ ...row, state: "archived" }),
});

const railRules = (reveal: PlanOptions["reveal"]): PartRules<RowOf<"rail">, DesiredRows["rails"][number]> => ({
  part: "rail",
  idOf: ({ rail_id }) => rail_id,
  toRow: (wanted, before) => ({
    row: {
      ...wanted,
      settings: keepSealed(before?.settings ?? {}, wanted.settings, reveal),
      state: "on",
      changed_at: before?.changed_at ?? 0,
    },
  }),
  isArchived: ({ state }) => state === "archived",
  archived: (row) => ({ ...row, state: "archived" }),
});

const productRules = (setStock: boolean): PartRules<RowOf<"product">, DesiredRows["products"][number]> => ({
  part: "product",
  idOf: ({ sku }) => sku,
  toRow: (wanted, before) => productRow(wanted, before, setStock),
  isArchived: ({ archived }) => archived,
  archived: (row) => ({ ...row, archived: true }),
});

const answerRules: PartRules<RowOf<"answer">, DesiredRows["answers"][number]> = {
  part: "answer",
  idOf: ({ answer_id }) => answer_id,
  toRow: (wanted, before) => ({ row: { ...wanted, archived: false, changed_at: before?.changed_at ?? 0 } }),
  isArchived: ({ archived }) => archived,
  archived: (row) => ({ ...row, archived: true }),
};

/** Compares a shop file with what is on record. Nothing is written here. */
export function planShop(wanted: DesiredRows, there: ShopRows, options: PlanOptions): Plan {
  const { prune, reveal } = options;
  const before = there.profile;
  const settings = { ...before?.settings, ...wanted.profile.settings };
  const profile = { ...wanted.profile, settings };
  const fields = before === undefined ? [] : changedFields(before, profile);
  const shopChange = before === undefined ? "created" : fields.length > 0 ? "changed" : "unchanged";
  const channels = compare(channelRules(reveal), there.channels, wanted.channels, prune);
  const rails = compare(railRules(reveal), there.rails, wanted.rails, prune);
  const products = compare(productRules(options.setStock), there.products, wanted.products, prune);
  const answers = compare(answerRules, there.answers, wanted.answers, prune);
  return {
    changes: [
      { part: "shop", id: profile.slug, change: shopChange, ...(fields.length > 0 ? { fields } : {}) },
      ...channels.changes,
      ...rails.changes,
      ...products.changes,
      ...answers.changes,
    ],
    rows: {
      profile: shopChange === "unchanged" ? undefined : profile,
      channels: channels.rows,
      rails: rails.rows,
      products: products.rows,
      answers: answers.rows,
    },
  };
}

/** Stock moves with every sale: a file that is applied again must not put sold goods back on the shelf. */
function productRow(
  wanted: DesiredRows["products"][number],
  old: RowOf<"product"> | undefined,
  setStock: boolean,
): { readonly row: RowOf<"product">; readonly note?: string } {
  const row = { ...wanted, archived: false, changed_at: old?.changed_at ?? 0 };
  if (old === undefined || setStock || old.stock === wanted.stock) return { row };
  const said = wanted.stock === null ? "none counted" : String(wanted.stock);
  const kept = old.stock === null ? "none counted" : String(old.stock);
  return {
    row: { ...row, stock: old.stock },
    note: `stock stays ${kept}; the file says ${said} (--set-stock sets it)`,
  };
}

/** Whether applying the plan would change anything. */
export const changesAnything = ({ changes }: Plan): boolean =>
  changes.some(({ change }) => change !== "unchanged" && change !== "left alone");
