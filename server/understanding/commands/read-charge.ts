import type { Charge, CardRegistration, ParsedCommand, Payee, Problem } from "#domain/command";
import type { CommandContext } from "./context.ts";
import { type MoneyPlace, barePlaces, moneyPlaces, runsBeside } from "./money-places.ts";
import { type Parts, partsOf } from "./parts.ts";
import { faulty, problem, talk, withoutCards } from "./problems.ts";
import { settleCurrency } from "./read-currency.ts";
import { isInternational, readPhone } from "./read-phone.ts";
import { type Reading, bestReading, readingAt } from "./readings.ts";
import type { Token } from "./tokens.ts";

/**
 * Reads a line that asks for money or for a card: an amount, a payee, options, in any order. One piece that belongs to
 * none of them makes it ordinary talk, or faulty where options were written; never a charge.
 */
export function readCharge(tokens: readonly Token[], context: CommandContext): ParsedCommand {
  const parts = partsOf(tokens, ["register", "ask", "form", "test"]);
  const [strange] = parts.strange;
  if (strange !== undefined) {
    const isMeant = parts.hasOption && (has(tokens, "currency") || has(tokens, "number"));
    return isMeant ? faulty([problem("text", "not-understood", strange)]) : talk;
  }
  const reading = bestReading(readingsOf(tokens, parts, context));
  if (reading === undefined) return talk;
  const problems = [...reading.problems, ...missing(tokens, parts, reading), ...parts.problems];
  const command = problems.length === 0 ? commandOf(parts, reading) : undefined;
  if (command === undefined && !isMeantAsCommand(tokens, parts, reading, context)) return talk;
  return withoutCards(textBesidePhone(tokens, reading), command ?? faulty(problems));
}

const has = (tokens: readonly Token[], kind: Token["kind"]): boolean => tokens.some((token) => token.kind === kind);

/** The ways to tell the amount from the phone. */
function readingsOf(tokens: readonly Token[], parts: Parts, context: CommandContext): readonly Reading[] {
  const at = (place: MoneyPlace | undefined): Reading => readingAt(tokens, place, context);
  if (has(tokens, "currency")) {
    const places = moneyPlaces(tokens);
    return places.length === 0 ? [at(undefined)] : places.map(at);
  }
  const bare = barePlaces(tokens, (run) => readPhone(run, context.country) !== undefined).map(at);
  if (parts.save !== "never" || parts.hasOption) return [...bare, at(undefined)];
  // A person beside a number means money only after it: "20 lea", never "table 12".
  const { named } = parts;
  if (named !== undefined && (named.isQuoted || (named.isPlain && tokens[0]?.kind === "number"))) return bare;
  // "10 +33612345678" lacks its currency; the numbers of ordinary talk stand beside no phone and no address.
  return bare.filter(({ phone }) => phone !== undefined || has(tokens, "email"));
}

/** What has to be there and is not, and a payee who is there twice. */
function missing(tokens: readonly Token[], parts: Parts, { sum, phone, problems }: Reading): readonly Problem[] {
  const { save, named } = parts;
  const hasCurrency = has(tokens, "currency");
  const isRegistration = save !== "never" && sum === undefined && !hasCurrency;
  const found: Problem[] = [];
  const isAmountKnownWrong = problems.some(({ field }) => field === "amount" || field === "currency");
  const needsAmount = !isRegistration || parts.terms.taxRate !== undefined;
  if (sum === undefined && needsAmount && !isAmountKnownWrong) found.push(problem("amount", "missing"));
  if (sum !== undefined && !hasCurrency) {
    if (isUnknownCurrency(parts, phone)) found.push(problem("currency", "unknown", named?.name));
    else if (!isMoneyPlain(tokens, parts, phone)) found.push(problem("currency", "missing"));
  }
  const isNamedTwice = phone !== undefined && named !== undefined;
  if (isNamedTwice && found.every(({ code }) => code !== "unknown")) found.push(problem("payee", "twice", named.name));
  const needsEmail = save === "always" || (save === "ask" && isRegistration);
  if (needsEmail && !has(tokens, "email")) found.push(problem("email", "missing"));
  return found;
}

/** Whether a number without a currency must be money: an option says so, a person, or a card to be kept of somebody. */
const isMoneyPlain = (tokens: readonly Token[], parts: Parts, phone: string | undefined): boolean =>
  parts.hasOption ||
  parts.named !== undefined ||
  (parts.save !== "never" && (phone !== undefined || has(tokens, "email")));

/** "10 BTX", and "10 euross +33612345678", where the word can be no payee: it must have been meant as a currency. */
const isUnknownCurrency = ({ named }: Parts, phone: string | undefined): boolean =>
  named !== undefined && !named.isQuoted && (phone !== undefined || /^[A-Z]{3}$/.test(named.name));

/** Whether a line that holds no sound command was meant as one, so that its writer should be told what is wrong. */
function isMeantAsCommand(
  tokens: readonly Token[],
  parts: Parts,
  { sum, phone, phoneRun }: Reading,
  { currency }: CommandContext,
): boolean {
  const hasCurrency = tokens.some(
    (token) => token.kind === "currency" && "currency" in settleCurrency([token.meaning], currency),
  );
  const hasNumber = runsBeside(tokens, undefined).some((run) => run !== phoneRun);
  const hasEmail = has(tokens, "email");
  const isUnknown = sum !== undefined && isUnknownCurrency(parts, phone);
  const signs = [hasCurrency || isUnknown, hasNumber, phone !== undefined, hasEmail].filter(Boolean).length;
  if (parts.hasOption) return true;
  // "register" alone is a command without its address; "ask lea" and "question 3" are talk.
  if (parts.save !== "never") return tokens.length === 1 || hasCurrency || hasEmail || phone !== undefined;
  return signs >= 2 && (hasCurrency || isUnknown || hasNumber);
}

function commandOf(parts: Parts, { sum, phone }: Reading): Charge | CardRegistration | undefined {
  const { save, named, terms } = parts;
  const payee: Payee =
    phone !== undefined
      ? { by: "phone", phone }
      : named !== undefined
        ? { by: "name", name: named.name }
        : { by: "nobody" };
  if (sum !== undefined) {
    const tax = terms.taxRate === undefined ? {} : { taxRate: terms.taxRate };
    return { kind: "charge", saveCard: save, payee, ...sum, ...terms.terms, ...tax };
  }
  const { email } = terms.terms;
  if (save === "never" || email === undefined) return undefined;
  return { kind: "register-card", saveCard: save, payee, ...terms.terms, email };
}

/** What was written without an international phone, which may pass for a card's number by its figures alone. */
function textBesidePhone(tokens: readonly Token[], { phone, phoneRun }: Reading): string {
  const text = tokens.map((token) => token.text).join(" ");
  if (phone === undefined || phoneRun === undefined || !isInternational(phoneRun)) return text;
  return text.replace(phoneRun, () => "phone");
}
