import { expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { countPayment, uncountPayment } from "#engine/limits";
import { newId } from "./planted-orders.ts";
import { rounds, troubles, useTrack, won } from "./race-nodes.ts";

const track = useTrack();
const amount = money(1_000, currency("EUR"));

it("lets exactly as many payments through as the day allows, whoever asks at the same moment, and gives back to the cent", async () => {
  const { race, on, ask } = track();
  for (let round = 0; round < rounds / 4; round++) {
    // Each round is another customer's: 7.50 would fit the sum, but only five the number.
    const person_id = newId();
    const limits = { perPersonPerDay: { count: 5, sum: 7_500 } };
    const order = { person_id, thread_id: newId() };
    const results = await race((node) =>
      on({ ...node, shop: { ...node.shop, limits } }, async (batch) => countPayment(batch, order.person_id, amount)),
    );
    expect(troubles(results)).toEqual([]);
    expect(won(results).filter((refused) => refused === undefined)).toHaveLength(5);
    const figures = () =>
      ask(
        "select name, value::int from counter where business_id = $1 and name like '%' || $2 || '%' order by name",
        person_id,
      );
    expect((await figures()).map(({ value }) => value)).toEqual([5, 5_000]);
    const [node] = track().nodes;
    const payment = { amount_minor: 1_000, currency: "EUR", created_at: Date.now() } as never;
    await race(() =>
      on({ ...node, shop: { ...node.shop, limits } }, (batch) => uncountPayment(batch, person_id, payment)),
    );
    // Twenty gave back what five had counted: a figure never falls below nothing.
    expect((await figures()).map(({ value }) => value)).toEqual([0, 0]);
  }
});
