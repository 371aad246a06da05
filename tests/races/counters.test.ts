import { expect, it } from "vitest";
import { nextNumber } from "#engine/request-payment";
import { rounds, useTrack, won } from "./race-nodes.ts";

const track = useTrack();

it("numbers without a gap and without a double, also when one of twenty gives up after taking its number", async () => {
  const { race, on } = track();
  let last = 0;
  for (let round = 0; round < rounds / 2; round++) {
    const results = await race((node, n) =>
      on(node, async (batch) => {
        const number = await nextNumber(batch, "receipt-2026");
        if (n === round % 20) throw new Error("changed its mind");
        return number;
      }),
    );
    const numbers = won(results).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 19 }, (_, n) => last + n + 1));
    last += 19;
  }
});
