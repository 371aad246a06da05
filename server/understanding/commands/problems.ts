import { holdsCardNumber, maskCardNumbers } from "#domain/card-number";
import type { ParsedCommand, Problem, ProblemCode, ProblemField } from "#domain/command";

const longestFound = 40;

/** A problem with what was found, shortened and without card numbers. */
export const problem = (field: ProblemField, code: ProblemCode, found = ""): Problem => ({
  field,
  code,
  found: maskCardNumbers(found).slice(0, longestFound),
});

/** Ordinary talk. */
export const talk: ParsedCommand = { kind: "not-a-command" };

/** A command that is wrong; each problem once. */
export const faulty = (problems: readonly Problem[]): ParsedCommand => ({
  kind: "faulty",
  problems: [...new Map(problems.map((one) => [`${one.field} ${one.code} ${one.found}`, one])).values()],
});

/** The command, unless what was written holds a card number: then nothing of it is kept but that. */
export function withoutCards(written: string, command: ParsedCommand): ParsedCommand {
  if (command.kind === "not-a-command" || !holdsCardNumber(written)) return command;
  return faulty([{ field: "text", code: "card-number", found: "" }]);
}
