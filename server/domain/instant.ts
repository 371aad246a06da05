/** Milliseconds since the epoch, UTC. Only the clock port makes one from a real clock. */
export type Instant = number & { readonly brand: "Instant" };

/** Reads a count of milliseconds as an instant. */
export const instant = (milliseconds: number): Instant => milliseconds as Instant;
/** The instant `milliseconds` after `from`. */
export const later = (from: Instant, milliseconds: number): Instant => instant(from + milliseconds);
/** Seconds as milliseconds. */
export const seconds = (count: number): number => count * 1_000;
/** Minutes as milliseconds. */
export const minutes = (count: number): number => count * 60_000;
/** Hours as milliseconds. */
export const hours = (count: number): number => count * 3_600_000;
/** Days of 24 hours as milliseconds. */
export const days = (count: number): number => count * 86_400_000;

/** The year of an instant in UTC, by the proleptic Gregorian calendar. */
export function yearOf(at: Instant): number {
  // Days since 0000-03-01, in eras of 400 years (146,097 days): the arithmetic of the civil calendar.
  const day = Math.floor(at / days(1)) + 719_468;
  const era = Math.floor(day / 146_097);
  const dayOfEra = day - era * 146_097;
  const year = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  // From the 306th day after 1 March on it is January or February of the next year.
  return year + era * 400 + (dayOfYear >= 306 ? 1 : 0);
}

/** The first moment of a month in UTC; month 13 is January of the next year. */
export function startOfMonth(year: number, month: number): Instant {
  // Months are counted from March, so that a leap day is the last of its year; then years in eras of 400.
  const months = year * 12 + month - 1 - 2;
  const marchYear = Math.floor(months / 12);
  const sinceMarch = months - marchYear * 12;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + Math.floor((153 * sinceMarch + 2) / 5);
  return instant(days(era * 146_097 + dayOfEra - 719_468));
}
