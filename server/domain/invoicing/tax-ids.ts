import { passesLuhn } from "#domain/card-number";

/** An identifier as it is kept: capitals and figures, without blanks, dots and hyphens. */
export const plainId = (text: string): string => text.replace(/[\s.\-/]/g, "").toUpperCase();

/** Number of a French company: nine figures, the last one checks (Luhn). */
export const isSiren = (id: string): boolean => /^\d{9}$/.test(id) && passesLuhn(id);

/** La Poste's own number: its 10,000 branches outgrew the check digit, their figures add up to a multiple of five. */
const post = "356000000";

/** Number of a French establishment: the company's nine figures and five of its own. */
export function isSiret(id: string): boolean {
  if (!/^\d{14}$/.test(id)) return false;
  if (passesLuhn(id) && isSiren(id.slice(0, 9))) return true;
  return id.startsWith(post) && [...id].reduce((sum, figure) => sum + Number(figure), 0) % 5 === 0;
}

/** French VAT number: FR, two characters of key, the SIREN. A key of figures is (12 + 3 × (SIREN mod 97)) mod 97. */
export function isFrenchVatId(id: string): boolean {
  const [, key = "", siren = ""] = /^FR([0-9A-HJ-NP-Z]{2})(\d{9})$/.exec(id) ?? [];
  if (!isSiren(siren)) return false;
  return !/^\d\d$/.test(key) || Number(key) === (12 + 3 * (Number(siren) % 97)) % 97;
}

/** Italian VAT number without its country: eleven figures, the last one checks (Luhn's rule). */
export const isPartitaIva = (id: string): boolean => /^\d{11}$/.test(id) && id !== "00000000000" && passesLuhn(id);

const oddPlaces = "BAKPLCQDREVOSFTGUHMINJWZYX";
const figureLetters = "ABCDEFGHIJ";
/** Letters that stand for a figure where two people would have the same code. */
const personCode = /^[A-Z]{6}[\dL-NP-V]{2}[A-EHLMPR-T][\dL-NP-V]{2}[A-Z][\dL-NP-V]{3}[A-Z]$/;

/** Italian tax code: of a person 16 characters with a letter that checks (DM 12 March 1974), of a company its VAT number. */
export function isCodiceFiscale(id: string): boolean {
  if (isPartitaIva(id)) return true;
  if (!personCode.test(id)) return false;
  const sum = [...id].slice(0, 15).reduce((before, sign, n) => {
    const letter = /\d/.test(sign) ? (figureLetters[Number(sign)] ?? "A") : sign;
    // In odd places, counted from 1, a character counts for its place in a scrambled alphabet.
    return before + (n % 2 === 0 ? oddPlaces.indexOf(letter) : letter.charCodeAt(0) - 65);
  }, 0);
  return id[15] === String.fromCharCode(65 + (sum % 26));
}

const unionCountries = "AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI";
const union = new Set(unionCountries.split(" "));

/** A VAT number of the European Union by its form; France's and Italy's by their check digits, too. */
export function isVatId(id: string): boolean {
  if (!union.has(id.slice(0, 2)) || !/^[A-Z]{2}[0-9A-Z+*]{2,12}$/.test(id)) return false;
  if (id.startsWith("FR")) return isFrenchVatId(id);
  if (id.startsWith("IT")) return isPartitaIva(id.slice(2));
  return /\d/.test(id);
}
