import type { Language } from "#domain/language";
import { type PaymentRecords, type Visit, standingOf } from "./payment-standing.ts";
import { now } from "./ring-order.fixture.ts";
import type { Scene } from "./scene.ts";
import { writePage } from "./write-page.ts";

/** A first look at a page. */
export const fresh: Visit = { now, turn: 0 };
/** She comes back from the bank. */
export const back: Visit = { now, turn: 0, backAt: now };
/** The shop of every page here. */
export const shop = { name: "Atelier Rose", languages: ["fr", "en"] as readonly Language[], timeZone: "Europe/Paris" };

/** The page of a payment in French, unless `parts` say otherwise. */
export const pageOf = (records: PaymentRecords, visit: Visit = fresh, parts: Partial<Scene> = {}): string =>
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
