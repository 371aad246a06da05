import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdsCardNumber, passesLuhn } from "#domain/card-number";
import { currency } from "#domain/currency";
import type { ParsedCommand } from "#domain/command";
import { commandCases } from "./commands.cases.ts";
import { amounts, commands, phones, someShops } from "./commands.fixture.ts";
import type { CommandContext } from "./context.ts";
import { ordinaryWords } from "./ordinary-words.ts";
import { parseCommand } from "./parse-command.ts";
import { printCommand } from "./print-command.ts";
import { findCurrency } from "./read-currency.ts";
import { talkCases } from "./talk.cases.ts";

const FR: CommandContext = { country: "FR", currency: currency("EUR"), languages: ["fr"] };
const runs = { numRuns: 2_000 };

const asksForMoney = ({ kind }: ParsedCommand): boolean =>
  kind === "charge" || kind === "register-card" || kind === "refund" || kind === "qr";

const plainCommands = commands(fc.constant(false));
const payingCommands = plainCommands.filter(({ kind }) => kind === "charge" || kind === "register-card");

/** Words that belong to no command: of ordinary talk, of other scripts, of figures and letters, of code. */
const strangeWords = fc.oneof(
  // "livres" are pounds, too, where pounds are meant.
  fc.constantFrom(...[...ordinaryWords].filter((word) => findCurrency(word, FR.currency) === undefined)),
  fc.constantFrom("ЕUR", "ΕUR", "еuro", "€uro", "١٠", "10h", "12/05", "10:30", "½", "😀", "?", "=", "<b>", "{", "&&"),
  fc.constantFrom("FR7630006000011234567890189", "10k", "1e3", "v2", "__proto__", "A=1", "https://example.com", "לאה"),
);

