import { createHash } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { StoreFailure } from "#contracts/store";
import { type Language, isLanguage, spokenLanguage } from "#domain/language";
import type { PaymentCode } from "#domain/payment-shows";
import { lookNow } from "#engine/look-now";
import { otherRails, switchRail } from "#engine/other-way";
import { nameOfRail } from "#engine/rail-name";
import type { Shop } from "#engine/shops";
import { openFile } from "#engine/upload-file";
import { preferredLanguage } from "../preferred-language.ts";
import type { Till } from "../till.ts";
import { pageStyle } from "./page-style.ts";
import { pageTexts } from "./page-texts.ts";
import { asksProvider, type PaymentRecords, standingOf, visitOf } from "./payment-standing.ts";
import { printStyle, writePrint } from "./print-page.ts";
import { readRecords } from "./read-records.ts";
import type { Way } from "./scene.ts";
import type { Scene } from "./scene.ts";
import { writeNote, writePage } from "./write-page.ts";

const open = { config: { policy: "public" }, schema: { hide: true } } as const;
const html = "text/html; charset=utf-8";

/** Where a payment's page is, below the server's public address. */
export const payPath = (token: string): string => `/pay/${token}`;

const hashOf = (style: string): string => createHash("sha256").update(style).digest("base64");
const styles = `'sha256-${hashOf(pageStyle)}' 'sha256-${hashOf(printStyle)}'`;

/** Who may show a page in a frame: the demo's phone, which itself stands in a frame of the console; else nobody. */
const framesOf = ({ demo }: Till): string =>
  demo === undefined ? "frame-ancestors 'none'" : `frame-ancestors 'self' ${new URL(demo.phoneUrl).origin}`;

/** A payment whose token was right, with its shop. */
type Found = { readonly token: string; readonly shop: Shop; readonly records: PaymentRecords };

/**
 * `/pay/<token>`: where a customer pays, sees what became of it, and later finds her receipt; `/go` leads on to the
 * provider, `/print` is a code for a counter on A6, `/receipt` is the PDF. `/paid` is where links lead back that were made before there was this page. A token
 * is proved before anything is read: guessing costs the database nothing.
 */
export function payPageRoutes(app: FastifyInstance, till: Till): void {
  const send = (reply: FastifyReply, status: number, language: Language, page: string): FastifyReply => {
    allowFrame(till, reply);
    return reply
      .code(status)
      .type(html)
      .headers({
        "content-security-policy": `default-src 'none'; style-src ${styles}; img-src data:; base-uri 'none'; form-action 'self'; ${framesOf(till)}`,
        // A form's origin is told to ourselves alone; the bank still learns no address of ours.
        "referrer-policy": "same-origin",
        "x-robots-tag": "noindex, nofollow",
        "content-language": language,
      })
      .send(page);
  };
  const sendNote = (request: FastifyRequest, reply: FastifyReply, status: number, note: NoteName): FastifyReply => {
    const language = preferredLanguage(request.headers["accept-language"]);
    void reply.header("vary", "accept-language");
    return send(reply, status, language, writeNote(language, note));
  };
  /** Answers with what is on record; with a page, too, when nothing is or the store is out of reach. */
  const answer =
    (found: (one: Found, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      try {
        const one = await find(till, request);
        return (one && (await found(one, request, reply))) ?? sendNote(request, reply, 404, "unknown");
      } catch (error) {
        if (!(error instanceof StoreFailure)) throw error;
        return sendNote(request, reply.header("retry-after", "5"), 503, "unavailable");
      }
    };

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
  app.get(
    "/pay/:token/receipt",
    open,
    answer(async ({ shop, records }, _, reply) => sendReceipt(till, shop, records, reply)),
  );
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

type NoteName = Parameters<typeof writeNote>[1];

function allowFrame(till: Till, reply: FastifyReply): void {
  if (till.demo !== undefined) void reply.removeHeader("x-frame-options");
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
    ways: standing.is === "ready" ? await waysOf(till, shop, records, language) : [],
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
    const { confirms, settles } = rail.plug.capabilities;
    const later = settles === undefined ? way.byHand : way.byHandWithin(...settles.typicalDays);
    return {
      railId: rail.id,
      name: ports.format(nameOfRail(rail), { language, shop: shop.languages }),
      note: isDown ? way.down : confirms === "webhook" ? way.atOnce : later,
    };
  });
}

const pictureOf = async ({ documents }: Till["ports"], code: PaymentCode): Promise<string> =>
  Buffer.from(await documents.code(code, "page")).toString("base64");

function chosenLanguage(request: FastifyRequest): Language | undefined {
  const { lang } = request.query as { readonly lang?: unknown };
  return typeof lang === "string" && isLanguage(lang) ? lang : undefined;
}

const threadLanguage = (shop: Shop, { thread }: PaymentRecords): Language =>
  spokenLanguage(thread.language, shop.languages);

/** The address that opens a chat with the number of a WhatsApp channel: digits alone, with the country's code (wa.me). */
function chatAddress(shop: Shop, channelId: string): string | undefined {
  const account = shop.channels.get(channelId);
  const digits = account?.settings["displayPhoneNumber"]?.replace(/\D/g, "") ?? "";
  return account?.kind === "whatsapp" && digits.length >= 7 ? `https://wa.me/${digits}` : undefined;
}

/** Only an address of the web is led to, whatever a provider answered. */
const isWeb = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

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
