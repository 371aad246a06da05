import { type Styles, Text, View } from "@react-pdf/renderer";
import { type ReactElement, createElement as h } from "react";
import { drawable } from "./printed.ts";
import { style } from "./receipt-style.ts";

/** How something looks. */
export type Style = Styles[string];

/** A word longer than a line is broken anywhere; others stay whole, since no hyphenation rules are shipped. */
const longestWord = 36;
const syllables = (word: string): string[] =>
  word.length > longestWord ? (word.match(new RegExp(`.{1,${longestWord / 2}}`, "gsu")) ?? [word]) : [word];

/** Words in a look. */
export const text = (look: Style, words: string, key?: string): ReactElement =>
  h(Text, { style: look, hyphenationCallback: syllables, ...(key === undefined ? {} : { key }) }, drawable(words));

/** A value under its label. */
export const fact = (label: string, value: string): ReactElement =>
  h(View, { style: style.fact }, text(style.label, label), text({}, value));

/** A row of the table of VAT: its first cell to the left, the others to the right. */
export const vatRow = (cells: readonly string[], look: Style): ReactElement =>
  h(
    View,
    { style: style.vatRow },
    ...cells.map((cell, n) =>
      h(Text, { key: n, style: [n === 0 ? style.vatRate : style.vatCell, look] }, drawable(cell)),
    ),
  );
