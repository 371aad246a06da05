import { expect, it } from "vitest";
import type { Identity } from "#domain/identity";
import type { InboundEvent } from "#domain/inbound";
import { instant } from "#domain/instant";
import { checkBusiness } from "../../server/invariants/check.ts";
import { openShop } from "./rig.ts";

const hello = (n: number, identities: readonly Identity[], name: string): InboundEvent => ({
  kind: "message",
  id: `in.stranger.${n}`,
  sender: { identities, name },
  at: instant(0),
  content: { kind: "text", body: "bonjour" },
});

it("strangers who come in one batch are each one person, also those who share a phone or write it otherwise", async () => {
  const shop = await openShop();
  const phone = (value: string): Identity => ({ kind: "wa_phone", value });
  const bsuid = (value: string): Identity => ({ kind: "bsuid", value });
  await shop.during(() =>
    shop.post("paper", "wa", [
      hello(1, [phone("33611111111")], "Ada"),
      hello(2, [phone("5511987654321")], "Bea"),
      hello(3, [phone("33611111111"), bsuid("FR.1")], "Ada"),
      hello(4, [bsuid("FR.2")], "Cia"),
      // The same Brazilian phone without its ninth digit.
      hello(5, [phone("551187654321")], "Bea"),
      hello(6, [bsuid("FR.1")], "Ada"),
    ]),
  );
  const people = await shop.rows("person");
  expect(people).toHaveLength(3);
  expect(new Set(people.map(({ name }) => name))).toEqual(new Set(["Ada", "Bea", "Cia"]));
  expect(await shop.rows("thread")).toHaveLength(3);
  expect((await shop.rows("message")).filter(({ direction }) => direction === "in")).toHaveLength(6);
  expect(await checkBusiness(shop.ports.store, shop.businessId, shop.ports.clock.now())).toEqual([]);
});
