/**
 * Card numbers never enter: anything shaped like one is masked before the first write (PCI DSS, SAQ A). They stand in
 * runs of digits with at most three blanks (of any width), dashes, full stops, slashes or underscores between two.
 */
const runOfDigits = /\d(?:[ \t\u00a0\u2000-\u200b\u202f\u2010-\u2015\-._/]{0,3}\d){12,}/g;

const runInJson = /\d(?:(?:\\u[0-9a-f]{4}|\\.|[^\d"\\]){0,3}\d){12,}/gi;

/**
 * Whether JSON as it came might hold a card number in a text: the same rule on more ways to write one, as blanks and
 * slashes may be escaped. Ids of the provider are long numbers, too, but seldom such.
 */
export const mayHoldCardNumber = (json: string): boolean =>
  (json.match(runInJson) ?? []).some((run) =>
    holdsCardNumber(run.replace(/\\u[0-9a-f]{4}|\D/gi, " ").replace(/ +/g, " ")),
  );

/** The check digit rule of ISO/IEC 7812 (Luhn) on a string of digits. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let n = 0; n < digits.length; n++) {
    const digit = digits.charCodeAt(digits.length - 1 - n) - 48;
    const doubled = n % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** The text with every card number reduced to its last four digits; the same text when it holds none. */
export const maskCardNumbers = (text: string): string =>
  text.replace(runOfDigits, (run, at: number) => maskRun(run, text[at - 1] === "+"));

/**
 * Masks the card numbers of a run. A card's groups stand together, but other groups may stand beside them ("… 4242 12/27
 * 123", "2 x 4242 …"): every row of whole groups that makes a card number is masked. What a plus stands before is a
 * phone as far as phones go: one in ten of those with 13 digits would pass for a card.
 */
function maskRun(run: string, isPhone: boolean): string {
  const groups = [...run.matchAll(/\d+/g)].map(({ 0: digits, index }) => ({ digits, from: index }));
  const isMasked = groups.map(() => false);
  for (let first = 0; first < groups.length; first++) {
    let digits = "";
    const phoneEnds = isPhone ? lastOfPhone(groups) : -1;
    for (let last = first; last < groups.length && digits.length <= longestCard; last++) {
      digits += groups[last]?.digits ?? "";
      if (last > phoneEnds && isCardNumber(digits)) isMasked.fill(true, first, last + 1);
    }
  }
  let masked = "";
  let done = 0;
  for (const [n, { digits, from }] of groups.entries()) {
    if (!isMasked[n]) continue;
    if (!isMasked[n - 1]) masked += run.slice(done, from);
    done = from + digits.length;
    if (!isMasked[n + 1]) masked += `•••• •••• •••• ${run.slice(0, done).replace(/\D/g, "").slice(-4)}`;
  }
  return masked + run.slice(done);
}

/** The last group of digits that may belong to a phone with its country's code: 15 figures at most (ITU-T E.164). */
function lastOfPhone(groups: readonly { readonly digits: string }[]): number {
  let length = 0;
  const beyond = groups.findIndex(({ digits }) => (length += digits.length) > longestPhone);
  return beyond === -1 ? groups.length - 1 : beyond - 1;
}

/** Whether the text holds something shaped like a card number. */
export const holdsCardNumber = (text: string): boolean => maskCardNumbers(text) !== text;

const shortestCard = 13;
const longestCard = 19;
const longestPhone = 15;

/** First digits of the card schemes (2–6, and 9 for Troy); phone numbers and order numbers seldom pass all three. */
function isCardNumber(digits: string): boolean {
  if (digits.length < shortestCard || digits.length > longestCard) return false;
  return /^[2-69]/.test(digits) && passesLuhn(digits);
}
