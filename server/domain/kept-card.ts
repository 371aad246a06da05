import { type Instant, days, startOfMonth } from "#domain/instant";

/** What the owner of a kept card agreed to, and how we know. */
export type CardConsent = {
  /** Said on the provider's page, or implied by a payment she was told keeps her card. */
  readonly given: "asked-on-page" | "told-before-paying";
  /** The words she was shown, in her language. */
  readonly text: string;
  readonly at: Instant;
};

/** Whether a card is of no more use. It holds to the end of its month, in the latest of all time zones. */
export const hasExpired = (expires: { readonly year: number; readonly month: number }, now: Instant): boolean =>
  now >= startOfMonth(expires.year, expires.month + 1) + days(1) / 2;

/** How a kept card is shown: never more than its brand and last figures. */
export const shownCard = ({ brand, lastFour }: { readonly brand: string; readonly lastFour: string }): string =>
  `${brand} •••• ${lastFour}`;
