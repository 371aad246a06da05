import type { MediaSource } from "#domain/media";
import type { FieldProblem } from "#domain/outbound";

/** A check of one field: what is wrong with it, or undefined. */
export type Check = FieldProblem | undefined;

/** The first problem there is. */
export const firstOf = (...checks: readonly Check[]): Check => checks.find((check) => check !== undefined);

/** The first problem among the items of a list. */
export function firstIn<Item>(items: readonly Item[], check: (item: Item, n: number) => Check): Check {
  for (const [n, item] of items.entries()) {
    const problem = check(item, n);
    if (problem) return problem;
  }
  return undefined;
}

/** At most `most` characters, counted in UTF-16 units: never more generous than any way Meta may count. */
export function atMost(field: string, text: string | undefined, most: number): Check {
  if (text === undefined || text.length <= most) return undefined;
  return { field, problem: `is ${text.length} characters long; at most ${most} are allowed` };
}

/** A text that says something. */
export const needed = (field: string, text: string | undefined): Check =>
  text === undefined || text.trim() === "" ? { field, problem: "must not be empty" } : undefined;

/** A text that says something, in at most `most` characters. */
export const neededAtMost = (field: string, text: string | undefined, most: number): Check =>
  firstOf(needed(field, text), atMost(field, text, most));

/** How many there may be. */
export function counted(field: string, count: number, least: number, most: number): Check {
  if (count >= least && count <= most) return undefined;
  const allowed = least === most ? String(most) : `${least} to ${most}`;
  return { field, problem: `holds ${count}; ${allowed} are allowed` };
}

/** No text twice. `fieldOf` names the second one. */
export function unique(texts: readonly string[], fieldOf: (n: number) => string): Check {
  const seen = new Set<string>();
  return firstIn(texts, (text, n) => {
    if (seen.has(text)) return { field: fieldOf(n), problem: `is the same as another one: “${text}”` };
    seen.add(text);
    return undefined;
  });
}

/** An address on the web of at most 2,000 characters. */
export function webAddress(field: string, url: string): Check {
  const problem = firstOf(needed(field, url), atMost(field, url, 2_000));
  if (problem) return problem;
  const parsed = URL.parse(url);
  const fits =
    parsed !== null && (parsed.protocol === "https:" || parsed.protocol === "http:") && parsed.hostname !== "";
  return fits ? undefined : { field, problem: "is no web address (https://…)" };
}

/** Where media comes from: an id, a file of ours or a link that can be fetched. */
export function mediaSource(field: string, source: MediaSource): Check {
  if (source.from === "link") return webAddress(`${field}.url`, source.url);
  return source.from === "id" ? needed(`${field}.id`, source.id) : needed(`${field}.fileId`, source.fileId);
}

/** A point on the earth. */
export function place(field: string, latitude: number, longitude: number): Check {
  if (!(Math.abs(latitude) <= 90)) return { field: `${field}latitude`, problem: "lies between -90 and 90" };
  return Math.abs(longitude) <= 180 ? undefined : { field: `${field}longitude`, problem: "lies between -180 and 180" };
}
