import type { Language } from "#domain/language";
import { shownCard } from "#domain/kept-card";
import type { Shop } from "#engine/shops";
import { type Html, html, trusted } from "../pay-page/html.ts";
import { type Said, languageNames, pageTexts } from "../pay-page/page-texts.ts";
import { type Visit, mostTurns } from "../pay-page/payment-standing.ts";
import { nextTurn } from "../pay-page/scene.ts";
import { wholePage } from "../pay-page/write-page.ts";
import type { CardStanding } from "./card-standing.ts";
import { cardTexts } from "./card-texts.ts";

/** A page about one registration, before it is written. */
export type CardScene = {
  readonly shop: Pick<Shop, "name" | "languages">;
  readonly language: Language;
  /** She chose the language herself: every link keeps it. */
  readonly isChosen: boolean;
  readonly standing: CardStanding;
  readonly visit: Visit;
  readonly path: string;
  /** What she agrees to, in the page's language. */
  readonly consent: string;
  readonly chat: string | undefined;
};

/** Writes the page where a card is left, in the reader's language, from records alone. */
export function writeCardPage(scene: CardScene): string {
  const { shop, language, standing, chat } = scene;
  const texts = pageTexts[language];
  const said = saidOf(scene);
  const isWaiting = standing.is === "checking" || standing.is === "preparing";
  const footer =
    chat === undefined
      ? html`<footer><p class="soft">${texts.close}</p></footer>`
      : html`<footer><p><a href="${chat}">${texts.back}</a></p></footer>`;
  const refresh =
    isWaiting && scene.visit.turn < mostTurns
      ? html`<meta http-equiv="refresh" content="3; url=${linkOf(scene, scene.path, nextTurn(scene.visit))}">`
      : undefined;
  const mark = standing.is === "kept" ? html`<p class="tick" aria-hidden="true">✓</p>` : undefined;
  return wholePage({
    texts,
    language,
    title: `${said.title} · ${shop.name}`,
    refresh,
    header: html`<header><p><bdi>${shop.name}</bdi></p>${languageList(scene)}</header>`,
    content: html`${mark}<h1>${said.title}</h1>
${said.body === "" ? undefined : html`<p class="said">${said.body}</p>`}
${actsOf(scene)}`,
    footer,
  });
}

function saidOf({ standing, language, shop }: CardScene): Said {
  const texts = cardTexts[language];
  switch (standing.is) {
    case "ready":
      return { title: texts.title, body: texts.who(shop.name) };
    case "preparing":
      return pageTexts[language].preparing;
    case "kept":
      return { title: texts.kept.title, body: `${shownCard(standing.card)}. ${texts.kept.body}` };
    default:
      return texts[standing.is];
  }
}

function actsOf(scene: CardScene): Html | undefined {
  const { standing, language, path, consent } = scene;
  const texts = cardTexts[language];
  if (standing.is === "checking" || standing.is === "preparing")
    return html`<p><a class="deed second" href="${linkOf(scene, path, nextTurn(scene.visit))}">${texts.lookAgain}</a></p>`;
  if (standing.is !== "ready") return undefined;
  return html`<p class="said">${consent}</p>
<a class="deed" href="${linkOf(scene, `${path}/go`)}">${texts.leave}</a>
<p class="soft">${texts.provider}</p>`;
}

function linkOf({ isChosen, language }: CardScene, path: string, query: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams({ ...query, ...(isChosen ? { lang: language } : {}) }).toString();
  return search === "" ? path : `${path}?${search}`;
}

function languageList({ shop, language, path }: CardScene): Html | undefined {
  if (shop.languages.length < 2) return undefined;
  const items = shop.languages.map((one) => {
    const current = one === language ? trusted(' aria-current="true"') : undefined;
    const name = html`<span lang="${one}">${languageNames[one]}</span>`;
    return html`<li><a href="${path}?lang=${one}" hreflang="${one}"${current}>${name}</a></li>`;
  });
  return html`<nav aria-label="${pageTexts[language].languages}"><ul>${items}</ul></nav>`;
}
