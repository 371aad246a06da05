import pg from "pg";
import { expect, it } from "vitest";
import { type DatabaseConfig, freshDatabase } from "./databases.ts";

const patience = { timeout: 120_000 };

const run = async (config: DatabaseConfig, sql: string): Promise<readonly unknown[]> => {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return (await client.query<{ value: unknown }>(sql)).rows.map((row) => row.value);
  } finally {
    await client.end();
  }
};

it("gives every asker a database of its own", patience, async () => {
  const [one, two] = await Promise.all([freshDatabase(), freshDatabase()]);
  await run(one.config, "CREATE TABLE mine AS SELECT 1 AS value");
  await expect(run(two.config, "SELECT value FROM mine")).rejects.toThrow(/does not exist/);
  await one.drop();
  await two.drop();
  await expect(run(one.config, "SELECT 1 AS value")).rejects.toThrow(/does not exist/);
});

it("prepares a template once and copies it", patience, async () => {
  let prepared = 0;
  const prepare = async (config: DatabaseConfig): Promise<void> => {
    prepared += 1;
    await run(config, "CREATE TABLE kept AS SELECT 5 AS value");
  };
  const template = { key: `copied_${process.pid}`, prepare };
  const copies = await Promise.all([freshDatabase(template), freshDatabase(template), freshDatabase(template)]);
  for (const { config } of copies) expect(await run(config, "SELECT value FROM kept")).toEqual([5]);
  expect(prepared).toBe(1);
  for (const { drop } of copies) await drop();
});

it("drops a database that still has connections", patience, async () => {
  const { config, drop } = await freshDatabase();
  const left = new pg.Client(config);
  left.on("error", () => {}); // the server ends it below
  await left.connect();
  await drop();
  await expect(left.query("SELECT 1")).rejects.toThrow();
});
