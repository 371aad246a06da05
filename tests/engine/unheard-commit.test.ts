import { expect, it } from "vitest";
import { type Store, StoreFailure } from "#contracts/store";
import { releaseUnheard } from "#engine/claim-outbox";
import { processInbox } from "#engine/process-inbox";
import { createSender } from "#engine/sender";
import { transact } from "#engine/transact";
import { openShop } from "./rig.ts";

const everyBucket = Array.from({ length: 256 }, (_, bucket) => bucket);

/** The store whose next commit is done and not heard of. */
function unheardOnce(store: Store): Store {
  let left = 1;
  return {
    installation: store.installation,
    async tx(businessId, work) {
      const result = await store.tx(businessId, work);
      if (left-- > 0) throw new StoreFailure("the connection was lost while committing", true);
      return result;
    },
  };
}

it("sends at once, and without a doubt, what it claimed without hearing that it had", async () => {
  const shop = await openShop();
  await shop.post("paper", "wa", [
    {
      kind: "message",
      id: "in.1",
      sender: { identities: [{ kind: "wa_phone", value: "33612345678" }] },
      at: shop.ports.clock.now(),
      content: { kind: "text", body: "livraison" },
    },
  ]);
  const now = await shop.shopNow();
  await processInbox(shop.ports, now, everyBucket);
  const sender = createSender({ ...shop.ports, store: unheardOnce(shop.ports.store) }, () => undefined);
  const account = now.channels.get("wa");
  if (!account) throw new Error("the channel is missing");
  await expect(sender.round(now, account)).rejects.toThrow(StoreFailure);
  expect((await shop.rows("message")).find(({ direction }) => direction === "out")).toMatchObject({
    send_state: "sending",
  });
  expect(await sender.round(now, account)).toBe(1);
  await sender.idle();
  expect(shop.sent).toHaveLength(1);
  expect((await shop.rows("message")).find(({ direction }) => direction === "out")).toMatchObject({
    send_state: "done",
    maybe_twice: false,
  });
});

it("gives back a try nobody began, and never one that is under way because an older one of the same message is not", async () => {
  const shop = await openShop();
  await shop.say("livraison");
  const now = await shop.shopNow();
  const account = now.channels.get("wa");
  const [sent] = (await shop.rows("message")).filter(({ direction }) => direction === "out");
  if (!account || !sent) throw new Error("the message is missing");
  const state = async () => (await shop.rows("message")).find(({ message_id }) => message_id === sent.message_id);
  const again = {
    message_id: sent.message_id,
    send_state: "sending",
    unsent: true,
    node: "test",
    attempts: 2,
  } as const;
  const release = (...tries: readonly number[]) =>
    transact(shop.ports, now, async (batch) => {
      await batch.tx.update("message", [again]);
      await releaseUnheard(batch, account, new Set(tries.map((n) => `${sent.message_id} ${n}`)));
    });
  await release(2);
  expect(await state()).toMatchObject({ send_state: "sending" });
  await release(1);
  expect(await state()).toMatchObject({ send_state: "queued" });
});
