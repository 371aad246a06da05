import type { Charge, ParsedCommand } from "#domain/command";
import type { CommandContext } from "./context.ts";
import { partsOf } from "./parts.ts";
import { faulty, problem, talk } from "./problems.ts";
import { readCharge } from "./read-charge.ts";
import { wholeSum } from "./read-refund.ts";
import { type Token, tokenise } from "./tokens.ts";

const nobody = { by: "nobody" } as const;

/** Reads a line with the word QR in it: alone, with an amount, or with an amount and who is to pay. */
export function readQr(tokens: readonly Token[], context: CommandContext): ParsedCommand {
  const parts = partsOf(tokens, ["qr", "register", "ask", "form", "test"]);
  const others = tokens.filter((token) => !(token.kind === "keyword" && token.keyword === "qr"));
  const hasNumber = others.some(({ kind }) => kind === "number");
  if (parts.strange.length > 0 || (parts.named?.isQuoted === false && !hasNumber)) return talk;
  if (others.length === 0) return { kind: "qr", payee: nobody, assumedCurrency: false, ambiguousAmount: false };
  const sum = wholeSum(others, context);
  if (sum !== undefined) return "sum" in sum ? { kind: "qr", payee: nobody, ...sum.sum } : faulty(sum.problems);
  const charge = chargeOf(others, context);
  if (charge !== undefined) return fromCharge(charge);
  if (parts.named?.isQuoted === false) return talk;
  return faulty([problem("text", "not-understood", others.map((token) => token.text).join(" "))]);
}

/** The line without its QR as one that asks for money; without a currency it is the shop's, assumed. */
function chargeOf(tokens: readonly Token[], context: CommandContext): Charge | undefined {
  const bare = (command: ParsedCommand): Charge | undefined =>
    command.kind === "charge" && isPlain(command) ? command : undefined;
  const read = bare(readCharge(tokens, context));
  if (read !== undefined || tokens.some(({ kind }) => kind === "currency")) return read;
  const text = tokens.map((token) => (token.kind === "quoted" ? `"${token.text}"` : token.text)).join(" ");
  const found = [`${context.currency} ${text}`, `${text} ${context.currency}`].flatMap(
    (line) => bare(readCharge(tokenise(line, context.currency), context)) ?? [],
  );
  const [first] = found;
  return first && { ...first, assumedCurrency: true };
}

/** Nothing but an amount and a payer: a code keeps no card and has no terms. */
const isPlain = ({ saveCard, email, orderRef, form, shop, validDays, test, taxRate }: Charge): boolean =>
  saveCard === "never" &&
  !form &&
  !test &&
  [email, orderRef, shop, validDays, taxRate].every((term) => term === undefined);

const fromCharge = ({ amount, payee, assumedCurrency, ambiguousAmount }: Charge): ParsedCommand => ({
  kind: "qr",
  payee,
  amount,
  assumedCurrency,
  ambiguousAmount,
});
