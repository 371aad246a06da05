import { expect, it } from "vitest";
import type { HttpRequest } from "#contracts/http-port";
import type { RowOf } from "#contracts/store";
import { hours } from "#domain/instant";
import { createTaskRunner } from "#engine/run-tasks";
import { transact } from "#engine/transact";
import { openShop } from "./rig.ts";

const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
};

const reading = (id: string, lane: string, now: number): RowOf<"task"> => ({
  task_id: id,
  kind: "mark-read",
  lane,
  thread_id: null,
  subject_id: id,
  details: { channelId: "wa", typing: false },
  state: "queued",
  node: null,
  run_after: now,
  attempts: 0,
  valid_until: now + hours(1),
  problem: null,
  created_at: now,
  changed_at: now,
});

/** A shop with tasks that hang outside until they are let go. */
async function hanging(...lanes: readonly string[]) {
  const shop = await openShop();
  const now = shop.ports.clock.now();
  const asked: HttpRequest[] = [];
  const gate = Promise.withResolvers<void>();
  const rows = lanes.map((lane, n) => reading(`task-${n}`, lane, now));
  await transact(shop.ports, await shop.shopNow(), ({ tx }) => tx.insert("task", rows));
  shop.outside(async (request, behave) => {
    asked.push(request);
    await gate.promise;
    return behave(request);
  });
  return { shop, asked, letGo: gate.resolve };
}

it("runs one task of a lane at a time, on whichever node, and others beside it", async () => {
  const { shop, asked, letGo } = await hanging("payment:1", "payment:1", "payment:2");
  const open = await shop.shopNow();
  const [here, there] = [shop.ports, { ...shop.ports, node: "there" }].map((ports) =>
    createTaskRunner(ports, () => undefined),
  );
  expect(await here?.round(open)).toBe(2);
  expect(await there?.round(open)).toBe(0);
  letGo();
  await turns();
  expect(await there?.round(open)).toBe(1);
  await turns();
  expect(asked).toHaveLength(3);
});

it("leaves the claim of a node that took its task over alone, and its own late failure says nothing", async () => {
  const { shop, letGo } = await hanging("payment:1");
  const open = await shop.shopNow();
  await createTaskRunner(shop.ports, () => undefined).round(open);
  await transact(shop.ports, open, ({ tx }) =>
    tx.updateIf("task", { task_id: { eq: "task-0" } }, { node: "there", attempts: { add: 1 } }),
  );
  shop.outside(() => ({ status: 500, headers: {}, body: new Uint8Array() }));
  letGo();
  await turns();
  const [task] = await shop.rows("task");
  expect(["running", "done"]).toContain(task?.state);
  expect(task?.node).toBe("there");
});
