import { createPostgresStore } from "../../server/storage/postgres/postgres-store.ts";
import { describeStore } from "../contracts/store.contract.ts";
import { appRole, migratedDatabase } from "./migrated-database.ts";

describeStore("the store on PostgreSQL", async () => {
  const { config, drop } = await migratedDatabase();
  const options = { connection: config, role: appRole, connections: 5, log: () => {} };
  const [store, another] = [createPostgresStore(options), createPostgresStore(options)];
  return {
    store,
    another,
    close: async () => {
      await Promise.all([store.close(), another.close()]);
      await drop();
    },
  };
});
