import { type Language, inLanguage } from "#domain/language";
import type { Money } from "#domain/money";
import { lineTotal, readOptions } from "#domain/order";
import { formatMoney } from "../../ports/format-wording.ts";
import { type Html, html, trusted } from "./html.ts";
import { pageStyle } from "./page-style.ts";
import { type PageTexts, type Said, languageNames, pageTexts } from "./page-texts.ts";
import { mostTurns } from "./payment-standing.ts";
import { type Scene, type Written, nextTurn, writtenBy } from "./scene.ts";
import { standingParts } from "./standing-parts.ts";

/** Writes the page of a payment, in the reader's language, from records alone. */
export function writePage(scene: Scene): string {
  const { records, language, shop } = scene;
  const written = writtenBy(scene);
  const { texts } = written;
  const parts = standingParts(scene, written);
  const { number } = records.order;
  const heading = parts.said.title;
  const content = html`${parts.mark}<h1>${heading}</h1>
${number === null || heading === texts.order(number) ? undefined : html`<p class="soft">${texts.order(number)}</p>`}
${parts.said.body === "" ? undefined : html`<p class="said">${parts.said.body}</p>`}
${parts.notes}
${parts.isOfThisOrder ? linesOf(scene, written) : undefined}
${parts.acts}`;
  return wholePage({
    texts,
    language,
    title: `${heading} · ${shop.name}`,
    refresh: refreshOf(scene, written),
    header: html`<header><p><bdi>${shop.name}</bdi></p>${languageList(scene, written)}</header>`,
    content,
    footer: chatLinks(scene, written),
  });
}

/** Writes a page that only says something: no payment is behind it. `again` loads it once more after a while. */
export function writeNote(language: Language, note: "unknown" | "unavailable" | "thanks"): string {
  const texts = pageTexts[language];
  const { title, body }: Said = texts[note];
  const content = html`<h1>${title}</h1><p class="said">${body}</p>`;
  return wholePage({ texts, language, title, content });
}

/** A page of ours around its content. */
export function wholePage(page: {
  readonly texts: PageTexts;
  readonly language: Language;
  readonly title: string;
  readonly content: Html;
  readonly refresh?: Html | undefined;
  readonly header?: Html;
  readonly footer?: Html;
}): string {
  return html`<!doctype html>
<html lang="${page.language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
${page.refresh}
<title>${page.title}</title>
<style>${trusted(pageStyle)}</style>
</head>
<body>
${page.header}
<main><div class="sheet">
${page.content}
</div></main>
${page.footer}
</body>
</html>
`.markup;
}

/** While something is about to happen the page loads itself again, a counted number of times. */
function refreshOf({ standing, visit, path }: Scene, { link }: Written): Html | undefined {
  const isWaiting = standing.is === "checking" || standing.is === "preparing";
  if (!isWaiting || visit.turn >= mostTurns) return undefined;
  return html`<meta http-equiv="refresh" content="3; url=${link(path, nextTurn(visit))}">`;
}

function languageList({ shop, language, path }: Scene, { texts }: Written): Html | undefined {
  if (shop.languages.length < 2) return undefined;
  const items = shop.languages.map((one) => {
    const current = one === language ? trusted(' aria-current="true"') : undefined;
    const name = html`<span lang="${one}">${languageNames[one]}</span>`;
    return html`<li><a href="${path}?lang=${one}" hreflang="${one}"${current}>${name}</a></li>`;
  });
  return html`<nav aria-label="${texts.languages}"><ul>${items}</ul></nav>`;
}

function linesOf({ records, language, shop }: Scene, { texts, amount }: Written): Html {
  const { order, payment } = records;
  const say = (text: Parameters<typeof inLanguage>[0]): string => inLanguage(text, language, shop.languages);
  const priced = (price: Money): string => formatMoney(price, language);
  const items = order.lines.map((line) => {
    const options = readOptions(line, say).map(({ value }) => html`<small><bdi>${value}</bdi></small>`);
    const each =
      line.quantity === 1 ? undefined : html`<small>${texts.each(line.quantity, priced(line.unitPrice))}</small>`;
    const name = html`<span><bdi>${say(line.name)}</bdi>${options}${each}</span>`;
    return html`<li>${name}<span class="amount">${priced(lineTotal(line))}</span></li>`;
  });
  const list = items.length === 0 ? undefined : html`<ul class="lines">${items}</ul>`;
  const total = html`<span>${texts.total}</span><span class="amount">${amount(payment.amount_minor)}</span>`;
  return html`${list}<p class="sum total">${total}</p>`;
}

function chatLinks({ chat, shop, records }: Scene, { texts }: Written): Html {
  if (chat === undefined) return html`<footer><p class="soft">${texts.close}</p></footer>`;
  const question = `${chat}?text=${encodeURIComponent(texts.chat.question(records.order.number ?? 0))}`;
  return html`<footer><p><a href="${chat}">${texts.back}</a></p>
<p><a href="${question}">${texts.question(shop.name)}</a></p></footer>`;
}
