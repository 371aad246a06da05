import type { Currency } from "#domain/currency";
import type { Language } from "#domain/language";

/** What must be known of a shop to read its merchant's texts. */
export type CommandContext = {
  /** ISO 3166, two letters: the phones and the numbers written there. */
  readonly country: string;
  readonly currency: Currency;
  /** The shop's, the first first. */
  readonly languages: readonly Language[];
};
