import { judge, judgeNow } from "./judge.ts";
import { createChance } from "./chance.ts";
import { Runaway, type Drain } from "./kernel.ts";
import { stirBanks } from "./payer.ts";
import { addMerchant, sellByText } from "./shopkeeper.ts";
import { operate } from "./operators.ts";
import { applyWeather, keepRunning, setStage } from "./set-stage.ts";
import { blame, type Stage, type Violation } from "./stage.ts";
import { addCustomer, visit } from "./visitors.ts";
import { calm, drawWeather, type Weather } from "./weather.ts";

/** What came of a seed. */
export type Played = {
  readonly seed: number;
  readonly violations: readonly Violation[];
  readonly trace: string;
  readonly events: number;
  readonly commits: number;
  readonly faults: number;
  readonly crashes: number;
  readonly weather: Weather;
};

const minute = 60_000;
const hour = 60 * minute;

/** All nodes stand still at once and go on one by one, in any order. */
function stall(stage: Stage): void {
  const { kernel } = stage;
  const moment = kernel.now();
  for (const till of stage.tills) {
    kernel.countFault();
    till.stallUntil(moment + kernel.chance.whole(500, 9_000));
  }
}

/** Lets people come and the weather rage, then lets everything settle. Errors of theirs are the run's. */
async function live(stage: Stage, weather: Weather, troubles: unknown[]): Promise<void> {
  const { kernel } = stage;
  const { chance } = kernel;
  const join = (work: Promise<unknown>): void => void work.catch((error: unknown) => troubles.push(error));
  const users = Array.from({ length: weather.customers }, (_, n) => addCustomer(stage, n));
  const merchants = stage.shops.map((shop, n) => ({ shop, merchant: addMerchant(stage, shop, n + 1) }));
  for (let place = 0; place < weather.nodes; place++) keepRunning(stage, place);
  await kernel.run(kernel.now() + 2_000);
  applyWeather(stage, weather);
  for (let burst = 0; burst < weather.bursts; burst++) {
    for (const user of users)
      kernel.after(chance.next() * weather.crowd, () => join(visit(stage, user, chance.pick(stage.shops))));
    for (const shop of stage.shops)
      for (let n = 0; n < weather.operators; n++) join(operate(stage, shop, chance.whole(3, 8)));
    for (const { shop, merchant } of merchants) join(sellByText(stage, shop, merchant, users, weather.lines));
    if (chance.strikes(weather.stalls)) kernel.after(chance.wait(6_000), () => stall(stage));
    for (const look of [3_000, 6_000, 15_000, chance.pick([2 * minute, 30 * minute, 9 * hour])]) {
      await kernel.run(kernel.now() + look);
      await judgeNow(stage);
    }
    stirBanks(stage);
    // In the storm operators give money back too, while nodes stand still that are taken for dead.
    for (const shop of stage.shops) join(operate(stage, shop, 6));
    if (chance.strikes(weather.stalls)) kernel.after(chance.wait(15_000), () => stall(stage));
    await kernel.run(kernel.now() + minute);
  }
  applyWeather(stage, calm(weather));
  // The day after, when nobody has written for long, operators go on with what was paid.
  await kernel.run(kernel.now() + 25 * hour);
  for (const shop of stage.shops) join(operate(stage, shop, 3));
  for (const { shop, merchant } of merchants) join(sellByText(stage, shop, merchant, users, weather.lines));
  // A link that gives way to another rail begins its life anew; money promised at its end is taken the night after.
  await kernel.run(kernel.now() + weather.linkLifeMs + 50 * hour);
}

/** Plays one seed from beginning to end and judges it. `change` overrides the weather drawn. */
export async function playSeed(
  seed: number,
  drain: Drain,
  change: (weather: Weather) => Weather = (weather) => weather,
): Promise<Played> {
  const weather = change(drawWeather(createChance(seed, 3)));
  const stage = await setStage(seed, weather, drain);
  const troubles: unknown[] = [];
  try {
    await live(stage, weather, troubles);
    for (const trouble of troubles)
      blame(stage, "nothing breaks", trouble instanceof Error ? (trouble.stack ?? trouble.message) : String(trouble));
    await judge(stage);
  } catch (error) {
    if (!(error instanceof Runaway)) throw error;
    blame(stage, "the world comes to rest", error.message);
  }
  const { kernel, store, seen } = stage;
  return {
    seed,
    violations: seen.violations,
    trace: kernel.trace(),
    events: kernel.events(),
    commits: store.commits(),
    faults: kernel.faults() + seen.crashes,
    crashes: seen.crashes,
    weather,
  };
}
