/** Card numbers never enter: anything shaped like one is masked before the first write (PCI DSS, SAQ A). */
const shaped = /(?<![\d])\d(?:[ \-.]?\d){12,18}(?![\d])/g;

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
export function maskCardNumbers(text: string): string {
  return text.replace(shaped, (found) => {
    const digits = found.replace(/\D/g, "");
    return isCardNumber(digits) ? `•••• •••• •••• ${digits.slice(-4)}` : found;
  });
}

/** Whether the text holds something shaped like a card number. */
export const holdsCardNumber = (text: string): boolean => maskCardNumbers(text) !== text;

/** First digits of the card schemes (2–6, and 9 for Troy); phone numbers and order numbers seldom pass all three. */
function isCardNumber(digits: string): boolean {
  if (digits.length < 13 || digits.length > 19) return false;
  return /^[2-69]/.test(digits) && passesLuhn(digits);
}
