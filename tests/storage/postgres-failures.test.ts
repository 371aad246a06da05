import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "#contracts/store";
import { StoreFailure } from "#contracts/store";
import { createPostgresStore, type PostgresStore } from "../../server/storage/postgres/postgres-store.ts";
import { counter, journalLine, message, order, thread } from "../contracts/sample-rows.ts";
import type { FreshDatabase } from "../databases.ts";
import { type BreakingProxy, breakingProxy } from "./breaking-proxy.ts";
import { appRole, migratedDatabase } from "./migrated-database.ts";

let database: FreshDatabase;
let proxy: BreakingProxy;
let store: PostgresStore;
let behindProxy: PostgresStore;
let owner: pg.Pool;
beforeAll(async () => {
  database = await migratedDatabase();
  proxy = await breakingProxy(database.config);
  store = createPostgresStore({ connection: database.config, role: appRole, log: () => {} });
  behindProxy = createPostgresStore({ connection: proxy.config, role: appRole, connections: 1, log: () => {} });
  owner = new pg.Pool({ ...database.config, max: 2 });
  owner.on("connect", (client) => client.on("error", () => undefined));
});
afterAll(async () => {
  await Promise.all([behindProxy.close(), store.close(), owner.end()]);
  await proxy.close();
  await database.drop();
});

const countersOf = (shopId: string) => store.tx(shopId, (tx) => tx.select("counter", {}));

describe("a lost connection", () => {
  it("during the work is a failure that did nothing; the next transaction has a new connection", async () => {
    const shopId = randomUUID();
    const killed = behindProxy.tx(shopId, async (tx) => {
      await tx.insert("counter", [counter()]);
      const mine = `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and state = 'idle in transaction'`;
      await owner.query(mine);
      await tx.select("counter", {});
    });
    await expect(killed).rejects.toMatchObject({ name: "StoreFailure", unknown: false });
    expect(await countersOf(shopId)).toEqual([]);
    await behindProxy.tx(shopId, (tx) => tx.insert("counter", [counter({ name: "next" })]));
    expect(await countersOf(shopId)).toEqual([{ name: "next", value: 0 }]);
  });

  it.each(["before", "after"] as const)(
    "%s the commit is unknown, and work that asks for what is new may run again",
    async (point) => {
      const shopId = randomUUID();
      const row = message({ provider_id: "wamid.once" });
      const once = async (through: Store): Promise<number> =>
        through.tx(shopId, async (tx) => {
          const fresh = await tx.insertNew("message", [row]);
          await tx.insertNew("counter", [counter({ name: "seen" })]);
          await tx.updateIf("counter", { name: { eq: "seen" } }, { value: { add: fresh.length } });
          return fresh.length;
        });
      proxy.breakNextCommit(point);
      await expect(once(behindProxy)).rejects.toMatchObject({ name: "StoreFailure", unknown: true });
      expect(await once(behindProxy)).toBe(point === "before" ? 1 : 0);
      expect(await countersOf(shopId)).toEqual([{ name: "seen", value: 1 }]);
    },
  );

  it.each(["before", "after"] as const)(
    "%s a commit that was sent along with its statements leaves it unknown as well",
    async (point) => {
      const shopId = randomUUID();
      proxy.breakNextCommit(point);
      const broken = behindProxy.tx(shopId, async (tx) => {
        tx.insert("counter", [counter({ name: "sent along" })]).catch(() => undefined);
      });
      await expect(broken).rejects.toMatchObject({ name: "StoreFailure", unknown: true });
      expect(await countersOf(shopId)).toHaveLength(point === "before" ? 0 : 1);
    },
  );

  it("that was never had is a failure that did nothing", async () => {
    const nowhere = createPostgresStore({ connection: { ...database.config, port: 1 }, log: () => {} });
    const failed = nowhere.tx(randomUUID(), (tx) => tx.select("counter", {}));
    await expect(failed).rejects.toMatchObject({ name: "StoreFailure", unknown: false });
    await expect(nowhere.installation.leases()).rejects.toThrow(StoreFailure);
    await nowhere.close();
  });
});

describe("reserved connections", () => {
  it("serve when all the others are taken", async () => {
    const small = createPostgresStore({ connection: database.config, role: appRole, connections: 1, log: () => {} });
    const reserved = small.reserved(1);
    const shopId = randomUUID();
    const seen = await small.tx(shopId, async () => reserved.tx(shopId, (tx) => tx.sum("counter", "value", {})));
    expect(seen).toEqual({ count: 0, sum: 0 });
    await small.close();
  });
});

