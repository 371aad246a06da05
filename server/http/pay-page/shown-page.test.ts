import { describe, expect, it } from "vitest";
import { type Language, languages } from "#domain/language";
import { lineKeys } from "#domain/payment-shows";
import { drawCode } from "../../documents/code-picture.ts";
import { type PaymentRecords, type Visit, standingOf } from "./payment-standing.ts";
import { writePrint } from "./print-page.ts";
import { now, recordsWith, transfer } from "./ring-order.fixture.ts";
import type { Scene } from "./scene.ts";
import { parsePage } from "./well-formed.fixture.ts";
import { writePage } from "./write-page.ts";

const fresh: Visit = { now, turn: 0 };
const back: Visit = { now, turn: 0, backAt: now };
const shop = { name: "Atelier Rose", languages: ["fr", "en"] as readonly Language[], timeZone: "Europe/Paris" };
const paths = { path: "/pay/token", pathOf: () => "", chat: "https://wa.me/33700000001", isChosen: false, ways: [] };

const pageOf = (records: PaymentRecords, visit: Visit = fresh, parts: Partial<Scene> = {}) =>
  writePage({ shop, language: "fr", records, standing: standingOf(records, visit), visit, ...paths, ...parts });

describe("what she pays by where no provider has a page", () => {
  const records = recordsWith({ payment: { url: null, shows: transfer } });
  const picture = (text: string): string =>
    Buffer.from(drawCode({ grammar: "swiss-bill", text }, "page")).toString("base64");

  it("is a picture in the page and lines without blanks in what is copied", () => {
    const page = pageOf(records, fresh, { picture: picture(transfer.code?.text ?? "") });
    const { values, text } = parsePage(page);
    expect(values("src")[0]).toMatch(/^data:image\/png;base64,iVBOR/);
    expect(values("alt")).toEqual(["Code de paiement"]);
    expect(page.replaceAll(/<\/?span>/g, "")).toContain("<bdi>FR7630006000011234567890189</bdi>");
    for (const words of ["IBAN", "Bénéficiaire", "RF65", "Regarder à nouveau"]) expect(text).toContain(words);
    expect(text).not.toContain("page sécurisée");
  });

  it("stays small with the longest code there is, every line, in every language", () => {
    const lines = lineKeys.map((key) => ({ key, value: "W".repeat(70) }));
    const shows = { code: { grammar: "swiss-bill", text: "x".repeat(900) }, lines } as const;
    const full = recordsWith({ payment: { url: null, shows } });
    for (const language of languages) {
      const ways = [1, 2, 3].map((n) => ({ railId: `rail-${n}`, name: "Virement bancaire", note: "W".repeat(60) }));
      const scene = { language, picture: picture(shows.code.text), ways };
      expect(Buffer.byteLength(pageOf(full, fresh, scene))).toBeLessThan(15_000);
    }
  });

  it("opens the bank's app where the code is a link", () => {
    const shows = { code: { grammar: "upi", text: "upi://pay?pa=asha@bank&pn=Asha" }, lines: [] } as const;
    const page = pageOf(recordsWith({ payment: { url: null, shows } }));
    expect(page).toContain('href="upi://pay?pa=asha@bank&amp;pn=Asha"');
  });

  it("is asked after by nobody who comes back: no provider would know", () => {
    expect(standingOf(records, back)).toEqual({ is: "shown", shows: transfer });
  });

  it("is printed on A6 with code, amount, shop and order", () => {
    const scene = { records, standing: standingOf(records, fresh), visit: fresh, shop, language: "fr" as const };
    const sheet = writePrint({ ...scene, ...paths, picture: "AAAA" }, transfer);
    expect(parsePage(sheet).faults).toEqual([]);
    expect(sheet).toContain("@page{size:A6");
    for (const words of ["Atelier Rose", "58,90", "Commande n° 12", "RF65"])
      expect(parsePage(sheet).text).toContain(words);
  });
});
