import { expect, it } from "vitest";
import type { RowOf } from "#contracts/store";
import { minutes } from "#domain/instant";
import { createTaskRunner, mostTasks } from "#engine/run-tasks";
import { transact } from "#engine/transact";
import { openShop } from "./rig.ts";

/** A payment that is not there. */
const nobody = "01a20cc8-8e80-7000-8000-000000000000";

type Task = RowOf<"task">;
type OpenedShop = Awaited<ReturnType<typeof openShop>>;

/** Turns of the event loop: enough for everything that does not wait for the outside. */
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 200; turn++) await Promise.resolve();
};

const addTasks = async (shop: OpenedShop, kind: Task["kind"], ids: readonly string[]): Promise<void> => {
  const now = shop.ports.clock.now();
  const rows = ids.map((id) => ({
    task_id: id,
    kind,
    lane: id,
    thread_id: null,
    subject_id: kind === "mark-read" ? id : nobody,
    details: { channelId: "wa", typing: false },
    state: "queued" as const,
    node: null,
    run_after: now,
    attempts: 0,
    valid_until: now + minutes(60),
    problem: null,
    created_at: now,
    changed_at: now,
  }));
  await transact(shop.ports, await shop.shopNow(), ({ tx }) => tx.insert("task", rows));
};

const numbered = (prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `${prefix}-${String(n).padStart(2, "0")}`);

const statesOf = async (shop: OpenedShop): Promise<ReadonlyMap<string, string>> =>
  new Map((await shop.rows("task")).map(({ task_id, state }) => [task_id, state]));

it("makes a customer's link while other customers' ticks hang at the provider", async () => {
  const shop = await openShop();
  const hanging = Promise.withResolvers<never>();
  await addTasks(shop, "mark-read", numbered("read", mostTasks + 4));
  await addTasks(shop, "create-link", ["link"]);
  shop.outside(() => hanging.promise);
  const runner = createTaskRunner(shop.ports, () => undefined);
  expect(await runner.round(await shop.shopNow())).toBe(mostTasks + 1);
  await turns();
  // No payment is behind this link: there is nothing to make, and the task is over.
  expect((await statesOf(shop)).get("link")).toBe("done");
});

it("takes the next as soon as one ends, and says so when others wait", async () => {
  const shop = await openShop();
  const answers: (() => void)[] = [];
  await addTasks(shop, "mark-read", numbered("read", mostTasks + 1));
  shop.outside(async (request, behave) => {
    await new Promise<void>((resolve) => answers.push(resolve));
    return behave(request);
  });
  let freed = 0;
  const runner = createTaskRunner(shop.ports, () => {
    freed += 1;
  });
  const open = await shop.shopNow();
  expect(await runner.round(open)).toBe(mostTasks);
  await turns();
  expect(await runner.round(open)).toBe(0);
  answers[0]?.();
  await turns();
  expect(freed).toBe(1);
  expect(await runner.round(open)).toBe(1);
});

it("does not run twice what it is still trying when the claim runs out, and takes up what was never written", async () => {
  const shop = await openShop();
  const hanging = Promise.withResolvers<never>();
  await addTasks(shop, "mark-read", ["read"]);
  shop.outside(() => hanging.promise);
  const runner = createTaskRunner(shop.ports, () => undefined);
  const open = await shop.shopNow();
  expect(await runner.round(open)).toBe(1);
  shop.later(minutes(2));
  expect(await runner.round(open)).toBe(0);
  // A node that lost its memory of the claim has nothing under way: the row is free for it.
  expect(await createTaskRunner(shop.ports, () => undefined).round(open)).toBe(1);
});
