import { describe, expect, it } from "vitest";
import { fit, fitWords } from "./fit.ts";

describe("what fits in the palette", () => {
  it("fits without accents or case", () => expect(fit("Réglages", "regl")).toBe(4));
  it("ranks a beginning over a word, a part and scattered letters", () => {
    const ranks = ["go to orders", "orders", "reorders x", "old red erasers", "xyz"].map((words) =>
      fit(words, "orders"),
    );
    expect(ranks).toEqual([3, 4, 2, 1, 0]);
    expect(fit("Settings", "stg")).toBe(1);
  });
  it("fits everything when nothing is typed", () => expect(fit("anything", " ")).toBe(1));
  it("finds a thing by other words for it, behind its own name and never by scattered letters", () => {
    const words = "rembourser, rendre l’argent, annuler un paiement";
    expect(["remb", "argent", "Annuler", "paie"].map((typed) => fitWords(words, typed))).toEqual([2.5, 0, 2.5, 2.5]);
    expect([fitWords(words, "rbr"), fitWords(words, " "), fitWords("", "x")]).toEqual([0, 0, 0]);
  });
});
