import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe } from "vitest";
import type { Store, Tx } from "#contracts/store";
import { describeInstallation } from "./store-installation.contract.ts";
import { describeKeeping } from "./store-keeping.contract.ts";
import { describeRaces } from "./store-races.contract.ts";
import { describeRefusals } from "./store-refusals.contract.ts";
import { describeStatements } from "./store-statements.contract.ts";

/** A store as two processes have it: the same data, connections of their own. */
export type StoreUnderTest = {
  readonly store: Store;
  readonly another: Store;
  readonly close: () => Promise<void>;
};

/** The two processes, once the store is open. */
export type Processes = { readonly first: () => Store; readonly second: () => Store };

/** Runs work in a business of its own; a second call with the same id comes back to it. */
export type InShop = <Result>(work: (tx: Tx) => Promise<Result>, businessId?: string) => Promise<Result>;

/** What every engine must do, told as sentences; an engine's test is a few lines that call this. */
export const describeStore = (engine: string, open: () => Promise<StoreUnderTest>): void => {
  describe(engine, () => {
    let under: StoreUnderTest;
    beforeAll(async () => {
      under = await open();
    });
    afterAll(() => under.close());
    const inShop: InShop = (work, businessId = randomUUID()) => under.store.tx(businessId, work);
    const processes: Processes = { first: () => under.store, second: () => under.another };
    describeKeeping(inShop);
    describeRefusals(inShop);
    describeStatements(inShop);
    describeRaces(processes);
    describeInstallation(processes);
  });
};
