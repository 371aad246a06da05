import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { migrate, migrations } from "../../server/storage/migrations/migrate.ts";
import { type FreshDatabase, freshDatabase } from "../databases.ts";

const names = Object.keys(migrations);
const quiet = () => {};

let database: FreshDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await freshDatabase();
  pool = new pg.Pool({ ...database.config, max: 1 });
  pool.on("connect", (client) => client.on("error", () => undefined));
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** Everything the catalogue tells about the schema, as text. */
const catalogue = async (): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ line: string }>(`
    select attrelid::regclass || ' ' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull as line
    from pg_attribute join pg_class c on c.oid = attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and attnum > 0
    union all select pg_get_indexdef(indexrelid) from pg_index join pg_class c on c.oid = indrelid
    where c.relnamespace = 'public'::regnamespace
    union all select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
    where connamespace = 'public'::regnamespace
    union all select tablename || ' ' || policyname || ' ' || qual || ' ' || with_check from pg_policies
    union all select relname || ' ' || relacl::text from pg_class
    where relnamespace = 'public'::regnamespace and relacl is not null
    order by line`);
  return rows.map(({ line }) => line);
};

describe("the steps of the schema", () => {
  it("are numbered, in order, and only go forward", () => {
    // A number may be left out; none is taken twice, and none is put in before one that was released.
    const numbers = names.map((name) => Number(name.slice(0, 4)));
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
    expect(numbers[0]).toBe(1);
    for (const name of names) expect(migrations[name]?.down).toBeUndefined();
  });

  it("can each be run again, on their own state and on the newest", async () => {
    const { config, drop } = await freshDatabase();
    const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ ...config, max: 1 }) }) });
    for (const name of names) {
      await migrations[name]?.up(db);
      await migrations[name]?.up(db);
    }
    for (const name of names) await migrations[name]?.up(db);
    await db.destroy();
    await drop();
  });

  it("are taken once, whoever comes first, and leave the schema alone after that", async () => {
    const lines: string[] = [];
    const options = { connection: database.config, log: (line: string) => lines.push(line) };
    const both = await Promise.all([migrate(options), migrate(options)]);
    expect(both.flat()).toEqual(names);
    expect(lines).toEqual(names.map((name) => `schema: ${name}`));
    const before = await catalogue();
    expect(await migrate({ ...options, log: quiet })).toEqual([]);
    expect(await catalogue()).toEqual(before);
    expect(before.length).toBeGreaterThan(200);
  });

  it("fail loudly when the database cannot be reached", async () => {
    await expect(migrate({ connection: { ...database.config, port: 1 }, log: quiet })).rejects.toThrow();
  });
});
