/** Yes and no as people write them in our languages: letters alone, in small ones. */
const yes = new Set(["yes", "y", "ok", "okay", "send", "oui", "envoyer", "si", "sí", "sì", "sim", "va bene", "vale"]);
const no = new Set(["no", "n", "non", "não", "nao"]);

const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[.!]+$/, "");

/** Whether a text is nothing but a yes. */
export const agrees = (text: string): boolean => yes.has(plain(text));
/** Whether a text is nothing but a no. */
export const declines = (text: string): boolean => no.has(plain(text));

/** Whether a text asks something back: that is for understanding, not an answer to our question. */
export const isQuestion = (text: string): boolean => /[?？]\s*$/u.test(text);
