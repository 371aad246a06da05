import type { PageTexts } from "./page-texts.ts";

const span = (from: number, to: number): string =>
  from === to ? `${to} ${to === 1 ? "día" : "días"}` : `${from}–${to} días`;

/** The pay page in Spanish. */
export const es: PageTexts = {
  locale: "es-ES",
  languages: "Idioma",
  order: (number) => `Pedido n.º ${number}`,
  yourOrder: "Tu pedido",
  total: "Total",
  each: (quantity, amount) => `${quantity} × ${amount}`,
  validUntil: (when) => `Puedes pagar hasta el ${when}.`,
  pay: (amount) => `Pagar ${amount}`,
  tryAgain: (amount) => `Reintentar: ${amount}`,
  provider: "Pagas en la página segura del proveedor de pago. La tienda nunca ve el número de tu tarjeta.",
  ways: "Otras formas de pagar",
  way: {
    atOnce: "Confirmado al momento",
    byHand: "La tienda confirma cuando su banco muestra el dinero",
    byHandWithin: (from, to) => `La tienda confirma cuando llega el dinero: tu banco suele tardar ${span(from, to)}`,
    down: "Ahora mismo no responde bien",
  },
  next: "Qué pasa después",
  nextReady: "El recibo llega a tu chat en cuanto el banco confirma. Esta página pasa a ser entonces tu recibo.",
  unsure:
    "Por ahora el banco no ha confirmado ningún pago. Si acabas de pagar, no pagues otra vez: te avisamos en el chat.",
  back: "Volver a WhatsApp",
  close: "Puedes cerrar esta página y volver al chat.",
  question: (shop) => `¿Una pregunta? Escribe a ${shop}`,
  receipt: "Recibo (PDF)",
  lookAgain: "Mirar otra vez",
  notPaid: "No he pagado",
  askAgain: "Pedir un enlace nuevo en el chat",
  newer: "Ir al pago actual",
  other: "Ver ese pago",
  wentBack: (amount) => `Reembolsado: ${amount}.`,
  goesBack: (amount) => `Reembolso en camino: ${amount}.`,
  chat: {
    question: (number) => `Tengo una pregunta sobre el pedido ${number}: `,
    again: (number) => `Quiero pagar mi pedido ${number}, por favor.`,
  },
  ready: { title: "Tu pedido", body: "" },
  shown: {
    title: "Paga desde la app de tu banco",
    body: "Escanea el código o copia las líneas de abajo. Deja la referencia tal cual: la tienda encuentra tu pago por ella.",
  },
  atShop: { title: "A pagar en la tienda", body: "Di allí el número de tu pedido; aquí no hay nada que pagar." },
  nextShown:
    "La tienda mira su cuenta; una transferencia puede tardar hasta el próximo día laborable. Te avisamos en el chat en cuanto llegue, con tu recibo. No pagues dos veces.",
  nextAtShop: "El recibo llega a tu chat una vez pagado. Esta página pasa a ser tu recibo.",
  timeOver: {
    title: "El plazo para pagar ha terminado",
    body: "Hasta ahora no ha llegado nada. Si ya has enviado el dinero cuenta igual, y te lo decimos en el chat.",
  },
  codeAlt: "Código de pago",
  openApp: "Abrir la app de tu banco",
  print: "Una página para imprimir (A6)",
  backToPage: "Volver al pago",
  lineNames: {
    beneficiary: "Beneficiario",
    iban: "IBAN",
    bic: "BIC",
    "pix-key": "Clave Pix",
    "pix-code": "Pix copiar y pegar",
    "upi-address": "Dirección UPI",
    mobile: "Móvil",
    "company-number": "Número de empresa (UEN)",
    "national-id": "Documento nacional",
    wallet: "Monedero",
    biller: "Emisor",
    amount: "Importe",
    reference: "Referencia",
    order: "Pedido",
  },
  failed: { title: "El pago no se ha completado", body: "No se ha cobrado nada." },
  failures: {
    funds: "La tarjeta no tiene fondos suficientes. Prueba con otra tarjeta.",
    "expired-card": "La tarjeta ha caducado o la fecha no es correcta. Revísala o prueba con otra tarjeta.",
    "wrong-code": "El número de tarjeta o el código de seguridad no es correcto. Revísalo e inténtalo de nuevo.",
    "not-confirmed":
      "El banco no pudo confirmar que eras tú. Inténtalo de nuevo y confirma en la aplicación de tu banco.",
    limit: "El importe supera el límite de la tarjeta. Prueba con otra tarjeta.",
    technical: "El banco no respondió bien. Inténtalo de nuevo en un momento.",
    refused: "El banco rechazó el pago. Inténtalo de nuevo o usa otra tarjeta.",
  },
  preparing: { title: "Un momento", body: "Tu página de pago se está preparando. Esta página se recarga sola." },
  checking: {
    title: "Estamos preguntando al banco",
    body: "No pagues otra vez. Esta página vuelve a mirar sola, y también te escribimos en el chat.",
  },
  paid: { title: "Pagado", body: "¡Gracias! El recibo está en tu chat, y esta página queda como tu recibo." },
  refunded: { title: "Reembolsado", body: "El importe completo ha vuelto al medio de pago que usaste." },
  partRefunded: { title: "Pagado, reembolsado en parte", body: "El reembolso vuelve al medio de pago que usaste." },
  refunding: { title: "Reembolso en camino", body: "El importe completo está volviendo al medio de pago que usaste." },
  paidCancelled: { title: "Pedido cancelado", body: "Lo que pagaste vuelve al medio de pago que usaste." },
  lost: {
    title: "El banco no ha entregado el dinero",
    body: "Tu banco había prometido el pago y lo retiró. La tienda te escribe en el chat.",
  },
  outOfStock: {
    title: "Agotado",
    body: "La última unidad se vendió antes de que llegara tu pago. Se te devuelve el importe completo.",
  },
  wrongAmount: {
    title: "Llegó otro importe",
    body: "No coincide con el pedido, así que se te devuelve por completo.",
  },
  surplus: {
    title: "Este pago se te devuelve",
    body: "Cuando llegó ya no hacía falta. Se te devuelve el importe completo.",
  },
  alreadyPaid: { title: "Ya está pagado", body: "Este pedido está pagado. No queda nada por pagar." },
  cancelled: { title: "Pedido cancelado", body: "No hay nada que pagar. El dinero que aún llegue vuelve solo." },
  replaced: {
    title: "Tu pedido ha cambiado",
    body: "Este enlace ya no cuenta. El dinero que aún llegue por él vuelve solo.",
  },
  newerLink: {
    title: "Hay un enlace más reciente",
    body: "Este enlace ya no cuenta, el pedido se paga con otro. El dinero que aún llegue por él vuelve solo.",
  },
  expired: { title: "Este enlace ha caducado", body: "No se ha cobrado nada." },
  unknown: {
    title: "Aquí no hay nada",
    body: "Esta dirección no lleva a ninguna parte. Comprueba que la copiaste entera.",
  },
  unavailable: {
    title: "Un momento, por favor",
    body: "Ahora no podemos mirar. Si acabas de pagar, no pagues otra vez: te avisamos en el chat.",
  },
  thanks: { title: "Gracias", body: "Puedes volver al chat. Te avisamos ahí en cuanto el banco confirme." },
};
