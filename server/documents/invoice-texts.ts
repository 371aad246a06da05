import type { Language } from "#domain/language";

/** The fixed words of invoices, credit notes and receipts of refunds. */
export type InvoiceTexts = {
  readonly invoice: string;
  readonly simplified: string;
  readonly creditNote: string;
  readonly refundReceipt: string;
  readonly number: string;
  readonly buyer: string;
  readonly issued: string;
  readonly supplied: string;
  readonly order: string;
  /** Which paper this one corrects. */
  readonly corrects: (number: string, date: string) => string;
  readonly item: string;
  /** A line's price: how many, net price of one, rate. */
  readonly each: (quantity: number, net: string, rate: string) => string;
  readonly gross: string;
  readonly net: string;
  readonly vat: string;
  readonly rate: string;
  readonly total: string;
  readonly credited: string;
  readonly refunded: string;
  readonly paid: string;
  readonly wentBack: string;
  readonly reference: string;
  readonly page: (place: number, of: number) => string;
};

/** The words in every language of the till. */
export const invoiceTexts: Readonly<Record<Language, InvoiceTexts>> = {
  en: {
    invoice: "Invoice",
    simplified: "Simplified invoice",
    creditNote: "Credit note",
    refundReceipt: "Refund receipt",
    number: "No.",
    buyer: "Invoiced to",
    issued: "Date of issue",
    supplied: "Date of sale",
    order: "Order",
    corrects: (number, date) => `Corrects ${number} of ${date}`,
    item: "Item",
    each: (quantity, net, rate) => `${quantity} × ${net} before VAT · VAT ${rate}`,
    gross: "With VAT",
    net: "Before VAT",
    vat: "VAT",
    rate: "Rate",
    total: "Total",
    credited: "Credited",
    refunded: "Refunded",
    paid: "Paid",
    wentBack: "Returned by",
    reference: "Payment reference",
    page: (place, of) => `Page ${place} of ${of}`,
  },
  fr: {
    invoice: "Facture",
    simplified: "Facture simplifiée",
    creditNote: "Avoir",
    refundReceipt: "Reçu de remboursement",
    number: "N°",
    buyer: "Facturé à",
    issued: "Date d’émission",
    supplied: "Date de la vente",
    order: "Commande",
    corrects: (number, date) => `Rectifie ${number} du ${date}`,
    item: "Article",
    each: (quantity, net, rate) => `${quantity} × ${net} HT · TVA ${rate}`,
    gross: "TTC",
    net: "HT",
    vat: "TVA",
    rate: "Taux",
    total: "Total TTC",
    credited: "Avoir TTC",
    refunded: "Remboursé",
    paid: "Payé",
    wentBack: "Remboursé par",
    reference: "Référence du paiement",
    page: (place, of) => `Page ${place} sur ${of}`,
  },
  it: {
    invoice: "Fattura",
    simplified: "Fattura semplificata",
    creditNote: "Nota di credito",
    refundReceipt: "Ricevuta di rimborso",
    number: "N.",
    buyer: "Intestata a",
    issued: "Data di emissione",
    supplied: "Data della vendita",
    order: "Ordine",
    corrects: (number, date) => `Rettifica ${number} del ${date}`,
    item: "Articolo",
    each: (quantity, net, rate) => `${quantity} × ${net} + IVA ${rate}`,
    gross: "IVA inclusa",
    net: "Imponibile",
    vat: "IVA",
    rate: "Aliquota",
    total: "Totale",
    credited: "Accreditato",
    refunded: "Rimborsato",
    paid: "Pagato",
    wentBack: "Rimborsato con",
    reference: "Riferimento del pagamento",
    page: (place, of) => `Pagina ${place} di ${of}`,
  },
  es: {
    invoice: "Factura",
    simplified: "Factura simplificada",
    creditNote: "Factura rectificativa",
    refundReceipt: "Recibo de reembolso",
    number: "N.º",
    buyer: "Facturado a",
    issued: "Fecha de emisión",
    supplied: "Fecha de la venta",
    order: "Pedido",
    corrects: (number, date) => `Rectifica ${number} del ${date}`,
    item: "Artículo",
    each: (quantity, net, rate) => `${quantity} × ${net} sin IVA · IVA ${rate}`,
    gross: "Con IVA",
    net: "Base imponible",
    vat: "IVA",
    rate: "Tipo",
    total: "Total",
    credited: "Abonado",
    refunded: "Reembolsado",
    paid: "Pagado",
    wentBack: "Devuelto por",
    reference: "Referencia del pago",
    page: (place, of) => `Página ${place} de ${of}`,
  },
  pt: {
    invoice: "Fatura",
    simplified: "Fatura simplificada",
    creditNote: "Nota de crédito",
    refundReceipt: "Recibo de reembolso",
    number: "N.º",
    buyer: "Faturado a",
    issued: "Data de emissão",
    supplied: "Data da venda",
    order: "Pedido",
    corrects: (number, date) => `Corrige ${number} de ${date}`,
    item: "Item",
    each: (quantity, net, rate) => `${quantity} × ${net} sem IVA · IVA ${rate}`,
    gross: "Com IVA",
    net: "Sem IVA",
    vat: "IVA",
    rate: "Taxa",
    total: "Total",
    credited: "Creditado",
    refunded: "Reembolsado",
    paid: "Pago",
    wentBack: "Devolvido por",
    reference: "Referência do pagamento",
    page: (place, of) => `Página ${place} de ${of}`,
  },
};
