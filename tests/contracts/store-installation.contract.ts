import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Installation } from "#contracts/store";
import { instant } from "#domain/instant";
import type { Processes } from "./store.contract.ts";

/** The installation as the first process has it, or the second. */
type Seen = () => Installation;

const registering = (here: Seen, there: Seen): void => {
  describe("the installation", () => {
    it("knows its businesses; a change raises the version", async () => {
      const businessId = randomUUID();
      const slug = `salon-${businessId}`;
      await here().putBusiness({ businessId, slug: "first" });
      await there().putBusiness({ businessId, slug });
      expect(await here().businesses()).toContainEqual({ businessId, slug, version: 2 });
    });

    it("refuses a slug that another business has", async () => {
      const slug = `atelier-${randomUUID()}`;
      await here().putBusiness({ businessId: randomUUID(), slug });
      await expect(there().putBusiness({ businessId: randomUUID(), slug })).rejects.toThrow(/business\(slug\)/);
    });

    it("gives a channel to one business, and says which when it is taken", async () => {
      const [one, other, id] = [randomUUID(), randomUUID(), `wa-${randomUUID()}`];
      const entry = { plug: "channel", kind: "whatsapp", id, businessId: one } as const;
      expect(await here().putDirectory(entry)).toEqual({ takenBy: undefined });
      expect(await here().putDirectory(entry)).toEqual({ takenBy: undefined });
      expect(await there().putDirectory({ ...entry, businessId: other })).toEqual({ takenBy: one });
      expect(await there().putDirectory({ ...entry, plug: "rail", businessId: other })).toEqual({ takenBy: undefined });
      expect(await here().directory()).toContainEqual(entry);
    });
  });
};

const leasing = (here: Seen, there: Seen): void => {
  describe("leases", () => {
    const second = 1_000;
    const names = () => [`b-${randomUUID()}`, `a-${randomUUID()}`] as const;
    const at = (time: number) => instant(1_700_000_000_000 + time);

    it("are held by one node until they expire, and then change hands with a higher epoch", async () => {
      const [name] = names();
      const first = await here().acquireLeases("n1", [name], at(0), second);
      expect(first).toEqual([{ name, node: "n1", epoch: 1, until: at(second) }]);
      expect(await there().acquireLeases("n2", [name], at(999), second)).toEqual([]);
      expect(await there().acquireLeases("n2", [name], at(1_000), second)).toEqual([
        { name, node: "n2", epoch: 2, until: at(2_000) },
      ]);
      expect(await here().acquireLeases("n1", [name], at(1_500), second)).toEqual([]);
    });

    it("are renewed without a new epoch", async () => {
      const [name] = names();
      await here().acquireLeases("n1", [name], at(0), second);
      expect(await here().acquireLeases("n1", [name], at(500), second)).toEqual([
        { name, node: "n1", epoch: 1, until: at(1_500) },
      ]);
    });

    it("given back are free at once, to others and to who had them, with a higher epoch", async () => {
      const [one, two] = names();
      await here().acquireLeases("n1", [one, two], at(0), second);
      await there().releaseLeases("n2", [one, two]);
      expect((await here().leases()).filter(({ name }) => name === one || name === two)).toHaveLength(2);
      await here().releaseLeases("n1", [one, two]);
      expect((await here().leases()).filter(({ name }) => name === one || name === two)).toEqual([]);
      expect((await there().acquireLeases("n2", [one], at(1), second)).map(({ epoch }) => epoch)).toEqual([2]);
      expect((await here().acquireLeases("n1", [two], at(1), second)).map(({ epoch }) => epoch)).toEqual([2]);
    });

    it("asked for by two at once go to one", async () => {
      const wanted = Array.from({ length: 64 }, (_, at) => `${randomUUID()}-${at}`);
      const both = await Promise.all([
        here().acquireLeases("n1", wanted, at(0), second),
        there().acquireLeases("n2", wanted.toReversed(), at(0), second),
      ]);
      expect(
        both
          .flat()
          .map(({ name }) => name)
          .sort(),
      ).toEqual([...wanted].sort());
    });
  });
};

/** What belongs to the installation: its businesses, who owns which channel, and the leases. */
export const describeInstallation = ({ first, second }: Processes): void => {
  const [here, there]: readonly [Seen, Seen] = [() => first().installation, () => second().installation];
  registering(here, there);
  leasing(here, there);
};
