import { answerCount } from "./texts.ts";

/** A message a customer wrote and what became of it. Times are `performance.now()`. */
export type Message = {
  readonly code: number;
  postedAt: number;
  acceptedAt: number | undefined;
  answeredAt: number | undefined;
  /** Its run is over, or it was refused: no answer is expected any more. */
  over: boolean;
  readonly answered: PromiseWithResolvers<void>;
};

/** Somebody with a phone. */
export type Customer = { readonly phone: string; readonly open: Message[]; written: number; busy: boolean };

/** How an answer fitted what was asked. */
export type Fit = "fits" | "doubled" | "disordered" | "late";

const firstPhone = 33_610_000_000;

/** Everybody who ever wrote: they stay the same persons from run to run. */
export type Customers = {
  readonly get: (index: number) => Customer;
  /** A new message of a customer, asking for her next code. */
  readonly write: (customer: Customer) => Message;
  /** An answer with this code arrived for this phone. */
  readonly answer: (phone: string, code: number) => Fit;
};

/**
 * An answer belongs to the oldest message with its code that expects one; older ones that still do have been overtaken.
 * What was refused in an earlier run may lie there for ever: it takes an answer only when nothing else asked for it.
 */
function fit({ open }: Customer, code: number): Fit {
  const expecting = open.findIndex((message) => message.code === code && !message.over);
  const index = expecting >= 0 ? expecting : open.findIndex((message) => message.code === code);
  const message = open[index];
  if (message === undefined) return "doubled";
  const overtaken = open.slice(0, index).some(({ over }) => !over);
  open.splice(index, 1);
  message.answeredAt = performance.now();
  message.answered.resolve();
  return message.over ? "late" : overtaken ? "disordered" : "fits";
}

/** Makes the town. */
export function createCustomers(): Customers {
  const byPhone = new Map<string, Customer>();
  const get = (index: number): Customer => {
    const phone = String(firstPhone + index);
    const known = byPhone.get(phone) ?? { phone, open: [], written: index % answerCount, busy: false };
    byPhone.set(phone, known);
    return known;
  };
  return {
    get,
    write(customer) {
      const message: Message = {
        code: customer.written % answerCount,
        postedAt: performance.now(),
        acceptedAt: undefined,
        answeredAt: undefined,
        over: false,
        answered: Promise.withResolvers<void>(),
      };
      customer.written += 1;
      customer.open.push(message);
      return message;
    },
    answer(phone, code) {
      const customer = byPhone.get(phone);
      return customer === undefined ? "doubled" : fit(customer, code);
    },
  };
}
