import { type CodeFault, type CodeOutcome, bad, good } from "#domain/qr/code-fault";
import { ibanForm } from "#domain/qr/iban-countries";
import { mod97 } from "#domain/qr/mod-97";

/**
 * Reads an account number (ISO 13616) as people write it, with blanks and small letters, and gives it as codes hold it:
 * capitals without blanks. Country, length, form of the national part and check digits must be right; a country's own
 * check digits inside the national part are its banks' business.
 */
export function readIban(text: string): CodeOutcome<string> {
  const iban = text.replace(/\s/g, "").toUpperCase();
  const fault = ibanFault("IBAN", iban);
  return fault ? bad(fault) : good(iban);
}

/** What is wrong with an IBAN that must stand without blanks. An account is personal: the fault never shows it whole. */
export function ibanFault(field: string, iban: string): CodeFault | undefined {
  if (iban === "") return { kind: "missing", field, want: "an account number (IBAN)" };
  const wrong = (want: string): CodeFault => ({ kind: "malformed", field, given: maskIban(iban), want });
  const country = iban.slice(0, 2);
  const form = ibanForm(country);
  if (!form) return wrong("an IBAN, which begins with the country's two capital letters");
  if (iban.length !== form.length) return wrong(`${form.length} characters long in ${country}, not ${iban.length}`);
  if (!form.national.test(iban.slice(4))) return wrong(`of the form that ${country} gives its accounts`);
  // 00, 01 and 99 leave the same remainder as right digits, but are never given out.
  if (
    !/^\d\d$/.test(iban.slice(2, 4)) ||
    !isGivenOut(iban.slice(2, 4)) ||
    mod97(iban.slice(4) + iban.slice(0, 4)) !== 1
  )
    return wrong("an IBAN whose check digits fit: a figure was changed or swapped, type it again");
  return undefined;
}

const isGivenOut = (digits: string): boolean => digits >= "02" && digits <= "98";

/** Country and last four characters, for screens and logs. */
export const maskIban = (iban: string): string => (iban.length > 8 ? `${iban.slice(0, 2)}…${iban.slice(-4)}` : "…");

/** Whether a Swiss or Liechtenstein IBAN is a QR-IBAN: its bank has a number from 30000 to 31999 (SIX). */
export const isQrIban = (iban: string): boolean => /^(CH|LI)\d\d3[01]\d{3}/.test(iban);
