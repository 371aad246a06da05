import { inflateSync } from "node:zlib";

/** Without blanks: the pieces of a PDF's text end anywhere. */
export const squeezed = (words: string): string => words.replace(/[\s\u00a0]+/g, "");

/** The text of a PDF made with PDF's own fonts, in Windows-1252, without blanks. */
export function textOf(pdf: Uint8Array): string {
  const raw = Buffer.from(pdf);
  const pieces: string[] = [];
  for (let at = raw.indexOf("stream\n"); at >= 0; at = raw.indexOf("stream\n", at + 7)) {
    if (raw.subarray(at - 3, at).toString() === "end") continue;
    const page = inflateSync(raw.subarray(at + 7)).toString("latin1");
    for (const [, shown = ""] of page.matchAll(/\[([^\]]*)\] TJ/g)) {
      const bytes = [...shown.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = ""]) => Buffer.from(hex, "hex"));
      pieces.push(new TextDecoder("windows-1252").decode(Buffer.concat(bytes)));
    }
  }
  return squeezed(pieces.join(""));
}
