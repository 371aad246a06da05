import type pg from "pg";
import type { BusinessEntry, DirectoryEntry, Installation, Lease } from "#contracts/store";
import { asText, asUuid } from "../column-values.ts";
import { failureOf } from "./failures.ts";

const businesses = `select business_id as "businessId", slug, version from business order by business_id`;
const directory = `select plug, id, kind, business_id as "businessId" from directory order by plug, id`;
const putBusiness = `insert into business (business_id, slug, version) values ($1, $2, 1)
on conflict (business_id) do update set slug = excluded.slug, version = business.version + 1`;
/** Gives the id to its business again, or leaves another's alone and returns nothing. */
const putDirectory = `insert into directory (plug, id, kind, business_id) values ($1, $2, $3, $4)
on conflict (plug, id) do update set kind = excluded.kind where directory.business_id = excluded.business_id
returning business_id`;
const directoryOwner = `select business_id as "businessId" from directory where plug = $1 and id = $2`;
/** Names come sorted, so that nodes lock in the same order. */
const acquire = `insert into lease (name, node, epoch, until)
select u.name, $2, 1, $3 from unnest($1::text[]) as u(name)
on conflict (name) do update set node = excluded.node, until = excluded.until,
epoch = case when lease.node = excluded.node then lease.epoch else lease.epoch + 1 end
where lease.node = excluded.node or lease.until <= $4
returning name, node, epoch, until`;
/** A lease given back keeps its row, so that its epoch goes on growing. Locked in the order of names, as in acquire. */
const lockForRelease = `select name from lease where name = any($1::text[]) and node = $2 order by name for update`;
const release = `update lease set node = '', until = 0 where name = any($1::text[]) and node = $2`;
const leases = `select name, node, epoch, until from lease where node <> '' order by name`;

/** The statements about the installation: for the test of the rules all statements follow. */
export const installationTexts: readonly string[] = [
  businesses,
  directory,
  putBusiness,
  putDirectory,
  directoryOwner,
  acquire,
  lockForRelease,
  release,
  leases,
];

const ordered = (names: readonly string[]): string[] => [...new Set(names)].sort();

/** The installation on a pool. Every statement is a transaction of its own. */
export const postgresInstallation = (pool: pg.Pool): Installation => {
  const ask = async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> => {
    try {
      return (await pool.query<Row>(text, [...values])).rows;
    } catch (error) {
      throw failureOf(error, true);
    }
  };
  return {
    businesses: () => ask<BusinessEntry>(businesses),
    directory: () => ask<DirectoryEntry>(directory),
    putBusiness: async ({ businessId, slug }) => {
      await ask(putBusiness, [asUuid(businessId, "business"), asText(slug, "slug")]);
    },
    putDirectory: async ({ plug, id, kind, businessId }) => {
      const given = await ask(putDirectory, [plug, id, kind, asUuid(businessId, "business")]);
      if (given.length > 0) return { takenBy: undefined };
      const [owner] = await ask<{ businessId: string }>(directoryOwner, [plug, id]);
      return { takenBy: owner?.businessId };
    },
    acquireLeases: async (node, names, now, length) => {
      const held = await ask<Lease>(acquire, [ordered(names), node, now + length, now]);
      return held.sort((one, other) => (one.name < other.name ? -1 : 1));
    },
    releaseLeases: async (node, names) => {
      const client = await pool.connect().catch((error: unknown) => {
        throw failureOf(error, false);
      });
      try {
        await client.query("begin");
        await client.query(lockForRelease, [ordered(names), node]);
        await client.query(release, [ordered(names), node]);
        await client.query("commit");
        client.release();
      } catch (error) {
        client.release(true); // also undoes what was begun
        throw failureOf(error, true);
      }
    },
    leases: () => ask<Lease>(leases),
  };
};
