import { setTimeout as pause } from "node:timers/promises";
import { quantilesOf } from "../report/quantiles.ts";
import type { Customer, Customers, Message } from "./customers.ts";
import type { Outcome, Plan } from "./plan.ts";
import type { Postman } from "./postman.ts";
import { type StatusWord, statusWebhook, statusWords, textWebhook } from "./texts.ts";

/** A message the provider carries: its name there, and what the sender gave along. */
export type Carried = { readonly id: string; readonly opaque: string | undefined };

/** A stretch of load under way. */
export type Load = {
  /** A text with this code arrived at the provider. */
  readonly arrived: (phone: string, code: number, carried: Carried) => void;
  /** Everything accepted so far is to be answered: how long that takes is measured from now. */
  readonly mark: () => void;
  readonly outcome: Promise<Outcome>;
};

/** Pause before what was not accepted is posted again. */
const pauseBeforeRetry = 20;
/** When statuses follow an answer, in milliseconds. */
const statusDelays: Readonly<Record<StatusWord, number>> = { sent: 4, delivered: 30, read: 80 };

type State = {
  readonly plan: Plan;
  readonly postman: Postman;
  readonly customers: Customers;
  readonly startedAt: number;
  readonly messages: Message[];
  readonly acceptedAt: number[];
  readonly ackTimes: number[];
  readonly aside: Set<Promise<void>>;
  doubled: number;
  disordered: number;
  forgings: number;
  forged: number;
  forgedAccepted: number;
  statuses: number;
  next: number;
  posted: number;
  /** When the last message was written. */
  writtenAt: number | undefined;
  markedAt: number | undefined;
};

let serial = 0;
const runName = `${Date.now().toString(36)}.${process.pid}`;

const isOver = ({ plan, startedAt, messages }: State): boolean =>
  performance.now() - startedAt >= plan.milliseconds || messages.length >= (plan.most ?? Infinity);
const giveUpAt = ({ plan, startedAt, writtenAt }: State): number =>
  (writtenAt ?? startedAt + plan.milliseconds) + plan.patience;
const urlOf = ({ plan }: State, n: number): string => plan.urls[n % plan.urls.length] ?? "";

/** Work beside the main stream, waited for at the end. */
function beside(state: State, work: Promise<void>): void {
  const done = work.finally(() => state.aside.delete(done));
  state.aside.add(done);
}

/** Posts until it is accepted, or once where the plan does not insist; gives the moment of the try that was accepted. */
async function deliver(state: State, body: string): Promise<number | undefined> {
  for (let n = state.posted; ; n += 1) {
    state.posted += 1;
    const postedAt = performance.now();
    if ((await state.postman.post(urlOf(state, n), body)) === 200) return postedAt;
    if (!state.plan.insists || performance.now() > giveUpAt(state)) return undefined;
    await pause(pauseBeforeRetry);
  }
}

async function forge(state: State, body: string): Promise<void> {
  for (const signature of ["", `sha256=${"0".repeat(64)}`]) {
    state.forged += 1;
    const status = await state.postman.post(urlOf(state, state.forged), body, signature);
    if (status >= 200 && status < 300) state.forgedAccepted += 1;
  }
}

async function repeat(state: State, body: string, wait: number): Promise<void> {
  if (wait > 0) await pause(wait);
  await deliver(state, body);
}

/** One message of a customer, until it is accepted. */
async function send(state: State, customer: Customer): Promise<Message> {
  const message = state.customers.write(customer);
  state.messages.push(message);
  serial += 1;
  const id = `wamid.in.${runName}.${serial}`;
  const body = textWebhook(customer.phone, id, message.code, serial);
  if (state.forgings < state.plan.forged) {
    state.forgings += 1;
    beside(state, forge(state, textWebhook(customer.phone, `${id}.forged`, message.code, serial)));
  }
  const twin = Math.random() < state.plan.duplicates;
  if (twin && serial % 2 === 0) beside(state, repeat(state, body, 0));
  const postedAt = await deliver(state, body);
  if (postedAt === undefined) message.over = true;
  else {
    message.acceptedAt = performance.now();
    state.acceptedAt.push(message.acceptedAt);
    state.ackTimes.push(message.acceptedAt - postedAt);
  }
  if (twin && serial % 2 === 1) beside(state, repeat(state, body, Math.random() * 2_000));
  return message;
}

/** The next customer in turn who has no post under way; undefined when all have. */
function nextCustomer(state: State, among: number): Customer | undefined {
  for (let tries = 0; tries < among; tries += 1) {
    const customer = state.customers.get(state.next % among);
    state.next += 1;
    if (!customer.busy) return customer;
  }
  return undefined;
}

async function sendAs(state: State, customer: Customer): Promise<void> {
  customer.busy = true;
  await send(state, customer);
  customer.busy = false;
}

async function wait(state: State, customers: number): Promise<void> {
  const late = pause(giveUpAt(state) - performance.now(), undefined, { ref: false });
  const write = async (_: unknown, n: number): Promise<void> => {
    const customer = state.customers.get(n);
    while (!isOver(state)) {
      const message = await send(state, customer);
      if (!message.over && state.plan.answers) await Promise.race([message.answered.promise, late]);
    }
  };
  await Promise.all(Array.from({ length: customers }, write));
}

