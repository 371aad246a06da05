/** An instant as HTTP headers write it: `Tue, 24 Nov 2026 17:00:00 GMT`. */
export function httpDateOf(instantMs: number): string {
  // A calendar, not a clock: the instant is given.
  // oxlint-disable-next-line no-restricted-globals
  return new Date(instantMs).toUTCString();
}
