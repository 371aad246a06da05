import { describe, expect, it } from "vitest";
import { languages } from "#domain/language";
import { back, fresh, pageOf } from "./page-of.fixture.ts";
import { pageTexts } from "./page-texts.ts";
import { recordsWith, transfer } from "./ring-order.fixture.ts";
import { parsePage } from "./well-formed.fixture.ts";

describe("other ways to pay", () => {
  const ways = Array.from({ length: 6 }, (_, n) => ({
    railId: `rail-${n}`,
    name: `Virement "${n}" <b>`,
    note: pageTexts.fr.way.byHandWithin(1, 2),
  }));
  it("are buttons of one form, in every language, on a page that stays small", () => {
    for (const language of languages) {
      const page = pageOf(recordsWith({ failedFor: "51" }), fresh, { ways, language, isChosen: true });
      const { faults, elements, values, text } = parsePage(page);
      expect(faults).toEqual([]);
      expect(Buffer.byteLength(page)).toBeLessThan(15_000);
      expect(values("action")).toEqual([`/pay/token/way?lang=${language}`]);
      expect(values("method")).toEqual(["post"]);
      expect(values("value")).toEqual(ways.map(({ railId }) => railId));
      expect(elements.filter((name) => name === "button")).toHaveLength(6);
      expect(text).toContain(pageTexts[language].ways);
      expect(text).toContain('Virement "0" <b>');
    }
  });
  it("are not offered while her money may be on its way, nor where nothing is to pay", () => {
    expect(pageOf(recordsWith(), { ...back, turn: 40 }, { ways })).not.toContain("<form");
    for (const order of [{ state: "paid" }, { state: "cancelled" }] as const)
      expect(pageOf(recordsWith({ order }), fresh, { ways })).not.toContain("<form");
    expect(pageOf(recordsWith({ payment: { state: "void" } }), fresh, { ways })).not.toContain("<form");
  });
  it("are offered beside a code, until she says that she has paid by it", () => {
    const shown = { url: null, shows: transfer };
    const page = pageOf(recordsWith({ payment: shown }), fresh, { ways });
    expect(parsePage(page).faults).toEqual([]);
    expect(page).toContain("<form");
    expect(Buffer.byteLength(page)).toBeLessThan(15_000);
    expect(pageOf(recordsWith({ payment: { ...shown, said_paid_at: 1 } }), fresh, { ways })).not.toContain("<form");
  });
  it("say how long a bank takes, in days", () => {
    expect(pageTexts.en.way.byHandWithin(1, 1)).toContain("1 day as a rule");
    expect(pageTexts.fr.way.byHandWithin(1, 2)).toContain("1–2 jours");
  });
});
