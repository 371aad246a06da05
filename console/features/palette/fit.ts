const bare = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/**
 * How well words fit what was typed, in any language: 0 is not at all; a beginning counts most, then the beginning of a
 * word, then a part, then letters in order.
 */
export function fit(words: string, typed: string): number {
  const text = bare(words);
  const wanted = bare(typed).trim();
  if (wanted === "") return 1;
  if (text.startsWith(wanted)) return 4;
  if (text.includes(` ${wanted}`)) return 3;
  if (text.includes(wanted)) return 2;
  let at = 0;
  for (const letter of wanted) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return 0;
  }
  return 1;
}

/**
 * How well other words for a thing, with commas between them, fit what was typed: only their beginnings count, and less
 * than the same beginning of its own name.
 */
export const fitWords = (words: string, typed: string): number =>
  typed.trim() !== "" && words.split(",").some((word) => fit(word.trim(), typed) >= 3) ? 2.5 : 0;
