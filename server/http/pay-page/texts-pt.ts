import type { PageTexts } from "./page-texts.ts";

const span = (from: number, to: number): string =>
  from === to ? `${to} ${to === 1 ? "dia" : "dias"}` : `${from}–${to} dias`;

/** The pay page in Brazilian Portuguese. */
export const pt: PageTexts = {
  locale: "pt-BR",
  languages: "Idioma",
  order: (number) => `Pedido n.º ${number}`,
  yourOrder: "Seu pedido",
  total: "Total",
  each: (quantity, amount) => `${quantity} × ${amount}`,
  validUntil: (when) => `Você pode pagar até ${when}.`,
  pay: (amount) => `Pagar ${amount}`,
  tryAgain: (amount) => `Tentar de novo: ${amount}`,
  provider: "Você paga na página segura do provedor de pagamento. A loja nunca vê o número do seu cartão.",
  ways: "Outras formas de pagar",
  way: {
    atOnce: "Confirmado na hora",
    byHand: "A loja confirma quando o banco mostra o dinheiro",
    byHandWithin: (from, to) => `A loja confirma quando o dinheiro chega: seu banco costuma levar ${span(from, to)}`,
    down: "Não está respondendo bem no momento",
  },
  next: "O que acontece depois",
  nextReady: "O recibo chega à sua conversa assim que o banco confirma. Esta página passa então a ser seu recibo.",
  unsure:
    "Até agora o banco não confirmou nenhum pagamento. Se você acabou de pagar, não pague de novo: avisamos na conversa.",
  back: "Voltar ao WhatsApp",
  close: "Você pode fechar esta página e voltar à conversa.",
  question: (shop) => `Uma pergunta? Escreva para ${shop}`,
  receipt: "Recibo (PDF)",
  lookAgain: "Olhar de novo",
  notPaid: "Não paguei",
  askAgain: "Pedir um novo link na conversa",
  newer: "Ir para o pagamento atual",
  other: "Ver esse pagamento",
  wentBack: (amount) => `Reembolsado: ${amount}.`,
  goesBack: (amount) => `Reembolso a caminho: ${amount}.`,
  chat: {
    question: (number) => `Tenho uma pergunta sobre o pedido ${number}: `,
    again: (number) => `Quero pagar o meu pedido ${number}, por favor.`,
  },
  ready: { title: "Seu pedido", body: "" },
  failed: { title: "O pagamento não foi concluído", body: "Nada foi cobrado." },
  failures: {
    funds: "O cartão não tem saldo suficiente. Tente outro cartão.",
    "expired-card": "O cartão venceu ou a data está errada. Confira ou tente outro cartão.",
    "wrong-code": "O número do cartão ou o código de segurança está errado. Confira e tente de novo.",
    "not-confirmed": "O banco não conseguiu confirmar que era você. Tente de novo e confirme no aplicativo do banco.",
    limit: "O valor passa do limite do cartão. Tente outro cartão.",
    technical: "O banco não respondeu direito. Tente de novo em instantes.",
    refused: "O banco recusou o pagamento. Tente de novo ou use outro cartão.",
  },
  preparing: {
    title: "Um momento",
    body: "Sua página de pagamento está sendo preparada. Esta página recarrega sozinha.",
  },
  checking: {
    title: "Estamos perguntando ao banco",
    body: "Não pague de novo. Esta página olha de novo sozinha, e também escrevemos na conversa.",
  },
  paid: { title: "Pago", body: "Obrigado! O recibo está na sua conversa, e esta página continua sendo seu recibo." },
  refunded: { title: "Reembolsado", body: "O valor inteiro voltou para o meio de pagamento usado." },
  partRefunded: { title: "Pago, reembolsado em parte", body: "O reembolso volta para o meio de pagamento usado." },
  refunding: { title: "Reembolso a caminho", body: "O valor inteiro está voltando para o meio de pagamento usado." },
  paidCancelled: { title: "Pedido cancelado", body: "O que você pagou volta para o meio de pagamento usado." },
  lost: {
    title: "O banco não repassou o dinheiro",
    body: "Seu banco tinha prometido o pagamento e o retirou. A loja escreve para você na conversa.",
  },
  outOfStock: {
    title: "Esgotado",
    body: "A última peça foi vendida antes de o seu pagamento chegar. O valor inteiro é devolvido.",
  },
  wrongAmount: {
    title: "Chegou outro valor",
    body: "Ele não corresponde ao pedido; por isso é devolvido por inteiro.",
  },
  surplus: {
    title: "Este pagamento é devolvido",
    body: "Quando chegou, já não era preciso. O valor inteiro é devolvido.",
  },
  alreadyPaid: { title: "Já está pago", body: "Este pedido está pago. Não falta pagar nada." },
  cancelled: { title: "Pedido cancelado", body: "Não há nada a pagar. O dinheiro que ainda chegar volta sozinho." },
  replaced: {
    title: "Seu pedido mudou",
    body: "Este link não vale mais. O dinheiro que ainda chegar por ele volta sozinho.",
  },
  newerLink: {
    title: "Há um link mais recente",
    body: "Este link não vale mais, o pedido é pago por outro. O dinheiro que ainda chegar por ele volta sozinho.",
  },
  expired: { title: "Este link expirou", body: "Nada foi cobrado." },
  unknown: { title: "Nada aqui", body: "Este endereço não leva a lugar nenhum. Confira se você o copiou inteiro." },
  unavailable: {
    title: "Um momento, por favor",
    body: "Não conseguimos olhar agora. Se você acabou de pagar, não pague de novo: avisamos na conversa.",
  },
  thanks: { title: "Obrigado", body: "Você pode voltar à conversa. Avisamos por lá assim que o banco confirmar." },
};
