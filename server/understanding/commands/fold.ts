/** A word as it is compared: no accents, no apostrophes, small letters. "AUJOURD’HUI" is "aujourdhui". */
export const fold = (word: string): string =>
  word
    .normalize("NFD")
    .replace(/[\p{M}'’]/gu, "")
    .toLowerCase();
