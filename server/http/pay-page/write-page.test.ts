import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Language, languages } from "#domain/language";
import { type PaymentShows, lineKeys } from "#domain/payment-shows";
import { drawCode } from "../../documents/code-picture.ts";
import { failureKind } from "./failure-reasons.ts";
import { pageTexts } from "./page-texts.ts";
import { type PaymentRecords, type Visit, standingOf } from "./payment-standing.ts";
import { capture, idOf, now, openPayment, recordsWith, refund } from "./ring-order.fixture.ts";
import { writePrint } from "./print-page.ts";
import type { Scene } from "./scene.ts";
import { parsePage } from "./well-formed.fixture.ts";
import { writeNote, writePage } from "./write-page.ts";

const fresh: Visit = { now, turn: 0 };
const back: Visit = { now, turn: 0, backAt: now };
const shop = { name: "Atelier Rose", languages: ["fr", "en"] as readonly Language[], timeZone: "Europe/Paris" };

const pageOf = (records: PaymentRecords, visit: Visit = fresh, parts: Partial<Scene> = {}) =>
  writePage({
    shop,
    language: "fr",
    isChosen: false,
    records,
    standing: standingOf(records, visit),
    visit,
    path: "/pay/token",
    ways: [],
    pathOf: (paymentId) => `/pay/of-${paymentId}`,
    chat: "https://wa.me/33700000001",
    ...parts,
  });

const paid = { payment: { state: "captured" }, order: { state: "paid" }, captures: [capture()] } as const;
const newer = openPayment({ payment_id: idOf(2), revision: 4 });
const moved = { order: { revision: 4, total_minor: 6_890 }, siblings: [openPayment(), newer] } as const;
const elsewhere = openPayment({ payment_id: idOf(3), rail_id: "bank" });
const left = { payment: { state: "void" }, siblings: [openPayment({ state: "void" }), elsewhere] } as const;

/** A code and what is to be copied beside it. */
const transfer: PaymentShows = {
  code: { grammar: "epc", text: "BCD\n002\n1\nSCT\n\nAtelier Rose\nFR7630006000011234567890189\nEUR58.90" },
  lines: [
    { key: "beneficiary", value: "Atelier Rose" },
    { key: "iban", value: "FR7630006000011234567890189" },
    { key: "amount", value: "58.90" },
    { key: "reference", value: "RF650WHRT451W022" },
  ],
};

/** Every standing there is, with the texts that must stand on its page and an address that must be on it. */
const standings: Readonly<
  Record<string, { readonly records: PaymentRecords; readonly visit?: Visit; readonly title: string; link?: string }>
> = {
  ready: { records: recordsWith(), title: "Votre commande", link: "/pay/token/go" },
  failed: {
    records: recordsWith({ failedFor: "insufficient_funds" }),
    title: "Le paiement n’a pas abouti",
    link: "/pay/token/go",
  },
  unsure: { records: recordsWith(), visit: { ...back, turn: 40 }, title: "Votre commande", link: "/pay/token/go" },
  preparing: { records: recordsWith({ payment: { state: "requested", url: null } }), title: "Un instant" },
  checking: { records: recordsWith(), visit: back, title: "Nous interrogeons la banque", link: "/pay/token" },
  paid: { records: recordsWith({ ...paid, receiptId: idOf(7) }), title: "Payé", link: "/pay/token/receipt" },
  "paid without a receipt": { records: recordsWith(paid), title: "Payé" },
  "refunded in part": { records: recordsWith({ ...paid, refunds: [refund()] }), title: "Payé, remboursé en partie" },
  "being refunded": {
    records: recordsWith({ ...paid, refunds: [refund({ amount_minor: 5_890, state: "pending" })] }),
    title: "Remboursement en cours",
  },
  refunded: {
    records: recordsWith({ ...paid, refunds: [refund(), refund({ amount_minor: 5_000 })] }),
    title: "Remboursé",
  },
  "paid and cancelled": { records: recordsWith({ ...paid, order: { state: "cancelled" } }), title: "Commande annulée" },
  lost: {
    records: recordsWith({ ...paid, captures: [capture({ stage: "lost" })] }),
    title: "La banque n’a pas versé l’argent",
  },
  "out of stock": {
    records: recordsWith({
      ...paid,
      captures: [capture({ verdict: "surplus" })],
      order: { state: "cancelled", cancel_reason: "out-of-stock" },
    }),
    title: "Épuisé",
  },
  "another amount": {
    records: recordsWith({ ...paid, ...moved, captures: [capture({ verdict: "wrong-amount" })] }),
    title: "Un autre montant est arrivé",
    link: `/pay/of-${idOf(2)}`,
  },
  surplus: {
    records: recordsWith({ ...paid, captures: [capture({ verdict: "surplus" })] }),
    title: "Ce paiement vous est rendu",
  },
  "already paid": {
    records: recordsWith({ order: { state: "paid" }, captures: [capture({ payment_id: idOf(2) })] }),
    title: "Déjà payé",
    link: `/pay/of-${idOf(2)}`,
  },
  cancelled: { records: recordsWith({ order: { state: "cancelled" } }), title: "Commande annulée" },
  replaced: { records: recordsWith(moved), title: "Votre commande a changé", link: `/pay/of-${idOf(2)}` },
  "left for another way": {
    records: recordsWith(left),
    title: "Il y a un lien plus récent",
    link: `/pay/of-${idOf(3)}`,
  },
  shown: {
    records: recordsWith({ payment: { url: null, shows: transfer } }),
    title: "Payez depuis l’application de votre banque",
    link: "/pay/token/print",
  },
  "at the shop": {
    records: recordsWith({ payment: { url: null, shows: { lines: [{ key: "order", value: "12" }] } } }),
    title: "À payer à la boutique",
  },
  "over, and shown": {
    records: recordsWith({ payment: { state: "expired", final: true, url: null, shows: transfer } }),
    title: "Le délai de paiement est passé",
  },
  expired: {
    records: recordsWith({ payment: { state: "expired", final: true } }),
    title: "Ce lien a expiré",
    link: `https://wa.me/33700000001?text=${encodeURIComponent("Je voudrais payer ma commande 12, s’il vous plaît.")}`,
  },
};

