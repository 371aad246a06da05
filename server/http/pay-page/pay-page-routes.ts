import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Language, spokenLanguage } from "#domain/language";
import type { PaymentCode } from "#domain/payment-shows";
import { lookNow } from "#engine/look-now";
import { otherRails, switchRail } from "#engine/other-way";
import { nameOfRail } from "#engine/rail-name";
import type { Rail, Shop } from "#engine/shops";
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
import { type PageTexts, pageTexts } from "./page-texts.ts";
import { asksProvider, type PaymentRecords, standingOf, visitOf } from "./payment-standing.ts";
import { writePrint } from "./print-page.ts";
import { readRecords } from "./read-records.ts";
import type { Way } from "./scene.ts";
import type { Scene } from "./scene.ts";
import { writePage } from "./write-page.ts";

/** Where a payment's page is, below the server's public address. */
export const payPath = (token: string): string => `/pay/${token}`;

/** A payment whose token was right, with its shop. */
type Found = { readonly token: string; readonly shop: Shop; readonly records: PaymentRecords };

/**
 * `/pay/<token>`: where a customer pays, sees what became of it, and later finds her receipt; `/go` leads on to the
 * provider, `/print` is a code for a counter on A6, `/receipt` is the PDF, `/papers/0` the first of her other papers.
 * `/paid` is where links lead back that were made before there was this page. A token
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
  chooseWay(app, till, answer);
  app.get(
    "/pay/:token/print",
    open,
    answer(async (one, request, reply) => {
      const scene = await sceneOf(till, one, request);
      const { standing, language } = scene;
      if (standing.is === "shown" && standing.shows.code !== undefined)
        return send(reply, 200, language, writePrint(scene, standing.shows));
      return reply.redirect(payPath(one.token), 303);
    }),
  );
  paperRoutes(app, till, answer);
}

type Answering = (
  found: (one: Found, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>,
) => (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>;

/**
 * `/way`: another way to pay was chosen. Only who knows the page's address can post here, and a form of another origin
 * is refused besides; what comes of it is shown by the page of the payment that counts then.
 */
function chooseWay(app: FastifyInstance, till: Till, answer: Answering): void {
  void app.register(async (forms) => {
    forms.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: 1_024 },
      (_, body, done) => done(null, new URLSearchParams(String(body))),
    );
    forms.post(
      "/pay/:token/way",
      open,
      answer(async ({ shop, records, token }, request, reply) => {
        const railId = request.body instanceof URLSearchParams ? request.body.get("rail") : null;
        const { paymentId } = await switchRail(till.ports, shop, records.payment.payment_id, railId ?? "");
        till.node.wake("tasks");
        const isHere = paymentId === records.payment.payment_id;
        const next = isHere ? token : till.pageTokens.write({ businessId: shop.businessId, paymentId });
        const chosen = chosenLanguage(request);
        return reply.redirect(`${payPath(next)}${chosen === undefined ? "" : `?lang=${chosen}`}`, 303);
      }),
    );
  });
}

/** Her receipt, and the other papers of the payment by their place. */
function paperRoutes(app: FastifyInstance, till: Till, answer: Answering): void {
  app.get(
    "/pay/:token/receipt",
    open,
    answer(async ({ shop, records }, _, reply) => sendPaper(till, shop, records.receiptId, reply)),
  );
  app.get(
    "/pay/:token/papers/:place",
    open,
    answer(async ({ shop, records }, request, reply) => {
      const { place } = request.params as { readonly place: string };
      const paper = /^\d{1,4}$/.test(place) ? records.papers[Number(place)] : undefined;
      return sendPaper(till, shop, paper?.id, reply);
    }),
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

async function show(till: Till, found: Found, request: FastifyRequest) {
  const { ports, node } = till;
  const scene = await sceneOf(till, found, request);
  const { standing, visit, language } = scene;
  const isAsked = standing.is === "checking" && asksProvider(visit);
  if (isAsked && (await lookNow(ports, found.shop, found.records.payment.payment_id))) node.wake("reconcile");
  return { language, page: writePage(scene) };
}

/** Everything the page says, as it stands now. */
async function sceneOf(till: Till, { token, shop, records }: Found, request: FastifyRequest): Promise<Scene> {
  const { ports, demo, pageTokens } = till;
  const visit = visitOf(request.query as Readonly<Record<string, unknown>>, ports.clock.now());
  const standing = standingOf(records, visit);
  const chosen = chosenLanguage(request);
  const isChosen = chosen !== undefined && shop.languages.includes(chosen);
  const language = isChosen ? chosen : threadLanguage(shop, records);
  const code = standing.is === "shown" ? standing.shows.code : undefined;
  return {
    shop,
    language,
    isChosen,
    records,
    standing,
    visit,
    path: payPath(token),
    ways: standing.is === "ready" || standing.is === "shown" ? await waysOf(till, shop, records, language) : [],
    pathOf: (paymentId) => payPath(pageTokens.write({ businessId: shop.businessId, paymentId })),
    // The demo's numbers are nobody's: an address of WhatsApp's would lead to a stranger.
    chat: demo === undefined ? chatAddress(shop, records.thread.channel_id) : undefined,
    ...(code === undefined ? {} : { picture: await pictureOf(ports, code) }),
  };
}

/** The other ways to pay as the page shows them. */
async function waysOf(
  { ports }: Till,
  shop: Shop,
  records: PaymentRecords,
  language: Language,
): Promise<readonly Way[]> {
  const { way } = pageTexts[language];
  return (await otherRails(ports, shop, records)).map(({ rail, isDown }) => {
    const name = ports.format(nameOfRail(rail), { language, shop: shop.languages });
    return { railId: rail.id, name, note: isDown ? way.down : confirmedWhen(rail, way) };
  });
}

/** When a way to pay is confirmed, in words. */
function confirmedWhen({ plug }: Rail, way: PageTexts["way"]): string {
  const { confirms, settles } = plug.capabilities;
  if (confirms === "webhook") return way.atOnce;
  if (confirms === "by-hand") return way.atShop;
  return settles === undefined ? way.byHand : way.byHandWithin(...settles.typicalDays);
}

const pictureOf = async ({ documents }: Till["ports"], code: PaymentCode): Promise<string> =>
  Buffer.from(await documents.code(code, "page")).toString("base64");

const threadLanguage = (shop: Shop, { thread }: PaymentRecords): Language =>
  spokenLanguage(thread.language, shop.languages);

/** A paper as it was issued; undefined where none was. */
async function sendPaper(till: Till, shop: Shop, id: string | undefined, reply: FastifyReply) {
  const file = id === undefined ? undefined : await openFile(till.ports, shop, `receipt/${id}`);
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
