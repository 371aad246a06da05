import { isCurrency } from "#domain/currency";
import { parseDecimal } from "#domain/money";
import { type StatementLine, type StatementProblem, type StatementRead, dayOf } from "#domain/statement";
import { type XmlElement, childOf, childrenOf, readXml, textOf } from "./read-xml.ts";

/** A reference that a bank writes where there is none. */
const isNone = (reference: string): boolean => /^(NOTPROVIDED|NOT PROVIDED|NONREF|NOREF|0+)$/i.test(reference.trim());
const given = (reference: string | undefined): string | undefined =>
  reference === undefined || isNone(reference) ? undefined : reference;

/** Problems told of one file; the rest is likely the same. */
const mostProblems = 50;

type Found = { readonly lines: StatementLine[]; readonly problems: StatementProblem[]; pending: number };

/**
 * Reads a bank-to-customer statement (ISO 20022 camt.053.001.02 to .08): all its statements, each booked entry, and where
 * an entry gathers several payments, each of these. Entries that are not booked yet are counted and left out: they come
 * again when they are.
 */
export function readCamt(source: string): StatementRead {
  const xml = readXml(source);
  if (!xml.ok) return { ok: false, problems: [{ line: xml.line, fault: xml.fault }] };
  const body = xml.root.name === "Document" ? xml.root.children[0] : undefined;
  if (body?.name !== "BkToCstmrStmt")
    return {
      ok: false,
      problems: [{ line: xml.root.line, fault: "unknown-format", given: body?.name ?? xml.root.name }],
    };
  const found: Found = { lines: [], problems: [], pending: 0 };
  for (const statement of childrenOf(body, "Stmt")) {
    const account = (textOf(statement, "Acct", "Id", "IBAN") ?? "").replace(/\s/g, "").toUpperCase();
    for (const entry of childrenOf(statement, "Ntry")) readEntry(entry, account, found);
  }
  if (found.problems.length > 0) return { ok: false, problems: found.problems.slice(0, mostProblems) };
  return { ok: true, format: "camt.053", lines: found.lines, pending: found.pending, skipped: 0 };
}

/** `BOOK` as text (to .06) or as a code inside (from .07 on). */
const statusOf = (entry: XmlElement): string => textOf(entry, "Sts") ?? textOf(entry, "Sts", "Cd") ?? "BOOK";

function readEntry(entry: XmlElement, account: string, found: Found): void {
  if (statusOf(entry) !== "BOOK") {
    found.pending += 1;
    return;
  }
  const fail = (fault: StatementProblem["fault"], text?: string): void => {
    found.problems.push({ line: entry.line, fault, ...(text === undefined ? {} : { given: text }) });
  };
  const date =
    textOf(entry, "BookgDt", "Dt") ?? textOf(entry, "BookgDt", "DtTm")?.slice(0, 10) ?? textOf(entry, "ValDt", "Dt");
  if (date === undefined || dayOf(date) === undefined) return fail("date", date ?? "");
  const side = sideOf(entry);
  if (side === undefined) return fail("direction", textOf(entry, "CdtDbtInd") ?? "");
  const amount = amountOf(childOf(entry, "Amt"));
  if (typeof amount === "string") return fail(amount, childOf(entry, "Amt")?.text ?? "");
  const parts = childrenOf(entry, "NtryDtls").flatMap((details) => childrenOf(details, "TxDtls"));
  const whole = {
    account,
    bookedOn: date,
    side,
    reversal: textOf(entry, "RvslInd") === "true",
    amount,
    line: entry.line,
  };
  const own = given(textOf(entry, "AcctSvcrRef"));
  if (parts.length <= 1) {
    const told = tellOf(entry, parts[0], side);
    const bankRef = own ?? given(textOf(parts[0], "Refs", "AcctSvcrRef"));
    found.lines.push({ ...whole, ...told, ...(bankRef === undefined ? {} : { bankRef }) });
    return;
  }
  readParts(entry, parts, { ...whole, ...(own === undefined ? {} : { bankRef: own }) }, found);
}

/** The payments an entry gathers, each a line of its own; they must make up the entry. */
function readParts(
  entry: XmlElement,
  parts: readonly XmlElement[],
  whole: Omit<StatementLine, "references" | "text">,
  found: Found,
): void {
  let sum = 0;
  const lines: StatementLine[] = [];
  for (const [n, part] of parts.entries()) {
    const amount = amountOf(childOf(part, "Amt") ?? childOf(part, "AmtDtls", "TxAmt", "Amt"));
    if (typeof amount === "string") {
      // A gathered entry whose parts tell no amounts stays one line: its sum is what is sure.
      found.lines.push({ ...whole, ...tellOf(entry, undefined, whole.side) });
      return;
    }
    const side = sideOf(part) ?? whole.side;
    sum += side === whole.side ? amount.minor : -amount.minor;
    const ref = given(textOf(part, "Refs", "AcctSvcrRef"));
    const bankRef = ref ?? (whole.bankRef === undefined ? undefined : `${whole.bankRef}/${n + 1}`);
    lines.push({
      ...whole,
      ...tellOf(entry, part, side),
      amount,
      side,
      line: part.line,
      ...(bankRef === undefined ? {} : { bankRef }),
    });
  }
  if (sum !== whole.amount.minor) found.problems.push({ line: entry.line, fault: "totals", given: String(sum) });
  else found.lines.push(...lines);
}

const sideOf = (element: XmlElement): StatementLine["side"] | undefined => {
  const written = textOf(element, "CdtDbtInd");
  if (written === "CRDT") return "credit";
  return written === "DBIT" ? "debit" : undefined;
};

function amountOf(element: XmlElement | undefined): StatementLine["amount"] | "amount" | "currency" {
  const code = element?.attributes["Ccy"] ?? "";
  if (!isCurrency(code)) return "currency";
  const amount = parseDecimal(element?.text ?? "", code);
  return amount === undefined || amount.minor <= 0 ? "amount" : amount;
}

/** What is told of who paid and what for. */
function tellOf(
  entry: XmlElement,
  part: XmlElement | undefined,
  side: StatementLine["side"],
): Pick<StatementLine, "references" | "text" | "name" | "iban"> {
  const parties = childOf(part, "RltdPties");
  const role = side === "credit" ? "Dbtr" : "Cdtr";
  // From .08 on the party stands one level deeper (Pty).
  const name = textOf(parties, role, "Nm") ?? textOf(parties, role, "Pty", "Nm");
  const iban = textOf(parties, `${role}Acct`, "Id", "IBAN");
  const remittance = childOf(part, "RmtInf");
  const structured = childrenOf(remittance, "Strd").flatMap((one) => textOf(one, "CdtrRefInf", "Ref") ?? []);
  const endToEnd = given(textOf(part, "Refs", "EndToEndId"));
  const told = [
    ...childrenOf(remittance, "Ustrd").map(({ text }) => text),
    ...childrenOf(remittance, "Strd").flatMap((one) => childrenOf(one, "AddtlRmtInf").map(({ text }) => text)),
    textOf(part, "AddtlTxInf"),
    part === undefined || remittance === undefined ? textOf(entry, "AddtlNtryInf") : undefined,
  ].filter((text) => text !== undefined && text !== "");
  return {
    references: [...structured, ...(endToEnd === undefined ? [] : [endToEnd])],
    text: told.join(" ").slice(0, 1_000),
    ...(name === undefined ? {} : { name: name.slice(0, 140) }),
    ...(iban === undefined ? {} : { iban: iban.replace(/\s/g, "").toUpperCase().slice(0, 34) }),
  };
}
