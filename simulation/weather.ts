import type { Chance } from "./chance.ts";

/** What goes wrong, and how often, in one seed: each seed draws its own, calm ones included (a swarm). */
export type Weather = {
  readonly nodes: number;
  readonly businesses: number;
  readonly customers: number;
  readonly operators: number;
  /** Lines that each shop's merchant writes in a round. */
  readonly lines: number;
  /** Rounds of customers, hours apart. */
  readonly bursts: number;
  /** How close together the customers of a round begin, in milliseconds. */
  readonly crowd: number;
  /** Share of transactions whose statements take time, and how much, in milliseconds. */
  readonly slowShare: number;
  readonly slowMs: number;
  /** Per await that changes something: the process dies there. */
  readonly crash: number;
  /** Per statement: the connection is lost. Per commit: nobody knows whether it was done. */
  readonly lostConnection: number;
  readonly unknownCommit: number;
  /** Per call of ours: refused, lost on the way there, its answer lost, and how long it takes. */
  readonly callRefused: number;
  readonly callLost: number;
  readonly answerLost: number;
  readonly callMs: number;
  /** Per post to us: it does not arrive, or our answer does not. */
  readonly postRefused: number;
  readonly postUnanswered: number;
  /** WhatsApp, Stripe and Lyra: faults of their own, as shares. */
  readonly twice: number;
  readonly reorder: number;
  readonly error500: number;
  readonly tooFast: number;
  readonly banksLose: number;
  readonly metaLoses: number;
  /** Every status of a message is lost. */
  readonly statusesLost: boolean;
  /** Per round: all nodes stand still and go on one by one. */
  readonly stalls: number;
  /** Share of links the provider makes over another sum than asked. */
  readonly otherSum: number;
  readonly linkLifeMs: number;
  readonly reminderAfterMs: number;
  /** Customers are sent to Lyra unless somebody chooses Stripe; else the other way round. */
  readonly lyraFirst: boolean;
  /** Milliseconds from one remittance at Lyra to the next: until then money is only promised. */
  readonly remittanceMs: number;
  /** Whether Lyra tells of remittances; if not, only a look-up can find them. */
  readonly tellsRemittance: boolean;
  /** Lyra, as shares: calls answered with a fault after or before the work, remittances the bank refuses, forged posts. */
  readonly technical: number;
  readonly remittanceFails: number;
  readonly forged: number;
  /** Lyra writes slashes in another way than it signed them. */
  readonly escapedSlashes: boolean;
  /** Everybody wants the same few things and pays at the same moment, as when a sale begins. */
  readonly rush: boolean;
};

/** A figure that is nothing in a third of the seeds and else up to `most`. */
const some = (chance: Chance, most: number): number => (chance.strikes(0.33) ? 0 : chance.next() * most);

/** Draws the weather of a seed. */
export function drawWeather(chance: Chance): Weather {
  const loss = chance.whole(0, 9);
  const drawn: Weather = {
    nodes: chance.pick([1, 2, 2, 2, 3]),
    businesses: chance.pick([1, 1, 1, 1, 2]),
    customers: chance.whole(5, 9),
    operators: chance.whole(1, 2),
    bursts: chance.pick([1, 1, 2]),
    crowd: chance.pick([0, 500, 3_000, 8_000]),
    slowShare: chance.pick([0.1, 0.3, 0.6, 1]),
    slowMs: chance.pick([0.5, 2, 8, 40]),
    crash: some(chance, 0.008),
    lostConnection: some(chance, 0.002),
    unknownCommit: some(chance, 0.01),
    callRefused: some(chance, 0.08),
    callLost: some(chance, 0.06),
    answerLost: some(chance, 0.12),
    callMs: chance.pick([20, 80, 400]),
    postRefused: some(chance, 0.15),
    postUnanswered: some(chance, 0.1),
    twice: some(chance, 0.4),
    reorder: some(chance, 0.3),
    error500: some(chance, 0.08),
    tooFast: some(chance, 0.05),
    banksLose: loss === 0 ? 1 : loss < 4 ? 0.3 : 0,
    metaLoses: loss === 5 ? 0.05 : 0,
    statusesLost: chance.strikes(0.12),
    stalls: chance.pick([0, 0, 0.5, 1]),
    otherSum: chance.strikes(0.25) ? 0.25 : 0,
    linkLifeMs: chance.pick([3_900_000, 3_900_000, 7_200_000]),
    reminderAfterMs: chance.pick([600_000, 1_800_000]),
    rush: chance.strikes(0.2),
    lyraFirst: chance.strikes(0.45),
    remittanceMs: chance.pick([60_000, 60_000, 900_000, 21_600_000, 129_600_000]),
    tellsRemittance: chance.strikes(0.7),
    technical: some(chance, 0.2),
    remittanceFails: some(chance, 0.1),
    forged: some(chance, 0.3),
    escapedSlashes: chance.strikes(0.3),
    lines: chance.pick([0, 7, 9, 11]),
  };
  // A rush is where what several nodes do at once meets: each takes its time over every statement.
  return drawn.rush
    ? { ...drawn, nodes: Math.max(drawn.nodes, 2), businesses: 1, customers: 9, slowShare: 1, slowMs: 40 }
    : drawn;
}

/** No faults at all. */
export const calm = (weather: Weather): Weather => ({
  ...weather,
  crash: 0,
  lostConnection: 0,
  unknownCommit: 0,
  callRefused: 0,
  callLost: 0,
  answerLost: 0,
  postRefused: 0,
  postUnanswered: 0,
  twice: 0,
  reorder: 0,
  error500: 0,
  tooFast: 0,
  banksLose: 0,
  metaLoses: 0,
  statusesLost: false,
  stalls: 0,
  otherSum: 0,
  technical: 0,
  remittanceFails: 0,
  forged: 0,
});
