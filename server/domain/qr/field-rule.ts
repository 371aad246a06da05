import type { CodeFault } from "#domain/qr/code-fault";

/** What a text field may hold: at most so many characters, and of which form; `want` says it in words. */
export type FieldRule = { readonly most: number; readonly want: string; readonly pattern?: RegExp };

/** Characters as the grammars count them: code points, so that a sign outside the BMP is one. */
export const characterCount = (text: string): number => Array.from(text).length;

/** Bytes of the text in UTF-8. */
export const utf8Length = (text: string): number => new TextEncoder().encode(text).length;

/** What is wrong with a field that must be there; an empty or blank one is missing. */
export function requiredFault(field: string, value: string | undefined, rule: FieldRule): CodeFault | undefined {
  if (value === undefined || value.trim() === "") return { kind: "missing", field, want: rule.want };
  if (!isPrintable(value))
    return { kind: "malformed", field, given: value, want: "text without line breaks and control characters" };
  const length = characterCount(value);
  if (length > rule.most) return { kind: "too-long", field, length, most: rule.most, unit: "characters" };
  if (rule.pattern && !rule.pattern.test(value)) return { kind: "malformed", field, given: value, want: rule.want };
  return undefined;
}

/** The same for a field that may be absent; when it is there, it must not be blank. */
export const optionalFault = (field: string, value: string | undefined, rule: FieldRule): CodeFault | undefined =>
  value === undefined ? undefined : requiredFault(field, value, rule);

/** Whether the text is well-formed Unicode without line breaks and control characters. */
export const isPrintable = (text: string): boolean => text.isWellFormed() && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text);

/** A rule for free text of at most so many characters. */
export const freeText = (most: number): FieldRule => ({ most, want: `1 to ${most} characters` });
