/** The texts of the shop-order journey (fr), as ICU messages. */
export const fr = {
  "browse.body": "Voici ce que vous pouvez choisir :",
  "browse.button": "Choisir",
  "browse.section": "La boutique",
  "browse.price": "{price}",
  "browse.sold-out": "{price} · épuisé",
  "browse.nothing": "Il n’y a encore rien en vente ici. Revenez bientôt.",
  "browse.none-left": "{product} : épuisé pour le moment.",
  "option.one-of": "{product} : quelle {option} ?",
  "option.choose": "{product} · {option} : que préférez-vous ?",
  "option.text":
    "{product} : écrivez la {option} souhaitée ({length, plural, one {# caractère} other {# caractères}} au plus), ou continuez sans.",
  "option.write":
    "{product} · {option} : écrivez votre texte ({length, plural, one {# caractère} other {# caractères}} au plus), ou continuez sans.",
  "option.too-long":
    "{product} · {option} : votre texte compte {count, plural, one {# caractère} other {# caractères}}, et la limite est de {length}. Écrivez-le en plus court, ou continuez sans.",
  "option.skip": "Sans",
  "option.button": "Choisir",
  "option.name.size": "taille",
  "option.name.colour": "couleur",
  "option.name.engraving": "gravure",
  "option.name.amount": "valeur",
  "option.name.scent": "senteur",
  "option.name.message": "dédicace",
  "cart.line": "{quantity} × {name} : {price}",
  "cart.line-options": "{quantity} × {name} ({options}) : {price}",
  "cart.total": "*Total {total}*, TVA comprise",
  "cart.next": "Vous payez sur une page sécurisée ; la confirmation et votre reçu arrivent ici, dans la discussion.",
  "cart.pay": "Payer",
  "cart.more": "Ajouter",
  "cart.change": "Modifier",
  "cart.browse": "Voir la boutique",
  "cart.empty": "Votre panier est vide.",
  "cart.left": "D’accord, rien n’a été commandé.",
  "cart.changed-by-shop": "Nous avons modifié votre panier comme convenu :",
  "change.which": "Quel article souhaitez-vous modifier ? Total actuel : {total}.",
  "change.button": "Panier",
  "change.row": "{quantity} × {options}",
  "change.row-plain": "{quantity, plural, one {# pièce} other {# pièces}}",
  "change.what": "{product}, {quantity, plural, one {# pièce} other {# pièces}}. Que changeons-nous ?",
  "change.one-more": "Un de plus",
  "change.one-less": "Un de moins",
  "change.remove": "Retirer",
  "problem.unknown": "{product} : cet article n’est plus en vente.",
  "problem.quantity": "Pour {product}, choisissez entre 1 et 99.",
  "problem.too-long":
    "{product} : votre texte peut compter {length, plural, one {# caractère} other {# caractères}} au plus.",
  "problem.stock":
    "{left, plural, =0 {{product} : épuisé.} one {{product} : il n’en reste qu’un exemplaire.} other {{product} : il n’en reste que # exemplaires.}}",
  "problem.price": "{product} : le prix est désormais de {price} ; c’est lui qui compte dans votre panier.",
  "pay.link":
    "{amount} à payer chez {shop}. Vous voyez d’abord votre commande, puis la page de la banque ; revenez ensuite ici.",
  "pay.button": "Payer",
  "pay.order":
    "{amount} à payer chez {shop}. Touchez « Vérifier et payer » pour voir votre commande et la régler ici, dans la conversation.",
  "pay.order-expired": "Cette commande a expiré. Rien n’a été débité.",
  "pay.order-again":
    "Votre commande de {amount} attend toujours ci-dessus : ouvrez-la et touchez « Vérifier et payer ».",
  "pay.order-failed":
    "Le paiement n’a pas abouti ; rien n’a été débité. Ouvrez votre commande ci-dessus pour réessayer.",
  "pay.link-failed": "La page de paiement n’a pas pu être créée ({reason}). Une personne va vous aider.",
  "pay.link-failed-reason": "Pas de lien de paiement : {reason}",
  "pay.link-expired": "Le lien de paiement a expiré. Rien n’a été débité.",
  "pay.code":
    "*{amount}* à {beneficiary}\nRéférence : {reference}\nScannez le code avec l’application de votre banque, ou ouvrez cette page pour tout copier : {url}\nNous vous prévenons ici dès que l’argent est vu.",
  "pay.at-shop": "{amount} à payer chez {shop} : dites commande {number}. Le reçu arrive ici une fois payé.",
  "pay.details": "Détails",
  "pay.time-over":
    "Le délai de paiement est passé et rien n’est encore arrivé. Si vous avez déjà envoyé l’argent, il compte quand même et nous vous le dirons ici.",
  "pay.failed":
    "Le paiement n’a pas abouti ; rien n’a été débité. Voulez-vous réessayer, peut-être avec une autre carte ?",
  "pay.failed-plain": "Le paiement n’a pas abouti ; rien n’a été débité.",
  "pay.retry": "Réessayer",
  "pay.other-way": "Vous préférez payer autrement ? Une personne peut l’arranger avec vous.",
  "pay.other-rail": "Vous préférez payer autrement, par {rail} ? Ou une personne peut l’arranger avec vous.",
  "pay.other-rail-button": "Payer autrement",
  "pay.rail-changed":
    "{from} ne fonctionne pas en ce moment ; rien n’a été débité. Vous pouvez payer autrement : {to}. Le lien suit.",
  "pay.no-other-way": "Il n’y a pas d’autre moyen de payer cette commande vous-même. Une personne va vous aider.",
  "pay.no-other-way-reason": "Pas d’autre moyen de payer : {reason}",
  "pay.closed": "Il n’y a plus rien à payer pour cette commande.",
  "pay.person": "Parler à quelqu’un",
  "pay.person-comes": "Une personne vous répondra ici sous peu.",
  "pay.person-reason": "Le client demande une personne",
  "pay.reminder": "Votre commande de {total} vous attend toujours. Avez-vous une question à son sujet ?",
  "pay.already": "Cette commande est déjà payée.",
  "order.paid":
    "Merci ! La commande {number} est payée : {amount}. {shop} la prépare et vous prévient ici de son départ.",
  "card.keeps-ask":
    "Sur la page de paiement, vous choisissez si {shop} peut garder votre carte pour de prochains paiements.",
  "card.keeps-always":
    "Avec ce paiement, {shop} garde votre carte pour de prochains paiements que vous acceptez. Écrivez « oubliez ma carte » à tout moment et elle disparaît.",
  "card.kept":
    "Votre carte {card} est gardée pour vos prochains paiements chez {shop}. Écrivez « oubliez ma carte » et elle disparaît.",
  "order.paid-asked": "Merci ! La commande {number} est payée : {amount} à {shop}.",
  "order.receipt": "Reçu {receipt}",
  "order.unfulfillable":
    "Nous sommes désolés : la dernière pièce de la commande {number} a été vendue pendant votre paiement. Vos {amount} vous sont remboursés.",
  "order.surplus": "Nous avons reçu {amount} qui n’étaient pas dus. Ils vous sont remboursés.",
  "order.wrong-amount":
    "Nous avons reçu {amount}, mais votre commande coûte {total}. Les {amount} vous sont remboursés ; votre commande reste à payer.",
  "order.shipped": "La commande {number} est en route.",
  "order.shipped-tracking": "La commande {number} est en route avec {carrier}. Numéro de suivi : {tracking}",
  "order.track": "Suivre le colis",
  "order.cancelled":
    "{number, plural, =0 {Votre panier est vidé ; rien n’est dû.} other {La commande {number} est annulée ; rien n’est dû.}}",
  "order.cancelled-refund": "La commande {number} est annulée. {amount} vous sont remboursés.",
  "order.cancel-asked": "Je transmets : une personne regarde ce qui est encore possible et vous répond ici.",
  "order.cancel-asked-reason": "Souhaite annuler la commande {number}",
  "refund.ask": "Me faire rembourser",
  "refund.requested":
    "Votre remboursement de {amount} est en cours. Nous vous prévenons dès que la banque l’a pris en charge.",
  "refund.done": "Votre remboursement de {amount} est parti ; il sera sur votre compte sous quelques jours.",
  "refund.failed": "Votre banque a renvoyé le remboursement de {amount}. Une personne vous écrira pour régler cela.",
  "order.track-here": "Suivez votre colis ici.",
  "address.missing": "Où devons-nous livrer ? Nous n’avons pas encore votre adresse.",
  "address.button": "Adresse",
  "address.ask": "Où devons-nous livrer ? Écrivez l’adresse ou envoyez votre position.",
  "address.done": "C’est noté, nous livrons à : {address}",
} as const;
