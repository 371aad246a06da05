import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/min";

/** Whether a run of figures says by itself that it is an international number. "000" are thousands. */
export const isInternational = (run: string): boolean => /^\(?(\+|00 ?[1-9])/.test(run);

/** Whether a run of figures can only have been meant as a number to call. */
export function looksLikePhone(run: string): boolean {
  const figures = run.replace(/\D/g, "");
  return /^\(?\+/.test(run) || figures.length >= 7 || (figures.length === 6 && figures.startsWith("0"));
}

/**
 * A country's code, an area's in brackets or before a slash, and groups of figures with one kind of mark between them:
 * "+33 (0)6 12…", "(11) 91234-5678", "0171/1234567". A date among figures ("500 12/05") makes none.
 */
const written =
  /^(?:(?:\((?:\+|00)\d{1,3}\)|(?:\+|00 ?)\d{1,3})[ .-]?)?(?:(?:\(\d{1,5}\)|\d{2,5}\/) ?)?\d+(?:[ .-]\d+)*$/;

/**
 * Reads a phone as people write it into E.164 form: international ("+33 6 12…", "0033 6…", "+33 (0)6…") or as it is
 * dialled in the shop's country (ISO 3166). Undefined where no such number can exist. Lengths and leading figures are
 * those of libphonenumber's smallest tables.
 */
export function readPhone(run: string, country: string): string | undefined {
  if (!written.test(run) || (run.includes(".") && run.includes("-"))) return undefined;
  if (isInternational(run)) return valid(run.replace(/^(\(?)00/, "$1+"));
  // Shorter ones are services, and figures of orders and dates.
  if (run.replace(/\D/g, "").length < 6) return undefined;
  return isSupportedCountry(country) ? valid(run, country) : undefined;
}

/** The country (ISO 3166) of a phone in E.164 form, with or without its plus; undefined where it cannot be told. */
export const phoneCountry = (phone: string): string | undefined =>
  parsePhoneNumberFromString(`+${phone.replace(/\D/g, "")}`)?.country;

function valid(run: string, country?: CountryCode): string | undefined {
  const phone = parsePhoneNumberFromString(run.replace(/[^\d+]/g, ""), country);
  return phone?.isValid() === true ? phone.number : undefined;
}
