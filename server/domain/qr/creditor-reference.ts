import { type CodeFault, type CodeOutcome, bad, good } from "#domain/qr/code-fault";
import { checkDigits97, mod97 } from "#domain/qr/mod-97";

/**
 * Makes a creditor reference (ISO 11649) of the seller's own number: RF, two check digits, and 1 to 21 letters and
 * figures. Blanks go, small letters become capitals.
 */
export function makeCreditorReference(number: string): CodeOutcome<string> {
  const body = number.replace(/\s/g, "").toUpperCase();
  const digits = checkDigits97("RF", body);
  if (digits === undefined || body.length < 1 || body.length > 21)
    return bad({ kind: "malformed", field: "reference number", given: number, want: "1 to 21 letters and figures" });
  return good(`RF${digits}${body}`);
}

/** What is wrong with a creditor reference as codes hold it: capitals, no blanks. */
export function creditorReferenceFault(field: string, reference: string): CodeFault | undefined {
  const want = "RF, two check digits and 1 to 21 capital letters and figures (ISO 11649)";
  if (!/^RF\d\d[0-9A-Z]{1,21}$/.test(reference)) return { kind: "malformed", field, given: reference, want };
  if (mod97(reference.slice(4) + reference.slice(0, 4)) === 1) return undefined;
  const due = checkDigits97("RF", reference.slice(4)) ?? "";
  return { kind: "wrong-check", field, given: reference, computed: `RF${due}${reference.slice(4)}` };
}

/** Makes a Swiss QR reference of up to 26 figures: filled with zeros in front, and a check digit behind. */
export function makeQrReference(number: string): CodeOutcome<string> {
  const digits = number.replace(/\s/g, "");
  if (!/^\d{1,26}$/.test(digits))
    return bad({ kind: "malformed", field: "reference number", given: number, want: "1 to 26 figures" });
  const body = digits.padStart(26, "0");
  return good(body + recursiveMod10(body));
}

/** What is wrong with a QR reference: 27 figures, the last of which is the check digit. */
export function qrReferenceFault(field: string, reference: string): CodeFault | undefined {
  if (!/^\d{27}$/.test(reference)) return { kind: "malformed", field, given: reference, want: "27 figures" };
  const computed = recursiveMod10(reference.slice(0, 26));
  if (reference.endsWith(computed)) return undefined;
  return { kind: "wrong-check", field, given: reference, computed: reference.slice(0, 26) + computed };
}

/** The recursive modulo 10 of Swiss payment slips: each figure leads from one carry to the next. */
function recursiveMod10(digits: string): string {
  const table = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];
  const carry = Array.from(digits).reduce((before, digit) => table[(before + Number(digit)) % 10] ?? 0, 0);
  return String((10 - carry) % 10);
}
