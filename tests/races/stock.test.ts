import { expect, it } from "vitest";
import { takeStock } from "#engine/stock";
import { lineOf, plantOrder, setStock } from "./planted-orders.ts";
import { rounds, troubles, useTrack, won } from "./race-nodes.ts";

const track = useTrack();

const shelf = async (): Promise<Record<string, unknown>> => {
  const rows = await track().ask("select sku, stock from product where business_id = $1");
  return Object.fromEntries(rows.map(({ sku, stock }) => [String(sku), stock]));
};

it("sells three pieces to three of twenty buyers, round after round", async () => {
  const { store, race, on } = track();
  const { order } = await plantOrder(store, [lineOf("RING", 1)]);
  for (let round = 0; round < rounds; round++) {
    await setStock(store, "RING", 3);
    const results = await race((node) => on(node, (batch) => takeStock(batch, { ...order })));
    expect(troubles(results)).toEqual([]);
    expect(won(results).filter(Boolean)).toHaveLength(3);
    expect((await shelf())["RING"]).toBe(0);
  }
});

it("takes all of an order's pieces or none, and nobody waits for the other in a circle", async () => {
  const { store, race, on } = track();
  const [one, other] = [
    await plantOrder(store, [lineOf("CARD", 2), lineOf("RING", 1)]),
    await plantOrder(store, [lineOf("RING", 2), lineOf("CARD", 1)]),
  ];
  for (let round = 0; round < rounds / 4; round++) {
    await setStock(store, "RING", 9);
    await setStock(store, "CARD", 7);
    const results = await race(async (node, n) => {
      const { order } = n % 4 < 2 ? one : other;
      return (await on(node, (batch) => takeStock(batch, { ...order }))) ? order : undefined;
    });
    expect(troubles(results)).toEqual([]);
    const sold = won(results).flatMap((order) => order?.lines ?? []);
    const pieces = (sku: string) =>
      sold.filter((line) => line.sku === sku).reduce((sum, { quantity }) => sum + quantity, 0);
    const left = await shelf();
    expect([left["RING"], left["CARD"]]).toEqual([9 - pieces("RING"), 7 - pieces("CARD")]);
  }
});
