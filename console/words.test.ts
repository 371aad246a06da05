import { readFileSync, readdirSync } from "node:fs";
import { createIntl } from "react-intl";
import { describe, expect, it } from "vitest";
import { checkNotes, connectionChecks } from "#api/settings";
import { refusalCodes, refusals } from "#api/refusal";
import { languageFor, languages, regionFor } from "./words.tsx";

const catalogue = (language: string): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(new URL(`messages/${language}.json`, import.meta.url), "utf8")) as Record<string, string>;
const english = catalogue("en");
const keys = Object.keys(english);

/** The places a text names: `{count, plural, …}` and `{name}`. */
const places = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/(?<!(?:=\d+|one|other) )\{(\w+)(?=[,}])/g)].map(([, name]) => name ?? ""))].toSorted();
const values = (text: string) =>
  Object.fromEntries(places(text).map((name) => [name, text.includes(`{${name}, plural`) ? 3 : "x"]));

describe("the console's texts", () => {
  it("exist for exactly the languages of the till", () => {
    const files = readdirSync(new URL("messages", import.meta.url));
    expect(files.toSorted()).toEqual(languages.map((language) => `${language}.json`).toSorted());
  });
  it.each(languages)("have every key in %s, none empty, none besides", (language) => {
    const texts = catalogue(language);
    expect(Object.keys(texts).toSorted()).toEqual(keys.toSorted());
    expect(Object.entries(texts).filter(([, text]) => text.trim() === "")).toEqual([]);
  });
  it.each(languages)("name the same places in %s as in English", (language) => {
    const texts = catalogue(language);
    const differ = keys.filter((key) => places(texts[key] ?? "").join() !== places(english[key] ?? "").join());
    expect(differ).toEqual([]);
  });
  it.each(languages)("can be formatted in %s", (language) => {
    const messages = catalogue(language);
    const errors: string[] = [];
    const intl = createIntl({
      locale: regionFor(language, []),
      messages,
      onError: ({ message }) => errors.push(message),
    });
    const written = keys.map((id) => intl.formatMessage({ id }, values(english[id] ?? "")));
    expect(errors).toEqual([]);
    expect(written.filter((text) => /[{}]/.test(text))).toEqual([]);
  });
  it.each(languages)("say in %s every reason the server refuses for, and no other", (language) => {
    const said = Object.keys(catalogue(language)).filter((key) => key.startsWith("problem."));
    expect(said.toSorted()).toEqual(refusalCodes.map((code) => `problem.${code}`).toSorted());
  });
  it.each(languages)("say in %s what every check of a connection found", (language) => {
    const said = Object.keys(catalogue(language)).filter((key) => key.startsWith("check."));
    const notes = Object.keys(checkNotes).map((code) => `check.note.${code}`);
    expect(said.toSorted()).toEqual([...connectionChecks.map((check) => `check.${check}`), ...notes].toSorted());
  });
  it.each(languages)("name in %s only values that come with the reason", (language) => {
    const texts = catalogue(language);
    const sent = [
      ...refusalCodes.map((code) => [`problem.${code}`, refusals[code]] as const),
      ...Object.entries(checkNotes).map(([code, names]) => [`check.note.${code}`, names] as const),
    ];
    for (const [key, names] of sent) expect([key, places(texts[key] ?? "")]).toEqual([key, [...names].toSorted()]);
  });
  it("are all used: a text nobody shows is no text", () => {
    const source = readdirSync(new URL(".", import.meta.url), { recursive: true, encoding: "utf8" })
      .filter((path) => /\.tsx?$/.test(path) && !/^dist|\.test\./.test(path))
      .map((path) => readFileSync(new URL(path, import.meta.url), "utf8"))
      .join("\n");
    const named = (key: string): boolean => {
      const stem = key.split(".");
      const shown = stem.slice(1).map((_, n) => `\`${stem.slice(0, n + 1).join(".")}.\${`);
      return source.includes(`"${key}"`) || shown.some((beginning) => source.includes(beginning));
    };
    expect(keys.filter((key) => !named(key))).toEqual([]);
  });
});

describe("the reader's language", () => {
  it("is the first of her browser's that the console speaks", () => {
    expect(languageFor(["de-DE", "fr-CH", "en"])).toBe("fr");
    expect(languageFor(["ja"])).toBe("en");
  });
  it("writes numbers and dates in her own region", () => {
    expect(regionFor("fr", ["de-DE", "fr-CH"])).toBe("fr-CH");
    expect(regionFor("pt", ["en"])).toBe("pt-BR");
  });
});
