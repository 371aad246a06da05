import type { Language } from "#domain/language";

/** A word that stands alone in a command. */
export type Keyword =
  | "register"
  | "ask"
  | "form"
  | "test"
  | "link"
  | "qr"
  | "refund"
  | "received"
  | "cancel"
  | "stock"
  | "today"
  | "help"
  | "undo";

/** A word that takes a value: ORDER=12. */
export type OptionName = "order" | "tax" | "shop" | "delay";

type Words<Name extends string> = Readonly<Record<Name, Readonly<Record<Language, readonly string[]>>>>;

/**
 * The words of each command, by language, without accents and in lower case; the first is the one we print. Every
 * language is always read: people write in theirs. REGISTER, ASK, LINK and the options' English words are those of
 * Lyra's grammar for payment orders by WhatsApp, which merchants already know.
 */
export const keywordWords: Words<Keyword> = {
  register: {
    en: ["register"],
    fr: ["enregistrer", "enregistre"],
    it: ["registra", "registrare"],
    es: ["registrar", "guardar"],
    pt: ["registrar", "cadastrar"],
  },
  ask: {
    en: ["ask"],
    fr: ["demander", "demande"],
    it: ["chiedi", "chiedere"],
    es: ["preguntar", "pregunta"],
    pt: ["perguntar", "pergunta"],
  },
  form: { en: ["form"], fr: ["formulaire"], it: ["modulo"], es: ["formulario"], pt: ["formulario"] },
  test: { en: ["test"], fr: ["test", "essai"], it: ["test", "prova"], es: ["prueba", "test"], pt: ["teste", "test"] },
  link: { en: ["link"], fr: ["lien"], it: ["link"], es: ["enlace"], pt: ["link"] },
  qr: { en: ["qr"], fr: ["qr"], it: ["qr"], es: ["qr"], pt: ["qr"] },
  refund: {
    en: ["refund"],
    fr: ["rembourser", "rembourse", "remboursement"],
    it: ["rimborsa", "rimborsare", "rimborso"],
    es: ["reembolsar", "reembolso", "devolver"],
    pt: ["reembolsar", "reembolso", "estornar", "estorno"],
  },
  received: {
    en: ["received"],
    fr: ["recu", "recue", "encaisse"],
    it: ["ricevuto", "incassato"],
    es: ["recibido", "cobrado"],
    pt: ["recebido"],
  },
  cancel: {
    en: ["cancel"],
    fr: ["annuler", "annule", "annulez"],
    it: ["annulla", "annullare"],
    es: ["cancelar", "cancela", "anular"],
    pt: ["cancelar", "cancela"],
  },
  stock: {
    en: ["stock"],
    fr: ["stock"],
    it: ["scorta", "scorte", "giacenza"],
    es: ["existencias", "stock"],
    pt: ["estoque"],
  },
  today: { en: ["today"], fr: ["aujourd'hui"], it: ["oggi"], es: ["hoy"], pt: ["hoje"] },
  help: { en: ["help"], fr: ["aide"], it: ["aiuto"], es: ["ayuda"], pt: ["ajuda"] },
  // In Italian "annulla" is both; it cancels, which does less.
  undo: { en: ["undo"], fr: ["defaire"], it: ["ripristina", "disfa"], es: ["deshacer"], pt: ["desfazer"] },
};

/** The words of each option, kept as those above. */
export const optionWords: Words<OptionName> = {
  order: { en: ["order"], fr: ["commande"], it: ["ordine"], es: ["pedido"], pt: ["pedido"] },
  tax: { en: ["tax", "vat"], fr: ["tva", "taxe"], it: ["iva"], es: ["iva"], pt: ["imposto", "iva"] },
  shop: { en: ["shop"], fr: ["boutique"], it: ["negozio"], es: ["tienda"], pt: ["loja"] },
  delay: {
    en: ["delay", "days"],
    fr: ["delai", "jours"],
    it: ["scadenza", "giorni"],
    es: ["plazo", "dias"],
    pt: ["prazo", "dias"],
  },
};
