/** Yes and no as people write them in our languages: letters alone, in small ones. */
const yes = new Set(["yes", "y", "ok", "okay", "oui", "si", "sí", "sì", "sim", "va bene", "d'accord", "vale"]);
const no = new Set(["no", "n", "non", "não", "nao"]);

const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[.!]+$/, "");

/** Whether a text is nothing but a yes. */
export const saysYes = (text: string): boolean => yes.has(plain(text));
/** Whether a text is nothing but a no. */
export const saysNo = (text: string): boolean => no.has(plain(text));
