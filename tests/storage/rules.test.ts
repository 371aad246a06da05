import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changesOf, testsOf } from "../../server/storage/conditions.ts";
import { fieldOf, type PlainTable, plainTable, tableNames } from "../../server/storage/plain-rows.ts";
import { installationTexts } from "../../server/storage/postgres/postgres-installation.ts";
import * as texts from "../../server/storage/postgres/statement-texts.ts";
import type { FreshDatabase } from "../databases.ts";
import { appRole, migratedDatabase } from "./migrated-database.ts";

/** What a distributed PostgreSQL cannot do, or not across shards. */
const refused: readonly (readonly [string, RegExp])[] = [
  ["a common table expression", /\bwith\b/i],
  ["a sequence", /\b(nextval|setval|currval|lastval)\b/i],
  ["listen or notify", /\b(listen|notify|pg_notify)\b/i],
  ["an advisory lock", /advisory/i],
  ["skip locked", /skip\s+locked/i],
  ["a value made by the server", /\b(now|random|gen_random_uuid|uuidv7|clock_timestamp|current_timestamp)\b/i],
];

const examples = { text: "x", uuid: "00000000-0000-7000-8000-000000000000", int: 1, bigint: 1, bool: true };

const example = (table: PlainTable, column: string): unknown => {
  const kind = fieldOf(table, column).kind;
  return kind === "json" || kind === "bytes" ? undefined : examples[kind];
};

/** One statement of every form the store can write for a table, with each condition on each column. */
const everyText = (table: PlainTable): string[] => {
  const flat = table.columns.filter((column) => example(table, column) !== undefined);
  const conditions = flat.flatMap((column) => {
    const value = example(table, column);
    const forms = { eq: value, not: value, gt: value, gte: value, lt: value, lte: value, in: [value] };
    return [
      ...testsOf(table, { [column]: forms }),
      ...testsOf(table, { [column]: { isNull: true } }),
      ...testsOf(table, { [column]: { isNull: false } }),
    ];
  });
  const values = table.columns.filter((column) => !table.shape.primary.includes(column));
  const numbers = values.filter((column) => typeof example(table, column) === "number");
  const sort = [...flat, ...table.shape.primary];
  const selects = [true, false].flatMap((lock) =>
    [true, false].map((limited) => texts.selectText(table, conditions, { sort, descending: limited, limited, lock })),
  );
  const reads = [texts.findText(table, true), texts.findText(table, false), ...selects];
  const sums = numbers.map((column) => texts.sumText(table, column, conditions));
  const inserts = [texts.insertText(table, true), texts.insertText(table, false)];
  if (table.shape.appendOnly === true) return [...reads, ...sums, ...inserts];
  const sets = changesOf(table, Object.fromEntries(values.map((column) => [column, null])));
  const adds = numbers.map((column) => changesOf(table, { [column]: { add: 1 } }));
  const changes = [sets, ...adds].map((one) => texts.updateIfText(table, conditions, one));
  return [
    ...reads,
    ...sums,
    ...inserts,
    texts.updateText(table, values, []),
    texts.updateText(table, values, conditions),
    ...changes,
    texts.removeText(table, conditions),
  ];
};

let database: FreshDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await migratedDatabase();
  client = new pg.Client(database.config);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});

const column = async (query: string, values: readonly unknown[] = []): Promise<readonly unknown[]> =>
  (await client.query<{ one: unknown }>(query, [...values])).rows.map((row) => row.one);

describe("every statement", () => {
  const all = tableNames.flatMap((name) => everyText(plainTable(name)));

  it("names the business it is about", () => {
    for (const text of all) {
      const isInsert =
        text.startsWith("insert into ") && text.includes("(business_id, ") && text.includes("select $1::uuid, ");
      expect(isInsert || /where (t\.)?business_id = \$1( |$)/.test(text), text).toBe(true);
    }
  });

  it.each(refused)("does without %s", (_, pattern) => {
    for (const text of [...all, ...installationTexts]) expect(text).not.toMatch(pattern);
  });

  it("is understood by PostgreSQL, and allowed to the server's role", async () => {
    await client.query("begin");
    await client.query(`set local role ${appRole}`);
    await client.query("set local comptoir.business_id = '00000000-0000-7000-8000-000000000000'");
    for (const [at, text] of all.entries()) {
      await client.query(`prepare form_${at} as ${text}`).catch((error: unknown) => {
        throw new Error(text, { cause: error });
      });
    }
    await client.query("rollback");
    expect(all.length).toBeGreaterThan(tableNames.length * 8);
  });
});

