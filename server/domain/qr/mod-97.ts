/**
 * The remainder by 97 of letters and figures as ISO 7064 reads them: A is 10, Z is 35. Capitals and digits only;
 * undefined for any other character. Worked off sign by sign, so no number grows past seven digits.
 */
export function mod97(text: string): number | undefined {
  let remainder = 0;
  for (const sign of text) {
    if (!/[0-9A-Z]/.test(sign)) return undefined;
    const value = Number.parseInt(sign, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
}

/** Two check digits (ISO 7064 MOD 97-10) for a code that begins with `head`, then the digits, then `body`. */
export function checkDigits97(head: string, body: string): string | undefined {
  const remainder = mod97(`${body}${head}00`);
  return remainder === undefined ? undefined : String(98 - remainder).padStart(2, "0");
}
