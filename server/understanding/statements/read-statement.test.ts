import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import type { StatementRead } from "#domain/statement";
import { signStatement, signedFormat } from "./read-signed.ts";
import { readStatement } from "./read-statement.ts";

const eur = currency("EUR");
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string, context: object = {}): StatementRead =>
  readStatement(bytes(text), { currency: eur, ...context });

/** What a line comes to: day, amount with its sign, who, references, text. */
function shown(outcome: StatementRead): readonly string[] {
  if (!outcome.ok) return outcome.problems.map(({ line, fault, given }) => `!${line} ${fault} ${given ?? ""}`.trim());
  return outcome.lines.map(({ bookedOn, side, reversal, amount, name, references, text, bankRef }) =>
    [
      bookedOn,
      `${side === "debit" ? "-" : "+"}${amount.minor} ${amount.currency}${reversal ? " reversed" : ""}`,
      name ?? "",
      references.join(" / "),
      text,
      bankRef ?? "",
    ].join(" | "),
  );
}

const camt = (entries: string, version = "02"): string => `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}">
<BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr><Stmt><Id>1</Id>
<Acct><Id><IBAN>FR76 3000 6000 0112 3456 7890 189</IBAN></Id></Acct>${entries}</Stmt></BkToCstmrStmt></Document>`;
const entry = (inside: string, amount = "12.00", side = "CRDT", status = "<Sts>BOOK</Sts>"): string =>
  `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>${side}</CdtDbtInd>${status}<BookgDt><Dt>2026-11-24</Dt></BookgDt>${inside}</Ntry>`;
const part = (inside: string): string => `<NtryDtls><TxDtls>${inside}</TxDtls></NtryDtls>`;

