import { z } from "zod";
import { type Invoicing, plainSeller, sellerFaults } from "#domain/invoicing/seller";

const id = z.string({ error: "must be a text: put it in quotes" }).min(1).max(40);

/** Who sells, as invoices must say it; which of the numbers are needed is the country's business. */
export const invoicingShape = z.strictObject({
  legalName: z.string().trim().min(1).max(120),
  /** The seat: street, postcode and town in one line. */
  address: z.string().trim().min(8).max(300),
  siren: id.optional(),
  siret: id.optional(),
  partitaIva: id.optional(),
  codiceFiscale: id.optional(),
  registration: z.string().trim().min(1).max(120).optional(),
  vatId: id.optional(),
  /** exempt: a small enterprise that charges no VAT (franchise en base, regime forfettario). */
  vatRegime: z.enum(["normal", "exempt"]).optional(),
  /** true: an invoice for every paid order; else for who asks. */
  always: z.boolean().optional(),
  /** Further lines the seller's law wants. */
  mentions: z.array(z.string().trim().min(1).max(300)).max(10).optional(),
});

type Written = z.output<typeof invoicingShape>;

/** The block as the till keeps it: every number in one form. */
export function invoicingOf({ vatRegime = "normal", always = false, mentions = [], ...rest }: Written): Invoicing {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return plainSeller({ ...(given as Pick<Invoicing, "legalName" | "address">), vatRegime, always, mentions });
}

/** What is wrong with the block in its country, place by place. */
export const invoicingFaults = (country: string, written: Written) => sellerFaults(country, invoicingOf(written));
