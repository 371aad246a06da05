const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** 2024-01-01, the second references count from. */
const firstSecond = 1_704_067_200n;

/**
 * A payment's reference as a person can type it and every scheme takes it: 12 capitals and figures, without the letters
 * that pass for figures (Crockford's base 32). It is made of the id's second and 29 bits of its chance, so that it is the
 * same at every try; two payments share one only if they were begun in the same second and their chance agrees.
 * Undefined for what is no UUID of version 7.
 */
export function paymentReference(paymentId: string): string | undefined {
  const bits = referenceBits(paymentId);
  if (bits === undefined) return undefined;
  return Array.from({ length: 12 }, (_, n) => alphabet[Number((bits >> BigInt(5 * (11 - n))) & 31n)]).join("");
}

/** The same as figures alone, at most 18, for references that take no letters. */
export const paymentNumber = (paymentId: string): string | undefined => referenceBits(paymentId)?.toString();

/** 60 bits: 31 of seconds since 2024 (until 2092), 29 of chance. */
function referenceBits(paymentId: string): bigint | undefined {
  if (!uuid.test(paymentId)) return undefined;
  const hex = paymentId.replaceAll("-", "");
  const second = BigInt(`0x${hex.slice(0, 12)}`) / 1000n - firstSecond;
  const chance = BigInt(`0x${hex.slice(-8)}`) & ((1n << 29n) - 1n);
  return (BigInt.asUintN(31, second) << 29n) | chance;
}
