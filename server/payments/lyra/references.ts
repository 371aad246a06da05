const ours = /^([0-9a-f]{8})-([0-9a-f]{4})-(7[0-9a-f]{3})-([89ab][0-9a-f]{3})-([0-9a-f]{12})$/;
const theirs = /^([0-9a-f]{8})([0-9a-f]{4})(7[0-9a-f]{3})([89ab][0-9a-f]{3})([0-9a-f]{12})$/;

/**
 * Our payment's id as Lyra's `orderId`: the Back Office takes letters and digits only, 64 at most, so the hyphens go.
 * Undefined for a reference that is not one of our ids, since it could not be told from other programs' orders.
 */
export const orderIdOf = (reference: string): string | undefined =>
  ours.test(reference) ? reference.replaceAll("-", "") : undefined;

/** Our payment's id from Lyra's `orderId`; undefined for orders that other programs of the shop made. */
export function referenceOf(orderId: string | null | undefined): string | undefined {
  const parts = theirs.exec(orderId ?? "");
  return parts ? parts.slice(1).join("-") : undefined;
}

/** Lyra's name of a transaction, in the one spelling that is compared: 32 hexadecimal digits. */
export const uuidOf = (uuid: string): string => uuid.replaceAll("-", "").toLowerCase();