describe("a camt.053 statement", () => {
  it("is read with references, payer and text of each booked entry", () => {
    const xml = camt(
      entry(
        `<AcctSvcrRef>B1</AcctSvcrRef>${part(
          `<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RltdPties><Dbtr><Nm>L&#233;a &amp; Co</Nm></Dbtr></RltdPties><RmtInf><Ustrd>RF18 5390 0754</Ustrd><Ustrd>7034</Ustrd></RmtInf>`,
        )}`,
      ),
    );
    expect(shown(read(xml))).toEqual(["2026-11-24 | +1200 EUR | Léa & Co |  | RF18 5390 0754 7034 | B1"]);
  });

  it("is read in version .08, where a status is a code and a party stands one level deeper", () => {
    const inside = part(
      `<Refs><EndToEndId>E2E-1</EndToEndId></Refs><RltdPties><Dbtr><Pty><Nm>Léa</Nm></Pty></Dbtr></RltdPties><RmtInf><Strd><CdtrRefInf><Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>`,
    );
    const pending = entry("", "5.00", "CRDT", "<Sts><Cd>PDNG</Cd></Sts>");
    const outcome = read(camt(entry(inside, "12.00", "CRDT", "<Sts><Cd>BOOK</Cd></Sts>") + pending, "08"));
    expect(shown(outcome)).toEqual(["2026-11-24 | +1200 EUR | Léa | RF18539007547034 / E2E-1 |  | "]);
    expect(outcome).toMatchObject({ pending: 1, format: "camt.053" });
  });

  it("parts a gathered entry into its payments, which must make it up", () => {
    const one = (amount: string, ref: string) =>
      `<TxDtls><Refs><EndToEndId>${ref}</EndToEndId></Refs><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></TxDtls>`;
    const gathered = (second: string) =>
      camt(entry(`<AcctSvcrRef>G</AcctSvcrRef><NtryDtls>${one("5.00", "A")}${one(second, "B")}</NtryDtls>`));
    expect(shown(read(gathered("7.00")))).toEqual([
      "2026-11-24 | +500 EUR |  | A |  | G/1",
      "2026-11-24 | +700 EUR |  | B |  | G/2",
    ]);
    expect(shown(read(gathered("7.01")))).toEqual(["!4 totals 1201"]);
  });

  it("knows debits and reversals", () => {
    const xml = camt(entry("", "3.50", "DBIT") + entry("<RvslInd>true</RvslInd>", "12.00", "DBIT"));
    expect(shown(read(xml)).map((line) => line.split(" | ")[1])).toEqual(["-350 EUR", "-1200 EUR reversed"]);
  });

  it.each([
    ["a document type", `<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`, "!1 entities"],
    ["an entity of its own", "<a>&b;</a>", "!1 entities"],
    ["a tag that is not closed", "<a>\n<b></a>", "!2 not-xml"],
    ["two roots", "<a/><b/>", "!1 not-xml"],
    ["another document", "<Document><Other/></Document>", "!1 unknown-format Other"],
    ["elements without end", "<a>".repeat(5_000), "!1 too-deep"],
    ["an amount without a currency", camt(entry("").replace(' Ccy="EUR"', "")), "!4 currency 12.00"],
    ["an amount with too many decimals", camt(entry("", "12.001")), "!4 amount 12.001"],
    ["a negative amount", camt(entry("", "-1.00")), "!4 amount -1.00"],
    ["a day no calendar has", camt(entry("").replace("2026-11-24", "2026-02-30")), "!4 date 2026-02-30"],
    ["no direction", camt(entry("", "1.00", "??")), "!4 direction ??"],
    ["nothing booked", camt(""), "!0 no-entries"],
  ])("with %s is refused whole, with the place", (_, xml, problem) => {
    expect(shown(read(xml))).toEqual([problem]);
  });
});

describe("a bank's table", () => {
  it.each([
    [
      "English",
      'Date,Description,Amount,Reference\n24/11/2026,Payment,"1,234.50",RF18',
      ["2026-11-24 | +123450 EUR |  | RF18 | Payment | "],
    ],
    [
      "French",
      "Date opération;Libellé;Débit;Crédit\n24/11/2026;VIR LEA;;12,00\n25/11/2026;LOYER;-800,00;",
      ["2026-11-24 | +1200 EUR |  |  | VIR LEA | ", "2026-11-25 | -80000 EUR |  |  | LOYER | "],
    ],
    [
      "Italian",
      "Data contabile;Valuta;Causale;Dare;Avere\n24/11/2026;24/11/2026;BONIFICO;;1.234,50",
      ["2026-11-24 | +123450 EUR |  |  | BONIFICO | "],
    ],
    [
      "Spanish",
      "Fecha operación;Concepto;Importe;Divisa\n24/11/2026;Transferencia;-12,00;EUR",
      ["2026-11-24 | -1200 EUR |  |  | Transferencia | "],
    ],
    ["Portuguese", "Data;Histórico;Valor\n24/11/2026;PIX LEA;12,00", ["2026-11-24 | +1200 EUR |  |  | PIX LEA | "]],
    [
      "German",
      "Buchungstag;Auftraggeber;Verwendungszweck;Betrag;Währung\n24.11.26;Léa;Rechnung 7;1.200,00;EUR",
      ["2026-11-24 | +120000 EUR | Léa |  | Rechnung 7 | "],
    ],
  ])("in %s is read by its headers", (_, text, lines) => {
    expect(shown(read(text))).toEqual(lines);
  });

  it.each([
    ["tabs and a mark of Windows", "\uFEFFDate\tDetails\tAmount\n2026-11-24\tA\t1.50", "+150 EUR"],
    ["a currency in the header", "Date;Details;Amount (CHF)\n24.11.2026;A;1'234.50", "+123450 CHF"],
    ["a currency column", "Date;Details;Amount;Currency\n24.11.2026;A;500;JPY", "+500 JPY"],
    ["a word for the side", "Date;Details;Amount;D/C\n24.11.2026;A;5,00;D", "-500 EUR"],
    ["a minus behind", "Date;Details;Amount\n24.11.2026;A;5,00-", "-500 EUR"],
    ["brackets", "Date;Details;Amount\n24.11.2026;A;(5.00)", "-500 EUR"],
    ["blanks for thousands", "Date;Details;Amount\n24.11.2026;A;1 234,50 €", "+123450 EUR"],
    ["a cell over two lines", 'Date;Details;Amount\n24.11.2026;"A\nB; ""C""";1,00', "+100 EUR"],
    ["months first, as one date shows", "Date,Details,Amount\n11/24/2026,A,1.00", "+100 EUR"],
  ])("with %s is read", (_, text, moved) => {
    const outcome = read(text);
    expect(shown(outcome).map((line) => line.split(" | ").slice(0, 2))).toEqual([["2026-11-24", moved]]);
  });

  it("is read in Latin-1", () => {
    const text = "Date;Libellé;Montant\n24/11/2026;Léa;1,00";
    const latin = Uint8Array.from(text, (sign) => sign.charCodeAt(0));
    expect(shown(readStatement(latin, { currency: eur }))).toEqual(["2026-11-24 | +100 EUR |  |  | Léa | "]);
  });

  it("leaves out titles, totals and what is not booked, and counts them", () => {
    const text =
      "Compte 123\n\nDate;Libellé;Montant;Statut\n24/11/2026;A;1,00;Booked\n24/11/2026;B;2,00;En attente\n;Total;3,00;";
    expect(read(text)).toMatchObject({ ok: true, lines: [{ line: 4 }], pending: 1, skipped: 2 });
  });

  it("does not take a column that repeats for the bank's own name of a movement", () => {
    const text = "Date;Details;Amount;Id\n24.11.2026;A;1,00;7\n24.11.2026;B;1,00;7";
    const outcome = read(text);
    expect(outcome.ok && outcome.lines.map(({ bankRef, references }) => [bankRef, references])).toEqual([
      [undefined, ["7"]],
      [undefined, ["7"]],
    ]);
  });

  it.each([
    ["no day", "Name;Amount\nA;1,00", "!1 no-columns"],
    ["a day that is none", "Date;Amount\n31/02/2026;1,00", "!2 date 31/02/2026"],
    ["an amount that is none", "Date;Amount\n24/11/2026;1,0,0", "!2 amount 1,0,0"],
    ["thousands or decimals, who knows", "Date;Amount\n24/11/2026;1.234", "!2 amount 1.234"],
    ["two styles of decimals", "Date;Amount\n24/11/2026;1,50\n24/11/2026;1.50", "!2 amount"],
    ["two orders of days", "Date;Amount\n24/11/2026;1,50\n11/24/2026;1,50", "!2 date"],
    ["a currency nobody knows", "Date;Amount;Currency\n24/11/2026;1,50;ZZZ", "!2 currency ZZZ"],
    ["money in and out at once", "Date;Credit;Debit\n24/11/2026;1,50;1,50", "!2 amount 1,50 1,50"],
    ["nothing in it", "Date;Amount\n", "!0 no-entries"],
    ["a photograph", "\u0000\u0001", "!0 encoding"],
    ["prose", "Dear shop, I paid.", "!1 no-columns"],
  ])("with %s is refused, with the line", (_, text, problem) => {
    expect(shown(read(text))).toEqual([problem]);
  });
});

describe("a signed statement", () => {
  const one = {
    id: "1",
    bookedOn: "2026-11-24",
    side: "credit",
    minor: 1_200,
    currency: "EUR",
    reference: "RF18",
    text: "",
  };
  const file = (entries: readonly object[]) => signStatement({ format: signedFormat, account: "", entries }, "s3cret");

  it("is read when its signature fits", () => {
    expect(shown(read(file([one]), { secret: "s3cret" }))).toEqual(["2026-11-24 | +1200 EUR |  | RF18 |  | 1"]);
  });
  it.each([
    ["changed afterwards", file([one]).replace("1200", "9200"), "s3cret", "!0 signature"],
    ["signed by another", file([one]), "other", "!0 signature"],
    ["for a shop without a secret", file([one]), undefined, "!0 no-secret"],
    ["with half an amount", file([{ ...one, minor: 1.5 }]), "s3cret", "!1 amount 1.5"],
    ["with an entry without a name", file([one, { ...one, id: "" }]), "s3cret", "!2 fields id"],
    ["that is other JSON", '{"entries": []}', "s3cret", "!0 unknown-format"],
  ])("%s is refused", (_, text, secret, problem) => {
    expect(shown(read(text, { secret }))).toEqual([problem]);
  });
});
