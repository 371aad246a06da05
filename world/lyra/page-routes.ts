import type { WireRequest, WireResponse } from "../wire.ts";
import { leavingUrl, wayBackOf } from "./browser-return.ts";
import { answerBank, findChallenge, leavePage, type Pressed, pressPay } from "./buyer.ts";
import { heard } from "./notices.ts";
import { bankPage, type FormState, type Note, notePage, type PageScene, pathOf, payPage } from "./page.ts";
import { noteOf, refusalText } from "./page-notes.ts";
import { languageOf, pageTexts } from "./page-texts.ts";
import { expireWhenDue, findSale } from "./sales.ts";
import type { LyraState, Sale, Scene, Token } from "./state.ts";
import { readForm } from "./typed-form.ts";

/** A page of a sale, as somebody asked for it. */
type Visit = Scene & { readonly sale: Sale; readonly request: WireRequest };

/** Answers a browser: the pay page, the bank's page, the way back. Works without script. */
export async function answerPage(state: LyraState, request: WireRequest): Promise<WireResponse> {
  const path = request.path.split("?")[0] ?? "";
  const isPost = request.method === "POST";
  if (!isPost && request.method !== "GET" && request.method !== "HEAD") return nothingHere(request);
  const [, challengeId] = /^\/acs\/([0-9a-f]{32})$/.exec(path) ?? [];
  if (challengeId !== undefined) return bank(state, request, challengeId);
  const [, kind, key, leave] = /^\/(t|form)\/([a-z0-9]+)(\/leave)?$/.exec(path) ?? [];
  const found = key === undefined ? null : findSale(state, key);
  if (found === null || found.sale.key !== key || pathOf(found.sale) !== `/${kind}/${key}`) return nothingHere(request);
  const visit = { state, request, ...found };
  if (leave !== undefined) return isPost ? left(visit) : seeOther(pathOf(found.sale));
  return isPost ? submitted(visit) : shown(visit);
}

function html(status: number, text: string): WireResponse {
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
  };
  return { status, headers, body: new TextEncoder().encode(text) };
}

function seeOther(url: string): WireResponse {
  return { status: 303, headers: { location: url, "cache-control": "no-store" }, body: new Uint8Array() };
}

function nothingHere(request: WireRequest): WireResponse {
  const language = languageOf(null, null, request.headers["accept-language"] ?? "");
  const { unknownTitle: title, unknownText: text } = pageTexts[language];
  return html(404, notePage(language, "TEST", { title, text, isGood: false, code: null }, null));
}

function sceneOf({ shop, sale, request }: Visit): PageScene {
  const told = sale.terms.customer.billingDetails["language"];
  const locale = sale.terms.locale ?? (typeof told === "string" ? told.toLowerCase() : null);
  const language = languageOf(locale, sale.channel?.to ?? null, request.headers["accept-language"] ?? "");
  return { language, shop, sale };
}

/** The registered card the page pays with, or null when one is to be typed. */
function tokenOf({ shop, sale }: Visit): Token | null {
  return sale.terms.token === null ? null : (shop.tokens.get(sale.terms.token) ?? null);
}

function shown(visit: Visit): WireResponse {
  const { sale, request } = visit;
  expireWhenDue(visit, sale);
  const scene = sceneOf(visit);
  const note = noteOf(scene);
  if (note !== null) return said(visit, note);
  const texts = pageTexts[scene.language];
  const query = new URLSearchParams(request.path.split("?")[1] ?? "");
  const faults = query.get("refused") === null ? [] : [{ field: null, text: texts.notAuthenticated }];
  const email = sale.terms.customer.email;
  const typed = email === null ? {} : { email };
  return html(200, payPage(scene, tokenOf(visit), { typed, consent: false, faults }));
}

function said(visit: Visit, note: Note): WireResponse {
  const { language, shop } = sceneOf(visit);
  return html(200, notePage(language, shop.mode, note, wayBackOf(visit, visit.sale)));
}

/** The browser goes on when the merchant has been told, or after its patience. */
async function afterTelling({ state }: Visit, { notice }: Pressed): Promise<void> {
  if (notice !== null) await heard(state, notice);
}

async function submitted(visit: Visit): Promise<WireResponse> {
  const { sale, state, request } = visit;
  expireWhenDue(visit, sale);
  const here = pathOf(sale);
  // A second press, or a press on a page left open, must not be told that its fields are wrong.
  if (sale.status !== "RUNNING") return seeOther(here);
  const scene = sceneOf(visit);
  const form = readForm({ terms: sale.terms, token: tokenOf(visit), now: state.ports.now() }, request, scene.language);
  if (form.press === null) return again(visit, form.state, 422);
  const pressed = pressPay(visit, sale, form.press);
  await afterTelling(visit, pressed);
  const { outcome } = pressed;
  if (outcome.kind === "requires_action") return seeOther(`/acs/${outcome.challengeId}`);
  if (outcome.kind !== "refused" || !outcome.again) return seeOther(here);
  const faults = [{ field: null, text: refusalText(pageTexts[scene.language], outcome) }];
  return again(visit, { ...form.state, faults }, 402);
}

function again(visit: Visit, form: FormState, status: number): WireResponse {
  return html(status, payPage(sceneOf(visit), tokenOf(visit), form));
}

async function bank(state: LyraState, request: WireRequest, id: string): Promise<WireResponse> {
  const found = findChallenge(state, id);
  if (found === null) return nothingHere(request);
  const visit = { ...found, request };
  const { sale } = visit;
  expireWhenDue(visit, sale);
  const here = pathOf(sale);
  // A second press on the bank's page goes where the first one went.
  if (sale.challenge?.id !== id) return seeOther(here);
  if (request.method !== "POST") return html(200, bankPage(sceneOf(visit), id, sale.challenge.press.card.pan));
  const form = new URLSearchParams(new TextDecoder().decode(request.body));
  const pressed = answerBank(visit, sale, id, form.get("outcome") === "complete");
  await afterTelling(visit, pressed);
  return seeOther(pressed.outcome.kind === "refused" && pressed.outcome.again ? `${here}?refused=1` : here);
}

function left(visit: Visit): WireResponse {
  const { sale } = visit;
  expireWhenDue(visit, sale);
  if (sale.status !== "RUNNING") return seeOther(pathOf(sale));
  leavePage(visit, sale);
  const url = leavingUrl(visit, sale);
  if (url !== null) return seeOther(url);
  const { language, shop } = sceneOf(visit);
  const { leftTitle: title, leftText: text } = pageTexts[language];
  return html(200, notePage(language, shop.mode, { title, text, isGood: false, code: null }, null));
}