describe("numbers", () => {
  it("that are no safe integers are refused when read, and the connection stays", async () => {
    const [shopId, row] = [randomUUID(), order()];
    await store.tx(shopId, (tx) => tx.insert("order", [row]));
    await owner.query(`update "order" set total_minor = 9007199254740993 where order_id = $1`, [row.order_id]);
    await expect(store.tx(shopId, (tx) => tx.find("order", [row]))).rejects.toThrow(/safe integer/);
    expect(await store.tx(shopId, (tx) => tx.sum("order", "paid_minor", {}))).toEqual({ count: 1, sum: 0 });
  });

  it("a word outside a column's list is refused by name", async () => {
    const wrong = { owner: JSON.parse('"nobody"') };
    const refused = store.tx(randomUUID(), (tx) => tx.insert("thread", [thread(wrong)]));
    await expect(refused).rejects.toMatchObject({ name: "CheckViolation", constraint: "thread.owner" });
  });
});

describe("the role of the server", () => {
  /** Runs one statement as the server's role, in a business or in none. */
  const asApp = async (text: string, shopId?: string): Promise<pg.QueryResult> => {
    const client = await owner.connect();
    try {
      await client.query("begin");
      await client.query(`set local role ${appRole}`);
      if (shopId !== undefined) await client.query(`set local comptoir.business_id = '${shopId}'`);
      return await client.query(text);
    } finally {
      await client.query("rollback");
      client.release();
    }
  };

  it("sees one business even when a statement forgets to name it, and none outside a transaction of one", async () => {
    const [mine, theirs] = [randomUUID(), randomUUID()];
    for (const shopId of [mine, theirs]) await store.tx(shopId, (tx) => tx.insert("counter", [counter()]));
    expect((await asApp("select business_id from counter", mine)).rows).toEqual([{ business_id: mine }]);
    expect((await asApp("update counter set value = 1", mine)).rowCount).toBe(1);
    expect((await asApp("select * from counter")).rows).toEqual([]);
    const forged = `insert into counter (business_id, name, value) values ('${theirs}', 'forged', 1)`;
    await expect(asApp(forged, mine)).rejects.toThrow(/row-level security/);
  });

  it("cannot change or remove what is append-only, nor touch the schema", async () => {
    const shopId = randomUUID();
    await store.tx(shopId, (tx) => tx.insert("journal", [journalLine()]));
    for (const text of [
      "update journal set amount_minor = 0",
      "delete from journal",
      "truncate journal",
      "delete from audit",
      "delete from document",
    ]) {
      await expect(asApp(text, shopId)).rejects.toThrow(/permission denied/);
    }
    await expect(asApp("alter table journal disable row level security", shopId)).rejects.toThrow(/owner/);
    await expect(asApp("create table own (a int)", shopId)).rejects.toThrow(/permission denied/);
    await expect(asApp("select * from migration", shopId)).rejects.toThrow(/permission denied/);
  });
});

describe("the reader", () => {
  it("joins and counts within one business", async () => {
    const [mine, theirs] = [randomUUID(), randomUUID()];
    const talk = thread({ preview: "ring" });
    for (const shopId of [mine, theirs]) {
      await store.tx(shopId, async (tx) => {
        await tx.insert("thread", [talk]);
        await tx.insert("message", [message({ thread_id: talk.thread_id }), message({ thread_id: talk.thread_id })]);
      });
    }
    const rows = await store.reader(2).read(mine, (db) =>
      db
        .selectFrom("thread as t")
        .innerJoin("message as m", (join) =>
          join.onRef("m.business_id", "=", "t.business_id").onRef("m.thread_id", "=", "t.thread_id"),
        )
        .where("t.preview", "ilike", "%RING%")
        .groupBy("t.thread_id")
        .select(["t.thread_id", db.fn.countAll<number>().as("messages")])
        .execute(),
    );
    expect(rows).toEqual([{ thread_id: talk.thread_id, messages: 2 }]);
  });

  it("cannot write, and tells a refusal from a failure", async () => {
    const reader = store.reader(1);
    const write = reader.read(randomUUID(), (db) => db.deleteFrom("counter").execute());
    await expect(write).rejects.toThrow(/read-only/);
    const own = new Error("mine");
    await expect(reader.read(randomUUID(), () => Promise.reject(own))).rejects.toBe(own);
    const nowhere = createPostgresStore({ connection: { ...database.config, port: 1 }, log: () => {} });
    await expect(nowhere.reader(1).read(randomUUID(), () => Promise.resolve())).rejects.toThrow(StoreFailure);
    await nowhere.close();
  });
});
