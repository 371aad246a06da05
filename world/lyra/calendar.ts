/** Milliseconds in a minute, an hour, a day. */
export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** An instant as Lyra writes it: `2026-11-24T09:00:00+00:00`, in UTC and whole seconds. */
export function isoOf(instantMs: number): string {
  return `${new Date(instantMs).toISOString().slice(0, 19)}+00:00`;
}

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|[+-]\d\d:\d\d)$/;

/** The instant an ISO-8601 text with a UTC offset names, in milliseconds; null for any other text. */
export function instantOf(text: string): number | null {
  const instant = moment.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(instant) ? null : instant;
}

/** The first instant (UTC) after a month of the calendar, months counted from 1: a card is good until then. */
export function endOfMonth(year: number, month: number): number {
  return Date.UTC(year, month, 1);
}

/** The year (UTC) in which an instant lies. */
export function yearOf(instantMs: number): number {
  return new Date(instantMs).getUTCFullYear();
}

/** The first full quarter of an hour after an instant: Lyra's automatic retries happen at :00, :15, :30 and :45. */
export function nextQuarterHour(instantMs: number): number {
  const quarter = 15 * minuteMs;
  return (Math.floor(instantMs / quarter) + 1) * quarter;
}

/** The first remittance after an instant. They come every `everyMs`, counted from `atMs` after midnight UTC. */
export function nextRemittance(instantMs: number, everyMs: number, atMs: number): number {
  return (Math.floor((instantMs - atMs) / everyMs) + 1) * everyMs + atMs;
}
