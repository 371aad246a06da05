import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { StoreFailure } from "#contracts/store";
import { type Language, isLanguage } from "#domain/language";
import type { Shop } from "#engine/shops";
import { preferredLanguage } from "../preferred-language.ts";
import type { Till } from "../till.ts";
import { pageStyle } from "./page-style.ts";
import { printStyle } from "./print-page.ts";
import { writeNote } from "./write-page.ts";

/** How a page that needs no login is declared. */
export const openToAll = { config: { policy: "public" }, schema: { hide: true } } as const;

const hashOf = (style: string): string => createHash("sha256").update(style).digest("base64");
const styles = `'sha256-${hashOf(pageStyle)}' 'sha256-${hashOf(printStyle)}'`;

/** Who may show a page in a frame: the demo's phone, which itself stands in a frame of the console; else nobody. */
export const framesOf = ({ demo }: Till): string =>
  demo === undefined ? "frame-ancestors 'none'" : `frame-ancestors 'self' ${new URL(demo.phoneUrl).origin}`;

/** Lets the demo's phone show a page. */
export function allowFrame(till: Till, reply: FastifyReply): void {
  if (till.demo !== undefined) void reply.removeHeader("x-frame-options");
}

/** The language an address asks for. */
export function chosenLanguage(request: FastifyRequest): Language | undefined {
  const { lang } = request.query as { readonly lang?: unknown };
  return typeof lang === "string" && isLanguage(lang) ? lang : undefined;
}

/** The address that opens a chat with the number of a WhatsApp channel: digits alone, with the country's code (wa.me). */
export function chatAddress(shop: Shop, channelId: string): string | undefined {
  const account = shop.channels.get(channelId);
  const digits = account?.settings["displayPhoneNumber"]?.replace(/\D/g, "") ?? "";
  return account?.kind === "whatsapp" && digits.length >= 7 ? `https://wa.me/${digits}` : undefined;
}

/** Only an address of the web is led to, whatever a provider answered. */
export const isWeb = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

type NoteName = Parameters<typeof writeNote>[1];
type Respond<Found> = (one: Found, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply | undefined>;

/** The ways in which pages for customers are answered. */
export function pageAnswers(till: Till) {
  const send = (reply: FastifyReply, status: number, language: Language, page: string): FastifyReply => {
    allowFrame(till, reply);
    return reply
      .code(status)
      .type("text/html; charset=utf-8")
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
  const answerWith =
    <Found>(find: (request: FastifyRequest) => Promise<Found | undefined>) =>
    (found: Respond<Found>) =>
    async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      try {
        const one = await find(request);
        return (one && (await found(one, request, reply))) ?? sendNote(request, reply, 404, "unknown");
      } catch (error) {
        if (!(error instanceof StoreFailure)) throw error;
        return sendNote(request, reply.header("retry-after", "5"), 503, "unavailable");
      }
    };
  return { send, sendNote, answerWith };
}
