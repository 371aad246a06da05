import type { WireRequest, WireResponse } from "../wire.ts";
import { startOfMonth } from "./calendar.ts";
import { answerBank, findChallenge, findSession, knownEmail, pressPay, sessionOfPastChallenge } from "./cardholder.ts";
import { cardOf, isCardNumber } from "./cards.ts";
import { amountText } from "./currencies.ts";
import type { PayOutcome } from "./model-types.ts";
import type { SessionObject } from "./checkout-objects.ts";
import { bankPage, type FieldName, type FormState, notePage, payPage, receiptPage } from "./page.ts";
import { languageOf, type PageLanguage, type PageTexts, pageTexts } from "./page-texts.ts";
import { isEmail } from "./session-request.ts";
import { expireWhenDue } from "./sessions.ts";
import { ownCause, type Payer, type StripeState } from "./state.ts";

/** Answers a browser: the pay page, the bank's page, receipts. Works without script. */
export function answerPage(state: StripeState, request: WireRequest): WireResponse {
  const [path = "", query = ""] = request.path.split("?");
  const [, kind, id] = /^\/(c\/pay|c\/challenge|receipts)\/([A-Za-z0-9_]+)$/.exec(path) ?? [];
  const isPost = request.method === "POST";
  if (id !== undefined && (isPost || request.method === "GET" || request.method === "HEAD")) {
    if (kind === "c/pay") return isPost ? submitted(state, request, id) : shown(state, request, id, query);
    if (kind === "c/challenge") return isPost ? challenged(state, request, id) : challenge(state, request, id);
    if (kind === "receipts" && !isPost) return receipt(state, request, id);
  }
  return nothingHere(request);
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

function spoken(request: WireRequest, locale: string | null): PageLanguage {
  return languageOf(locale, request.headers["accept-language"] ?? "");
}

function nothingHere(request: WireRequest): WireResponse {
  const language = spoken(request, null);
  const texts = pageTexts[language];
  return html(404, notePage(language, texts.unknownTitle, texts.unknownText, null));
}

/** Where the payer goes after paying: the merchant's address with the session's id filled in. */
function successUrl(session: SessionObject): string {
  return session.success_url.replaceAll("{CHECKOUT_SESSION_ID}", session.id);
}

function shown(state: StripeState, request: WireRequest, id: string, query: string): WireResponse {
  const found = findSession(state, id);
  if (found === null) return nothingHere(request);
  const { account, record } = found;
  const { session } = record;
  expireWhenDue(ownCause(state, account), id);
  const language = spoken(request, session.locale);
  const texts = pageTexts[language];
  if (session.status === "complete") {
    const [title, text] =
      session.mode === "setup" ? [texts.savedTitle, texts.savedText] : [texts.paidTitle, texts.paidText];
    return html(200, notePage(language, title, text, successUrl(session)));
  }
  if (session.status === "expired") {
    return html(200, notePage(language, texts.expiredTitle, texts.expiredText, session.cancel_url));
  }
  const isBack = new URLSearchParams(query).get("failed") === "authentication";
  const faults = isBack ? [{ field: null, text: texts.notAuthenticated }] : [];
  const known = knownEmail(account, session);
  const email = known ?? session.customer_email ?? "";
  const form = { email, isKnown: known !== null, name: "", agrees: false, faults };
  return html(200, payPage(language, account.name, record, form));
}

function submitted(state: StripeState, request: WireRequest, id: string): WireResponse {
  const found = findSession(state, id);
  if (found === null) return nothingHere(request);
  const { account, record } = found;
  const { session } = record;
  const texts = pageTexts[spoken(request, session.locale)];
  const form = new URLSearchParams(new TextDecoder().decode(request.body));
  const typed = typedCard(state, form, texts);
  expireWhenDue(ownCause(state, account), id);
  // A second press, or a press on a page left open, must not be told that its fields are wrong.
  if (session.status === "complete") return seeOther(successUrl(session));
  if (session.status === "expired") return seeOther(`/c/pay/${id}`);
  const agrees = form.get("saveCard") === "yes";
  const known = knownEmail(account, session);
  const filled = { email: known ?? typed.email, isKnown: known !== null, name: typed.payer.name ?? "", agrees };
  if (typed.faults.length > 0) return refused(request, id, state, { ...filled, faults: typed.faults }, 422);
  const outcome = pressPay(state, id, { card: cardOf(typed.number), payer: typed.payer, agrees });
  if (outcome.kind === "requires_action") return seeOther(`/c/challenge/${outcome.challengeId}`);
  if (outcome.kind === "declined" || outcome.kind === "refused") {
    const faults = [{ field: null, text: declineText(texts, outcome) }];
    return refused(request, id, state, { ...filled, faults }, 402);
  }
  return outcome.kind === "expired" ? seeOther(`/c/pay/${id}`) : seeOther(successUrl(session));
}

function refused(request: WireRequest, id: string, state: StripeState, form: FormState, status: number): WireResponse {
  const found = findSession(state, id);
  if (found === null) return nothingHere(request);
  const language = spoken(request, found.record.session.locale);
  return html(status, payPage(language, found.account.name, found.record, form));
}

type TypedCard = {
  readonly number: string;
  readonly email: string;
  readonly payer: Payer;
  readonly faults: { readonly field: FieldName; readonly text: string }[];
};

function typedCard(state: StripeState, form: URLSearchParams, texts: PageTexts): TypedCard {
  const read = (name: FieldName): string => (form.get(name) ?? "").trim();
  const number = read("cardNumber").replaceAll(/[\s-]/g, "");
  const [, month = "0", year = "0"] = /^(\d{1,2})\s*\/?\s*((?:\d{2})?\d{2})$/.exec(read("cardExpiry")) ?? [];
  const expiryMonth = Number(month);
  const expiryYear = year.length === 2 ? 2000 + Number(year) : Number(year);
  const email = read("email").slice(0, 512);
  const name = read("billingName").slice(0, 200);
  const faults: TypedCard["faults"] = [];
  if (!isEmail(email)) faults.push({ field: "email", text: texts.badEmail });
  if (!isCardNumber(number)) faults.push({ field: "cardNumber", text: texts.badNumber });
  if (!isGoodThrough(state, expiryMonth, expiryYear)) faults.push({ field: "cardExpiry", text: texts.badExpiry });
  const digits = number.startsWith("34") || number.startsWith("37") ? 4 : 3;
  if (!/^\d+$/.test(read("cardCvc")) || read("cardCvc").length !== digits) {
    faults.push({ field: "cardCvc", text: texts.badCvc });
  }
  if (name === "") faults.push({ field: "billingName", text: texts.badName });
  return { number, email, payer: { name, email, expiryMonth, expiryYear }, faults };
}

/** A card is good until the end of its month. */
function isGoodThrough(state: StripeState, month: number, year: number): boolean {
  if (month < 1 || month > 12 || year > 2100) return false;
  const end = month === 12 ? startOfMonth(year + 1, 1) : startOfMonth(year, month + 1);
  return end > state.ports.now();
}

type Declined = Pick<Extract<PayOutcome, { kind: "declined" }>, "code" | "declineCode">;

function declineText(texts: PageTexts, { code, declineCode }: Declined): string {
  if (declineCode === "insufficient_funds") return texts.insufficient;
  if (declineCode === "test_mode_live_card") return texts.realCard;
  if (code === "expired_card") return texts.expiredCard;
  if (code === "incorrect_cvc") return texts.wrongCvc;
  return code === "processing_error" ? texts.processing : texts.declined;
}

function challenge(state: StripeState, request: WireRequest, id: string): WireResponse {
  const found = findChallenge(state, id);
  if (found === null) return answeredBefore(state, request, id);
  const { account, record } = found;
  const session = record.sessionId === null ? undefined : account.sessions.get(record.sessionId)?.session;
  const language = spoken(request, session?.locale ?? null);
  const amount = "setup" in record ? null : amountText(record.intent.amount, record.intent.currency, language);
  return html(200, bankPage(language, account.name, amount, id));
}

function challenged(state: StripeState, request: WireRequest, id: string): WireResponse {
  const found = findChallenge(state, id);
  if (found === null) return answeredBefore(state, request, id);
  const { account, record } = found;
  const session = record.sessionId === null ? undefined : account.sessions.get(record.sessionId)?.session;
  const isComplete = new URLSearchParams(new TextDecoder().decode(request.body)).get("outcome") === "complete";
  const outcome = answerBank(state, id, isComplete);
  if (session === undefined) {
    const language = spoken(request, null);
    const texts = pageTexts[language];
    return html(200, notePage(language, isComplete ? texts.paidTitle : texts.bankTitle, "", null));
  }
  if (outcome?.kind === "declined" || outcome?.kind === "refused")
    return seeOther(`/c/pay/${session.id}?failed=authentication`);
  return outcome?.kind === "expired" ? seeOther(`/c/pay/${session.id}`) : seeOther(successUrl(session));
}

/** A second press on the bank's page goes where the first one went. */
function answeredBefore(state: StripeState, request: WireRequest, id: string): WireResponse {
  const session = sessionOfPastChallenge(state, id)?.session;
  if (session === undefined) return nothingHere(request);
  return seeOther(session.status === "complete" ? successUrl(session) : `/c/pay/${session.id}`);
}

function receipt(state: StripeState, request: WireRequest, id: string): WireResponse {
  for (const account of state.accounts) {
    const record = account.charges.get(id);
    if (record === undefined || !record.charge.paid) continue;
    return html(200, receiptPage(spoken(request, null), account.name, record.charge));
  }
  return nothingHere(request);
}
