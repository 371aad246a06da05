import type { BuyerField, InvoicingProfile, Tier } from "#domain/invoicing/profiles";
import { isCodiceFiscale, isPartitaIva, isSiren, isSiret, isVatId, plainId } from "#domain/invoicing/tax-ids";

/** Whom an invoice is made out to, as far as she said. */
export type Buyer = { readonly name?: string; readonly address?: string; readonly taxId?: string };

/** Longest name and address that are printed. */
const longest: Readonly<Record<BuyerField, number>> = { name: 120, address: 300, taxId: 40 };

/** What she wrote for a field, as it is kept; undefined where it cannot be that. */
export function acceptBuyerField(profile: InvoicingProfile, field: BuyerField, text: string): string | undefined {
  const written = text
    .replace(/\p{C}+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  if (written === "" || written.length > longest[field]) return undefined;
  switch (field) {
    case "name":
      return /\p{L}/u.test(written) ? written : undefined;
    case "address":
      return /\p{L}/u.test(written) && written.length >= 8 ? written : undefined;
    case "taxId": {
      const id = plainId(written);
      return isTaxId(profile, id) ? id : undefined;
    }
  }
}

function isTaxId({ id: country }: InvoicingProfile, id: string): boolean {
  if (isVatId(id)) return true;
  if (country === "IT") return isPartitaIva(id) || isCodiceFiscale(id);
  return country === "FR" && (isSiren(id) || isSiret(id));
}

/** What is missing for an invoice to be lawful. */
export const missingFields = (tier: Tier, buyer: Buyer): readonly BuyerField[] =>
  tier.needs.filter((field) => (buyer[field] ?? "") === "");

/**
 * What to ask next of a buyer who wants an invoice: fields she has neither given nor left out, in the profile's order.
 * `needed`: there is no invoice without it.
 */
export function nextField(
  tier: Tier,
  buyer: Buyer,
  leftOut: readonly BuyerField[],
): { readonly field: BuyerField; readonly needed: boolean } | undefined {
  const open = tier.asks.find(
    (field) => (buyer[field] ?? "") === "" && (tier.needs.includes(field) || !leftOut.includes(field)),
  );
  return open && { field: open, needed: tier.needs.includes(open) };
}
