import type { Language } from "#domain/language";

/** What the engine itself says to customers, as ICU messages. */
export const engineTexts: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  "engine.help": {
    en: "Hello from {shop}! I can show you the shop, answer questions, or fetch a person.",
    fr: "Bonjour de la part de {shop} ! Je peux vous montrer la boutique, répondre à vos questions ou appeler quelqu’un.",
    it: "Ciao da {shop}! Posso mostrarti il negozio, rispondere alle domande o chiamare una persona.",
    es: "¡Hola de parte de {shop}! Puedo enseñarte la tienda, responder preguntas o avisar a una persona.",
    pt: "Olá, aqui é {shop}! Posso mostrar a loja, responder perguntas ou chamar uma pessoa.",
  },
  "engine.sorry": {
    en: "I did not understand that. You can go on here, or ask for a person.",
    fr: "Je n’ai pas compris. Vous pouvez continuer ici, ou demander une personne.",
    it: "Non ho capito. Puoi continuare qui o chiedere di una persona.",
    es: "No lo he entendido. Puedes seguir aquí o pedir una persona.",
    pt: "Não entendi. Você pode continuar aqui ou pedir uma pessoa.",
  },
  "engine.button.shop": {
    en: "See the shop",
    fr: "Voir la boutique",
    it: "Vedi il negozio",
    es: "Ver la tienda",
    pt: "Ver a loja",
  },
  "engine.button.person": {
    en: "Talk to a person",
    fr: "Parler à quelqu’un",
    it: "Parla con noi",
    es: "Hablar con alguien",
    pt: "Falar com alguém",
  },
  "engine.person-comes": {
    en: "A person will answer you here shortly.",
    fr: "Une personne vous répondra ici sous peu.",
    it: "Una persona ti risponderà qui a breve.",
    es: "Una persona te responderá aquí en breve.",
    pt: "Uma pessoa vai responder aqui em breve.",
  },
  "engine.asked-for-person": {
    en: "Asked for a person",
    fr: "Demande une personne",
    it: "Chiede una persona",
    es: "Pide una persona",
    pt: "Pede uma pessoa",
  },
  "engine.not-understood": {
    en: "The bot did not understand twice",
    fr: "Le bot n’a pas compris deux fois",
    it: "Il bot non ha capito due volte",
    es: "El bot no entendió dos veces",
    pt: "O bot não entendeu duas vezes",
  },
  "engine.answered-in-app": {
    en: "Answered from the phone app",
    fr: "Réponse depuis le téléphone",
    it: "Risposto dall’app del telefono",
    es: "Respondido desde el teléfono",
    pt: "Respondido pelo celular",
  },
  "engine.stopped": {
    en: "All right: we send you no more offers. Messages about your orders still come.",
    fr: "Entendu : nous ne vous enverrons plus d’offres. Les messages sur vos commandes continuent.",
    it: "Va bene: non ti invieremo più offerte. I messaggi sui tuoi ordini continuano.",
    es: "De acuerdo: no te enviaremos más ofertas. Los mensajes sobre tus pedidos seguirán.",
    pt: "Tudo bem: não enviaremos mais ofertas. As mensagens sobre seus pedidos continuam.",
  },
  "card.consent-ask": {
    en: "On the payment page you agreed that {shop} keeps this card for later payments. You can have it forgotten at any time: write “forget my card”.",
    fr: "Sur la page de paiement, vous avez accepté que {shop} garde cette carte pour de prochains paiements. Vous pouvez la faire oublier à tout moment : écrivez « oubliez ma carte ».",
    it: "Sulla pagina di pagamento hai accettato che {shop} conservi questa carta per i prossimi pagamenti. Puoi farla dimenticare quando vuoi: scrivi «dimentica la mia carta».",
    es: "En la página de pago aceptaste que {shop} guarde esta tarjeta para próximos pagos. Puedes pedir que se olvide cuando quieras: escribe «olvida mi tarjeta».",
    pt: "Na página de pagamento você aceitou que {shop} guarde este cartão para próximos pagamentos. Pode pedir para esquecê-lo quando quiser: escreva “esqueça meu cartão”.",
  },
  "card.consent-always": {
    en: "{shop} keeps the card you pay with for later payments you agree to. You can have it forgotten at any time: write “forget my card”.",
    fr: "{shop} garde la carte avec laquelle vous payez pour de prochains paiements que vous acceptez. Vous pouvez la faire oublier à tout moment : écrivez « oubliez ma carte ».",
    it: "{shop} conserva la carta con cui paghi per i prossimi pagamenti che accetti. Puoi farla dimenticare quando vuoi: scrivi «dimentica la mia carta».",
    es: "{shop} guarda la tarjeta con la que pagas para próximos pagos que aceptes. Puedes pedir que se olvide cuando quieras: escribe «olvida mi tarjeta».",
    pt: "{shop} guarda o cartão com que você paga para próximos pagamentos que você aceitar. Pode pedir para esquecê-lo quando quiser: escreva “esqueça meu cartão”.",
  },
  "engine.card-number": {
    en: "Please never write a card number here: we have removed it. You pay on the bank’s own page; I send you the link.",
    fr: "N’écrivez jamais un numéro de carte ici : nous l’avons effacé. Vous payez sur la page de la banque ; je vous envoie le lien.",
    it: "Non scrivere mai qui il numero della carta: lo abbiamo rimosso. Si paga sulla pagina della banca; ti mando il link.",
    es: "No escribas nunca aquí un número de tarjeta: lo hemos borrado. Se paga en la página del banco; te envío el enlace.",
    pt: "Nunca escreva aqui o número do cartão: nós o removemos. O pagamento é na página do banco; eu envio o link.",
  },
};
