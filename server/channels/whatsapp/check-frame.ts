import type { Header } from "#domain/outbound";
import { type Check, atMost, firstOf, mediaSource, neededAtMost } from "./limits.ts";

/** What an interactive message may have around its action. */
export type Frame = { readonly body: number; readonly headers: readonly Header["type"][] };

/** Body, header and footer of an interactive message against what its kind allows. */
export function checkFrame(
  message: { readonly body: string; readonly header?: Header; readonly footer?: string },
  { body, headers }: Frame,
): Check {
  return firstOf(
    neededAtMost("body", message.body, body),
    message.header && checkHeader("header", message.header, headers),
    atMost("footer", message.footer, 60),
  );
}

/** A header of an allowed type, filled. */
export function checkHeader(field: string, header: Header, allowed: readonly Header["type"][]): Check {
  if (!allowed.includes(header.type))
    return { field: `${field}.type`, problem: `must be ${allowed.join(", ")} here, not ${header.type}` };
  if (header.type === "text") return neededAtMost(`${field}.text`, header.text, 60);
  return firstOf(mediaSource(`${field}.source`, header.source), atMost(`${field}.filename`, header.filename, 240));
}
