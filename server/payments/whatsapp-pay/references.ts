import { type Instant, instant } from "#domain/instant";

/** An order's name at Meta: the payment configuration it was shown with, and its reference. */
export type OrderName = {
  readonly configuration: string;
  readonly reference: string;
  /** When it can be paid no more, where the name says so. */
  readonly expiresAt?: Instant;
};

/**
 * The provider's name of a payment: `configuration/reference/seconds`. Meta knows an order by the first two; of its end
 * it says nothing later, so the name carries it.
 */
export const providerRefOf = ({ configuration, reference }: OrderName, expiresAt: Instant): string =>
  `${encodeURIComponent(configuration)}/${reference}/${Math.floor(expiresAt / 1_000)}`;

/** The name of a movement of money: `configuration/reference/transaction`. */
export const captureIdOf = ({ configuration, reference }: OrderName, transaction: string): string =>
  `${encodeURIComponent(configuration)}/${reference}/${transaction}`;

/** The order a payment or a movement of money belongs to. A bare reference is looked for under `standard`. */
export function orderOf(name: string, standard: string): OrderName {
  const [first = "", reference, third] = name.split("/");
  if (reference === undefined) return { configuration: standard, reference: first };
  const order = { configuration: decoded(first), reference };
  return third !== undefined && /^\d{9,11}$/.test(third)
    ? { ...order, expiresAt: instant(Number(third) * 1_000) }
    : order;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
