/** Elements without an end, of those a page of ours may hold (HTML, void elements). */
const ends: ReadonlySet<string> = new Set(["meta", "br", "hr", "img", "input", "link"]);
/** A tag as we write it: names in small letters, every value in double quotes. */
const tag = /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"<>]*")?)*)>/g;

/** A page taken apart. */
export type Parsed = {
  /** What is not well formed; empty when all is. */
  readonly faults: readonly string[];
  readonly elements: readonly string[];
  /** Values of an attribute, as they read. */
  readonly values: (attribute: string) => readonly string[];
  /** All that is read on the page. */
  readonly text: string;
};

const signs: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const readable = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => signs[name] ?? "");

/** Takes a page apart, strictly: each element ends where it must, and no sign stands that would begin another. */
export function parsePage(page: string): Parsed {
  const faults: string[] = [];
  const elements: string[] = [];
  const attributes: string[] = [];
  const under: string[] = [];
  if (!page.startsWith("<!doctype html>\n")) faults.push("no document type");
  const body = page.replace("<!doctype html>\n", "").replace(/<style>[^<]*<\/style>/, "");
  for (const [, slash, name = "", given = ""] of body.matchAll(tag)) {
    if (slash === "/") {
      const opened = under.pop();
      if (opened !== name) faults.push(`</${name}> ends <${opened}>`);
      continue;
    }
    elements.push(name);
    attributes.push(given);
    if (!ends.has(name)) under.push(name);
  }
  if (under.length > 0) faults.push(`without an end: ${under.join(" ")}`);
  const text = body.replace(tag, "");
  for (const [sign] of text.matchAll(/[<>]|&(?!(amp|lt|gt|quot|#39);)/g)) faults.push(`a bare ${sign}`);
  return {
    faults,
    elements,
    values: (attribute) =>
      attributes.flatMap((given) =>
        [...given.matchAll(new RegExp(` ${attribute}="([^"]*)"`, "g"))].map(([, value]) => readable(value ?? "")),
      ),
    text: readable(text).replace(/\s+/g, " "),
  };
}
