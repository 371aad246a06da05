import type { Identity } from "#domain/identity";
import type { Sender } from "#domain/inbound";
import { digitsOf } from "#domain/phone";
import { type Fields, fieldsOf, given, idOf, listOf, textOf, wordsOf } from "./json-fields.ts";

/** The three names WhatsApp has for a person: any may be missing (usernames, 2026). */
export type Names = {
  readonly phone?: string | undefined;
  readonly bsuid?: string | undefined;
  readonly parent?: string | undefined;
};

/** A row of `contacts[]`. */
export type Contact = Names & { readonly name?: string | undefined; readonly username?: string | undefined };

/** A phone as `wa_id` writes it, digits only; undefined when the value is no phone number. */
export function phoneOf(value: unknown): string | undefined {
  const text = textOf(value);
  if (text === undefined || !/^\+?[\d\s().-]{4,30}$/.test(text)) return undefined;
  const digits = digitsOf(text);
  return digits.length >= 4 && digits.length <= 20 ? digits : undefined;
}

/** The rows of `contacts[]` that name somebody. */
export function readContacts(value: unknown): readonly Contact[] {
  return listOf(value).map((item): Contact => {
    const contact = fieldsOf(item);
    const profile = fieldsOf(contact["profile"]);
    return {
      phone: phoneOf(contact["wa_id"]),
      bsuid: idOf(contact["user_id"]),
      parent: idOf(contact["parent_user_id"]),
      name: wordsOf(profile["name"])?.slice(0, 256),
      username: idOf(profile["username"]),
    };
  });
}

/** Who wrote a message. */
export const fromOf = (message: Fields): Names => ({
  phone: phoneOf(message["from"]),
  bsuid: idOf(message["from_user_id"]),
  parent: idOf(message["from_parent_user_id"]),
});

/** Whom a message written in the phone app went to. */
export const toOf = (message: Fields): Names => ({
  phone: phoneOf(message["to"]),
  bsuid: idOf(message["to_user_id"]),
  parent: idOf(message["to_parent_user_id"]),
});

/** Whom a status is about. The parent id is written in two ways in Meta's pages: both are read. */
export const recipientOf = (status: Fields): Names => ({
  phone: phoneOf(status["recipient_id"]),
  bsuid: idOf(status["recipient_user_id"]),
  parent: idOf(status["recipient_parent_user_id"] ?? status["parent_recipient_user_id"]),
});

/** Identities from the one that never changes hands to the weakest: business-scoped id, number, parent id. */
export function identitiesOf({ phone, bsuid, parent }: Names): readonly Identity[] {
  return [
    ...(bsuid === undefined ? [] : [{ kind: "bsuid", value: bsuid } as const]),
    ...(phone === undefined ? [] : [{ kind: "wa_phone", value: phone } as const]),
    ...(parent === undefined ? [] : [{ kind: "parent_bsuid", value: parent } as const]),
  ];
}

/**
 * A person by her own names and the contact that bears one of them: contacts are matched by id, never by their place in
 * the list. A message without any name belongs to the only contact there is. Undefined when nobody is named.
 */
export function personOf(own: Names, contacts: readonly Contact[]): Sender | undefined {
  const nameless = own.bsuid === undefined && own.phone === undefined && own.parent === undefined;
  const contact =
    (nameless && contacts.length === 1 ? contacts[0] : undefined) ??
    contacts.find(({ bsuid }) => bsuid !== undefined && bsuid === own.bsuid) ??
    contacts.find(({ phone }) => phone !== undefined && phone === own.phone);
  const identities = identitiesOf({
    bsuid: own.bsuid ?? contact?.bsuid,
    phone: own.phone ?? contact?.phone,
    parent: own.parent ?? contact?.parent,
  });
  if (identities.length === 0) return undefined;
  return { identities, ...given({ name: contact?.name, username: contact?.username }) };
}