async function keepInFlight(state: State, posts: number, customers: number): Promise<void> {
  const write = async (): Promise<void> => {
    while (!isOver(state)) {
      const customer = nextCustomer(state, customers);
      if (customer) await sendAs(state, customer);
      else await pause(1);
    }
  };
  await Promise.all(Array.from({ length: posts }, write));
}

async function keepPace(state: State, perSecond: number, customers: number): Promise<void> {
  let due = state.startedAt;
  while (!isOver(state)) {
    due += (-Math.log(1 - Math.random()) * 1_000) / perSecond;
    const ahead = due - performance.now();
    if (ahead > 0) await pause(ahead);
    const customer = nextCustomer(state, customers);
    if (customer) beside(state, sendAs(state, customer));
  }
}

function follow(state: State): Promise<void> {
  const { pace } = state.plan;
  if (pace.kind === "waiting") return wait(state, pace.customers);
  if (pace.kind === "in-flight") return keepInFlight(state, pace.posts, pace.customers);
  return keepPace(state, pace.perSecond, pace.customers);
}

async function postStatus(state: State, phone: string, { id, opaque }: Carried, status: StatusWord): Promise<void> {
  await pause(statusDelays[status]);
  if ((await deliver(state, statusWebhook(phone, id, status, opaque))) !== undefined) state.statuses += 1;
}

const isDue = (message: Message): boolean => message.acceptedAt !== undefined && message.answeredAt === undefined;

async function settle(state: State): Promise<void> {
  while (state.aside.size > 0) await Promise.all(state.aside);
  if (!state.plan.answers) return;
  const late = pause(Math.max(0, giveUpAt(state) - performance.now()), undefined, { ref: false });
  await Promise.race([Promise.all(state.messages.filter(isDue).map(({ answered }) => answered.promise)), late]);
  while (state.aside.size > 0) await Promise.all(state.aside);
  // A message answered twice shows only when one listens a little longer.
  await pause(50);
}

const largest = (values: readonly number[]): number | undefined =>
  values.reduce<number | undefined>((most, one) => (most === undefined || one > most ? one : most), undefined);

function sum(state: State): Outcome {
  const { messages, startedAt, markedAt } = state;
  for (const message of messages) message.over = true;
  const accepted = messages.filter(({ acceptedAt }) => acceptedAt !== undefined);
  const answeredAt = messages.flatMap((message) => message.answeredAt ?? []);
  const acceptedAt = state.acceptedAt.toSorted((a, b) => a - b);
  const lastAccepted = acceptedAt.at(-1) ?? startedAt;
  const before = accepted.filter((message) => markedAt !== undefined && (message.acceptedAt ?? 0) < markedAt);
  const settledAt = largest(before.flatMap((message) => message.answeredAt ?? []));
  return {
    accepted: accepted.length,
    refused: messages.length - accepted.length,
    answered: answeredAt.length,
    lost: state.plan.answers ? messages.filter(isDue).length : 0,
    doubled: state.doubled,
    disordered: state.disordered,
    forged: state.forged,
    forgedAccepted: state.forgedAccepted,
    statuses: state.statuses,
    acceptedIn: lastAccepted - startedAt,
    answeredIn: (state.plan.answers ? (largest(answeredAt) ?? lastAccepted) : lastAccepted) - startedAt,
    ack: quantilesOf(state.ackTimes),
    answer: quantilesOf(
      messages.flatMap(({ answeredAt: end, postedAt }) => (end === undefined ? [] : [end - postedAt])),
    ),
    longestSilence: largest(acceptedAt.map((at, n) => at - (acceptedAt[n - 1] ?? at))) ?? 0,
    settledAfterMark:
      markedAt === undefined || settledAt === undefined || before.some(isDue)
        ? undefined
        : Math.max(0, settledAt - markedAt),
  };
}

/** Starts a stretch of load. */
export function startLoad(plan: Plan, customers: Customers, postman: Postman): Load {
  const state: State = {
    plan,
    postman,
    customers,
    startedAt: performance.now(),
    messages: [],
    acceptedAt: [],
    ackTimes: [],
    aside: new Set(),
    doubled: 0,
    disordered: 0,
    forgings: 0,
    forged: 0,
    forgedAccepted: 0,
    statuses: 0,
    next: 0,
    posted: 0,
    writtenAt: undefined,
    markedAt: undefined,
  };
  const run = async (): Promise<Outcome> => {
    await follow(state);
    state.writtenAt = performance.now();
    await settle(state);
    return sum(state);
  };
  return {
    arrived(phone, code, carried) {
      const fit = customers.answer(phone, code);
      if (fit === "doubled") state.doubled += 1;
      if (fit === "disordered") state.disordered += 1;
      if (!plan.statuses) return;
      for (const status of statusWords) beside(state, postStatus(state, phone, carried, status));
    },
    mark() {
      state.markedAt = performance.now();
    },
    outcome: run(),
  };
}
