import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdsCardNumber } from "#domain/card-number";
import { currency } from "#domain/currency";
import { languages } from "#domain/language";
import type { Command } from "#domain/command";
import { commands, someShops } from "./commands.fixture.ts";
import { parseCommand } from "./parse-command.ts";
import { printCommand } from "./print-command.ts";

const runs = { numRuns: 2_000 };
const someLanguages = fc.constantFrom(...languages);

/** The command as it is once nothing of it is assumed or ambiguous. */
const outright = (command: Command): Command =>
  "assumedCurrency" in command ? { ...command, assumedCurrency: false, ambiguousAmount: false } : command;

describe("a printed command", () => {
  it("is read back as the same command, in every language and every shop", () => {
    fc.assert(
      fc.property(commands(fc.constant(false)), someLanguages, someShops, (command, language, shop) => {
        expect(parseCommand(printCommand(command, language), shop)).toEqual(command);
      }),
      runs,
    );
  });

  it("says outright what was assumed or ambiguous, and is then printed the same", () => {
    fc.assert(
      fc.property(commands(fc.boolean()), someLanguages, someShops, (command, language, shop) => {
        const line = printCommand(command, language);
        expect(parseCommand(line, shop)).toEqual(outright(command));
        expect(printCommand(outright(command), language)).toBe(line);
      }),
      runs,
    );
  });

  it("means the same with its words in any order", () => {
    const pages = commands(fc.constant(false)).filter(
      ({ kind }) => kind === "charge" || kind === "register-card" || kind === "wizard",
    );
    const order = fc.array(fc.nat(), { minLength: 16, maxLength: 16 });
    fc.assert(
      fc.property(pages, someShops, order, (command, shop, places) => {
        // The amount stays with its currency, a name in its quotes.
        const words = printCommand(command).match(/\d[\d.]* [A-Z]{3}|"[^"]*"|\S+/g) ?? [];
        const line = words
          .map((word, at) => ({ word, place: places[at] ?? 0 }))
          .toSorted((a, b) => a.place - b.place)
          .map(({ word }) => word)
          .join(" ");
        // Two numbers that come to stand together may pass for a card's.
        fc.pre(!holdsCardNumber(line.replace(/\+\d+/, "phone")));
        expect(parseCommand(line, shop)).toEqual(command);
      }),
      runs,
    );
  });

  it("is one line of plain words", () => {
    const line = printCommand(
      {
        kind: "charge",
        amount: { minor: 1250, currency: currency("EUR") },
        assumedCurrency: true,
        ambiguousAmount: false,
        saveCard: "ask",
        payee: { by: "name", name: "Léa Martin" },
        email: "lea@example.com",
        orderRef: "12",
        taxRate: 550,
        form: true,
        shop: "lyon",
        validDays: 3,
        test: true,
      },
      "fr",
    );
    expect(line).toBe(
      'DEMANDER 12.50 EUR "Léa Martin" lea@example.com COMMANDE=12 TVA=5.5 FORMULAIRE BOUTIQUE=lyon DELAI=3 TEST',
    );
  });
});
