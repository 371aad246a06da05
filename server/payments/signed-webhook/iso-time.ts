import { type Instant, days, hours, instant, minutes, seconds } from "#domain/instant";

const two = (count: number): string => String(count).padStart(2, "0");

/** An instant in ISO 8601: UTC, whole seconds, `2026-07-17T10:00:00+00:00`. */
export function isoOf(at: Instant): string {
  const [year, month, day] = civilOf(Math.floor(at / days(1)));
  const second = Math.floor((((at % days(1)) + days(1)) % days(1)) / seconds(1));
  const clock = [Math.floor(second / 3_600), Math.floor(second / 60) % 60, second % 60].map(two).join(":");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T${clock}+00:00`;
}

/** Reads an ISO-8601 time with its offset; undefined for anything else. Parts of a second are dropped. */
export function readIso(text: string | null | undefined): Instant | undefined {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|([+-])(\d\d):?(\d\d))$/.exec(text ?? "");
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return undefined;
  const offset = (found[7] === "-" ? -1 : 1) * (hours(Number(found[8] ?? 0)) + minutes(Number(found[9] ?? 0)));
  return instant(days(dayOf(year, month, day)) + hours(hour) + minutes(minute) + seconds(second) - offset);
}

// Days since 1970-01-01 by the arithmetic of the civil calendar: years begin in March, eras have 400 years.
const eraOfDays = 146_097;
const epoch = 719_468;

function dayOf(year: number, month: number, day: number): number {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * eraOfDays + dayOfEra - epoch;
}

function civilOf(dayNumber: number): readonly [year: number, month: number, day: number] {
  const shifted = dayNumber + epoch;
  const era = Math.floor(shifted / eraOfDays);
  const dayOfEra = shifted - era * eraOfDays;
  const leaps = Math.floor(dayOfEra / 1_460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1;
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day];
}
