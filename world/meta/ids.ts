import { createHash } from "node:crypto";
import type { MetaContext } from "./state.ts";

/** The next serial number: ids are unique in a world and the same for the same seed. */
export function nextSerial(context: MetaContext): number {
  context.state.serial += 1;
  return context.state.serial;
}

/** `size` hexadecimal digits from the random port. */
export function randomHex(context: MetaContext, size: number): string {
  let digits = "";
  while (digits.length < size) {
    digits += Math.floor(context.ports.random() * 0x1000000)
      .toString(16)
      .padStart(6, "0");
  }
  return digits.slice(0, size);
}

/** A message id in WhatsApp's manner: `wamid.` and base64 of the peer, a marker and a random part; opaque to users. */
export function newWamid(context: MetaContext, peer: string): string {
  const unique = `${nextSerial(context).toString(16).padStart(8, "0")}${randomHex(context, 12)}`.toUpperCase();
  const inside = `\u001c\u0018${peer}\u0015\u0002\u0000\u0012\u0018\u0014${unique}\u0000`;
  return `wamid.${Buffer.from(inside).toString("base64")}`;
}

/** A numeric object id as Graph uses for media, templates and the like. */
export function newObjectId(context: MetaContext): string {
  const random = Math.floor(context.ports.random() * 1_000_000)
    .toString()
    .padStart(6, "0");
  return `1${random}${nextSerial(context).toString().padStart(8, "0")}`;
}

/** A trace id of an error answer. */
export function newTraceId(context: MetaContext): string {
  return `A${Buffer.from(randomHex(context, 32), "hex").toString("base64url")}`;
}

/** Digits made from a text, always the same: ids that must not depend on when they are first asked for. */
export function digitsFrom(text: string, size: number): string {
  const hash = createHash("sha256").update(text).digest("hex");
  return BigInt(`0x${hash}`).toString().slice(0, size);
}
