const dayMs = 86_400_000;

/**
 * The first instant (UTC, milliseconds since the epoch) of a month of the Gregorian calendar, months counted from 1.
 * Counted from March, so that the leap day is the last of its year; the clock itself stays behind its port.
 */
export function startOfMonth(year: number, month: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const monthFromMarch = (month + 9) % 12;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  const daysOfMonths = Math.floor((153 * monthFromMarch + 2) / 5);
  return (365 * shifted + leapDays + daysOfMonths - 719_468) * dayMs;
}

/** The year (UTC) in which an instant lies. */
export function yearOf(instantMs: number): number {
  const guess = 1970 + Math.floor(instantMs / (365.2425 * dayMs));
  if (startOfMonth(guess + 1, 1) <= instantMs) return guess + 1;
  return startOfMonth(guess, 1) > instantMs ? guess - 1 : guess;
}
