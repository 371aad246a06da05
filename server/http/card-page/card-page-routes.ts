import type { FastifyInstance, FastifyRequest } from "fastify";
import { spokenLanguage } from "#domain/language";
import { lookAtCardNow } from "#engine/look-now";
import type { Shop } from "#engine/shops";
import { chatAddress, chosenLanguage, isWeb, openToAll, pageAnswers } from "../pay-page/page-answers.ts";
import { asksProvider, visitOf } from "../pay-page/payment-standing.ts";
import type { Till } from "../till.ts";
import { type CardRecords, cardStandingOf } from "./card-standing.ts";
import { writeCardPage } from "./write-card-page.ts";

/** Where a registration's page is, below the server's public address. */
export const cardPath = (token: string): string => `/card/${token}`;

type Found = { readonly token: string; readonly shop: Shop; readonly records: CardRecords };

/**
 * `/card/<token>`: says who asks for a card, what for and how it is forgotten again; `/go` leads on to the provider,
 * where she leaves it. Later it says which card is kept. A token is proved before anything is read.
 */
export function cardPageRoutes(app: FastifyInstance, till: Till): void {
  const { send, answerWith } = pageAnswers(till);
  const answer = answerWith((request) => find(till, request));
  app.get(
    "/card/:token",
    openToAll,
    answer(async (one, request, reply) => {
      const { language, page } = await show(till, one, request);
      return send(reply, 200, language, page);
    }),
  );
  app.get(
    "/card/:token/go",
    openToAll,
    answer(async ({ token, records }, request, reply) => {
      const standing = cardStandingOf(records, visitOf({}, till.ports.clock.now()));
      const chosen = chosenLanguage(request);
      const back = `${cardPath(token)}${chosen === undefined ? "" : `?lang=${chosen}`}`;
      return reply.redirect(standing.is === "ready" && isWeb(standing.url) ? standing.url : back, 303);
    }),
  );
}

async function find({ ports, node, pageTokens }: Till, request: FastifyRequest): Promise<Found | undefined> {
  const { token } = request.params as { readonly token: string };
  const named = pageTokens.read(token);
  if (!named) {
    ports.metrics.count("pay_page_refused_total");
    return undefined;
  }
  const shop = await node.shops.get(named.businessId);
  if (!shop) return undefined;
  const records = await ports.store.tx(shop.businessId, async (tx): Promise<CardRecords | undefined> => {
    const [registration] = await tx.find("registration", [{ registration_id: named.paymentId }]);
    const [thread] = registration ? await tx.find("thread", [{ thread_id: registration.thread_id }]) : [];
    const cardId = registration?.card_id ?? undefined;
    const [card] = cardId === undefined ? [] : await tx.find("kept_card", [{ card_id: cardId }]);
    return registration && thread && { registration, thread, card };
  });
  return records && { token, shop, records };
}

async function show(till: Till, { token, shop, records }: Found, request: FastifyRequest) {
  const { ports, node, demo } = till;
  const { registration, thread } = records;
  const visit = visitOf(request.query as Readonly<Record<string, unknown>>, ports.clock.now());
  const standing = cardStandingOf(records, visit);
  const isDue = standing.is === "checking" && asksProvider(visit);
  if (isDue && (await lookAtCardNow(ports, shop, registration.registration_id))) node.wake("reconcile");
  const chosen = chosenLanguage(request);
  const isChosen = chosen !== undefined && shop.languages.includes(chosen);
  const language = isChosen ? chosen : spokenLanguage(thread.language, shop.languages);
  const page = writeCardPage({
    shop,
    language,
    isChosen,
    standing,
    visit,
    path: cardPath(token),
    // In her own language it is the very text that is kept with the card.
    consent: isChosen
      ? ports.format(
          { text: "card.consent-registered", values: { shop: shop.name } },
          { language, shop: shop.languages },
        )
      : registration.consent_text,
    // The demo's numbers are nobody's: an address of WhatsApp's would lead to a stranger.
    chat: demo === undefined ? chatAddress(shop, thread.channel_id) : undefined,
  });
  return { language, page };
}
