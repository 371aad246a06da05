import { amountText } from "./currencies.ts";
import type { PayOutcome } from "./model-types.ts";
import type { Note, PageScene } from "./page.ts";
import { filled, type PageTexts, pageTexts } from "./page-texts.ts";
import { acceptedOf } from "./statuses.ts";

/** What a page that takes no press any more says, or null while it takes one. */
export function noteOf({ language, shop, sale }: PageScene): Note | null {
  const texts = pageTexts[language];
  switch (sale.status) {
    case "RUNNING":
      return null;
    case "PAID":
      return acceptedNote({ language, shop, sale });
    case "REFUSED":
      return {
        title: texts.refusedTitle,
        text: `${texts.lastRefusal} ${texts.refusedText}`,
        isGood: false,
        code: "PSP_099",
      };
    case "EXPIRED":
      return { title: texts.expiredTitle, text: texts.expiredText, isGood: false, code: "PSP_108" };
    case "CANCELLED":
      return { title: texts.cancelledTitle, text: texts.cancelledText, isGood: false, code: null };
  }
}

function acceptedNote({ language, shop, sale }: PageScene): Note {
  const texts = pageTexts[language];
  const { terms } = sale;
  const amount = amountText(terms.amount, terms.currency, language);
  const values = { shop: shop.name, amount, card: acceptedOf(sale)?.card.pan ?? "" };
  const registers = terms.formAction === "REGISTER";
  return {
    title: registers ? texts.registeredTitle : texts.paidTitle,
    text: filled(registers ? texts.registeredText : texts.paidText, values),
    isGood: true,
    code: null,
  };
}

/** Why the bank said no, in the buyer's words. */
export function refusalText(
  texts: PageTexts,
  { code, detailedCode }: Extract<PayOutcome, { readonly kind: "refused" }>,
): string {
  if (code === "AUTH_149" || code === "PSP_649") return texts.notAuthenticated;
  if (detailedCode === "51" || detailedCode === "61") return texts.insufficient;
  return detailedCode === "14" ? texts.realCard : texts.refused;
}
