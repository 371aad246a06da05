/** A moment (ms since the epoch) as this service writes it. */
export const isoOf = (instantMs: number): string => new Date(instantMs).toISOString();

/** The moment a text names, ms since the epoch; NaN when it names none. */
export const instantOf = (iso: string): number => Date.parse(iso);
