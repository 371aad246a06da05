import { answerCount, codeWord } from "../outside/texts.ts";
import { voucher } from "../outside/run-orders.ts";

const answer = (code: number): string => {
  const word = codeWord(code);
  return (
    `  - { keywords: [${word}], text: { fr: "L’${word} coûte 49,90 €.", en: "The ${word} is 49.90 €.", ` +
    `es: "El ${word} cuesta 49,90 €.", pt: "O ${word} custa 49,90 €." } }`
  );
};

/** The bench's shop: answers told apart by a word, a ring with options, and a voucher that never sells out. */
export const shopFile = (providerUrl: string): string => `
shop: { id: bench, name: Bench, country: FR, currency: EUR, languages: [fr, en, es, pt], timeZone: Europe/Paris }
channels:
  - { id: wa, kind: whatsapp, phoneNumberId: "1001", wabaId: "2002", displayPhoneNumber: "+33700000001",
      appSecret: env:WA_APP_SECRET, verifyToken: env:WA_VERIFY_TOKEN, accessToken: env:WA_TOKEN,
      graphUrl: "${providerUrl}", graphVersion: v25.0 }
rails:
  - { id: card, kind: stripe, secretKey: env:STRIPE_SECRET_KEY, webhookSecret: env:STRIPE_WEBHOOK_SECRET,
      apiUrl: "${providerUrl}" }
catalogue:
  - { sku: RING-54, name: { fr: Bague, en: Ring }, price: "49.90", stock: 3,
      options: { size: [52, 54, 56], engraving: text } }
  - { sku: ${voucher.sku}, name: { fr: Bon cadeau, en: Voucher }, price: "${voucher.price}" }
answers:
  - { keywords: [prix, price, precio, preço], text: { fr: "49,90 €", en: "49.90 €", es: "49,90 €", pt: "49,90 €" } }
${Array.from({ length: answerCount }, (_, code) => answer(code)).join("\n")}
`;
