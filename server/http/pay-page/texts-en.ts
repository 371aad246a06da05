import type { PageTexts } from "./page-texts.ts";

const span = (from: number, to: number): string =>
  from === to ? `${to} ${to === 1 ? "day" : "days"}` : `${from}–${to} days`;

/** The pay page in English. */
export const en: PageTexts = {
  locale: "en-IE",
  languages: "Language",
  order: (number) => `Order no. ${number}`,
  yourOrder: "Your order",
  total: "Total",
  each: (quantity, amount) => `${quantity} × ${amount}`,
  validUntil: (when) => `You can pay until ${when}.`,
  pay: (amount) => `Pay ${amount}`,
  tryAgain: (amount) => `Try again: ${amount}`,
  provider: "You pay on the payment provider’s secure page. The shop never sees your card number.",
  ways: "Other ways to pay",
  way: {
    atOnce: "Confirmed at once",
    byHand: "The shop confirms when its bank shows the money",
    byHandWithin: (from, to) =>
      `The shop confirms when the money has arrived: your bank takes ${span(from, to)} as a rule`,
    down: "Does not answer well at the moment",
  },
  next: "What happens next",
  nextReady: "The receipt arrives in your chat as soon as the bank confirms. This page then becomes your receipt.",
  unsure: "The bank has confirmed no payment so far. If you have just paid, do not pay again: we tell you in the chat.",
  back: "Back to WhatsApp",
  close: "You can close this page and go back to the chat.",
  question: (shop) => `A question? Write to ${shop}`,
  receipt: "Receipt (PDF)",
  lookAgain: "Look again now",
  notPaid: "I have not paid",
  askAgain: "Ask for a new link in the chat",
  newer: "Go to the current payment",
  other: "See that payment",
  wentBack: (amount) => `${amount} has been refunded.`,
  goesBack: (amount) => `${amount} is on its way back to you.`,
  chat: {
    question: (number) => `I have a question about order ${number}: `,
    again: (number) => `I would like to pay for my order ${number}, please.`,
  },
  ready: { title: "Your order", body: "" },
  failed: { title: "The payment did not go through", body: "Nothing was charged." },
  failures: {
    funds: "The card does not have enough funds. Try another card.",
    "expired-card": "The card has expired, or its date was wrong. Check it or try another card.",
    "wrong-code": "The card number or the security code was wrong. Check it and try again.",
    "not-confirmed": "The bank could not confirm that it was you. Try again and confirm in your bank’s app.",
    limit: "The amount is over the card’s limit. Try another card.",
    technical: "The bank did not answer properly. Try again in a moment.",
    refused: "The bank refused the payment. Try again or use another card.",
  },
  preparing: { title: "One moment", body: "Your payment page is being made. This page loads again by itself." },
  checking: {
    title: "We are asking the bank",
    body: "Do not pay again. This page looks again by itself, and we also write to you in the chat.",
  },
  paid: { title: "Paid", body: "Thank you! The receipt is in your chat, and this page stays your receipt." },
  refunded: { title: "Refunded", body: "The whole amount has gone back the way it was paid." },
  partRefunded: { title: "Paid, partly refunded", body: "The refund goes back the way you paid." },
  refunding: { title: "Being refunded", body: "The whole amount is on its way back the way you paid." },
  paidCancelled: { title: "Order cancelled", body: "What you paid goes back the way you paid." },
  lost: {
    title: "The bank has not paid out",
    body: "Your bank had promised the payment and withdrew it. The shop writes to you in the chat.",
  },
  outOfStock: {
    title: "Sold out",
    body: "The last piece was sold before your payment arrived. The whole amount goes back the way you paid.",
  },
  wrongAmount: {
    title: "Another amount arrived",
    body: "It does not match the order, so the whole of it goes back the way you paid.",
  },
  surplus: {
    title: "This payment goes back",
    body: "It was no longer needed when it arrived. The whole amount goes back the way you paid.",
  },
  alreadyPaid: { title: "Already paid", body: "This order has been paid. Nothing more is due." },
  cancelled: {
    title: "Order cancelled",
    body: "There is nothing to pay. Money that still arrives goes back by itself.",
  },
  replaced: {
    title: "Your order has changed",
    body: "This link no longer counts. Money that still arrives for it goes back by itself.",
  },
  newerLink: {
    title: "There is a newer link",
    body: "This link no longer counts, the order is paid by another one. Money that still arrives for it goes back by itself.",
  },
  expired: { title: "This link has run out", body: "Nothing was charged." },
  unknown: { title: "Nothing here", body: "This address leads nowhere. Check that you copied all of it." },
  unavailable: {
    title: "One moment, please",
    body: "We cannot look at the moment. If you have just paid, do not pay again: we tell you in the chat.",
  },
  thanks: { title: "Thank you", body: "You can go back to the chat. We tell you there as soon as the bank confirms." },
};
