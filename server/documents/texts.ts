import type { Language } from "#domain/language";

/** The fixed words of a receipt. */
export type ReceiptTexts = {
  readonly receipt: string;
  readonly number: string;
  readonly date: string;
  readonly order: string;
  readonly item: string;
  readonly amount: string;
  readonly total: string;
  readonly vatIncluded: string;
  readonly rate: string;
  readonly net: string;
  readonly vat: string;
  readonly gross: string;
  readonly paid: string;
  readonly paidWith: string;
  readonly reference: string;
  readonly thanks: string;
  readonly page: (place: number, of: number) => string;
  /** A chosen option with its value. */
  readonly option: (name: string, value: string) => string;
  /** Names of options shops seldom name themselves, by key. */
  readonly options: Readonly<Record<string, string>>;
};

/** Names of rails that were connected without one of their own, by kind: they are the same in every language. */
export const railNames: Readonly<Record<string, string>> = { stripe: "Stripe" };

const beside = (name: string, value: string): string => `${name}: ${value}`;

/** The words in every language of the till. */
export const receiptTexts: Readonly<Record<Language, ReceiptTexts>> = {
  en: {
    receipt: "Receipt",
    number: "Receipt no.",
    date: "Date",
    order: "Order",
    item: "Item",
    amount: "Amount",
    total: "Total",
    vatIncluded: "VAT included",
    rate: "Rate",
    net: "Net",
    vat: "VAT",
    gross: "Gross",
    paid: "Paid",
    paidWith: "Paid with",
    reference: "Payment reference",
    thanks: "Thank you for your purchase.",
    page: (place, of) => `Page ${place} of ${of}`,
    option: beside,
    options: {
      size: "Size",
      colour: "Colour",
      color: "Colour",
      engraving: "Engraving",
      amount: "Amount",
      scent: "Scent",
      message: "Message",
    },
  },
  fr: {
    receipt: "Reçu",
    number: "Reçu n°",
    date: "Date",
    order: "Commande",
    item: "Article",
    amount: "Montant",
    total: "Total",
    vatIncluded: "TVA comprise",
    rate: "Taux",
    net: "HT",
    vat: "TVA",
    gross: "TTC",
    paid: "Payé",
    paidWith: "Payé par",
    reference: "Référence du paiement",
    thanks: "Merci pour votre achat.",
    page: (place, of) => `Page ${place} sur ${of}`,
    option: (name, value) => `${name}\u00a0: ${value}`,
    options: {
      size: "Taille",
      colour: "Couleur",
      color: "Couleur",
      engraving: "Gravure",
      amount: "Valeur",
      scent: "Senteur",
      message: "Dédicace",
    },
  },
  it: {
    receipt: "Ricevuta",
    number: "Ricevuta n.",
    date: "Data",
    order: "Ordine",
    item: "Articolo",
    amount: "Importo",
    total: "Totale",
    vatIncluded: "IVA inclusa",
    rate: "Aliquota",
    net: "Imponibile",
    vat: "IVA",
    gross: "Totale",
    paid: "Pagato",
    paidWith: "Pagato con",
    reference: "Riferimento del pagamento",
    thanks: "Grazie per il tuo acquisto.",
    page: (place, of) => `Pagina ${place} di ${of}`,
    option: beside,
    options: {
      size: "Misura",
      colour: "Colore",
      color: "Colore",
      engraving: "Incisione",
      amount: "Valore",
      scent: "Profumazione",
      message: "Dedica",
    },
  },
  es: {
    receipt: "Recibo",
    number: "Recibo n.º",
    date: "Fecha",
    order: "Pedido",
    item: "Artículo",
    amount: "Importe",
    total: "Total",
    vatIncluded: "IVA incluido",
    rate: "Tipo",
    net: "Base",
    vat: "IVA",
    gross: "Total",
    paid: "Pagado",
    paidWith: "Pagado con",
    reference: "Referencia del pago",
    thanks: "Gracias por tu compra.",
    page: (place, of) => `Página ${place} de ${of}`,
    option: beside,
    options: {
      size: "Talla",
      colour: "Color",
      color: "Color",
      engraving: "Grabado",
      amount: "Importe",
      scent: "Fragancia",
      message: "Dedicatoria",
    },
  },
  pt: {
    receipt: "Recibo",
    number: "Recibo n.º",
    date: "Data",
    order: "Pedido",
    item: "Item",
    amount: "Valor",
    total: "Total",
    vatIncluded: "Impostos incluídos",
    rate: "Alíquota",
    net: "Líquido",
    vat: "Imposto",
    gross: "Bruto",
    paid: "Pago",
    paidWith: "Pago com",
    reference: "Referência do pagamento",
    thanks: "Obrigado pela sua compra.",
    page: (place, of) => `Página ${place} de ${of}`,
    option: beside,
    options: {
      size: "Tamanho",
      colour: "Cor",
      color: "Cor",
      engraving: "Gravação",
      amount: "Valor",
      scent: "Fragrância",
      message: "Dedicatória",
    },
  },
};
