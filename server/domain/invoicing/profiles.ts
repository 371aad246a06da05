import type { Money } from "#domain/money";

/** What is asked of a buyer, one after the other. */
export type BuyerField = "name" | "address" | "taxId";

/** What a kind of invoice must say of its buyer. */
export type Tier = {
  /** Without these none may be issued. */
  readonly needs: readonly BuyerField[];
  /** Asked for when a buyer wants an invoice; she may go on without those that are not needed. */
  readonly asks: readonly BuyerField[];
  /** The country's code for the kind of document, printed beside its number. */
  readonly codes?: { readonly invoice: string; readonly creditNote: string };
};

/** How one country invoices, as data. Where a rule is not named by its law, it is a habit of that country's shops. */
export type InvoicingProfile = {
  readonly id: "FR" | "IT" | "EU";
  /** What numbers begin with. Each kind of document has a series of its own, which begins anew with each year. */
  readonly prefixes: { readonly invoice: string; readonly "credit-note": string };
  /** Up to this sum, in euros, a buyer need not be named in full. */
  readonly simplified: Tier & { readonly most: number; readonly counts: "gross" | "net" };
  readonly full: Tier;
  /** The words of the law where a seller charges no VAT. */
  readonly exempt: string;
  /** Printed on every document, in the country's own language. */
  readonly mentions: readonly string[];
  /** An invoice counts only once it went through the state's own exchange, which the till does not do. */
  readonly exchange?: "SdI";
};

/**
 * France. Number, seller, buyer, lines, rates and totals: art. 242 nonies A ann. II CGI, which also wants one
 * uninterrupted sequence by date and lets separate series stand beside each other. Up to 150 € without VAT the buyer may
 * be left out (the same article). A seller in the franchise en base says so by art. 293 B.
 */
const france: InvoicingProfile = {
  id: "FR",
  prefixes: { invoice: "F", "credit-note": "AV" },
  simplified: { needs: [], asks: ["name", "taxId"], most: 15_000, counts: "net" },
  full: { needs: ["name", "address"], asks: ["name", "address", "taxId"] },
  exempt: "TVA non applicable, art. 293 B du CGI",
  mentions: [],
};

/**
 * Italy. Up to 400 € VAT included a fattura semplificata names its buyer by tax code or VAT number alone (DM 10 May 2019);
 * its kinds are TD07 and, to correct it, TD08; those of a whole invoice TD01 and TD04. What counts is the electronic
 * invoice at the Sistema di Interscambio: what a customer holds is a copy. A seller in the regime forfettario says so by
 * law 190/2014, art. 1, commi 54–89.
 */
const italy: InvoicingProfile = {
  id: "IT",
  prefixes: { invoice: "FT", "credit-note": "NC" },
  simplified: {
    needs: ["taxId"],
    asks: ["taxId"],
    codes: { invoice: "TD07", creditNote: "TD08" },
    most: 40_000,
    counts: "gross",
  },
  full: {
    needs: ["name", "address", "taxId"],
    asks: ["name", "address", "taxId"],
    codes: { invoice: "TD01", creditNote: "TD04" },
  },
  exempt: "Operazione senza applicazione dell'IVA, art. 1, commi 54-89, L. 190/2014 (regime forfettario)",
  mentions: ["Copia per il cliente: vale la fattura elettronica trasmessa al Sistema di Interscambio (SdI)"],
  exchange: "SdI",
};

/** Any other country: directive 2006/112/EC, art. 226 for whole invoices, 220a and 226b for those up to 100 €. */
const union: InvoicingProfile = {
  id: "EU",
  prefixes: { invoice: "I", "credit-note": "CN" },
  simplified: { needs: [], asks: ["name", "taxId"], most: 10_000, counts: "gross" },
  full: { needs: ["name", "address"], asks: ["name", "address", "taxId"] },
  exempt: "VAT exempt, small enterprises (Directive 2006/112/EC, art. 284)",
  mentions: [],
};

/** How a country invoices; the general rules of the European Union where it has no profile of its own. */
export const profileOf = (country: string): InvoicingProfile =>
  country === "FR" ? france : country === "IT" ? italy : union;

/** Which kind of invoice a sale takes. The ceilings are in euros: any other currency takes the whole one. */
export function tierOf(profile: InvoicingProfile, sale: { readonly gross: Money; readonly net: Money }) {
  const { simplified, full } = profile;
  const counted = sale[simplified.counts];
  const isSimple = counted.currency === "EUR" && counted.minor <= simplified.most;
  return isSimple ? { simplified: true, ...simplified } : { simplified: false, ...full };
}
