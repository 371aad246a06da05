import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Language, spokenLanguage } from "#domain/language";
import { lookNow } from "#engine/look-now";
import type { Shop } from "#engine/shops";
import { openFile } from "#engine/upload-file";
import type { Till } from "../till.ts";
import {
  allowFrame,
  chatAddress,
  chosenLanguage,
  framesOf,
  isWeb,
  openToAll as open,
  pageAnswers,
} from "./page-answers.ts";
import { asksProvider, type PaymentRecords, standingOf, visitOf } from "./payment-standing.ts";
import { readRecords } from "./read-records.ts";
import { writePage } from "./write-page.ts";

/** Where a payment's page is, below the server's public address. */
export const payPath = (token: string): string => `/pay/${token}`;

/** A payment whose token was right, with its shop. */
type Found = { readonly token: string; readonly shop: Shop; readonly records: PaymentRecords };

/**
 * `/pay/<token>`: where a customer pays, sees what became of it, and later finds her receipt; `/go` leads on to the
 * provider, `/receipt` is the PDF. `/paid` is where links lead back that were made before there was this page. A token
 * is proved before anything is read: guessing costs the database nothing.
 */
export function payPageRoutes(app: FastifyInstance, till: Till): void {
  const { send, sendNote, answerWith } = pageAnswers(till);
  const answer = answerWith((request) => find(till, request));

  app.get("/paid", open, async (request, reply) => sendNote(request, reply, 200, "thanks"));
  app.get(
    "/pay/:token",
    open,
    answer(async (one, request, reply) => {
      const { language, page } = await show(till, one, request);
      return send(reply, 200, language, page);
    }),
  );
  app.get(
    "/pay/:token/go",
    open,
    answer(async ({ token, records }, request, reply) => {
      const standing = standingOf(records, visitOf({}, till.ports.clock.now()));
      const chosen = chosenLanguage(request);
      const back = `${payPath(token)}${chosen === undefined ? "" : `?lang=${chosen}`}`;
      return reply.redirect(standing.is === "ready" && isWeb(standing.url) ? standing.url : back, 303);
    }),
  );
  app.get(
    "/pay/:token/receipt",
    open,
    answer(async ({ shop, records }, _, reply) => sendReceipt(till, shop, records, reply)),
  );
}

async function find({ ports, node, reader, pageTokens }: Till, request: FastifyRequest): Promise<Found | undefined> {
  const { token } = request.params as { readonly token: string };
  const payment = pageTokens.read(token);
  if (!payment) {
    ports.metrics.count("pay_page_refused_total");
    return undefined;
  }
  const shop = await node.shops.get(payment.businessId);
  const records = shop && (await readRecords(reader, payment));
  return shop && records && { token, shop, records };
}

async function show(till: Till, { token, shop, records }: Found, request: FastifyRequest) {
  const { ports, node, demo, pageTokens } = till;
  const visit = visitOf(request.query as Readonly<Record<string, unknown>>, ports.clock.now());
  const standing = standingOf(records, visit);
  if (standing.is === "checking" && asksProvider(visit) && (await lookNow(ports, shop, records.payment.payment_id)))
    node.wake("reconcile");
  const chosen = chosenLanguage(request);
  const isChosen = chosen !== undefined && shop.languages.includes(chosen);
  const language = isChosen ? chosen : threadLanguage(shop, records);
  const page = writePage({
    shop,
    language,
    isChosen,
    records,
    standing,
    visit,
    path: payPath(token),
    pathOf: (paymentId) => payPath(pageTokens.write({ businessId: shop.businessId, paymentId })),
    // The demo's numbers are nobody's: an address of WhatsApp's would lead to a stranger.
    chat: demo === undefined ? chatAddress(shop, records.thread.channel_id) : undefined,
  });
  return { language, page };
}

const threadLanguage = (shop: Shop, { thread }: PaymentRecords): Language =>
  spokenLanguage(thread.language, shop.languages);

/** The receipt as it was issued; undefined where none was. */
async function sendReceipt(till: Till, shop: Shop, { receiptId }: PaymentRecords, reply: FastifyReply) {
  const file = receiptId === undefined ? undefined : await openFile(till.ports, shop, `receipt/${receiptId}`);
  if (!file) return undefined;
  allowFrame(till, reply);
  return reply
    .headers({
      "content-type": file.mimeType,
      "content-disposition": `inline; filename="${file.filename ?? "receipt.pdf"}"`,
      // Chromium's viewer of PDFs is an object with a style of its own on the page.
      "content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; ${framesOf(till)}`,
      "x-robots-tag": "noindex, nofollow",
    })
    .send(Buffer.from(file.bytes));
}
