import { type InvoicingProfile, profileOf } from "#domain/invoicing/profiles";
import {
  isCodiceFiscale,
  isFrenchVatId,
  isPartitaIva,
  isSiren,
  isSiret,
  isVatId,
  plainId,
} from "#domain/invoicing/tax-ids";
import type { Product } from "#domain/product";

/** Who sells, as invoices must say it. Identifiers stand without blanks. */
export type Invoicing = {
  readonly legalName: string;
  readonly address: string;
  /** France: the company's or the establishment's number. */
  readonly siren?: string;
  readonly siret?: string;
  /** Italy: VAT number and, where it is another, tax code. */
  readonly partitaIva?: string;
  readonly codiceFiscale?: string;
  /** Any other register, as it is to be printed. */
  readonly registration?: string;
  readonly vatId?: string;
  /** `exempt`: a small enterprise that charges no VAT; its prices hold none. */
  readonly vatRegime: "normal" | "exempt";
  /** An invoice for every paid order, asked for or not. */
  readonly always: boolean;
  /** Further lines the seller's law wants. */
  readonly mentions: readonly string[];
};

/** Something an `invoicing` block lacks or says wrong. */
export type SellerFault = { readonly field: keyof Invoicing; readonly problem: string };

const identifiers = ["siren", "siret", "partitaIva", "codiceFiscale", "vatId"] as const;

/** The block with its identifiers in one form. */
export const plainSeller = (seller: Invoicing): Invoicing => ({
  ...seller,
  ...Object.fromEntries(
    identifiers.flatMap((name) => {
      const written = seller[name];
      return written === undefined ? [] : [[name, plainId(written)]];
    }),
  ),
});

const checks: Readonly<Record<(typeof identifiers)[number], readonly [is: (id: string) => boolean, want: string]>> = {
  siren: [isSiren, "must be the nine figures of a SIREN; the last one does not check"],
  siret: [isSiret, "must be the fourteen figures of a SIRET; they do not check"],
  partitaIva: [isPartitaIva, "must be the eleven figures of a partita IVA; the last one does not check"],
  codiceFiscale: [isCodiceFiscale, "must be a codice fiscale; its last letter does not check"],
  vatId: [isVatId, "must be a VAT number with its country, such as FR44732829320"],
};

/** What is wrong with a seller's block for invoices of her country; empty when all is well. */
export function sellerFaults(country: string, written: Invoicing): readonly SellerFault[] {
  const seller = plainSeller(written);
  const wrong = identifiers.flatMap((field) => {
    const id = seller[field];
    const [is, problem] = checks[field];
    return id === undefined || is(id) ? [] : [{ field, problem }];
  });
  return [...wrong, ...missing(profileOf(country), seller), ...strangers(seller)];
}

function missing({ id }: InvoicingProfile, seller: Invoicing): readonly SellerFault[] {
  const faults: SellerFault[] = [];
  if (id === "FR" && seller.siren === undefined && seller.siret === undefined)
    faults.push({ field: "siret", problem: "is needed in France (or siren): it stands on every invoice" });
  if (id === "IT" && seller.partitaIva === undefined)
    faults.push({ field: "partitaIva", problem: "is needed in Italy: it stands on every invoice" });
  if (id !== "IT" && seller.vatRegime === "normal" && seller.vatId === undefined)
    faults.push({ field: "vatId", problem: "is needed by who charges VAT; for who does not, say vatRegime: exempt" });
  return faults;
}

/** Numbers that name two different companies. */
function strangers({ siren, siret, vatId }: Invoicing): readonly SellerFault[] {
  const company = siren ?? siret?.slice(0, 9);
  const ofVat = vatId !== undefined && isFrenchVatId(vatId) ? vatId.slice(4) : undefined;
  if (siren !== undefined && siret !== undefined && !siret.startsWith(siren))
    return [{ field: "siret", problem: "begins with another company's number than siren" }];
  if (company !== undefined && ofVat !== undefined && ofVat !== company)
    return [{ field: "vatId", problem: "is another company's: it must end in the SIREN" }];
  return [];
}

/** The seller's identifiers as invoices print them, in the profile's words. */
export function printedIds({ siren, siret, partitaIva, codiceFiscale, registration, vatId }: Invoicing) {
  const lines = [
    ["SIRET", siret],
    ["SIREN", siret === undefined ? siren : undefined],
    ["P.IVA", partitaIva],
    ["C.F.", codiceFiscale],
    [vatId?.startsWith("FR") ? "TVA" : "VAT", vatId],
  ] as const;
  const named = lines.flatMap(([name, id]) => (id === undefined ? [] : [`${name} ${id}`]));
  return registration === undefined ? named : [...named, registration];
}

/** Products as a seller who charges no VAT sells them. */
export const withoutVat = (products: readonly Product[]): readonly Product[] =>
  products.map((product) => ({ ...product, vatClass: "zero" }));

/** The block as it lies in a shop's settings; undefined where there is none, or none that can be read. */
export function readInvoicing(written: unknown): Invoicing | undefined {
  if (typeof written !== "object" || written === null) return undefined;
  const { legalName, address, vatRegime, always, mentions, ...ids } = written as Readonly<Record<string, unknown>>;
  if (typeof legalName !== "string" || typeof address !== "string") return undefined;
  const known = ["siren", "siret", "partitaIva", "codiceFiscale", "registration", "vatId"].flatMap((name) =>
    typeof ids[name] === "string" ? [[name, ids[name]]] : [],
  );
  return {
    legalName,
    address,
    vatRegime: vatRegime === "exempt" ? "exempt" : "normal",
    always: always === true,
    mentions: Array.isArray(mentions) ? mentions.map(String) : [],
    ...Object.fromEntries(known),
  };
}
