import type { DemoAddresses } from "./till.ts";

/** On every answer. */
export const everywhere: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "x-frame-options": "DENY",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(self), microphone=(self), geolocation=(), payment=()",
};

/** Where the public address is https: browsers never try http again for half a year. */
export const onlyByTls: Readonly<Record<string, string>> = { "strict-transport-security": "max-age=15552000" };

const originOf = (address: string): string => new URL(address).origin;

/**
 * For the console's pages: scripts from here alone, none inline; styles may be inline, since components set them. Only
 * the demo's phone may be shown in a frame, and only the demo's controls may be called.
 */
export function consolePolicy(demo: DemoAddresses | undefined): string {
  const outside = demo === undefined ? [] : [...new Set([originOf(demo.phoneUrl), originOf(demo.worldUrl)])];
  const frames = outside.length > 0 ? outside.join(" ") : "'none'";
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob: https:",
    "media-src 'self' blob:",
    "font-src 'self' data:",
    `connect-src ${["'self'", ...outside].join(" ")}`,
    `frame-src ${frames}`,
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** For answers that are no page: nothing may be loaded or shown from them. */
export const closedPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
