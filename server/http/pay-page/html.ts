/** Markup that is safe to send: made by `html` alone, so whatever people wrote is escaped in it. */
export type Html = { readonly markup: string };

/** What may stand in markup: a list stands as its parts in a row, `undefined` as nothing. */
type Value = string | number | Html | undefined | readonly Html[];

/** Markup with values in it; texts become text, also inside attributes in double quotes. */
export const html = (parts: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  markup: parts.map((part, n) => (n === 0 ? part : `${markupOf(values[n - 1])}${part}`)).join(""),
});

/** Text of ours that is markup already, such as a style sheet. */
export const trusted = (markup: string): Html => ({ markup });

const signs: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function markupOf(value: Value): string {
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return value.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
  return "markup" in value ? value.markup : value.map(({ markup }) => markup).join("");
}
