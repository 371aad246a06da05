import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { type Language, languages } from "#domain/language";
import type { ParsedCommand } from "#domain/command";
import { keywordWords, optionWords } from "./command-words.ts";
import { commandCases } from "./commands.cases.ts";
import type { CommandContext } from "./context.ts";
import { parseCommand } from "./parse-command.ts";
import { printCommand } from "./print-command.ts";
import { talkCases } from "./talk.cases.ts";

const shop = (country: string, code: string, language: Language): CommandContext => ({
  country,
  currency: currency(code),
  languages: [language],
});
const FR = shop("FR", "EUR", "fr");
const shops: Readonly<Record<string, CommandContext>> = {
  FR,
  IT: shop("IT", "EUR", "it"),
  ES: shop("ES", "EUR", "es"),
  PT: shop("PT", "EUR", "pt"),
  DE: shop("DE", "EUR", "en"),
  GB: shop("GB", "GBP", "en"),
  US: shop("US", "USD", "en"),
  CA: shop("CA", "CAD", "en"),
  BR: shop("BR", "BRL", "pt"),
  CH: shop("CH", "CHF", "fr"),
  IN: shop("IN", "INR", "en"),
  JP: shop("JP", "JPY", "en"),
  KW: shop("KW", "KWD", "en"),
  TN: shop("TN", "TND", "fr"),
  SE: shop("SE", "SEK", "en"),
};

function meaningOf(command: ParsedCommand): string {
  if (command.kind === "not-a-command") return "talk";
  if (command.kind === "faulty") {
    return `faulty ${command.problems.map(({ field, code }) => `${field}:${code}`).join(" ")}`;
  }
  const isAssumed = "assumedCurrency" in command && command.assumedCurrency;
  const isAmbiguous = "ambiguousAmount" in command && command.ambiguousAmount;
  return [printCommand(command), ...(isAssumed ? ["assumed"] : []), ...(isAmbiguous ? ["ambiguous"] : [])].join(" ");
}

const read = (text: string, country: string): string => meaningOf(parseCommand(text, shops[country] ?? FR));

describe.each(Object.entries(commandCases))("a merchant's line: %s", (_topic, cases) => {
  it.each(cases)("%j in %s is %s", (text, country, meaning) => {
    expect(shops).toHaveProperty(country);
    expect(read(text, country)).toBe(meaning);
  });
});

describe("ordinary talk", () => {
  it.each(talkCases)("%j is no command in any country", (text) => {
    for (const country of Object.keys(shops)) {
      const command = parseCommand(text, shops[country] ?? FR);
      expect([country, text, command.kind]).not.toContain("charge");
      expect([country, text, command.kind]).not.toContain("register-card");
    }
    expect(read(text, "FR")).toBe("talk");
  });
});

