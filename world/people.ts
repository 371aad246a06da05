import type { UserSetup } from "./meta/model-types.ts";

/**
 * The people of the demo: customers, and the two merchants, who sell by writing to their own shop's number. Their ids and business-scoped ids stay the same from one start to the next, so that the
 * till knows them again. Numbers for France and the United Kingdom come from ranges kept for fiction (Arcep, Ofcom)
 * where the scenes do not ask for a known one.
 */
export const demoPeople: readonly (UserSetup & { readonly id: string })[] = [
  { id: "lea", name: "Léa Martin", phone: "33612345678", bsuid: "FR.4410021865423001", language: "fr" },
  { id: "giulia", name: "Giulia Ferri", phone: "393512345670", bsuid: "IT.4410021865423002", language: "it" },
  { id: "tom", name: "Tom Baker", phone: "447700900123", bsuid: "GB.4410021865423003", language: "en" },
  { id: "lucia", name: "Lucía Moreno", phone: "34612345671", bsuid: "ES.4410021865423004", language: "es" },
  { id: "ana", name: "Ana Souza", phone: "5511912345672", bsuid: "BR.4410021865423005", language: "pt" },
  {
    id: "noor",
    name: "Noor",
    username: "noor.k",
    bsuid: "FR.4410021865423006",
    language: "fr",
    country: "FR",
    hidesNumber: true,
  },
  { id: "merchant-atelier-lyon", name: "Rose", phone: "33639980001", bsuid: "FR.4410021865423007", language: "fr" },
  { id: "merchant-salon-milano", name: "Chiara", phone: "393512345679", bsuid: "IT.4410021865423008", language: "it" },
];