const cases = Object.entries(standings).map(([name, one]) => ({ name, ...one }));

describe("the page of a payment", () => {
  it.each(cases)("that is $name says so, well formed, small, without script", ({ records, visit, title, link }) => {
    const page = pageOf(records, visit);
    const { faults, elements, values, text } = parsePage(page);
    expect(faults).toEqual([]);
    expect(Buffer.byteLength(page)).toBeLessThan(15_000);
    expect(elements).not.toContain("script");
    expect(elements.filter((name) => name === "h1")).toHaveLength(1);
    expect(page).toContain(`<h1>${title}</h1>`);
    if (link !== undefined) expect(values("href")).toContain(link);
    expect(text).toContain("Atelier Rose");
    expect(values("href")).toContain("https://wa.me/33700000001");
  });
  it.each(cases)("that is $name can be paid from exactly where it may", ({ name, records, visit }) => {
    const may = ["ready", "failed", "unsure"].includes(name);
    expect(parsePage(pageOf(records, visit)).values("href").includes("/pay/token/go")).toBe(may);
    expect(pageOf(records, visit)).not.toContain("bank.example");
  });
  it.each(cases)("that is $name reads in every language, as nothing else does", ({ records, visit }) => {
    const pages = languages.map((language) => pageOf(records, visit, { language }));
    for (const [n, page] of pages.entries()) {
      expect(parsePage(page).faults).toEqual([]);
      expect(page).toContain(`<html lang="${languages[n]}" dir="ltr">`);
      expect(page).not.toMatch(/\b(undefined|null|NaN)\b|\[object/);
    }
    expect(new Set(pages.map((page) => /<h1>(.*)<\/h1>/.exec(page)?.[1])).size).toBeGreaterThan(1);
  });
});

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
      const scene = { language, picture: picture(shows.code.text) };
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
    const paths = { path: "/pay/token", pathOf: () => "", chat: undefined, isChosen: false, ways: [] };
    const sheet = writePrint({ ...scene, ...paths, picture: "AAAA" }, transfer);
    expect(parsePage(sheet).faults).toEqual([]);
    expect(sheet).toContain("@page{size:A6");
    for (const words of ["Atelier Rose", "58,90", "Commande n° 12", "RF65"])
      expect(parsePage(sheet).text).toContain(words);
  });
});

describe("the lines of an order", () => {
  it("stand with options, quantity, prices, total and the last moment on the shop's clock", () => {
    const { text } = parsePage(pageOf(recordsWith()));
    for (const words of ["Bague gravée", "Léa", "54", "2 × 29,45 €", "58,90 €", "Commande n° 12"])
      expect(text).toContain(words);
    expect(text).toContain("24 novembre 2026 à 11:00");
  });
  it("are not shown for a payment of another revision, whose sum they are not", () => {
    const { text } = parsePage(pageOf(recordsWith(moved)));
    expect(text).not.toContain("Bague gravée");
    expect(text).not.toContain("58,90");
  });
  it("tell what went back and what is on its way", () => {
    const refunds = [refund(), refund({ state: "pending", amount_minor: 100 })];
    const { text } = parsePage(pageOf(recordsWith({ ...paid, refunds }), fresh, { language: "en" }));
    expect(text).toContain("€8.90 has been refunded.");
    expect(text).toContain("€1.00 is on its way back to you.");
  });
});

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
    for (const { name, records, visit } of cases)
      if (name !== "ready" && name !== "failed") expect(pageOf(records, visit, { ways })).not.toContain("<form");
  });
  it("say how long a bank takes, in days", () => {
    expect(pageTexts.en.way.byHandWithin(1, 1)).toContain("1 day as a rule");
    expect(pageTexts.fr.way.byHandWithin(1, 2)).toContain("1–2 jours");
  });
});

