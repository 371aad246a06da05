import { createHash } from "node:crypto";
import { StoreFailure } from "#contracts/store";
import { instant } from "#domain/instant";
import { type EngineNode, startNode } from "#engine/node";
import type { Ports } from "#engine/ports";
import { drawCode } from "../server/documents/code-picture.ts";
import { dayStart, localDate } from "../server/ports/day-start.ts";
import { createFormatWording } from "../server/ports/format-wording.ts";
import { channels, journeys, payments } from "../server/registry.generated.ts";
import type { Faults, StatementPoint } from "../server/storage/memory/faults.ts";
import { parseCommand } from "../server/understanding/commands/parse-command.ts";
import { phoneCountry } from "../server/understanding/commands/read-phone.ts";
import { readPayouts } from "../server/understanding/statements/read-payouts.ts";
import { readStatement } from "../server/understanding/statements/read-statement.ts";
import { guessLanguage, understand } from "../server/understanding/understand.ts";
import { createChance } from "./chance.ts";
import { callOutside } from "./network.ts";
import { tillUrl } from "./simulated-shops.ts";
import { blame, type Stage } from "./stage.ts";

/** One process of the server: the real engine on simulated ports. It can die at every await and never knows. */
export type Till = {
  readonly name: string;
  readonly ports: Ports;
  readonly engine: EngineNode;
  readonly isAlive: () => boolean;
  /** Resolves when the process dies. */
  readonly died: Promise<void>;
  readonly crash: () => void;
  /** Everything it does waits until this moment. */
  readonly stallUntil: (moment: number) => void;
};

/** What is left of a dead process's work. */
const never = (): Promise<never> => new Promise(() => {});
const reads = new Set<StatementPoint["verb"]>(["find", "select", "sum", "installation"]);
const format = createFormatWording(journeys);

