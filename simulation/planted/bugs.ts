import type { PlantedBug } from "./bug.ts";
import { cardBugs } from "./card-bugs.ts";
import { goodsBugs } from "./goods-bugs.ts";
import { lyraBugs } from "./lyra-bugs.ts";
import { messageBugs } from "./message-bugs.ts";
import { moneyBugs } from "./money-bugs.ts";

/** Every planted bug. The simulation must find each of them. */
export const plantedBugs: readonly PlantedBug[] = [
  ...moneyBugs,
  ...lyraBugs,
  ...cardBugs,
  ...goodsBugs,
  ...messageBugs,
];
