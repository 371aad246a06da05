import { expect, it } from "vitest";
import { recordAll } from "#engine/record-outcome";
import type { Claimed } from "#engine/claimed";
import { openShop } from "./rig.ts";

it("writes down a message whose two tries were both answered once, under the first id it got", async () => {
  const shop = await openShop();
  let claimed: Claimed | undefined;
  shop.outside(() => new Promise(() => {}));
  void shop.say("livraison");
  for (let n = 0; n < 500 && !claimed; n++) {
    await new Promise((resolve) => setImmediate(resolve));
    const [message] = (await shop.rows("message")).filter(({ send_state }) => send_state === "sending");
    const [thread] = await shop.rows("thread");
    if (message && thread) claimed = { message, thread };
  }
  if (!claimed) throw new Error("nothing was claimed");
  const now = await shop.shopNow();
  const account = now.channels.get("wa");
  if (!account) throw new Error("no account");
  const tries = ["wamid.first", "wamid.again"].map((messageId) => ({ outcome: "sent" as const, messageId }));
  const tried = claimed;
  await recordAll(
    shop.ports,
    now,
    account,
    tries.map((outcome) => ({ claimed: tried, outcome })),
  );
  const [row] = (await shop.rows("message")).filter(({ direction }) => direction === "out");
  expect(row).toMatchObject({ send_state: "done", provider_id: "wamid.first", unsent: false });
});