/** Ids as the real maker forms them: version 7, growing within the process; chance is the seed's. */
function createIds(chance: () => number): Ports["ids"] {
  let last = 0;
  let counter = 0;
  const hex = (value: number, digits: number): string => value.toString(16).padStart(digits, "0");
  return {
    uuid(at) {
      if (at > last) [last, counter] = [at, 0];
      else if (counter < 0xfff) counter += 1;
      else [last, counter] = [last + 1, 0];
      const time = hex(last, 12);
      const tail = hex(Math.floor(chance() * 0x1_0000_0000), 8) + hex(Math.floor(chance() * 0x1_0000), 4);
      const variant = hex(0x8000 | Math.floor(chance() * 0x4000), 4);
      return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(counter, 3)}-${variant}-${tail}`;
    },
  };
}

/** The state of a process that its ports share. */
type Life = { alive: boolean; stalledUntil: number; readonly crash: () => void };

/** What stands between the process and its database. */
function faultsOf(stage: Stage, life: Life): Faults {
  const { kernel } = stage;
  const { chance } = kernel;
  const slow = new Map<number, boolean>();
  const wrote = new Set<number>();
  const isSlow = (transaction: number): boolean => {
    const known = slow.get(transaction);
    if (known !== undefined) return known;
    if (slow.size > 200) slow.clear();
    const drawn = chance.strikes(stage.weather.slowShare);
    slow.set(transaction, drawn);
    return drawn;
  };
  const gate = async (point: StatementPoint): Promise<void> => {
    if (!life.alive) return never();
    if (life.stalledUntil > kernel.now()) await kernel.sleep(life.stalledUntil - kernel.now());
    if (!life.alive) return never();
    const { crash, lostConnection } = stage.weather;
    const isRead = reads.has(point.verb) || (point.verb === "commit" && !wrote.has(point.transaction));
    if (!isRead) wrote.add(point.transaction);
    if (chance.strikes(isRead ? crash / 20 : crash)) {
      life.crash();
      return never();
    }
    if (chance.strikes(lostConnection)) {
      kernel.countFault();
      throw new StoreFailure("the connection was lost", false);
    }
    if (!isRead && isSlow(point.transaction)) await kernel.sleep(chance.wait(stage.weather.slowMs), "step");
    return life.alive ? undefined : never();
  };
  return {
    beforeStatement: gate,
    beforeCommit: gate,
    async afterCommit({ transaction }) {
      if (!life.alive) return never();
      if (!wrote.delete(transaction)) return;
      if (chance.strikes(stage.weather.crash)) life.crash();
      if (!life.alive) return never();
      if (!chance.strikes(stage.weather.unknownCommit)) return;
      kernel.countFault();
      throw new StoreFailure("the connection was lost while committing", true);
    },
    lockTimeoutMs: 5_000,
    sleep: (milliseconds) => kernel.sleep(milliseconds),
  };
}

/** What the code calls an error is one, but for those a fault explains. */
function logOf(stage: Stage): Ports["log"] {
  const isTold = (error: unknown): boolean => /StoreFailure|IntakeFull/.test(String(error));
  const broke = (message: string, fields?: Readonly<Record<string, unknown>>): void => {
    if (!isTold(fields?.["error"])) blame(stage, "nothing breaks", `${message} ${JSON.stringify(fields)}`);
  };
  return {
    info: () => undefined,
    warn: (message, fields) => (fields?.["error"] === undefined ? undefined : broke(message, fields)),
    error: broke,
  };
}

/** The process's timers: they end with it. */
const timersOf =
  (stage: Stage, life: Life, chance: () => number): Ports["clock"]["timer"] =>
  (milliseconds) => {
    let wake = (): void => undefined;
    const done = new Promise<void>((resolve) => {
      wake = () => {
        if (life.alive && chance() < stage.weather.crash / 40) life.crash();
        if (life.alive) resolve();
      };
    });
    const planned = stage.kernel.after(milliseconds, () => wake(), "poll");
    return {
      done,
      cancel() {
        planned.cancel();
        stage.kernel.after(0, () => wake(), "step");
      },
    };
  };

/** What the process is given: the server's own parts, over a simulated outside. */
function portsOf(stage: Stage, name: string, life: Life): Ports {
  const { kernel, store } = stage;
  const { next } = createChance(kernel.seed, createHash("sha256").update(name).digest().readUInt16BE(0));
  const view = store.seenBy(name, faultsOf(stage, life));
  return {
    node: name,
    clock: { now: () => instant(kernel.now()), timer: timersOf(stage, life, next) },
    ids: createIds(next),
    chance: next,
    http: (request) => callOutside(stage, life, request),
    store: view,
    intake: view,
    log: logOf(stage),
    metrics: { count: () => undefined, observe: () => undefined },
    changed: () => undefined,
    // The document's bytes are no part of what is simulated: a few stand for a PDF.
    documents: {
      receipt: () => Promise.resolve(new TextEncoder().encode("%PDF-1.7\n%simulated\n")),
      code: (code, place) => Promise.resolve(drawCode(code, place)),
    },
    format,
    understand,
    parseCommand,
    phoneCountry,
    guessLanguage,
    readStatement,
    readPayouts,
    dayStart,
    localDate,
    secret: (reference) => reference,
    seal: (plain) => plain,
    channels,
    rails: payments,
    journeys: journeys as unknown as Ports["journeys"],
    hash: (bytes) => createHash("sha256").update(bytes).digest("hex"),
    publicUrl: tillUrl,
  };
}

/** Starts a process on the stage. */
export function startTill(stage: Stage, name: string): Till {
  let tellDeath = (): void => undefined;
  const died = new Promise<void>((resolve) => {
    tellDeath = resolve;
  });
  const life: Life = {
    alive: true,
    stalledUntil: 0,
    crash() {
      if (!life.alive) return;
      life.alive = false;
      stage.seen.crashes += 1;
      stage.kernel.note(`crash ${name}`);
      stage.store.killTransactions(name);
      tellDeath();
    },
  };
  const ports = portsOf(stage, name, life);
  return {
    name,
    ports,
    engine: startNode(ports),
    isAlive: () => life.alive,
    died,
    crash: life.crash,
    stallUntil: (moment) => void (life.stalledUntil = moment),
  };
}
