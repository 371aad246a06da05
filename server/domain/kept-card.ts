import { type Instant, days, startOfMonth } from "#domain/instant";

/** What the owner of a kept card agreed to, and how we know. */
export type CardConsent = {
  /** Said on the provider's page, implied by a payment she was told keeps her card, or by registering it on its own. */
  readonly given: "asked-on-page" | "told-before-paying" | "registered-on-page";
  /** The words she was shown, in her language. */
  readonly text: string;
  readonly at: Instant;
  /** What led to it: the merchant's line, by the name of its command. */
  readonly source?: string;
};

/** Whether a card is of no more use. It holds to the end of its month, in the latest of all time zones. */
export const hasExpired = (expires: { readonly year: number; readonly month: number }, now: Instant): boolean =>
  now >= startOfMonth(expires.year, expires.month + 1) + days(1) / 2;

/** How a kept card is shown: never more than its brand and last figures. */
export const shownCard = ({ brand, lastFour }: { readonly brand: string; readonly lastFour: string }): string =>
  `${brand} •••• ${lastFour}`;
