/** How the people of a country group the figures after its code (ITU E.164 numbers in their national habit). */
const habits: readonly (readonly [code: string, length: number, groups: readonly number[]])[] = [
  ["33", 9, [1, 2, 2, 2, 2]],
  ["351", 9, [3, 3, 3]],
  ["34", 9, [3, 2, 2, 2]],
  ["39", 10, [3, 3, 4]],
  ["39", 9, [3, 3, 3]],
  ["44", 10, [4, 6]],
  ["49", 11, [4, 7]],
  ["32", 9, [3, 2, 2, 2]],
  ["41", 9, [2, 3, 2, 2]],
  ["55", 11, [2, 5, 4]],
  ["55", 10, [2, 4, 4]],
  ["1", 10, [3, 3, 4]],
];

/** A phone number as it is read out, "+33 6 12 34 56 78"; one of a country we have no habit of stays as it came. */
export function writePhone(phone: string): string {
  const figures = phone.replace(/\D/g, "");
  const international = phone.startsWith("+") || phone === figures;
  const habit = habits.find(([code, length]) => figures.startsWith(code) && figures.length === code.length + length);
  if (!international || !habit) return phone;
  const [code, , groups] = habit;
  const parts: string[] = [];
  let at = code.length;
  for (const size of groups) {
    parts.push(figures.slice(at, at + size));
    at += size;
  }
  // Spaces that do not break: half a number on the next line is hard to read.
  return [`+${code}`, ...parts].join("\u00a0");
}
