import { createHmac } from "node:crypto";

/** The secret the bench's shop and its provider share. */
export const appSecret = "secret-of-the-bench";

/** How many answers the shop has; a customer's messages ask for them in turn, which shows answers out of order. */
export const answerCount = 32;

/** The word that asks for an answer and stands in it. */
export const codeWord = (code: number): string => `article${String(code).padStart(3, "0")}`;

/** The code in an answer's text; undefined when there is none. */
export const codeIn = (text: string): number | undefined => {
  const found = /article(\d{3})/.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
};

/** What customers write, in the four languages of a coastal town. `#` stands for the word that is asked about. */
const phrases = [
  "Bonjour, quel est le prix de l’# vu sur votre page, et combien coûte la livraison à Orléans ?",
  "Bonsoir ! Je cherche un cadeau pour ma mère, l’# est-il encore à ce prix-là ? Merci d’avance",
  "L’# me plaît beaucoup. Vous pouvez me redire son prix, s’il vous plaît ? Je passe dès samedi.",
  "¡Hola! ¿Cuál es el precio del # que vi ayer en el escaparate? ¿Y cuánto tarda el envío a Málaga?",
  "Buenos días, quería saber si el # sigue disponible y a qué precio. Es para mi hermana pequeña.",
  "Me encantó el #, ¿me dice el precio por favor? Mañana estaré por allí, después de las cinco.",
  "Hello, what is the price of # please? I saw it at the café next door and would love one like it.",
  "Hi there! Could you tell me the price for # and whether it fits in a letterbox? Thank you so much.",
  "Is # still available, and at what price? My fiancée would like it before the end of the month.",
  "Olá! Qual é o preço do # que está na montra? Vocês fazem entrega até São João da Madeira?",
  "Bom dia, gostava de saber o preço do # e se há também em prata. Obrigada pela atenção, até já",
  "O # ainda está à venda? Qual seria o preço com gravação? É um presente de aniversário da avó.",
];

const names = ["Léa", "Núria", "João", "Zoë", "Amélie", "Íñigo", "Chloé", "Conceição"];

const timestamp = (): string => String(Math.floor(Date.now() / 1_000));

/** Meta signs what it writes, and it writes every letter beyond ASCII as an escape. */
const escaped = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u0080-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);

const envelope = (value: object): string =>
  escaped({
    object: "whatsapp_business_account",
    entry: [
      {
        id: "2002",
        changes: [
          {
            value: {
              messaging_product: "whatsapp",
              metadata: { display_phone_number: "33700000001", phone_number_id: "1001" },
              ...value,
            },
            field: "messages",
          },
        ],
      },
    ],
  });

/** The webhook of one message; `content` is the message's type and what it holds. */
export const messageWebhook = (phone: string, id: string, content: object): string =>
  envelope({
    contacts: [
      {
        profile: { name: names[Number(phone.slice(-3)) % names.length] },
        wa_id: phone,
        user_id: `FR.${phone}`,
      },
    ],
    messages: [{ from: phone, from_user_id: `FR.${phone}`, id, timestamp: timestamp(), ...content }],
  });

/** A text that asks for the answer of this code. */
export const textWebhook = (phone: string, id: string, code: number, phrase: number): string =>
  messageWebhook(phone, id, {
    type: "text",
    text: { body: (phrases[phrase % phrases.length] ?? "#").replace("#", codeWord(code)) },
  });

/** The statuses every message gets, in their order. */
export const statusWords = ["sent", "delivered", "read"] as const;
/** @see statusWords */
export type StatusWord = (typeof statusWords)[number];

const price = { billable: false, pricing_model: "PMP", type: "free_customer_service", category: "service" };

/** The webhook of one status of a sent message; `opaque` is what the sender gave along, which comes back with it. */
export const statusWebhook = (phone: string, id: string, status: StatusWord, opaque: string | undefined): string =>
  envelope({
    statuses: [
      {
        id,
        status,
        timestamp: timestamp(),
        recipient_id: phone,
        recipient_user_id: `FR.${phone}`,
        ...(opaque === undefined ? {} : { biz_opaque_callback_data: opaque }),
        ...(status === "read" ? {} : { pricing: price }),
      },
    ],
  });

/** The signature header of a body. */
export const signatureOf = (body: string): string =>
  `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`;
