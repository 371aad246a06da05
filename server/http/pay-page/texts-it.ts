import type { PageTexts } from "./page-texts.ts";

const span = (from: number, to: number): string =>
  from === to ? `${to} ${to === 1 ? "giorno" : "giorni"}` : `${from}–${to} giorni`;

/** The pay page in Italian. */
export const it: PageTexts = {
  locale: "it-IT",
  languages: "Lingua",
  order: (number) => `Ordine n. ${number}`,
  yourOrder: "Il tuo ordine",
  total: "Totale",
  each: (quantity, amount) => `${quantity} × ${amount}`,
  validUntil: (when) => `Puoi pagare fino a: ${when}.`,
  pay: (amount) => `Paga ${amount}`,
  tryAgain: (amount) => `Riprova: ${amount}`,
  provider: "Paghi sulla pagina sicura del fornitore di pagamento. Il negozio non vede mai il numero della tua carta.",
  ways: "Altri modi per pagare",
  way: {
    atOnce: "Confermato subito",
    atShop: "Paghi in negozio",
    byHand: "Il negozio conferma quando la sua banca mostra il denaro",
    byHandWithin: (from, to) =>
      `Il negozio conferma quando il denaro è arrivato: di solito la tua banca impiega ${span(from, to)}`,
    down: "Al momento non risponde bene",
  },
  next: "Che cosa succede poi",
  nextReady: "La ricevuta arriva in chat appena la banca conferma. Questa pagina diventa allora la tua ricevuta.",
  unsure:
    "Finora la banca non ha confermato alcun pagamento. Se hai appena pagato, non pagare di nuovo: ti scriviamo in chat.",
  back: "Torna a WhatsApp",
  close: "Puoi chiudere questa pagina e tornare alla chat.",
  question: (shop) => `Una domanda? Scrivi a ${shop}`,
  receipt: "Ricevuta (PDF)",
  papers: {
    invoice: (number) => `Fattura ${number} (PDF)`,
    "credit-note": (number) => `Nota di credito ${number} (PDF)`,
    "refund-receipt": (number) => `Ricevuta di rimborso ${number} (PDF)`,
  },
  lookAgain: "Controlla di nuovo",
  notPaid: "Non ho pagato",
  askAgain: "Chiedi un nuovo link in chat",
  newer: "Vai al pagamento attuale",
  other: "Vedi quel pagamento",
  wentBack: (amount) => `Rimborsato: ${amount}.`,
  goesBack: (amount) => `Rimborso in corso: ${amount}.`,
  chat: {
    question: (number) => `Ho una domanda sull’ordine ${number}: `,
    again: (number) => `Vorrei pagare il mio ordine ${number}, per favore.`,
  },
  ready: { title: "Il tuo ordine", body: "" },
  shown: {
    title: "Paga dall’app della tua banca",
    body: "Inquadra il codice o copia le righe qui sotto. Lascia il riferimento com’è: il negozio ritrova così il tuo pagamento.",
  },
  atShop: { title: "Da pagare in negozio", body: "Di’ lì il numero del tuo ordine; qui non c’è nulla da pagare." },
  nextShown:
    "Il negozio guarda il proprio conto; un bonifico può impiegare fino al prossimo giorno lavorativo. Ti avvisiamo in chat appena arriva, con la ricevuta. Non pagare due volte.",
  nextAtShop: "La ricevuta arriva in chat quando hai pagato. Questa pagina diventa allora la tua ricevuta.",
  timeOver: {
    title: "Il tempo per pagare è finito",
    body: "Finora non è arrivato nulla. Se hai già inviato il denaro vale lo stesso, e te lo diciamo in chat.",
  },
  codeAlt: "Codice di pagamento",
  openApp: "Apri l’app della tua banca",
  print: "Una pagina da stampare (A6)",
  backToPage: "Torna al pagamento",
  lineNames: {
    beneficiary: "Beneficiario",
    iban: "IBAN",
    bic: "BIC",
    "pix-key": "Chiave Pix",
    "pix-code": "Pix copia e incolla",
    "upi-address": "Indirizzo UPI",
    mobile: "Cellulare",
    "company-number": "Numero d’impresa (UEN)",
    "national-id": "Documento nazionale",
    wallet: "Portafoglio",
    biller: "Emittente",
    amount: "Importo",
    reference: "Riferimento",
    order: "Ordine",
  },
  failed: { title: "Il pagamento non è andato a buon fine", body: "Non è stato addebitato nulla." },
  failures: {
    funds: "Sulla carta non c’è abbastanza disponibilità. Prova un’altra carta.",
    "expired-card": "La carta è scaduta o la data è sbagliata. Controllala o prova un’altra carta.",
    "wrong-code": "Il numero della carta o il codice di sicurezza è sbagliato. Controlla e riprova.",
    "not-confirmed": "La banca non ha potuto confermare che fossi tu. Riprova e conferma nell’app della tua banca.",
    limit: "L’importo supera il limite della carta. Prova un’altra carta.",
    technical: "La banca non ha risposto correttamente. Riprova tra un momento.",
    refused: "La banca ha rifiutato il pagamento. Riprova o usa un’altra carta.",
  },
  preparing: { title: "Un momento", body: "La pagina di pagamento è quasi pronta. Questa pagina si ricarica da sola." },
  checking: {
    title: "Stiamo chiedendo alla banca",
    body: "Non pagare di nuovo. Questa pagina controlla da sola, e ti scriviamo anche in chat.",
  },
  paid: { title: "Pagato", body: "Grazie! La ricevuta è nella chat, e questa pagina resta la tua ricevuta." },
  refunded: { title: "Rimborsato", body: "L’intero importo è tornato sul mezzo di pagamento usato." },
  partRefunded: { title: "Pagato, rimborsato in parte", body: "Il rimborso torna sul mezzo di pagamento usato." },
  refunding: { title: "Rimborso in corso", body: "L’intero importo sta tornando sul mezzo di pagamento usato." },
  paidCancelled: { title: "Ordine annullato", body: "Quanto hai pagato torna sul mezzo di pagamento usato." },
  lost: {
    title: "La banca non ha versato il denaro",
    body: "La tua banca aveva promesso il pagamento e lo ha ritirato. Il negozio ti scrive in chat.",
  },
  outOfStock: {
    title: "Esaurito",
    body: "L’ultimo pezzo è stato venduto prima che arrivasse il tuo pagamento. L’intero importo ti viene rimborsato.",
  },
  wrongAmount: {
    title: "È arrivato un altro importo",
    body: "Non corrisponde all’ordine: l’intero importo ti viene rimborsato.",
  },
  surplus: {
    title: "Questo pagamento ti viene restituito",
    body: "Quando è arrivato non serviva più. L’intero importo ti viene rimborsato.",
  },
  alreadyPaid: { title: "Già pagato", body: "Questo ordine è pagato. Non resta nulla da pagare." },
  cancelled: {
    title: "Ordine annullato",
    body: "Non c’è nulla da pagare. Il denaro che arrivasse ancora torna da solo.",
  },
  replaced: {
    title: "Il tuo ordine è cambiato",
    body: "Questo link non vale più. Il denaro che arrivasse ancora da qui torna da solo.",
  },
  newerLink: {
    title: "C’è un link più recente",
    body: "Questo link non vale più, l’ordine si paga con un altro. Il denaro che arrivasse ancora da qui torna da solo.",
  },
  expired: { title: "Questo link è scaduto", body: "Non è stato addebitato nulla." },
  unknown: {
    title: "Qui non c’è nulla",
    body: "Questo indirizzo non porta a nulla. Controlla di averlo copiato tutto.",
  },
  unavailable: {
    title: "Un momento, per favore",
    body: "Ora non possiamo controllare. Se hai appena pagato, non pagare di nuovo: ti scriviamo in chat.",
  },
  thanks: { title: "Grazie", body: "Puoi tornare alla chat. Ti scriviamo lì appena la banca conferma." },
};
