import { expect, it } from "vitest";
import { hours, instant } from "#domain/instant";
import { openShop } from "./rig.ts";

it("a link that nobody can be asked about runs out by our own clock, and late money for it goes back", async () => {
  const shop = await openShop();
  const rail = shop.ports.rails.find(({ kind }) => kind === "paper-rail");
  if (!rail) throw new Error("no rail");
  const ends = shop.ports.clock.now() + hours(24);
  Object.assign(rail, { lookUp: async () => ({ ok: true, facts: [], final: false, endsAt: instant(ends) }) });
  await shop.say("coffret");
  await shop.say(shop.tap("so:pay"));
  const [payment] = await shop.rows("payment");
  await shop.pass(hours(23));
  expect(await shop.rows("payment")).toMatchObject([{ state: "open", final: false }]);
  await shop.pass(hours(2));
  expect(await shop.rows("payment")).toMatchObject([{ state: "expired", final: true }]);
  await shop.pay(payment?.payment_id ?? "", 1_200);
  expect(await shop.rows("capture")).toMatchObject([{ verdict: "surplus" }]);
});