describe("the schema", () => {
  it("has the tables of the port and the installation's three, and no others", async () => {
    const found = await column(
      "select relname as one from pg_class where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace",
    );
    expect(new Set(found)).toEqual(
      new Set([...tableNames, "business", "directory", "lease", "migration", "migration_lock"]),
    );
  });

  it.each(tableNames)("keeps %s as the port shapes it", async (name) => {
    const { fields } = plainTable(name);
    const columns = await client.query<
      Record<"name" | "type" | "collation", string> & { required: boolean; default: boolean }
    >(
      `select attname as name, format_type(atttypid, atttypmod) as type, attnotnull as required, atthasdef as default,
       coalesce(collname, '') as collation
       from pg_attribute left join pg_collation c on c.oid = attcollation
       where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
      [`"${name}"`],
    );
    const types = {
      text: "text",
      uuid: "uuid",
      int: "integer",
      bigint: "bigint",
      bool: "boolean",
      json: "jsonb",
      bytes: "bytea",
    };
    const wanted = fields.map((field) => ({
      name: field.column,
      type: types[field.kind],
      required: !field.mayBeNull,
      default: false,
      collation: field.kind === "text" ? "C" : "",
    }));
    const business = { name: "business_id", type: "uuid", required: true, default: false, collation: "" };
    const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
    expect(columns.rows[0]).toEqual(business);
    expect([...columns.rows].sort(byName)).toEqual([business, ...wanted].sort(byName));
  });

  it.each(tableNames)("has the keys and checks of %s, by the names that failures are told from", async (name) => {
    const { shape, unique, nonNegative } = plainTable(name);
    const found = await client.query<{ name: string; columns: string[]; kind: string }>(
      `select conname as name, contype::text as kind, (select array_agg(attname::text order by place)
       from unnest(conkey) with ordinality as k(num, place)
       join pg_attribute on attrelid = conrelid and attnum = num) as columns
       from pg_constraint where conrelid = $1::regclass and contype <> 'n'
       union all
       select indexrelid::regclass::text, 'u', (select array_agg(attname::text order by place)
       from unnest(indkey) with ordinality as k(num, place)
       join pg_attribute on attrelid = indrelid and attnum = num)
       from pg_index where indrelid = $1::regclass and indisunique
       and not exists (select from pg_constraint where conindid = indexrelid)`,
      [`"${name}"`],
    );
    const keys = found.rows.filter(({ kind }) => kind === "p" || kind === "u");
    expect(keys).toHaveLength(1 + unique.length);
    expect(keys).toContainEqual({ name: `${name}_pkey`, kind: "p", columns: ["business_id", ...shape.primary] });
    for (const one of unique) {
      expect(keys).toContainEqual({
        name: `${name}_${one.join("_")}_key`,
        kind: "u",
        columns: ["business_id", ...one],
      });
    }
    const others = found.rows.filter(({ kind }) => kind !== "p" && kind !== "u");
    for (const one of others) expect(one).toMatchObject({ kind: "c", name: `${name}_${one.columns.join("_")}_check` });
    for (const one of nonNegative) expect(others.map(({ columns }) => columns)).toContainEqual([one]);
  });

  it("has the business first in every index of a business's table", async () => {
    const first = await column(
      `select indexrelid::regclass || ': ' || attname as one from pg_index
       join pg_attribute on attrelid = indrelid and attnum = indkey[0]
       where indrelid::regclass::text = any($1::text[]) and attname <> 'business_id'`,
      [
        await column(`select c.oid::regclass::text as one from pg_class c where relname = any($1::text[])`, [
          tableNames,
        ]),
      ],
    );
    expect(first).toEqual([]);
  });

  it("tells the planner, before the first row, that one business may hold all of a table and that a key is rare", async () => {
    const known = async (attribute: string) =>
      column(
        `select tablename || ' ' || n_distinct as one from pg_stats
         where schemaname = 'public' and attname = $1 and tablename = any($2::text[]) order by 1`,
        [attribute, ["inbox", "message", "thread"]],
      );
    // PostgreSQL before 18 cannot be told.
    if ((await column("select current_setting('server_version_num')::int >= 180000 as one"))[0] !== true) return;
    expect(await known("business_id")).toEqual(["inbox 1", "message 1", "thread 1"]);
    expect(await known("message_id")).toEqual(["message -1"]);
    expect(await known("event_id")).toEqual(["inbox -1"]);
  });

  it("has no sequence, trigger, rule, default or exclusion", async () => {
    const here = "public'::regnamespace";
    expect(
      await column(`select relname as one from pg_class where relkind in ('S', 'v', 'm') and relnamespace = '${here}`),
    ).toEqual([]);
    expect(await column("select tgname as one from pg_trigger where not tgisinternal")).toEqual([]);
    expect(await column(`select proname as one from pg_proc where pronamespace = '${here}`)).toEqual([]);
    expect(
      await column(
        `select conname as one from pg_constraint where contype in ('x', 'f', 't') and connamespace = '${here}`,
      ),
    ).toEqual([]);
  });

  it("walls off every table of a business, and gives the server what it needs and no more", async () => {
    const walled = await column(
      `select relname as one from pg_class join pg_policy on polrelid = pg_class.oid
       where relrowsecurity and polcmd = '*' and polqual is not null and polwithcheck is not null`,
    );
    expect(new Set(walled)).toEqual(new Set(tableNames));
    const rights = await client.query<{ name: string; rights: string[] }>(
      `select table_name::text as name, array_agg(privilege_type::text order by privilege_type) as rights
       from information_schema.role_table_grants where grantee = $1 group by table_name`,
      [appRole],
    );
    const all = ["DELETE", "INSERT", "SELECT", "UPDATE"];
    const wanted = tableNames.map((name) => ({
      name: String(name),
      rights: plainTable(name).shape.appendOnly === true ? ["INSERT", "SELECT"] : all,
    }));
    for (const name of ["business", "directory", "lease"])
      wanted.push({ name, rights: ["INSERT", "SELECT", "UPDATE"] });
    const byName = (a: { name: string }, b: { name: string }): number => (a.name < b.name ? -1 : 1);
    expect([...rights.rows].sort(byName)).toEqual(wanted.sort(byName));
  });
});

