import type { Problem, Sum } from "#domain/command";
import type { CommandContext } from "./context.ts";
import { type MoneyPlace, runsBeside } from "./money-places.ts";
import { problem } from "./problems.ts";
import { looksLikePhone, readPhone } from "./read-phone.ts";
import { readSum } from "./read-sum.ts";
import type { Token } from "./tokens.ts";

/** One way to tell the figures of a command apart: which are the amount, which the phone. */
export type Reading = {
  readonly sum: Sum | undefined;
  readonly phone: string | undefined;
  /** The phone as it stood there. */
  readonly phoneRun: string | undefined;
  readonly problems: readonly Problem[];
};

/** Reads the figures with the amount at a place, or nowhere: every other run of them must be one phone. */
export function readingAt(tokens: readonly Token[], place: MoneyPlace | undefined, context: CommandContext): Reading {
  const read = place && readSum(tokens, place, context);
  const runs = runsBeside(tokens, place).map((run) => ({ run, phone: readPhone(run, context.country) }));
  const good = runs.filter(({ phone }) => phone !== undefined);
  const [first] = good;
  const isTwice = good.some(({ phone }) => phone !== first?.phone);
  const field = place === undefined ? "unreadable" : "twice";
  return {
    sum: read !== undefined && "sum" in read ? read.sum : undefined,
    phone: first?.phone,
    phoneRun: first?.run,
    problems: [
      ...(read !== undefined && "problems" in read ? read.problems : []),
      ...(isTwice ? [problem("payee", "twice", good.map(({ run }) => run).join(" "))] : []),
      ...runs
        .filter(({ phone }) => phone === undefined)
        .map(({ run }) => (looksLikePhone(run) ? problem("phone", "unreadable", run) : problem("amount", field, run))),
    ],
  };
}

/** The one reading that holds; the least wrong one where none does; a problem where several hold. */
export function bestReading(readings: readonly Reading[]): Reading | undefined {
  const sound = readings.filter(({ problems }) => problems.length === 0);
  const [first] = sound;
  if (first === undefined) return readings.toSorted((a, b) => a.problems.length - b.problems.length)[0];
  const isOne = sound.every((one) => meaningOf(one) === meaningOf(first));
  return isOne ? first : { ...first, problems: [problem("amount", "unclear")] };
}

const meaningOf = ({ sum, phone }: Reading): string => JSON.stringify([sum, phone]);
