import type { BusinessEntry, DirectoryEntry, Installation, Lease } from "#contracts/store";
import { UniqueViolation } from "#contracts/store";
import { instant } from "#domain/instant";
import { asUuid } from "../column-values.ts";

/** What the installation knows. */
export type InstallationState = {
  readonly businesses: Map<string, BusinessEntry>;
  readonly directory: Map<string, DirectoryEntry>;
  /** A lease given back stays with no node and no time, so that its epoch goes on growing. */
  readonly leases: Map<string, Lease>;
};

/** An installation without businesses. */
export const emptyInstallation = (): InstallationState => ({
  businesses: new Map(),
  directory: new Map(),
  leases: new Map(),
});

const nobody = "";

const putBusiness = (state: InstallationState, businessId: string, slug: string): void => {
  for (const other of state.businesses.values()) {
    if (other.slug === slug && other.businessId !== businessId) throw new UniqueViolation("business(slug)");
  }
  const version = (state.businesses.get(businessId)?.version ?? 0) + 1;
  state.businesses.set(businessId, { businessId: asUuid(businessId, "business"), slug, version });
};

const putDirectory = (state: InstallationState, entry: DirectoryEntry): string | undefined => {
  const key = JSON.stringify([entry.plug, entry.id]);
  const found = state.directory.get(key);
  if (found !== undefined && found.businessId !== entry.businessId) return found.businessId;
  state.directory.set(key, { ...entry });
  return undefined;
};

const takeLease = (state: InstallationState, node: string, name: string, now: number, until: number): Lease[] => {
  const found = state.leases.get(name);
  if (found !== undefined && found.node !== node && found.until > now) return [];
  const epoch = (found?.epoch ?? 0) + (found?.node === node ? 0 : 1);
  const lease = { name, node, epoch, until: instant(until) };
  state.leases.set(name, lease);
  return [{ ...lease }];
};

const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
  one.name < other.name ? -1 : 1;

/** The installation as one process sees it; `reach` is called before each statement and may fail or never settle. */
export const memoryInstallation = (state: InstallationState, reach: () => Promise<void>): Installation => ({
  businesses: async () => {
    await reach();
    return [...state.businesses.values()].map((entry) => ({ ...entry }));
  },
  directory: async () => {
    await reach();
    return [...state.directory.values()].map((entry) => ({ ...entry }));
  },
  putBusiness: async ({ businessId, slug }) => {
    await reach();
    putBusiness(state, businessId, slug);
  },
  putDirectory: async (entry) => {
    await reach();
    return { takenBy: putDirectory(state, entry) };
  },
  acquireLeases: async (node, names, now, length) => {
    await reach();
    return [...new Set(names)].sort().flatMap((name) => takeLease(state, node, name, now, now + length));
  },
  releaseLeases: async (node, names) => {
    await reach();
    for (const name of names) {
      const found = state.leases.get(name);
      if (found?.node === node) state.leases.set(name, { ...found, node: nobody, until: instant(0) });
    }
  },
  leases: async () => {
    await reach();
    return [...state.leases.values()].filter(({ node }) => node !== nobody).sort(byName);
  },
});
