import type { SendOutcome } from "#contracts/channel";
import { type Claim, claimOutbox, learnRates, releaseUnheard, tryOf } from "#engine/claim-outbox";
import type { Claimed } from "#engine/claimed";
import type { Ports } from "#engine/ports";
import { type ProviderHealth, bringForward, learnHealth, unknownHealth } from "#engine/provider-health";
import { type Budgets, createBudgets } from "#engine/rate-budget";
import { type Tried, recordAll } from "#engine/record-outcome";
import { sendOne } from "#engine/send-one";
import type { ChannelAccount, Shop } from "#engine/shops";
import { transact } from "#engine/transact";

/** Requests under way at once for one account: 256 hold 1,000 a second at a provider that takes 200 ms. */
const mostUnderWay = 256;
/** Messages claimed in one go; also about what a crash can leave in doubt. */
export const mostClaimed = 80;
/** Milliseconds outcomes are gathered before they are written together: answers of one claim come close together. */
const gathering = 3;
/** Pause before outcomes are written again when the store did not take them. */
const pauseAfterTrouble = 500;

/** Sends the outbox of channel accounts, a sliding window of requests each. */
export type Sender = {
  /**
   * Claims and starts what is due, without waiting for the answers. Returns how many were started or ended; `mostClaimed`
   * or more means that another round may find something at once.
   */
  readonly round: (shop: Shop, account: ChannelAccount) => Promise<number>;
  /** Resolves when every request under way was answered and written down. */
  readonly idle: () => Promise<void>;
};

/** The window of one account. */
type Desk = {
  /** The tries that were claimed and whose outcome is not yet on record. */
  readonly underWay: Set<string>;
  tried: Tried[];
  writing: boolean;
  /** A claim failed and may have been committed all the same. */
  unsure: boolean;
  /** The last claim left something behind that an answer may set free. */
  othersWait: boolean;
  /** How often outcomes were written. */
  written: number;
  readonly health: ProviderHealth;
  readonly waiting: (() => void)[];
};

const openDesk = (): Desk => ({
  underWay: new Set(),
  tried: [],
  writing: false,
  unsure: false,
  othersWait: false,
  written: 0,
  health: unknownHealth(),
  waiting: [],
});

/** Makes a sender. `freed` is called whenever there is room again or an answer was written down. */
export function createSender(ports: Ports, freed: () => void): Sender {
  const budgets: Budgets = createBudgets();
  const desks = new Map<string, Desk>();
  const deskOf = (id: string): Desk => {
    const desk = desks.get(id) ?? openDesk();
    desks.set(id, desk);
    return desk;
  };

  const write = async (desk: Desk, shop: Shop, account: ChannelAccount): Promise<void> => {
    desk.writing = true;
    await ports.clock.timer(gathering).done;
    while (desk.tried.length > 0) {
      const tried = desk.tried.splice(0);
      try {
        await recordAll(ports, shop, account, tried);
        for (const { claimed } of tried) desk.underWay.delete(tryOf(claimed.message));
        desk.written += 1;
        if (desk.othersWait || tried.some(({ outcome }) => outcome.outcome !== "sent")) freed();
      } catch (error) {
        ports.log.warn("outcomes of sends were not written and will be tried again", { error: String(error) });
        desk.tried.unshift(...tried);
        await ports.clock.timer(pauseAfterTrouble).done;
      }
    }
    desk.writing = false;
    if (desk.underWay.size === 0) for (const done of desk.waiting.splice(0)) done();
  };

  const claim = async (desk: Desk, shop: Shop, account: ChannelAccount, room: number): Promise<Claim> => {
    if (desk.unsure) await transact(ports, shop, (batch) => releaseUnheard(batch, account, desk.underWay));
    desk.unsure = true;
    const { claimed, remember } = await transact(ports, shop, async (batch) => ({
      remember: await bringForward(batch, account, desk.health),
      claimed: await claimOutbox(batch, account, budgets, room),
    }));
    desk.unsure = false;
    remember();
    return claimed;
  };

  const start = async (desk: Desk, shop: Shop, account: ChannelAccount, claimed: Claimed): Promise<void> => {
    const outcome = await sendOne(ports, shop, account, claimed).catch(
      (error: unknown): SendOutcome => ({ outcome: "unknown", reason: String(error) }),
    );
    learnRates(account, budgets, claimed, outcome, ports.clock.now());
    learnHealth(desk.health, outcome, claimed.message.attempts, ports.clock.now());
    desk.tried.push({ claimed, outcome });
    if (!desk.writing) await write(desk, shop, account);
  };

  return {
    async round(shop, account) {
      const desk = deskOf(account.id);
      const room = Math.min(mostUnderWay - desk.underWay.size, mostClaimed);
      desk.othersWait ||= room <= 0;
      if (room <= 0) return 0;
      const before = desk.written;
      const { sending, settled, othersWait } = await claim(desk, shop, account, room);
      desk.othersWait = othersWait || sending.length === room;
      // An answer that was written during the claim may have set free what the claim saw as waiting.
      if (desk.othersWait && desk.written !== before) freed();
      for (const { message } of sending) desk.underWay.add(tryOf(message));
      for (const claimed of sending) void start(desk, shop, account, claimed);
      return settled > 0 ? mostClaimed : sending.length;
    },
    async idle() {
      await Promise.all(
        [...desks.values()]
          .filter(({ underWay }) => underWay.size > 0)
          .map((desk) => new Promise<void>((resolve) => desk.waiting.push(resolve))),
      );
    },
  };
}
