import type { ContactCard } from "#domain/contact-card";
import { type Fields, fieldsOf, given, listOf, wordsOf } from "./json-fields.ts";
import { phoneOf } from "./inbound-people.ts";

/** A value of a vCard line (RFC 6350): `TEL;TYPE=CELL:+33…`. Escaped commas and semicolons are put back. */
function vcardValues(vcard: string, property: string): readonly string[] {
  return vcard
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(":");
      const name = line.slice(0, Math.max(colon, 0)).split(";")[0] ?? "";
      return name.toUpperCase() === property ? [line.slice(colon + 1).replace(/\\([,;\\])/g, "$1")] : [];
    })
    .map((value) => value.trim())
    .filter((value) => value !== "");
}

function readCard(value: unknown): ContactCard {
  const contact = fieldsOf(value);
  const name = fieldsOf(contact["name"]);
  const vcard = wordsOf(contact["vcard"]) ?? "";
  const phones = listOf(contact["phones"]).flatMap((item) => phoneRow(fieldsOf(item)));
  const emails = listOf(contact["emails"]).flatMap((item) => {
    const row = fieldsOf(item);
    const address = wordsOf(row["email"]);
    return address === undefined ? [] : [{ address, ...given({ type: wordsOf(row["type"]) }) }];
  });
  return {
    name: wordsOf(name["formatted_name"]) ?? wordsOf(name["first_name"]) ?? vcardValues(vcard, "FN")[0] ?? "",
    ...given({
      firstName: wordsOf(name["first_name"]),
      lastName: wordsOf(name["last_name"]),
      organisation: wordsOf(fieldsOf(contact["org"])["company"]),
    }),
    phones: phones.length > 0 ? phones : vcardValues(vcard, "TEL").map((number) => ({ number })),
    emails: emails.length > 0 ? emails : vcardValues(vcard, "EMAIL").map((address) => ({ address })),
  };
}

function phoneRow(row: Fields): readonly ContactCard["phones"][number][] {
  const waId = phoneOf(row["wa_id"]);
  const number = wordsOf(row["phone"]) ?? waId;
  return number === undefined ? [] : [{ number, ...given({ type: wordsOf(row["type"]), waId }) }];
}

/** The cards of a `contacts` message; their fields may be missing and then come from the vCard beside them. */
export const readCards = (value: unknown): readonly ContactCard[] => listOf(value).slice(0, 257).map(readCard);
