import type { Language } from "#domain/language";
import type { Said } from "../pay-page/page-texts.ts";

/** The words of the page where a card is left; what she agrees to is the engine's text, kept with her card. */
export type CardTexts = {
  readonly title: string;
  readonly who: (shop: string) => string;
  readonly leave: string;
  readonly provider: string;
  readonly lookAgain: string;
  readonly kept: Said;
  readonly forgotten: Said;
  readonly withdrawn: Said;
  readonly expired: Said;
  readonly checking: Said;
};

/** In every language of the till. */
export const cardTexts: Readonly<Record<Language, CardTexts>> = {
  en: {
    title: "Leave a card",
    who: (shop) => `${shop} asks for it.`,
    leave: "Leave my card",
    provider: "You type it on the payment provider’s secure page. The shop never sees your card number.",
    lookAgain: "Look again now",
    kept: { title: "Your card is kept", body: "Write “forget my card” in the chat at any time and it is gone." },
    forgotten: { title: "Your card is forgotten", body: "Nothing can be charged to it any more." },
    withdrawn: { title: "No card is needed", body: "This page is closed. A card left here now is not kept." },
    expired: { title: "This page has run out", body: "No card was left, and nothing was charged." },
    checking: { title: "We are asking the payment provider", body: "This page looks again by itself." },
  },
  fr: {
    title: "Laisser une carte",
    who: (shop) => `C’est ${shop} qui la demande.`,
    leave: "Enregistrer ma carte",
    provider:
      "Vous la saisissez sur la page sécurisée du prestataire de paiement. La boutique ne voit jamais son numéro.",
    lookAgain: "Regarder à nouveau",
    kept: {
      title: "Votre carte est gardée",
      body: "Écrivez « oubliez ma carte » dans la discussion à tout moment et elle disparaît.",
    },
    forgotten: { title: "Votre carte est oubliée", body: "Plus rien ne peut y être débité." },
    withdrawn: { title: "Aucune carte n’est demandée", body: "Cette page est fermée. Rien n’y est plus gardé." },
    expired: { title: "Cette page a expiré", body: "Aucune carte n’a été laissée, rien n’a été débité." },
    checking: { title: "Nous demandons au prestataire de paiement", body: "Cette page regarde à nouveau d’elle-même." },
  },
  it: {
    title: "Lasciare una carta",
    who: (shop) => `La chiede ${shop}.`,
    leave: "Registra la carta",
    provider: "La scrivi sulla pagina sicura del fornitore dei pagamenti. Il negozio non vede mai il numero.",
    lookAgain: "Guarda di nuovo",
    kept: {
      title: "La tua carta è conservata",
      body: "Scrivi «dimentica la mia carta» nella chat quando vuoi e sparisce.",
    },
    forgotten: { title: "La tua carta è dimenticata", body: "Non si può più addebitare nulla." },
    withdrawn: { title: "Non serve nessuna carta", body: "Questa pagina è chiusa. Qui non si conserva più nulla." },
    expired: { title: "Questa pagina è scaduta", body: "Nessuna carta è stata lasciata, nulla è stato addebitato." },
    checking: { title: "Chiediamo al fornitore dei pagamenti", body: "Questa pagina guarda di nuovo da sola." },
  },
  es: {
    title: "Dejar una tarjeta",
    who: (shop) => `La pide ${shop}.`,
    leave: "Guardar mi tarjeta",
    provider: "La escribes en la página segura del proveedor de pagos. La tienda nunca ve su número.",
    lookAgain: "Mirar de nuevo",
    kept: {
      title: "Tu tarjeta está guardada",
      body: "Escribe «olvida mi tarjeta» en el chat cuando quieras y desaparece.",
    },
    forgotten: { title: "Tu tarjeta está olvidada", body: "Ya no se puede cobrar nada." },
    withdrawn: { title: "No hace falta ninguna tarjeta", body: "Esta página está cerrada. Aquí ya no se guarda nada." },
    expired: { title: "Esta página caducó", body: "No se dejó ninguna tarjeta y no se cobró nada." },
    checking: { title: "Preguntamos al proveedor de pagos", body: "Esta página mira de nuevo por sí sola." },
  },
  pt: {
    title: "Deixar um cartão",
    who: (shop) => `Quem pede é ${shop}.`,
    leave: "Salvar meu cartão",
    provider: "Você o digita na página segura do provedor de pagamentos. A loja nunca vê o número.",
    lookAgain: "Olhar de novo",
    kept: {
      title: "Seu cartão está guardado",
      body: "Escreva “esqueça meu cartão” na conversa quando quiser e ele some.",
    },
    forgotten: { title: "Seu cartão foi esquecido", body: "Nada mais pode ser cobrado nele." },
    withdrawn: { title: "Nenhum cartão é necessário", body: "Esta página está fechada. Aqui nada mais é guardado." },
    expired: { title: "Esta página expirou", body: "Nenhum cartão foi deixado e nada foi cobrado." },
    checking: { title: "Perguntamos ao provedor de pagamentos", body: "Esta página olha de novo sozinha." },
  },
};
