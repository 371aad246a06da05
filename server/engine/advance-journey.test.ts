import { expect, it } from "vitest";
import { openShop } from "../../tests/engine/rig.ts";

it("says its last words before it hands the thread to a person, and nothing after", async () => {
  const shop = await openShop();
  await shop.say("bague");
  const [last] = await shop.say(shop.tap("want:human"));
  expect(last?.message["body"]).toBe("Une personne vous répondra ici sous peu.");
  expect((await shop.rows("thread"))[0]).toMatchObject({ owner: "human" });
  expect(await shop.say("allo ?")).toEqual([]);
});
