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