describe("a page that waits", () => {
  it("loads itself again every three seconds, remembering when she came back, forty times", () => {
    const refresh = (visit: Visit, parts: Partial<Scene> = {}) =>
      parsePage(pageOf(recordsWith(), visit, parts)).values("content")[2];
    expect(refresh(back)).toBe(`3; url=/pay/token?back=1&at=${now}&turn=1`);
    expect(refresh({ ...back, turn: 39 }, { isChosen: true, language: "it" })).toBe(
      `3; url=/pay/token?back=1&at=${now}&turn=40&lang=it`,
    );
    expect(refresh({ ...back, turn: 40 })).toBeUndefined();
    expect(refresh(fresh)).toBeUndefined();
  });
  it("stops as well where a payment is never prepared", () => {
    const records = recordsWith({ payment: { state: "requested", url: null } });
    expect(pageOf(records, { now, turn: 39 })).toContain("http-equiv");
    expect(pageOf(records, { now, turn: 40 })).not.toContain("http-equiv");
  });
});

describe("a page in a language she chose", () => {
  it("offers the shop's languages, marks the one, and keeps it in every link of ours", () => {
    const page = pageOf(recordsWith(), fresh, { language: "en", isChosen: true });
    const { values, text } = parsePage(page);
    expect(values("hreflang")).toEqual(["fr", "en"]);
    expect(page).toContain('hreflang="en" aria-current="true"');
    expect(values("href")).toContain("/pay/token/go?lang=en");
    expect(text).toContain("Engraved ring");
  });
  it("offers none where the shop speaks one", () => {
    expect(pageOf(recordsWith(), fresh, { shop: { ...shop, languages: ["fr"] } })).not.toContain("<nav");
  });
});

describe("what people wrote", () => {
  const hostile = `"><script>alert(1)</script><img src=x onerror='x'>&amp;\u202e`;
  it("stays text, wherever it stands", () => {
    fc.assert(
      fc.property(fc.oneof(fc.constant(hostile), fc.string({ unit: "grapheme" })), (words) => {
        const [line] = recordsWith().order.lines;
        if (!line) throw new Error("no line");
        const order = { lines: [{ ...line, name: { fr: words }, options: { engraving: words } }] };
        const page = pageOf(recordsWith({ order, failedFor: words }), fresh, { shop: { ...shop, name: words } });
        const { faults, elements } = parsePage(page);
        expect(faults).toEqual([]);
        expect(elements.filter((name) => name === "img" || name === "script")).toEqual([]);
      }),
    );
  });
  it("is kept apart from the words around it, whichever way it is written", () => {
    expect(pageOf(recordsWith(), fresh, { shop: { ...shop, name: "متجر" } })).toContain("<bdi>متجر</bdi>");
  });
});

describe("a chat no address opens", () => {
  it("is named in words, and asked for nothing", () => {
    for (const { records } of cases) {
      const page = pageOf(records, fresh, { chat: undefined });
      expect(page).not.toContain("wa.me");
      expect(parsePage(page).text).toContain("revenir à la discussion");
    }
  });
});

describe("a reason of a provider", () => {
  it.each([
    ["insufficient_funds", "funds"],
    ["ACQ_001 51: payment refused", "funds"],
    ["expired_card", "expired-card"],
    ["incorrect_cvc", "wrong-code"],
    ["authentication_required", "not-confirmed"],
    ["card_velocity_exceeded", "limit"],
    ["processing_error", "technical"],
    ["card_declined", "refused"],
    ["", "refused"],
  ])("%s is put as %s, and never shown", (reason, kind) => {
    expect(failureKind(reason)).toBe(kind);
    const { text } = parsePage(pageOf(recordsWith({ failedFor: reason })));
    expect(text).toContain(pageTexts.fr.failures[failureKind(reason)]);
    if (reason !== "") expect(text).not.toContain(reason);
  });
});

describe("a page without a payment", () => {
  it.each(languages)("reads in %s", (language) => {
    for (const note of ["unknown", "unavailable", "thanks"] as const) {
      const page = writeNote(language, note);
      expect(parsePage(page).faults).toEqual([]);
      expect(parsePage(page).text).toContain(pageTexts[language][note].body);
    }
  });
});
