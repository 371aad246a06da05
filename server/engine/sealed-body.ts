import type { PaymentFact } from "#domain/payment";
import type { Ports } from "#engine/ports";

type Sealing = Pick<Ports, "seal" | "secret">;

const mark = "sealed:";
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * A rail's post as it lies in the store. It names kept cards, and an alias spends money: so it is encrypted whole. Its
 * bytes come back as they arrived, so that it can be read again and its signature be shown.
 */
export function sealBody({ seal }: Sealing, body: Uint8Array): Uint8Array {
  let text = "";
  for (const byte of body) text += String.fromCharCode(byte);
  return encoder.encode(mark + seal(btoa(text)));
}

/** The bytes of a kept post, sealed or not. Throws where the key it was sealed with is not ours. */
export function openBody({ secret }: Sealing, kept: Uint8Array): Uint8Array {
  if (decoder.decode(kept.subarray(0, mark.length)) !== mark) return kept;
  const text = secret(decoder.decode(kept.subarray(mark.length)));
  if (text === undefined) throw new Error("this post was sealed with another key");
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}

/** A fact as it may wait in the inbox: the alias of a card is encrypted. */
export const sealFact = ({ seal }: Sealing, fact: PaymentFact): PaymentFact =>
  fact.kind === "card-saved" ? { ...fact, alias: mark + seal(fact.alias) } : fact;

/** The fact again. Throws where the key it was sealed with is not ours. */
export function openFact({ secret }: Sealing, fact: PaymentFact): PaymentFact {
  if (fact.kind !== "card-saved" || !fact.alias.startsWith(mark)) return fact;
  const alias = secret(fact.alias.slice(mark.length));
  if (alias === undefined) throw new Error("this card's alias was sealed with another key");
  return { ...fact, alias };
}
