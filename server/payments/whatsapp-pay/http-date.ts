import { type Instant, days, hours, instant, minutes, seconds } from "#domain/instant";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Reads a header's date (RFC 9110, 5.6.7: `Tue, 24 Nov 2026 17:00:00 GMT`); undefined for anything else. */
export function readHttpDate(text: string | undefined): Instant | undefined {
  const found = /^[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/.exec(text?.trim() ?? "");
  const month = months.indexOf(found?.[2] ?? "");
  if (!found || month < 0) return undefined;
  const [day = 0, year = 0, hour = 0, minute = 0, second = 0] = [1, 3, 4, 5, 6].map((place) => Number(found[place]));
  return instant(days(dayOf(year, month + 1, day)) + hours(hour) + minutes(minute) + seconds(second));
}

/** Days since 1970-01-01 by the arithmetic of the civil calendar: years begin in March, eras have 400 years. */
function dayOf(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