/** Lines of ordinary talk's words and numbers, without a currency. */
const junk = fc
  .array(fc.oneof(strangeWords, fc.constantFrom(...talkCases), fc.nat(99_999).map(String)), { maxLength: 12 })
  .map((words) => words.join(" "))
  .filter((line) => !/["“„«]/.test(line));

const places = fc.double({ min: 0, max: 0.999, noNaN: true });
function insert(line: string, word: string, place: number): string {
  const parts = line.match(/"[^"]*"|\S+/g) ?? [];
  return parts.toSpliced(Math.floor(place * (parts.length + 1)), 0, word).join(" ");
}

describe("nothing but a command", () => {
  it("asks for money: not ordinary words and numbers, in any number and order", () => {
    fc.assert(
      fc.property(junk, strangeWords, someShops, (line, word, shop) => {
        expect(asksForMoney(parseCommand(`${line} ${word}`, shop))).toBe(false);
      }),
      runs,
    );
  });

  it("asks for money: one strange word anywhere in a command ends it", () => {
    fc.assert(
      fc.property(payingCommands, strangeWords, places, someShops, (command, word, place, shop) => {
        // Between two words of an unquoted name a small one may stand; printed names are quoted.
        const line = insert(printCommand(command), word, place);
        expect([line, asksForMoney(parseCommand(line, shop))]).toEqual([line, false]);
      }),
      runs,
    );
  });

  it("asks for money: a word that could be a name becomes the payee, whom the caller must know, or ends it", () => {
    fc.assert(
      fc.property(
        payingCommands,
        fc.stringMatching(/^[a-z]{4,9}$/),
        places,
        someShops,
        (command, word, place, shop) => {
          const parsed = parseCommand(insert(printCommand(command), word, place), shop);
          fc.pre(asksForMoney(parsed) && "payee" in parsed && "payee" in command);
          // Some words are commands' own: FORM, TEST.
          if (JSON.stringify(parsed) === JSON.stringify(command) || /^(form|test)/.test(word)) return;
          expect([command.payee, parsed.payee]).toEqual([{ by: "nobody" }, { by: "name", name: word }]);
        },
      ),
      runs,
    );
  });

  it("asks for money: every figure of the line is in the command it became", () => {
    const figures = (text: string): string => [...text.replace(/[^1-9]/g, "")].toSorted().join("");
    const pieces = fc.oneof(
      fc.constantFrom("EUR", "€", "$", "CHF", "lea", "REGISTER", "TEST", "QR", "REFUND", "ada@example.com", "-", ","),
      fc.constantFrom("+33612345678", "+33 6 98 76 54 32", "(0)", "06 55 34 56 78", "ORDER=A7", "TAX=5,5", "DELAY=8"),
      fc.constantFrom("10", "1 234,50", "1.234", "12.-", "500", "000", "€5", "7EUR", "12/05", "A4", "ord_12", "3e2"),
    );
    const lines = fc.uniqueArray(pieces, { minLength: 1, maxLength: 7 }).map((all) => all.join(" "));
    fc.assert(
      fc.property(lines, someShops, (line, shop) => {
        const parsed = parseCommand(line, shop);
        if (parsed.kind !== "charge" && parsed.kind !== "qr" && parsed.kind !== "refund") return;
        // A national phone gets its country's figures before its own. Brazil's loses its carrier's, and in the United
        // States the country's may stand there without a plus.
        const hasCode = line.includes("+");
        fc.pre(hasCode || !["BR", "US"].includes(shop.country));
        const written = printCommand(parsed).replace(/\+(213|\d\d)/, (code) => (hasCode ? code : "+"));
        expect([line, figures(written)]).toEqual([line, figures(line)]);
      }),
      { numRuns: 10_000 },
    );
  });

  it("is read past 500 characters, and a long text takes no time to refuse", () => {
    expect(parseCommand(`10 EUR ${" ".repeat(493)}`, FR).kind).toBe("charge");
    expect(parseCommand(`10 EUR ${" ".repeat(494)}`, FR).kind).toBe("not-a-command");
    for (const unit of ["1 ", "10 EUR ", "a", '"', "=", "(", "+33 ", "1.", "@", "€", "\u200d", "é\u0301"]) {
      const long = unit.repeat(Math.ceil(10_000 / unit.length));
      expect(parseCommand(long, FR)).toEqual({ kind: "not-a-command" });
      // The longest that is read at all.
      expect(asksForMoney(parseCommand(long.slice(0, 500), FR))).toBe(false);
    }
  });
});

describe("a faulty or refused line", () => {
  it("is each text of ordinary talk beside an amount, unless it is itself a part of a command", () => {
    const parts = ["+33612345678", "0612345678", "06 12 34 56 78", "lea@example.com", "constructor", "", " "];
    const talk = talkCases.filter((text) => !parts.includes(text) && !/^\+33 6.*@/.test(text) && !/["\n]/.test(text));
    for (const text of talk)
      for (const line of [`${text} 10 EUR`, `10 EUR ${text}`, `10 EUR +33612345678 ${text}`])
        expect([line, asksForMoney(parseCommand(line, FR))]).toEqual([line, false]);
  });

  it("says what was found in at most 40 characters", () => {
    fc.assert(
      fc.property(payingCommands, fc.string({ maxLength: 200 }), (command, text) => {
        const parsed = parseCommand(`${printCommand(command)} ORDER=${text}`, FR);
        const found = parsed.kind === "faulty" ? parsed.problems.map((one) => one.found) : [];
        for (const one of found) expect(one.length).toBeLessThanOrEqual(40);
      }),
    );
  });
});

describe("what cannot be seen", () => {
  const unseen = fc.constantFrom(
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\ufeff",
    "\u00ad",
    "\u202e",
    "\u202d",
    "\u2067",
  );

  it("makes a command faulty, wherever it stands", () => {
    fc.assert(
      fc.property(payingCommands, unseen, places, someShops, (command, mark, place, shop) => {
        const line = printCommand(command);
        const at = Math.floor(place * line.length);
        const parsed = parseCommand(line.slice(0, at) + mark + line.slice(at), shop);
        expect(parsed).toEqual({ kind: "faulty", problems: [{ field: "text", code: "hidden-characters", found: "" }] });
      }),
      runs,
    );
  });

  it("does no harm around a phone that was copied from a list of contacts", () => {
    const charge = parseCommand("10 EUR +33612345678", FR);
    expect(charge.kind).toBe("charge");
    expect(parseCommand("10 EUR \u202a+33612345678\u202c", FR)).toEqual(charge);
    expect(parseCommand("10 EUR \u2066+33 6 12 34 56 78\u2069 \u200e", FR)).toEqual(charge);
    expect(parseCommand("1\u200e0 EUR +33612345678", FR).kind).toBe("faulty");
  });

  it("is no part of a letter: composed or not, a name is the same", () => {
    expect(parseCommand("20 EUR Le\u0301a", FR)).toEqual(parseCommand("20 EUR L\u00e9a", FR));
  });
});

describe("a card's number", () => {
  const cards = fc
    .tuple(fc.constantFrom("2", "3", "4", "5", "6", "9"), fc.integer({ min: 11, max: 17 }))
    .chain(([first, length]) =>
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((rest) => {
        const body = first + rest.join("");
        return [..."0123456789"].map((last) => body + last).find(passesLuhn) ?? "";
      }),
    )
    .chain((card) =>
      fc
        .constantFrom("", " ", "-", ".", "/")
        .map((mark) => ({ card, written: card.replace(/(.{4})(?=.)/g, `$1${mark}`) })),
    );

  it("is in no field of anything, wherever it stands in a command", () => {
    const around = fc.constantFrom(
      "%",
      "ORDER=%",
      "%@example.com",
      "SHOP=%",
      '"%"',
      "TAX=%",
      "(%)",
      "%EUR",
      "€%",
      "#%",
    );
    fc.assert(
      fc.property(plainCommands, cards, around, places, someShops, (command, { card, written }, frame, place, shop) => {
        const parsed = parseCommand(insert(printCommand(command), frame.replace("%", written), place), shop);
        // Digits of a phone that was there before may be any.
        const kept = JSON.stringify(parsed).replace(/"phone":"\+\d+"/, "");
        expect(kept).not.toContain(card);
        expect(holdsCardNumber(kept)).toBe(false);
      }),
      runs,
    );
  });

  it("is never taken for a phone", () => {
    fc.assert(
      fc.property(amounts, cards, someShops, (amount, { written }, shop) => {
        const parsed = parseCommand(`${amount.currency} 10 ${written}`, shop);
        expect(asksForMoney(parsed)).toBe(false);
      }),
      runs,
    );
  });

  it("is not seen in a phone written with its country, though one in ten passes the check", () => {
    fc.assert(
      fc.property(phones, (phone) => {
        expect(parseCommand(`10 EUR ${phone}`, FR)).toMatchObject({ kind: "charge", payee: { by: "phone", phone } });
      }),
      runs,
    );
  });
});

describe("the cases", () => {
  it("are at least 150, none of them twice", () => {
    const all = [...Object.values(commandCases).flat(), ...talkCases.map((text) => [text, "FR", "talk"] as const)];
    expect(all.length).toBeGreaterThanOrEqual(150);
    expect(new Set(all.map(([text, country]) => `${country} ${text}`)).size).toBe(all.length);
  });
});
