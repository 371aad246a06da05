/**
 * What a channel knows a person by. A person is an internal id with any number of these; a phone number is only one
 * of them and may be missing (WhatsApp usernames, 2026).
 */
export type IdentityKind =
  | "wa_phone"
  | "bsuid"
  | "parent_bsuid"
  | "psid"
  | "igsid"
  | "widget_token"
  | "email"
  | "phone";

/** One identity. `value` is exactly what the channel gave, digits only for `wa_phone`. */
export type Identity = { readonly kind: IdentityKind; readonly value: string };

/** Identity as one text, for keys and lanes. */
export const identityKey = ({ kind, value }: Identity): string => `${kind}:${value}`;

/** Where to write to someone on a channel: at least one of these is set. */
export type Address = { readonly phone?: string; readonly bsuid?: string };
