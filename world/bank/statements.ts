import type { BankAccount, Movement } from "./account.ts";

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const decimal = (minor: number, mark: "." | ","): string => {
  const digits = String(Math.abs(minor)).padStart(3, "0");
  return `${digits.slice(0, -2)}${mark}${digits.slice(-2)}`;
};

/** Versions of camt.053 the bank can write. */
export type CamtVersion = "001.02" | "001.04" | "001.08";

/** A statement of some days as camt.053. Newer versions write a status as a code, and a party one level deeper. */
export function camtOf(account: BankAccount, from: string, to: string, version: CamtVersion = "001.02"): Uint8Array {
  const isNew = version === "001.08";
  const entries = account.between(from, to).map((one) => entryOf(account, one, isNew));
  const text = `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.${version}">
  <BkToCstmrStmt>
    <GrpHdr><MsgId>${from}/${to}</MsgId><CreDtTm>${to}T23:00:00Z</CreDtTm></GrpHdr>
    <Stmt>
      <Id>${from}</Id>
      <Acct><Id><IBAN>${account.iban}</IBAN></Id><Ccy>${account.currency}</Ccy></Acct>
${entries.join("\n")}
    </Stmt>
  </BkToCstmrStmt>
</Document>
`;
  return new TextEncoder().encode(text);
}

function entryOf({ currency }: BankAccount, one: Movement, isNew: boolean): string {
  const status = one.pending ? "PDNG" : "BOOK";
  const role = one.minor > 0 ? "Dbtr" : "Cdtr";
  const party = `<Nm>${escaped(one.name)}</Nm>`;
  const remittance = [
    ...(one.structured === undefined
      ? []
      : [
          `<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>${one.structured}</Ref></CdtrRefInf></Strd>`,
        ]),
    // Lines of 140 characters, as banks carry them.
    ...(one.text.match(/[\s\S]{1,140}/g) ?? []).map((line) => `<Ustrd>${escaped(line)}</Ustrd>`),
  ];
  return `      <Ntry>
        <Amt Ccy="${currency}">${decimal(one.minor, ".")}</Amt>
        <CdtDbtInd>${one.minor > 0 ? "CRDT" : "DBIT"}</CdtDbtInd>${one.reversal ? "\n        <RvslInd>true</RvslInd>" : ""}
        <Sts>${isNew ? `<Cd>${status}</Cd>` : status}</Sts>
        <BookgDt><Dt>${one.day}</Dt></BookgDt>
        <AcctSvcrRef>${one.ref}</AcctSvcrRef>
        <NtryDtls><TxDtls>
          <Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
          <RltdPties><${role}>${isNew ? `<Pty>${party}</Pty>` : party}</${role}><${role}Acct><Id><IBAN>${one.iban}</IBAN></Id></${role}Acct></RltdPties>
          <RmtInf>${remittance.join("")}</RmtInf>
        </TxDtls></NtryDtls>
      </Ntry>`;
}

/** The same days as a table in French, as this bank's customers download it: no references of the bank in it, Latin-1. */
export function tableOf(account: BankAccount, from: string, to: string): Uint8Array {
  const cell = (text: string): string => (/[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = account
    .between(from, to)
    .filter(({ pending }) => !pending)
    .map(({ day, minor, name, text, structured }) => {
      const [year, month, date] = day.split("-");
      const told = [structured, text].filter((one) => one !== undefined && one !== "").join(" ");
      const amount = decimal(minor, ",");
      return [`${date}/${month}/${year}`, name, told, minor < 0 ? `-${amount}` : "", minor > 0 ? amount : ""]
        .map(cell)
        .join(";");
    });
  const text = [`Compte ${account.iban}`, "", "Date opération;Tiers;Libellé;Débit;Crédit", ...rows, ""].join("\r\n");
  return Uint8Array.from(text, (sign) => Math.min(sign.charCodeAt(0), 255));
}
