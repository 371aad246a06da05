import type { RowOf } from "#contracts/store";
import { actOnOrder, editCart, type OrderAct, sendAsOperator, sendLink, setOwner } from "#engine/operate";
import type { SimulatedShop } from "./simulated-shops.ts";
import type { Stage } from "./stage.ts";
import type { Till } from "./till.ts";

/** Does something on a node that lives; forgotten when it dies or the database is away. */
async function onTill(stage: Stage, shop: SimulatedShop, act: (till: Till, actor: string) => Promise<unknown>) {
  const alive = stage.tills.filter((till) => till.isAlive());
  if (alive.length === 0) return;
  const till = stage.kernel.chance.pick(alive);
  const known = act(till, `operator@${shop.slug}`).catch((error: unknown) => {
    if (!(error instanceof Error && error.name === "StoreFailure")) throw error;
  });
  await Promise.race([known, till.died]);
}

const shopNow = async (till: Till, businessId: string) => {
  const shop = await till.engine.shops.get(businessId);
  if (!shop) throw new Error("the shop is missing");
  return shop;
};

/** An act on an order, by one operator, or by two at the same moment. */
async function actAtOnce(stage: Stage, shop: SimulatedShop, orderId: string, act: OrderAct, hands: number) {
  await Promise.all(
    Array.from({ length: hands }, () =>
      onTill(stage, shop, async (till, actor) =>
        actOnOrder(till.ports, await shopNow(till, shop.businessId), actor, orderId, act),
      ),
    ),
  );
}

async function treatOrder(stage: Stage, shop: SimulatedShop, order: RowOf<"order">): Promise<void> {
  const { chance } = stage.kernel;
  const hands = chance.pick([1, 1, 2, 2]);
  const part = Math.max(1, Math.floor(order.total_minor / chance.pick([2, 3])));
  const act = chance.pick<OrderAct>([
    { act: "ship", carrier: "Poste", tracking: "FR123" },
    { act: "deliver" },
    { act: "cancel" },
    { act: "refund", amountMinor: part },
    { act: "refund", amountMinor: part },
    { act: "refund" },
    { act: "set-address", address: "3 place Bellecour, Lyon" },
  ]);
  await actAtOnce(stage, shop, order.order_id, act, hands);
}

async function treatThread(stage: Stage, shop: SimulatedShop, thread: RowOf<"thread">): Promise<void> {
  const { chance } = stage.kernel;
  const { thread_id } = thread;
  const way = chance.whole(1, 10);
  await onTill(stage, shop, async (till, actor) => {
    const now = await shopNow(till, shop.businessId);
    if (thread.owner === "human" && way <= 6) return setOwner(till.ports, now, actor, thread_id, "bot");
    if (way <= 2) return setOwner(till.ports, now, actor, thread_id, "human");
    if (way <= 5) return sendAsOperator(till.ports, now, actor, thread_id, { kind: "text", body: "Un instant." }, {});
    if (way <= 8) {
      const edit = { edit: "add", sku: chance.pick(["SOAP", "BOX"]), options: {}, quantity: 1 } as const;
      return editCart(till.ports, now, actor, thread_id, edit, undefined);
    }
    const rail = chance.strikes(0.5) ? chance.pick([shop.railId, shop.lyra.railId]) : undefined;
    return sendLink(till.ports, now, actor, thread_id, rail);
  });
}

/** An operator at work for a while: looks at what is there and does something with it. */
export async function operate(stage: Stage, shop: SimulatedShop, turns: number): Promise<void> {
  const { chance, sleep } = stage.kernel;
  for (let turn = 0; turn < turns; turn++) {
    await sleep(chance.wait(2_500));
    const byId = <Row>(rows: readonly Row[], id: (row: Row) => string): readonly Row[] =>
      rows.toSorted((one, other) => (id(one) < id(other) ? -1 : 1));
    const paid = stage.store
      .committed(shop.businessId, "order")
      .filter(({ state }) => state === "paid" || state === "shipped" || state === "delivered" || state === "placed");
    const threads = byId(stage.store.committed(shop.businessId, "thread"), (row) => row.thread_id);
    if (paid.length > 0 && chance.strikes(0.55))
      await treatOrder(stage, shop, chance.pick(byId(paid, (row) => row.order_id)));
    else if (threads.length > 0) await treatThread(stage, shop, chance.pick(threads));
  }
}