describe("Lyra's grammar for payment orders by WhatsApp", () => {
  const page = { form: false, test: false };
  const charge = (minor: number, code = "EUR") => ({
    kind: "charge",
    amount: { minor, currency: code },
    assumedCurrency: false,
    ambiguousAmount: false,
    saveCard: "never",
    payee: { by: "nobody" },
    ...page,
  });
  const phone = { by: "phone", phone: "+33612345678" };
  const nobody = { by: "nobody" };

  it("asks the payer by her phone, or gives the merchant the link where there is none", () => {
    expect(parseCommand("99,90 EUR +33612345678", FR)).toEqual({ ...charge(9990), payee: phone });
    expect(parseCommand("99.90 EUR", FR)).toEqual(charge(9990));
    expect(parseCommand("42 gBp", FR)).toEqual(charge(4200, "GBP"));
  });

  it("takes an address and options, one after the other", () => {
    const email = "ada@example.com";
    const steps = [
      [email, { email }],
      ["ORDER=A-7", { orderRef: "A-7" }],
      ["TAX=5.5", { taxRate: 550 }],
      ["FORM", { form: true }],
      ["SHOP=12345678", { shop: "12345678" }],
      ["DELAY=07", { validDays: 7 }],
      ["TEST", { test: true }],
    ] as const;
    for (const [at] of steps.entries()) {
      const taken = steps.slice(0, at + 1);
      const text = ["15 EUR", ...taken.map(([word]) => word)].join(" ");
      expect(parseCommand(text, FR)).toEqual(Object.assign(charge(1500), ...taken.map(([, part]) => part)));
    }
  });

  it("keeps the card with REGISTER, asks with ASK, and only registers it where there is no amount", () => {
    const email = "ada@example.com";
    const kept = { ...charge(1500), saveCard: "always", email };
    expect(parseCommand(`register 15 EUR ${email}`, FR)).toEqual(kept);
    expect(parseCommand(`15 EUR +33612345678 REGISTER ${email}`, FR)).toEqual({ ...kept, payee: phone });
    expect(parseCommand(`15 EUR +33612345678 ASK ${email}`, FR)).toEqual({ ...kept, saveCard: "ask", payee: phone });
    const card = { kind: "register-card", saveCard: "always", payee: nobody, email, ...page };
    expect(parseCommand(`register ${email}`, FR)).toEqual(card);
    expect(parseCommand(`+33612345678 REGISTER ${email}`, FR)).toEqual({ ...card, payee: phone });
  });

  it("opens the wizard with LINK, whatever else is written of a command", () => {
    expect(parseCommand("LINK", FR)).toEqual({ kind: "wizard" });
    expect(parseCommand("LINK 15 EUR +33612345678", FR)).toEqual({ kind: "wizard" });
  });

  it("says what is missing or wrong, and where", () => {
    const problems = (text: string) => {
      const command = parseCommand(text, FR);
      return command.kind === "faulty" ? command.problems : command;
    };
    expect(problems("15 EUR +33612345678 REGISTER")).toEqual([{ field: "email", code: "missing", found: "" }]);
    expect(problems("15 +33612345678")).toEqual([{ field: "currency", code: "missing", found: "" }]);
    expect(problems("EUR +33612345678")).toEqual([{ field: "amount", code: "missing", found: "" }]);
    expect(problems("15,005 EUR")).toEqual([{ field: "amount", code: "too-many-decimals", found: "15,005 EUR" }]);
    expect(problems("15 EUR +336123 DELAY=99")).toEqual([
      { field: "phone", code: "unreadable", found: "+336123" },
      { field: "delay", code: "out-of-range", found: "99" },
    ]);
  });

  it("is read with blanks between thousands and with national phones, which Lyra does not take", () => {
    expect(parseCommand("1 500,50 EUR +33612345678", FR)).toEqual({ ...charge(150050), payee: phone });
    expect(parseCommand("15 EUR 0612345678", FR)).toEqual({ ...charge(1500), payee: phone });
  });
});

describe("the words of the commands", () => {
  const all = [...Object.entries(keywordWords), ...Object.entries(optionWords)];

  it("are each of one command", () => {
    const owners = new Map<string, string>();
    for (const [name, byLanguage] of all)
      for (const word of Object.values(byLanguage).flat()) {
        expect([word, owners.get(word) ?? name]).toEqual([word, name]);
        owners.set(word, name);
      }
  });

  it("mean the same in every language, any case, with accents or without", () => {
    const lines = {
      register: "% 15 EUR a@example.com",
      ask: "% 15 EUR a@example.com",
      form: "15 EUR %",
      test: "15 EUR %",
      link: "%",
      qr: "% 12,50",
      refund: "% ord_12 5",
      received: "% ord_12",
      cancel: "%",
      stock: "% RING-54 3",
      today: "%",
      help: "%",
      undo: "%",
      order: "15 EUR %=12",
      tax: "15 EUR %=20",
      shop: "15 EUR %=lyon",
      delay: "15 EUR %=3",
    } as const;
    for (const [name, byLanguage] of all) {
      const line = lines[name as keyof typeof lines];
      const meant = parseCommand(line.replace("%", byLanguage.en[0] ?? ""), FR);
      expect(["faulty", "not-a-command"]).not.toContain(meant.kind);
      for (const language of languages)
        for (const word of byLanguage[language])
          for (const written of [word, word.toUpperCase(), word.replace("'", "’"), word.replace("e", "é")])
            expect([written, parseCommand(line.replace("%", written), FR)]).toEqual([written, meant]);
    }
  });
});
