import { creditorReferenceFault, qrReferenceFault } from "#domain/qr/creditor-reference";
import { squeezed } from "#domain/statement";

/** Longest reference a code of ours carries: a Swiss QR reference has 27 figures, a creditor reference 25 signs. */
const longest = 35;
/** Words of a payer's text that are looked at; banks carry 140 characters, some several lines of them. */
const mostWords = 120;

type Told = { readonly references: readonly string[]; readonly text: string };

/** Words of what a bank tells of a payment: letters and figures in capitals, in their order. */
const wordsOf = (text: string): readonly string[] => (text.toUpperCase().match(/[0-9A-Z]+/g) ?? []).slice(0, mostWords);

/** Every run of neighbouring words joined, as far as a reference may be long: payers put blanks and marks in. */
function joins(text: string): ReadonlySet<string> {
  const words = wordsOf(text);
  const found = new Set<string>();
  for (const start of words.keys()) {
    let run = "";
    for (const word of words.slice(start)) {
      run += word;
      if (run.length > longest) break;
      found.add(run);
    }
  }
  return found;
}

/** Whether a reference proves itself: its check digits fit, so that it may stand glued to other signs. */
const provesItself = (reference: string): boolean =>
  creditorReferenceFault("", reference) === undefined || qrReferenceFault("", reference) === undefined;

/** Creditor references and QR references that stand glued to other signs; check digits tell them from chance. */
function gluedIn(text: string): readonly string[] {
  const all = squeezed(text);
  const found: string[] = [];
  for (const { index } of all.matchAll(/(?=RF\d\d)/g))
    for (let length = 25; length >= 5; length--) {
      const candidate = all.slice(index, index + length);
      if (candidate.length === length && creditorReferenceFault("", candidate) === undefined) found.push(candidate);
    }
  for (const { index } of all.matchAll(/(?=\d{27})/g)) {
    const candidate = all.slice(index, index + 27);
    if (qrReferenceFault("", candidate) === undefined) found.push(candidate);
  }
  return found;
}

/**
 * All texts of a statement's line that may be a reference of ours, in capitals without blanks: to look payments up by.
 * What is no payment's reference among them is harmless.
 */
export function referenceCandidates({ references, text }: Told): readonly string[] {
  const found = new Set<string>();
  for (const written of [...references, text]) {
    for (const one of joins(written)) if (one.length >= 3) found.add(one);
    for (const one of gluedIn(written)) found.add(one);
    // A label may hold marks of its own: as written, without blanks.
    for (const word of written.toUpperCase().split(/\s+/))
      if (word.length >= 3 && word.length <= longest) found.add(word);
  }
  return [...found];
}

/**
 * Whether a statement's line names this reference: written in one piece or with blanks and marks between, in capitals or
 * not, alone or inside a sentence. A reference with check digits is also found glued to other signs; another must begin
 * and end where a word does, so that `ORD12` is not found in `ORD123`.
 */
export function namesReference(told: Told, reference: string): boolean {
  const sought = squeezed(reference);
  if (sought.length < 3) return false;
  const all = [...told.references, told.text];
  if (all.some((written) => squeezed(written) === sought || joins(written).has(sought))) return true;
  return provesItself(sought) && all.some((written) => squeezed(written).includes(sought));
}
