import type { Language } from "#domain/language";

/** The fixed words of evidence as people read it. */
export type EvidenceTexts = {
  readonly title: string;
  readonly order: string;
  readonly made: string;
  readonly times: string;
  readonly parts: Readonly<Record<string, string>>;
  readonly customer: string;
  readonly nothing: string;
  readonly proof: string;
  readonly root: string;
  readonly key: string;
  readonly signature: string;
  readonly check: string;
  readonly page: (place: number, of: number) => string;
};

/** The words in every language of the till. */
export const evidenceTexts: Readonly<Record<Language, EvidenceTexts>> = {
  en: {
    title: "Evidence of a sale",
    order: "Order",
    made: "Made",
    times: "All times are UTC.",
    parts: {
      order: "Order",
      conversation: "Conversation",
      payments: "Payments",
      provider: "What the payment provider said",
      captures: "Money received",
      refunds: "Refunds",
      disputes: "Disputes",
      ledger: "Ledger",
      papers: "Receipts and invoices",
      consents: "Consent to keep a card",
      acts: "Acts of the shop’s staff",
    },
    customer: "Customer",
    nothing: "Nothing on record.",
    proof: "Proof",
    root: "SHA-256 over all parts",
    key: "Public key of the installation (Ed25519)",
    signature: "Signature",
    check:
      "The same is in the JSON file made with this one, item by item with its hash; comptoir evidence verify says whether anything was changed.",
    page: (place, of) => `Page ${place} of ${of}`,
  },
  fr: {
    title: "Preuves d’une vente",
    order: "Commande",
    made: "Établi le",
    times: "Toutes les heures sont en UTC.",
    parts: {
      order: "Commande",
      conversation: "Conversation",
      payments: "Paiements",
      provider: "Déclarations du prestataire de paiement",
      captures: "Argent reçu",
      refunds: "Remboursements",
      disputes: "Contestations",
      ledger: "Grand livre",
      papers: "Reçus et factures",
      consents: "Accord pour garder une carte",
      acts: "Actes du personnel",
    },
    customer: "Client",
    nothing: "Rien d’enregistré.",
    proof: "Preuve",
    root: "SHA-256 de toutes les parties",
    key: "Clé publique de l’installation (Ed25519)",
    signature: "Signature",
    check:
      "Le fichier JSON établi avec celui-ci contient la même chose, élément par élément avec son empreinte ; comptoir evidence verify dit si quelque chose a été modifié.",
    page: (place, of) => `Page ${place} sur ${of}`,
  },
  it: {
    title: "Prove di una vendita",
    order: "Ordine",
    made: "Redatto il",
    times: "Tutti gli orari sono in UTC.",
    parts: {
      order: "Ordine",
      conversation: "Conversazione",
      payments: "Pagamenti",
      provider: "Dichiarazioni del fornitore di pagamento",
      captures: "Denaro ricevuto",
      refunds: "Rimborsi",
      disputes: "Contestazioni",
      ledger: "Libro giornale",
      papers: "Ricevute e fatture",
      consents: "Consenso a conservare una carta",
      acts: "Atti del personale",
    },
    customer: "Cliente",
    nothing: "Nulla in archivio.",
    proof: "Prova",
    root: "SHA-256 su tutte le parti",
    key: "Chiave pubblica dell’installazione (Ed25519)",
    signature: "Firma",
    check:
      "Il file JSON creato insieme a questo contiene le stesse cose, voce per voce con la sua impronta; comptoir evidence verify dice se qualcosa è stato cambiato.",
    page: (place, of) => `Pagina ${place} di ${of}`,
  },
  es: {
    title: "Pruebas de una venta",
    order: "Pedido",
    made: "Hecho el",
    times: "Todas las horas son UTC.",
    parts: {
      order: "Pedido",
      conversation: "Conversación",
      payments: "Pagos",
      provider: "Lo que dijo el proveedor de pago",
      captures: "Dinero recibido",
      refunds: "Reembolsos",
      disputes: "Disputas",
      ledger: "Libro diario",
      papers: "Recibos y facturas",
      consents: "Consentimiento para guardar una tarjeta",
      acts: "Actos del personal",
    },
    customer: "Cliente",
    nothing: "Nada registrado.",
    proof: "Prueba",
    root: "SHA-256 de todas las partes",
    key: "Clave pública de la instalación (Ed25519)",
    signature: "Firma",
    check:
      "El archivo JSON hecho con este contiene lo mismo, elemento por elemento con su huella; comptoir evidence verify dice si algo se cambió.",
    page: (place, of) => `Página ${place} de ${of}`,
  },
  pt: {
    title: "Provas de uma venda",
    order: "Pedido",
    made: "Feito em",
    times: "Todos os horários são UTC.",
    parts: {
      order: "Pedido",
      conversation: "Conversa",
      payments: "Pagamentos",
      provider: "O que disse o provedor de pagamento",
      captures: "Dinheiro recebido",
      refunds: "Reembolsos",
      disputes: "Contestações",
      ledger: "Livro diário",
      papers: "Recibos e faturas",
      consents: "Consentimento para guardar um cartão",
      acts: "Atos da equipe",
    },
    customer: "Cliente",
    nothing: "Nada registrado.",
    proof: "Prova",
    root: "SHA-256 de todas as partes",
    key: "Chave pública da instalação (Ed25519)",
    signature: "Assinatura",
    check:
      "O arquivo JSON feito com este contém o mesmo, item por item com seu hash; comptoir evidence verify diz se algo foi alterado.",
    page: (place, of) => `Página ${place} de ${of}`,
  },
};
