/** The longest a file may be. */
export const longestFile = 300;

const emptyWords = "utils?|helpers?|common|misc|libs?|core|base|services?|managers?|handlers?|infos?|data|index|stuff";

/** True when a word of a path's names says nothing about the trade or the task. A page's name is the bundler's. */
export const saysNothing = (path: string): boolean =>
  path
    .replace(/index\.html$/, "page.html")
    .split("/")
    .some((name) => new RegExp(`(^|[.-])(${emptyWords})([.-]|$)`, "i").test(name));

/** True when a name is written the house's way: small letters, figures and hyphens, then endings after dots. */
export const isKebab = (name: string): boolean => /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(name);

/** The notes to oneself a text holds. A word inside other words is none. */
export const notesToSelf = (text: string): readonly string[] =>
  [...text.matchAll(/\b(TODO|FIXME|XXX|HACK)\b/g)].map(([word]) => word);

const topFolders = "server|console|widget|world|simulation|tests|api|scripts|bench|examples|docs|changes";

/** The paths of our own a document names in `code marks` or links: what looks like a place, without wildcards. */
export const namedPaths = (markdown: string): readonly string[] => {
  const pattern = new RegExp(`[\`(]((?:\\./)?(?:${topFolders})/[\\w./-]*[\\w-]/?)[\`)#]`, "g");
  return [...markdown.matchAll(pattern)].map(([, path]) => (path ?? "").replace(/^\.\//, ""));
};

/** The npm scripts a document tells people to run. */
export const namedScripts = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/npm run (?:-s |--silent )?([\w:-]+)|npm (start|test)\b/g)].map(
    ([, named, short]) => named ?? short ?? "",
  );

/** The languages every text is written in. */
const languages: readonly string[] = ["en", "es", "fr", "it", "pt"];

type Texts = Readonly<Record<string, unknown>>;

const isBlank = (text: unknown): boolean => text === undefined || text === null || text === "";

/** What is missing among catalogues of messages, one per language; empty when they are complete. */
export const catalogueGaps = (catalogues: Readonly<Record<string, Texts>>): readonly string[] => {
  const keys = new Set(Object.values(catalogues).flatMap((one) => Object.keys(one)));
  return languages.flatMap((language) => {
    const own = catalogues[language];
    if (own === undefined) return [`${language}: missing`];
    return [...keys].filter((key) => isBlank(own[key])).map((key) => `${language}: ${key}`);
  });
};

/** The same for a journey's texts, which are kept by language, or by key with every language under each. */
export const textGaps = (texts: Readonly<Record<string, Texts>>): readonly string[] => {
  if (Object.keys(texts).some((key) => languages.includes(key))) return catalogueGaps(texts);
  if (Object.keys(texts).length === 0) return ["no texts"];
  return Object.entries(texts).flatMap(([key, wordings]) =>
    languages.filter((language) => isBlank(wordings[language])).map((language) => `${language}: ${key}`),
  );
};
