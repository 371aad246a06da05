import { exponentOf } from "#domain/currency";
import type { Language } from "#domain/language";
import { type Money, formatDecimal } from "#domain/money";
import type { CardRegistration, Charge, Command, PageTerms, Payee, StockCommand } from "#domain/command";
import { type Keyword, type OptionName, keywordWords, optionWords } from "./command-words.ts";

/**
 * A command as a line that parseCommand reads back as the same command, in the words of a language. What was assumed or
 * ambiguous in the text it came from is written outright.
 */
export function printCommand(command: Command, language: Language = "en"): string {
  const word = (keyword: Keyword): string => print(keywordWords[keyword][language]);
  switch (command.kind) {
    case "charge":
    case "register-card":
      return printPage(command, language);
    case "received":
      return `${word("received")} ${command.order}`;
    case "qr":
    case "refund": {
      const order = command.kind === "refund" ? [command.order] : [];
      // The currency first: figures of an order and of an amount side by side could pass for a card's.
      const amount = command.amount === undefined ? [] : [`${command.amount.currency} ${printDecimal(command.amount)}`];
      const payee = command.kind === "qr" ? printPayee(command.payee) : [];
      return [word(command.kind), ...order, ...amount, ...payee].join(" ");
    }
    case "stock":
      return `${word("stock")} ${command.sku} ${printQuantity(command)}`;
    case "wizard":
      return word("link");
    case "cancel":
    case "today":
    case "help":
    case "undo":
      return word(command.kind);
  }
}

const print = ([first = ""]: readonly string[]): string => first.toUpperCase();

function printPage(command: Charge | CardRegistration, language: Language): string {
  const save = { never: [], ask: ["ask"], always: ["register"] } as const;
  return [
    ...save[command.saveCard].map((word) => print(keywordWords[word][language])),
    ...(command.kind === "charge" ? [`${printDecimal(command.amount)} ${command.amount.currency}`] : []),
    ...printPayee(command.payee),
    ...printTerms(command, command.kind === "charge" ? command.taxRate : undefined, language),
  ].join(" ");
}

function printPayee(payee: Payee): readonly string[] {
  switch (payee.by) {
    case "phone":
      return [payee.phone];
    case "name":
      return [`"${payee.name}"`];
    case "nobody":
      return [];
  }
}

function printTerms(terms: PageTerms, taxRate: number | undefined, language: Language): readonly string[] {
  const option = (name: OptionName, value: string | number | undefined): readonly string[] =>
    value === undefined ? [] : [`${print(optionWords[name][language])}=${value}`];
  return [
    ...(terms.email === undefined ? [] : [terms.email]),
    ...option("order", terms.orderRef),
    ...option("tax", taxRate === undefined ? undefined : taxRate / 100),
    ...(terms.form ? [print(keywordWords.form[language])] : []),
    ...option("shop", terms.shop),
    ...option("delay", terms.validDays),
    ...(terms.test ? [print(keywordWords.test[language])] : []),
  ];
}

/** Three figures after a mark could be thousands; a 0 before the others says that they are decimals. */
function printDecimal(amount: Money): string {
  const decimal = formatDecimal(amount);
  return exponentOf(amount.currency) === 3 && /^[1-9]\d{0,2}\./.test(decimal) ? `0${decimal}` : decimal;
}

const printQuantity = ({ quantity, mode }: StockCommand): string =>
  mode === "add" && quantity > 0 ? `+${quantity}` : String(quantity);