describe("what is still to do", () => {
  /** The statement of a select, explained as the server's role would run it. */
  const planOf = async (
    name: "inbox" | "message" | "task" | "timer" | "payment" | "notice" | "thread",
    where: object,
    orderBy: readonly string[],
  ): Promise<string> => {
    const table = plainTable(name);
    const tests = testsOf(table, where);
    const form = {
      sort: [...new Set([...orderBy, ...table.shape.primary])],
      descending: false,
      limited: true,
      lock: false,
    };
    const text = texts.selectText(table, tests, form);
    const values = [
      examples.uuid,
      ...tests.flatMap((test) => ("value" in test ? [test.value] : "values" in test ? [[...test.values]] : [])),
      10,
    ];
    await client.query("begin");
    await client.query(`set local role ${appRole}`);
    await client.query(`set local comptoir.business_id = '${examples.uuid}'`);
    await client.query("set local enable_seqscan = off");
    const lines = (await client.query<Record<string, string>>(`explain (costs off) ${text}`, values)).rows;
    await client.query("rollback");
    return lines.map((line) => Object.values(line).join("")).join("\n");
  };

  it.each([
    ["inbox_open_idx", "inbox", { state: { eq: "open" }, bucket: { in: [1, 2] } }, ["inbox_id"]],
    [
      "message_unsent_idx",
      "message",
      { unsent: { eq: true }, channel_id: { eq: "wa" }, send_after: { lte: 5 } },
      ["message_id"],
    ],
    ["message_thread_idx", "message", { thread_id: { eq: examples.uuid } }, ["seq"]],
    ["task_open_idx", "task", { state: { in: ["queued", "running"] }, run_after: { lte: 5 } }, ["run_after"]],
    ["timer_due_idx", "timer", { bucket: { in: [1, 2] }, due_at: { lte: 5 } }, ["due_at"]],
    ["payment_look_idx", "payment", { final: { eq: false }, look_at: { lte: 5 } }, ["look_at"]],
    ["notice_open_idx", "notice", { state: { eq: "open" } }, ["created_at"]],
    ["thread_last_message_idx", "thread", { last_message_at: { lte: 5 } }, ["last_message_at"]],
  ] as const)("is found through %s, also behind row-level security", async (index, name, where, orderBy) => {
    expect(await planOf(name, where, orderBy)).toContain(index);
  });
});
