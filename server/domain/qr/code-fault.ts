/**
 * Why fields make no payment code, or why a text is none. `field` is the grammar's own name of the place, with its id
 * or line number where it has one; `want` and `why` complete the sentence that `sentenceOf` makes.
 */
export type CodeFault =
  | { readonly kind: "missing"; readonly field: string; readonly want: string }
  | { readonly kind: "malformed"; readonly field: string; readonly given: string; readonly want: string }
  | {
      readonly kind: "too-long";
      readonly field: string;
      readonly length: number;
      readonly most: number;
      readonly unit: "characters" | "bytes" | "lines";
    }
  | { readonly kind: "repeated"; readonly field: string }
  | { readonly kind: "forbidden"; readonly field: string; readonly why: string }
  | { readonly kind: "wrong-check"; readonly field: string; readonly given: string; readonly computed: string }
  | { readonly kind: "unknown-grammar"; readonly isNot: readonly string[] };

/** What encoding or decoding gives: the value, or what is wrong. Bad input never throws. */
export type CodeOutcome<Value> = { readonly ok: true; readonly value: Value } | BadCode;

/** The half of an outcome that failed; it fits an outcome of any value. */
export type BadCode = { readonly ok: false; readonly fault: CodeFault };

/** The outcome that went well. */
export const good = <Value>(value: Value): CodeOutcome<Value> => ({ ok: true, value });

/** The outcome that did not. */
export const bad = (fault: CodeFault): BadCode => ({ ok: false, fault });

/** One outcome of many: all values in order, or the first fault. */
export function allGood<Value>(outcomes: readonly CodeOutcome<Value>[]): CodeOutcome<readonly Value[]> {
  const values: Value[] = [];
  for (const outcome of outcomes) {
    if (!outcome.ok) return outcome;
    values.push(outcome.value);
  }
  return good(values);
}

/** The first fault of checks that ran, if one found any. */
export const firstFault = (...found: readonly (CodeFault | undefined)[]): CodeFault | undefined =>
  found.find((fault) => fault !== undefined);

/** The fault as one sentence for people: which field it is, what is wrong, and what to do. */
export function sentenceOf(fault: CodeFault): string {
  switch (fault.kind) {
    case "missing":
      return `${fault.field} is missing: give ${fault.want}.`;
    case "malformed":
      return `${fault.field} is "${clip(fault.given)}": it must be ${fault.want}.`;
    case "too-long":
      return `${fault.field} has ${fault.length} ${fault.unit}: at most ${fault.most} fit, shorten it.`;
    case "repeated":
      return `${fault.field} stands there twice: keep one.`;
    case "forbidden":
      return `${fault.field} must be left out: ${fault.why}.`;
    case "wrong-check":
      return (
        `${fault.field} is "${clip(fault.given)}" where "${fault.computed}" is due: ` +
        "a character was changed or lost, read or type it again."
      );
    case "unknown-grammar":
      return `The text is no payment code: ${fault.isNot.join(", ")}.`;
  }
}

/** A long text would hide the sentence, a line break would tear it. */
const clip = (text: string): string => {
  const line = text.toWellFormed().replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, "␣");
  const signs = Array.from(line);
  return signs.length > 60 ? `${signs.slice(0, 60).join("")}…` : line;
};
