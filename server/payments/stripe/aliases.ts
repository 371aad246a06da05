/** Under which name a kept card is charged at Stripe: whose it is and which. Both are needed for a charge. */
export type Alias = { readonly customer: string; readonly method: string };

/** The alias as one text. */
export const aliasOf = ({ customer, method }: Alias): string => `${customer}/${method}`;

/** Reads an alias; undefined for a text that is none. */
export function readAlias(text: string): Alias | undefined {
  const [, customer, method] = /^(cus_\w+)\/(pm_\w+)$/.exec(text) ?? [];
  return customer === undefined || method === undefined ? undefined : { customer, method };
}
