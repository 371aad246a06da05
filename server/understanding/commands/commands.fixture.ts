import fc from "fast-check";
import { holdsCardNumber } from "#domain/card-number";
import { type Currency, currency } from "#domain/currency";
import { type Money, money } from "#domain/money";
import type { Command, PageTerms, Payee, Sum } from "#domain/command";
import type { CommandContext } from "./context.ts";
import { printCommand } from "./print-command.ts";

/** Shops of several countries, whose ways with numbers and phones differ. */
export const someShops: fc.Arbitrary<CommandContext> = fc.constantFrom(
  { country: "FR", currency: currency("EUR"), languages: ["fr"] },
  { country: "IT", currency: currency("EUR"), languages: ["it", "en"] },
  { country: "US", currency: currency("USD"), languages: ["en"] },
  { country: "CH", currency: currency("CHF"), languages: ["fr", "it"] },
  { country: "BR", currency: currency("BRL"), languages: ["pt"] },
  { country: "KW", currency: currency("KWD"), languages: ["en"] },
  { country: "JP", currency: currency("JPY"), languages: ["en"] },
  { country: "ES", currency: currency("EUR"), languages: ["es"] },
  { country: "DZ", currency: currency("DZD"), languages: ["fr"] },
);

const currencies: fc.Arbitrary<Currency> = fc
  .constantFrom("EUR", "USD", "GBP", "CHF", "BRL", "JPY", "KWD", "TND", "CLF", "INR", "BOB", "TRY", "HUF")
  .map(currency);

/** Amounts of every size that is taken, in currencies of none to four decimals. */
export const amounts: fc.Arbitrary<Money> = fc
  .tuple(fc.oneof(fc.integer({ min: 1, max: 5_000_000 }), fc.integer({ min: 1, max: 999_999_999_999 })), currencies)
  .map(([minor, code]) => money(minor, code));

const text = (letters: string, minLength: number, maxLength: number): fc.Arbitrary<string> =>
  fc.array(fc.constantFrom(...letters), { minLength, maxLength }).map((all) => all.join(""));

const lower = "abcdefghijklmnopqrstuvwxyz";
const figures = "0123456789";

/** Mobile numbers of several countries, each valid by its plan's lengths and leading figures. */
export const phones: fc.Arbitrary<string> = fc.oneof(
  text(figures, 8, 8).map((rest) => `+336${rest}`),
  text(figures, 8, 8).map((rest) => `+553198${rest.slice(0, 7)}`),
  text(figures, 8, 8).map((rest) => `+5511912${rest.slice(0, 6)}`),
  text(figures, 7, 7).map((rest) => `+39347${rest}`),
  text(figures, 8, 8).map((rest) => `+346${rest}`),
  text(figures, 7, 7).map((rest) => `+1212555${rest.slice(0, 4)}`),
);

const nameWords = fc.oneof(
  text(lower, 1, 10),
  fc.constantFrom(
    "Léa",
    "O'Brien",
    "Jean-Luc",
    "Мария",
    "da",
    "10",
    "EUR",
    "Order",
    "register",
    "today",
    "ليلى",
    "美咲",
  ),
);
const names = fc
  .array(nameWords, { minLength: 1, maxLength: 5 })
  .map((words) => words.join(" "))
  .filter((name) => /\p{L}/u.test(name) && name.replace(/\D/g, "").length <= 6);

const payees: fc.Arbitrary<Payee> = fc.oneof(
  fc.constant({ by: "nobody" } as const),
  phones.map((phone) => ({ by: "phone", phone }) as const),
  names.map((name) => ({ by: "name", name }) as const),
);

const emails = fc
  .tuple(
    text(`${lower}${figures}._+-`, 1, 20),
    text(`${lower}${figures}`, 1, 10),
    fc.constantFrom("com", "fr", "co.uk"),
  )
  .map(([local, host, top]) => `${local}@${host}.${top}`);

/** References of orders, with figures in them. */
const orders = fc
  .tuple(fc.constantFrom("", "#", "ord_", "A-", "CMD/"), text(figures, 1, 6), text(`${lower}_/-${figures}`, 0, 8))
  .map((all) => all.join(""));

const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

/** Leaves out what is undefined, as parsed commands do. */
const dense = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Value;

const terms = fc.record({
  email: optional(emails),
  orderRef: optional(orders),
  form: fc.boolean(),
  shop: optional(text(`${lower}${figures}`, 1, 12)),
  validDays: optional(fc.integer({ min: 1, max: 90 })),
  test: fc.boolean(),
}) as fc.Arbitrary<PageTerms>;

const sums = (of: fc.Arbitrary<boolean>): fc.Arbitrary<Sum> =>
  fc.record({ amount: amounts, assumedCurrency: of, ambiguousAmount: of });
const noSum = fc.constant({ assumedCurrency: false, ambiguousAmount: false } as const);

const charges = (flags: fc.Arbitrary<boolean>) =>
  fc
    .record({
      saveCard: fc.constantFrom("never", "ask", "always"),
      payee: payees,
      sum: sums(flags),
      terms,
      taxRate: optional(fc.integer({ min: 0, max: 10_000 })),
      email: emails,
    })
    .map(({ saveCard, payee, sum, terms: page, taxRate, email }) =>
      dense({
        kind: "charge",
        saveCard,
        payee,
        ...sum,
        ...page,
        ...(saveCard === "always" ? { email } : {}),
        ...(taxRate === undefined ? {} : { taxRate }),
      } as const),
    );

const registrations = fc
  .record({ saveCard: fc.constantFrom("ask", "always"), payee: payees, terms, email: emails })
  .map(({ saveCard, payee, terms: page, email }) =>
    dense({ kind: "register-card", saveCard, payee, ...page, email } as const),
  );

const stocks = fc
  .record({
    sku: fc.tuple(text(`${lower}${figures}`, 1, 8), text(`${figures}_.-${lower}`, 0, 8)).map((all) => all.join("")),
    quantity: fc.integer({ min: -999_999, max: 999_999 }),
    mode: fc.constantFrom("set", "add"),
  })
  .filter(({ quantity, mode }) => (mode === "set" ? quantity >= 0 : quantity !== 0))
  .map((stock) => ({ kind: "stock", ...stock }) as const);

/**
 * Every kind of command; `flags` says whether something in it may have been assumed or ambiguous. What would pass for a
 * card's number when written is left out, as it is refused.
 */
export const commands = (flags: fc.Arbitrary<boolean>): fc.Arbitrary<Command> =>
  fc
    .oneof(
      { arbitrary: charges(flags), weight: 6 },
      { arbitrary: registrations, weight: 2 },
      noSum.map((sum) => ({ kind: "qr", payee: { by: "nobody" }, ...sum }) as const),
      fc.tuple(payees, sums(flags)).map(([payee, sum]) => ({ kind: "qr", payee, ...sum }) as const),
      orders.map((order) => ({ kind: "received", order }) as const),
      fc
        .tuple(orders, fc.oneof(sums(flags), noSum))
        .map(([order, sum]) => ({ kind: "refund", order, ...sum }) as const),
      stocks,
      fc.constantFrom("wizard", "cancel", "today", "help", "undo").map((kind) => ({ kind }) as const),
    )
    .filter((command) => !holdsCardNumber(printCommand(command).replace(/\+\d+/, "")));
