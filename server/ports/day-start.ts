import { type Instant, hours, instant } from "#domain/instant";

const clocks = new Map<string, Intl.DateTimeFormat>();

const clockOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  clocks.set(timeZone, clock);
  return clock;
};

/** What a clock on the wall shows: the date, and the milliseconds since it shows 00:00. */
function wall(at: number, timeZone: string): { readonly date: string; readonly sinceMidnight: number } {
  const parts = new Map(
    clockOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const number = (name: Intl.DateTimeFormatPartTypes): number => Number(parts.get(name) ?? 0);
  const seconds = number("hour") * 3_600 + number("minute") * 60 + number("second");
  return {
    date: `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`,
    sinceMidnight: seconds * 1_000 + (((at % 1_000) + 1_000) % 1_000),
  };
}

/** The date on the wall in a time zone: `2026-11-24`. */
export const localDate = (at: Instant, timeZone: string): string => wall(at, timeZone).date;

/**
 * When the day of an instant began in a time zone (IANA): the first moment its date stood on the wall. On days whose
 * clocks change that is not always midnight, nor as long ago as the clock says.
 */
export function dayStart(at: Instant, timeZone: string): Instant {
  const { date, sinceMidnight } = wall(at, timeZone);
  // Clocks change by three hours at the most; what the wall shows of the first guess says how far it is off.
  let start = at - sinceMidnight;
  const there = wall(start, timeZone);
  if (there.date === date) start -= there.sinceMidnight;
  for (let tries = 0; wall(start, timeZone).date !== date && tries < 12; tries++) start += hours(1) / 4;
  while (wall(start - 1, timeZone).date === date) start -= hours(1) / 4;
  return instant(start);
}
