import type { Problem, SaveCard } from "#domain/command";
import type { Keyword } from "./command-words.ts";
import { problem } from "./problems.ts";
import { isPlainlyPerson, readName, readQuotedName } from "./read-name.ts";
import { type TermsRead, readTerms } from "./read-terms.ts";
import type { Token } from "./tokens.ts";

/** A person named in a command. */
export type Named = {
  readonly name: string;
  readonly isQuoted: boolean;
  /** Whether she makes it plain that a number beside her is money. */
  readonly isPlain: boolean;
};

/** All of a command but its amount and its phone, which are told apart later. */
export type Parts = {
  readonly save: SaveCard;
  readonly named: Named | undefined;
  readonly terms: TermsRead;
  readonly hasOption: boolean;
  /** Words that no command holds. */
  readonly strange: readonly string[];
  readonly problems: readonly Problem[];
};

/** Sorts the pieces of a command; `allowed` are the words for what to do that belong to it. */
export function partsOf(tokens: readonly Token[], allowed: readonly Keyword[]): Parts {
  const terms = readTerms(tokens);
  const { named, strange, problems } = readPerson(tokens);
  const saves = new Set(
    tokens.flatMap((token) => (token.kind === "keyword" && isSave(token.keyword) ? [token.keyword] : [])),
  );
  const others = tokens.filter(
    (token) => token.kind === "strange" || (token.kind === "keyword" && !allowed.includes(token.keyword)),
  );
  return {
    save: saves.has("register") ? "always" : saves.has("ask") ? "ask" : "never",
    named,
    terms,
    hasOption: tokens.some(({ kind }) => kind === "option"),
    strange: [...others.map(({ text }) => text), ...strange],
    problems: [...problems, ...terms.problems, ...(saves.size > 1 ? [problem("saveCard", "twice")] : [])],
  };
}

const isSave = (keyword: Keyword): boolean => keyword === "register" || keyword === "ask";

type Person = Pick<Parts, "named" | "strange" | "problems">;

function readPerson(tokens: readonly Token[]): Person {
  const quotes = [...new Set(tokens.flatMap((token) => (token.kind === "quoted" ? [token.text] : [])))];
  const groups = wordGroups(tokens);
  const [words] = groups;
  const [quoted] = quotes;
  if (quoted !== undefined) return { ...readQuoted(quoted, quotes), strange: groups.flat() };
  const name = words !== undefined && groups.length === 1 ? readName(words) : undefined;
  if (words === undefined || name === undefined) return { named: undefined, strange: groups.flat(), problems: [] };
  return { named: { name, isQuoted: false, isPlain: isPlainlyPerson(words) }, strange: [], problems: [] };
}

function readQuoted(quoted: string, quotes: readonly string[]): Pick<Person, "named" | "problems"> {
  const name = readQuotedName(quoted);
  const code = quotes.length > 1 ? "twice" : "unreadable";
  if (name === undefined || quotes.length > 1) {
    return { named: undefined, problems: [problem("payee", code, quotes.join(" "))] };
  }
  return { named: { name, isQuoted: true, isPlain: true }, problems: [] };
}

/** The words of a command as they stand together. */
function wordGroups(tokens: readonly Token[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  let isOpen = false;
  for (const { kind, text, ends } of tokens) {
    if (kind === "word" && isOpen) groups.at(-1)?.push(text);
    else if (kind === "word") groups.push([text]);
    isOpen = kind === "word" && !ends;
  }
  return groups;
}
