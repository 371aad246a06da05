import type { PageTerms, Problem, ProblemField } from "#domain/command";
import type { OptionName } from "./command-words.ts";
import { problem } from "./problems.ts";
import type { Token } from "./tokens.ts";

/** What was said of the page, and of the tax in hundredths of a percent. */
export type TermsRead = {
  readonly terms: PageTerms;
  readonly taxRate: number | undefined;
  readonly problems: readonly Problem[];
};

/** Reads the e-mail address, the options and the words FORM and TEST of a command, wherever they stand. */
export function readTerms(tokens: readonly Token[]): TermsRead {
  const has = (word: "form" | "test"): boolean =>
    tokens.some((token) => token.kind === "keyword" && token.keyword === word);
  const option = (name: OptionName): readonly string[] =>
    tokens.flatMap((token) => (token.kind === "option" && token.option === name ? [token.value] : []));
  const emails = tokens.flatMap((token) => (token.kind === "email" ? [token.text] : []));
  const email = readOnce("email", emails, (text) => (isEmail(text) ? text : "unreadable"));
  const order = readOnce("order", option("order"), (text) => (isOrderRef(text) ? text : "unreadable"));
  const shop = readOnce("shop", option("shop"), (text) =>
    /^[A-Za-z0-9][\w-]{0,62}$/.test(text) ? text : "unreadable",
  );
  const tax = readOnce("tax", option("tax"), readTaxRate);
  const delay = readOnce("delay", option("delay"), readDays);
  return {
    terms: {
      ...(email.value === undefined ? {} : { email: email.value }),
      ...(order.value === undefined ? {} : { orderRef: order.value }),
      form: has("form"),
      ...(shop.value === undefined ? {} : { shop: shop.value }),
      ...(delay.value === undefined ? {} : { validDays: delay.value }),
      test: has("test"),
    },
    taxRate: tax.value,
    problems: [email, order, tax, shop, delay].flatMap(({ problems }) => problems),
  };
}

type Wrong = "unreadable" | "out-of-range";
const isWrong = (read: unknown): read is Wrong => read === "unreadable" || read === "out-of-range";

/** One value, however often it was written alike. */
function readOnce<Value extends string | number>(
  field: ProblemField,
  written: readonly string[],
  read: (text: string) => Value | Wrong,
): { readonly value: Value | undefined; readonly problems: readonly Problem[] } {
  const different = [...new Set(written)];
  const [text] = different;
  if (text === undefined) return { value: undefined, problems: [] };
  if (different.length > 1) return { value: undefined, problems: [problem(field, "twice", different.join(" "))] };
  if (text === "") return { value: undefined, problems: [problem(field, "missing")] };
  const value = read(text);
  return isWrong(value) ? { value: undefined, problems: [problem(field, value, text)] } : { value, problems: [] };
}

/** An address as RFC 5321 bounds it, in the plain letters that shops' customers have. */
const isEmail = (text: string): boolean =>
  text.length <= 254 &&
  /^[\w.%+'-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}$/.test(text);

/** Whether a text can be the reference of an order. */
export const isOrderRef = (text: string): boolean => /^#?[A-Za-z0-9](?:[\w./#-]{0,62}[\w/#-])?$/.test(text);

/** "20", "5,5" or "8.1%" in hundredths of a percent, up to all of it. */
function readTaxRate(text: string): number | Wrong {
  const match = /^(-?)(\d{1,4})(?:[.,](\d{1,2}))?%?$/.exec(text);
  if (!match) return "unreadable";
  const [, minus, whole, decimals = ""] = match;
  const rate = Number(`${whole}${decimals.padEnd(2, "0")}`);
  return minus || rate > 10_000 ? "out-of-range" : rate;
}

/** A link lives from one day to ninety, which is as long as the strictest rail that takes days (Lyra) allows. */
function readDays(text: string): number | Wrong {
  if (!/^-?\d{1,4}$/.test(text)) return "unreadable";
  const days = Number(text);
  return days >= 1 && days <= 90 ? days : "out-of-range";
}
