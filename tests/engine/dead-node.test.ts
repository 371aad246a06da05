import { expect, it } from "vitest";
import { processInbox } from "#engine/process-inbox";
import { createTaskRunner, retakeTasks } from "#engine/run-tasks";
import { openShop } from "./rig.ts";

it("takes up the task of a dead node at once, and leaves alone what a living one is doing", async () => {
  const shop = await openShop();
  const died = Promise.withResolvers<never>();
  await shop.say("coffret");
  shop.outside((request, behave) => (request.url === "paper:link" ? died.promise : behave(request)));
  const hanging = { ...shop.ports, node: "dead" };
  await shop.post("paper", "wa", [
    {
      kind: "message",
      id: "tap",
      sender: { identities: [{ kind: "wa_phone", value: "33612345678" }] },
      at: shop.ports.clock.now(),
      content: shop.tap("so:pay"),
    },
  ]);
  const everyBucket = Array.from({ length: 256 }, (_, bucket) => bucket);
  await processInbox(shop.ports, await shop.shopNow(), everyBucket);
  await createTaskRunner(hanging, () => undefined).round(await shop.shopNow());
  for (let turns = 0; turns < 50; turns++) await Promise.resolve();
  expect((await shop.rows("task")).filter(({ state }) => state === "running")).toMatchObject([{ node: "dead" }]);
  shop.outside((request, behave) => behave(request));
  expect(await retakeTasks(shop.ports, await shop.shopNow(), ["test", "dead"])).toBe(0);
  expect(await retakeTasks(shop.ports, await shop.shopNow(), ["test"])).toBe(1);
  const sent = await shop.during(async () => undefined);
  expect(sent.map(({ message }) => message["kind"])).toEqual(["link"]);
});
