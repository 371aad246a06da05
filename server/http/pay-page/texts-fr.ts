import type { PageTexts } from "./page-texts.ts";

const span = (from: number, to: number): string =>
  from === to ? `${to} ${to === 1 ? "jour" : "jours"}` : `${from}–${to} jours`;

/** The pay page in French. */
export const fr: PageTexts = {
  locale: "fr-FR",
  languages: "Langue",
  order: (number) => `Commande n° ${number}`,
  yourOrder: "Votre commande",
  total: "Total",
  each: (quantity, amount) => `${quantity} × ${amount}`,
  validUntil: (when) => `Vous pouvez payer jusqu’au ${when}.`,
  pay: (amount) => `Payer ${amount}`,
  tryAgain: (amount) => `Réessayer : ${amount}`,
  provider:
    "Vous payez sur la page sécurisée du prestataire de paiement. La boutique ne voit jamais votre numéro de carte.",
  ways: "Autres moyens de payer",
  way: {
    atOnce: "Confirmé tout de suite",
    atShop: "Vous payez à la boutique",
    byHand: "La boutique confirme dès que sa banque montre l’argent",
    byHandWithin: (from, to) =>
      `La boutique confirme à l’arrivée de l’argent : votre banque met en général ${span(from, to)}`,
    down: "Répond mal en ce moment",
  },
  next: "Et ensuite",
  nextReady: "Le reçu arrive dans votre discussion dès que la banque confirme. Cette page devient alors votre reçu.",
  unsure:
    "La banque n’a confirmé aucun paiement pour l’instant. Si vous venez de payer, ne payez pas à nouveau : nous vous écrivons dans la discussion.",
  back: "Revenir à WhatsApp",
  close: "Vous pouvez fermer cette page et revenir à la discussion.",
  question: (shop) => `Une question ? Écrire à ${shop}`,
  receipt: "Reçu (PDF)",
  papers: {
    invoice: (number) => `Facture ${number} (PDF)`,
    "credit-note": (number) => `Avoir ${number} (PDF)`,
    "refund-receipt": (number) => `Reçu de remboursement ${number} (PDF)`,
  },
  lookAgain: "Regarder à nouveau",
  notPaid: "Je n’ai pas payé",
  askAgain: "Demander un nouveau lien dans la discussion",
  newer: "Aller au paiement en cours",
  other: "Voir ce paiement",
  wentBack: (amount) => `${amount} : remboursés.`,
  goesBack: (amount) => `${amount} : remboursement en cours.`,
  chat: {
    question: (number) => `J’ai une question sur la commande ${number} : `,
    again: (number) => `Je voudrais payer ma commande ${number}, s’il vous plaît.`,
  },
  ready: { title: "Votre commande", body: "" },
  shown: {
    title: "Payez depuis l’application de votre banque",
    body: "Scannez le code, ou copiez les lignes ci-dessous. Gardez la référence telle quelle : la boutique retrouve votre paiement par elle.",
  },
  atShop: { title: "À payer à la boutique", body: "Dites-y le numéro de votre commande ; rien n’est à payer ici." },
  nextShown:
    "La boutique regarde son compte ; un virement peut prendre jusqu’au prochain jour ouvré. Nous vous prévenons dans la discussion dès qu’il est là, avec votre reçu. Ne payez pas deux fois.",
  nextAtShop: "Le reçu arrive dans votre discussion une fois payé. Cette page devient alors votre reçu.",
  timeOver: {
    title: "Le délai de paiement est passé",
    body: "Rien n’est arrivé jusqu’ici. Si vous avez déjà envoyé l’argent, il compte quand même et nous vous le dirons dans la discussion.",
  },
  codeAlt: "Code de paiement",
  openApp: "Ouvrir l’application de votre banque",
  print: "Une page à imprimer (A6)",
  backToPage: "Retour au paiement",
  lineNames: {
    beneficiary: "Bénéficiaire",
    iban: "IBAN",
    bic: "BIC",
    "pix-key": "Clé Pix",
    "pix-code": "Pix copier-coller",
    "upi-address": "Adresse UPI",
    mobile: "Numéro de mobile",
    "company-number": "Numéro d’entreprise (UEN)",
    "national-id": "Numéro national",
    wallet: "Portefeuille",
    biller: "Émetteur de facture",
    amount: "Montant",
    reference: "Référence",
    order: "Commande",
  },
  failed: { title: "Le paiement n’a pas abouti", body: "Rien n’a été débité." },
  failures: {
    funds: "La carte n’a pas assez de provision. Essayez une autre carte.",
    "expired-card": "La carte a expiré ou sa date est inexacte. Vérifiez-la ou essayez une autre carte.",
    "wrong-code": "Le numéro de carte ou le code de sécurité est inexact. Vérifiez et réessayez.",
    "not-confirmed":
      "La banque n’a pas pu confirmer que c’était vous. Réessayez et confirmez dans l’application de votre banque.",
    limit: "Le montant dépasse le plafond de la carte. Essayez une autre carte.",
    technical: "La banque n’a pas répondu correctement. Réessayez dans un instant.",
    refused: "La banque a refusé le paiement. Réessayez ou utilisez une autre carte.",
  },
  preparing: { title: "Un instant", body: "Votre page de paiement se prépare. Cette page se recharge d’elle-même." },
  checking: {
    title: "Nous interrogeons la banque",
    body: "Ne payez pas à nouveau. Cette page vérifie d’elle-même, et nous vous écrivons aussi dans la discussion.",
  },
  paid: { title: "Payé", body: "Merci ! Le reçu est dans votre discussion, et cette page reste votre reçu." },
  refunded: { title: "Remboursé", body: "La totalité est repartie par le moyen de paiement utilisé." },
  partRefunded: {
    title: "Payé, remboursé en partie",
    body: "Le remboursement repart par le moyen de paiement utilisé.",
  },
  refunding: { title: "Remboursement en cours", body: "La totalité repart par le moyen de paiement utilisé." },
  paidCancelled: {
    title: "Commande annulée",
    body: "Ce que vous avez payé repart par le moyen de paiement utilisé.",
  },
  lost: {
    title: "La banque n’a pas versé l’argent",
    body: "Votre banque avait promis le paiement, puis l’a retiré. La boutique vous écrit dans la discussion.",
  },
  outOfStock: {
    title: "Épuisé",
    body: "La dernière pièce est partie avant l’arrivée de votre paiement. La totalité vous est remboursée.",
  },
  wrongAmount: {
    title: "Un autre montant est arrivé",
    body: "Il ne correspond pas à la commande : la totalité vous est remboursée.",
  },
  surplus: {
    title: "Ce paiement vous est rendu",
    body: "Il n’était plus attendu quand il est arrivé. La totalité vous est remboursée.",
  },
  alreadyPaid: { title: "Déjà payé", body: "Cette commande est payée. Il ne reste rien à régler." },
  cancelled: {
    title: "Commande annulée",
    body: "Il n’y a rien à payer. L’argent qui arriverait encore repart de lui-même.",
  },
  replaced: {
    title: "Votre commande a changé",
    body: "Ce lien ne compte plus. L’argent qui arriverait encore par lui repart de lui-même.",
  },
  newerLink: {
    title: "Il y a un lien plus récent",
    body: "Ce lien ne compte plus, la commande se paie par un autre. L’argent qui arriverait encore par lui repart de lui-même.",
  },
  expired: { title: "Ce lien a expiré", body: "Rien n’a été débité." },
  unknown: { title: "Rien ici", body: "Cette adresse ne mène nulle part. Vérifiez que vous l’avez copiée en entier." },
  unavailable: {
    title: "Un instant, s’il vous plaît",
    body: "Nous ne pouvons pas regarder pour l’instant. Si vous venez de payer, ne payez pas à nouveau : nous vous écrivons dans la discussion.",
  },
  thanks: {
    title: "Merci",
    body: "Vous pouvez revenir à la discussion. Nous vous y écrivons dès que la banque confirme.",
  },
};
