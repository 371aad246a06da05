import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { migrate } from "../../server/storage/migrations/migrate.ts";
import { type FreshDatabase, freshDatabase } from "../databases.ts";

/** The role tests run as: it owns nothing, so row-level security binds it. */
export const appRole = "comptoir_app";

const folder = join(import.meta.dirname, "../../server/storage/migrations");

/** Changes when any migration does, so that a watching run makes its template anew. */
const schemaHash = (): string => {
  const hash = createHash("sha256");
  for (const file of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, file)));
  return hash.digest("hex").slice(0, 12);
};

/** A database of a test's own with today's schema. */
export const migratedDatabase = (): Promise<FreshDatabase> =>
  freshDatabase({
    key: `schema_${schemaHash()}`,
    prepare: async (connection) => {
      await migrate({ connection, log: () => {} });
    },
  });
