import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { type Language, isLanguage, languages } from "#domain/language";
import type { Till } from "./till.ts";

/** What the page says. It never says that the money came: only the bank can, and it says so in the chat. */
const texts: Readonly<Record<Language, { readonly title: string; readonly body: string }>> = {
  en: {
    title: "Thank you",
    body: "You can go back to the chat. We tell you there as soon as the bank confirms.",
  },
  fr: {
    title: "Merci",
    body: "Vous pouvez revenir à la conversation. Nous vous y écrivons dès que la banque confirme.",
  },
  it: {
    title: "Grazie",
    body: "Può tornare alla chat. Le scriviamo lì appena la banca conferma.",
  },
  es: {
    title: "Gracias",
    body: "Puede volver al chat. Le avisamos ahí en cuanto el banco confirme.",
  },
  pt: {
    title: "Obrigado",
    body: "Você pode voltar à conversa. Avisamos por lá assim que o banco confirmar.",
  },
};

const style =
  "body{margin:0;min-height:100vh;display:grid;place-items:center;font:1.1rem/1.5 system-ui,sans-serif;" +
  "background:#f6f2ea;color:#2b2622}main{max-width:26rem;padding:2rem;text-align:center}h1{font-size:1.6rem}" +
  "@media(prefers-color-scheme:dark){body{background:#1b1815;color:#f1ece4}}";
const styleHash = createHash("sha256").update(style).digest("base64");
const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors *`;

/** The till's language the reader asks for first, by her browser's list (RFC 9110 §12.5.4). */
export function preferredLanguage(header: string | undefined): Language {
  const wanted = (header ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", weight] = part.trim().split(/;\s*q=/);
      return { tag: tag.toLowerCase().split("-")[0] ?? "", weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
  return wanted.find(isLanguage) ?? languages[0];
}

const write = (language: Language): string => {
  const { title, body } = texts[language];
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${title}</title><style>${style}</style></head>
<body><main><h1>${title}</h1><p>${body}</p></main></body></html>
`;
};

/** `/paid`: where the provider sends the customer, paid or not. The same page for everybody: it knows nothing. */
export function paidRoutes(app: FastifyInstance, till: Till): void {
  app.get("/paid", { config: { policy: "public" }, schema: { hide: true } }, async (request, reply) => {
    // The demo's phone shows the page inside its own frame.
    if (till.demo !== undefined) void reply.removeHeader("x-frame-options");
    const language = preferredLanguage(request.headers["accept-language"]);
    return reply
      .type("text/html; charset=utf-8")
      .headers({
        "content-security-policy": till.demo === undefined ? policy.replace("ancestors *", "ancestors 'none'") : policy,
        "x-robots-tag": "noindex",
        "content-language": language,
        vary: "accept-language",
      })
      .send(write(language));
  });
}
