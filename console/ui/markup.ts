/** A piece of a chat text: plain words, or words in a style. */
export type Markup =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "bold" | "italic" | "strike"; readonly inside: readonly Markup[] }
  | { readonly type: "mono" | "code"; readonly text: string }
  | { readonly type: "link"; readonly url: string };

const styles = { "*": "bold", _: "italic", "~": "strike" } as const;
type Mark = keyof typeof styles;

const isWord = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);
const isSpace = (character: string | undefined): boolean => character === undefined || /\s/.test(character);
const isMark = (character: string | undefined): character is Mark => character !== undefined && character in styles;

/** Where the mark opened at `start` closes: on the same line, not after a space, not inside a word; -1 for nowhere. */
function closing(text: string, start: number, mark: string): number {
  if (isSpace(text[start + 1]) || text[start + 1] === mark) return -1;
  for (let at = start + 1; at < text.length && text[at] !== "\n"; at += 1)
    if (text[at] === mark && at > start + 1 && !isSpace(text[at - 1]) && !isWord(text[at + 1])) return at;
  return -1;
}

const address = /^https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'*_~]/u;

/** What begins at a place of the text, and where it ends; undefined for plain words. */
function pieceAt(text: string, at: number): { readonly piece: Markup; readonly end: number } | undefined {
  const character = text[at];
  if (text.startsWith("```", at)) {
    const end = text.indexOf("```", at + 3);
    if (end > at + 3) return { piece: { type: "code", text: text.slice(at + 3, end) }, end: end + 3 };
  }
  if (isWord(text[at - 1])) return undefined;
  if (character === "`") {
    const end = closing(text, at, "`");
    if (end > 0) return { piece: { type: "mono", text: text.slice(at + 1, end) }, end: end + 1 };
  }
  if (isMark(character)) {
    const end = closing(text, at, character);
    if (end > 0)
      return { piece: { type: styles[character], inside: readMarkup(text.slice(at + 1, end)) }, end: end + 1 };
  }
  const url = character === "h" ? address.exec(text.slice(at, at + 2048))?.[0] : undefined;
  return url === undefined ? undefined : { piece: { type: "link", url }, end: at + url.length };
}

/**
 * Reads WhatsApp's writing (*bold*, _italic_, ~strike~, `mono`, three backticks for a block) and web addresses into
 * pieces. Every character of the text is in the pieces, but the marks that styled something.
 */
export function readMarkup(text: string): readonly Markup[] {
  const pieces: Markup[] = [];
  let plain = 0;
  const takePlain = (until: number) => {
    if (until > plain) pieces.push({ type: "text", text: text.slice(plain, until) });
  };
  for (let at = 0; at < text.length; ) {
    const found = pieceAt(text, at);
    if (!found) {
      at += 1;
      continue;
    }
    takePlain(at);
    pieces.push(found.piece);
    at = found.end;
    plain = at;
  }
  takePlain(text.length);
  return pieces;
}
