import { amountText } from "./currencies.ts";
import type { ChargeObject } from "./objects.ts";
import { pageStyle } from "./page-style.ts";
import { filled, type PageLanguage, type PageTexts, pageTexts } from "./page-texts.ts";
import type { SessionRecord } from "./state.ts";

/** A field of the card form. */
export type FieldName = "email" | "cardNumber" | "cardExpiry" | "cardCvc" | "billingName";

/** What goes into the form again after a refusal. Card number, date and code never do. */
export type FormState = {
  readonly email: string;
  /** Whether the address is the customer's, known before. */
  readonly isKnown: boolean;
  readonly name: string;
  /** Whether she had ticked the box that keeps her card. */
  readonly agrees: boolean;
  /** Faults to show; those of a field also mark it. */
  readonly faults: readonly { readonly field: FieldName | null; readonly text: string }[];
};

/** Text made safe inside HTML and attribute values. */
function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}

function wholePage(language: PageLanguage, title: string, kind: "wide" | "narrow", content: string): string {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escaped(title)}</title>
<style>${pageStyle}</style>
</head>
<body>
<header class="band">${escaped(pageTexts[language].testMode)}</header>
<main class="${kind}">
${content}
</main>
</body>
</html>
`;
}

function orderSheet(language: PageLanguage, record: SessionRecord): string {
  const texts = pageTexts[language];
  const { session } = record;
  const money = (amount: number): string => escaped(amountText(amount, session.currency, language));
  const lines = record.lines.map((line) => {
    const count = filled(texts.quantity, { count: String(line.quantity) });
    const each = filled(texts.each, { amount: amountText(line.price.unit_amount, session.currency, language) });
    const note = line.quantity === 1 ? count : `${count} · ${each}`;
    const words = `<span>${escaped(line.description ?? "")}<small>${escaped(note)}</small></span>`;
    return `<li>${words}<span class="amount">${money(line.amount_total)}</span></li>`;
  });
  const sum = session.amount_total ?? 0;
  const total = `<span class="amount" data-total="${sum}">${money(sum)}</span>`;
  return `<ul class="lines">${lines.join("")}</ul>
<p class="total"><span>${texts.total}</span>${total}</p>`;
}

function field(form: FormState, name: FieldName, label: string, attributes: string): string {
  const fault = form.faults.find((known) => known.field === name);
  const mark = fault === undefined ? "" : ` aria-invalid="true" aria-describedby="faults"`;
  const input = `<input id="${name}" name="${name}" required ${attributes}${mark}>`;
  return `<div><label for="${name}">${escaped(label)}</label>${input}</div>`;
}

function faultBox(texts: PageTexts, form: FormState): string {
  if (form.faults.length === 0) return "";
  const items = form.faults.map(({ field: name, text }) => {
    const words = escaped(text);
    return `<li>${name === null ? words : `<a href="#${name}">${words}</a>`}</li>`;
  });
  const list = `<ul>${items.join("")}</ul>`;
  return `<div class="alert" id="faults" role="alert"><p>${escaped(texts.problems)}</p>${list}</div>`;
}

/** What is kept of the card: said where it is kept, asked where she may choose. */
function keptCard(texts: PageTexts, shop: string, { session, intentSettings }: SessionRecord, agrees: boolean): string {
  const said = (text: string): string => `<p class="kept">${escaped(filled(text, { shop }))}</p>`;
  if (session.mode === "setup") return said(texts.keptBySetUp);
  const asks = session.saved_payment_method_options?.payment_method_save === "enabled";
  const box = `<input type="checkbox" id="saveCard" name="saveCard" value="yes"${agrees ? " checked" : ""}>`;
  const label = `<label for="saveCard">${escaped(filled(texts.keepAsked, { shop }))}</label>`;
  return (
    (intentSettings.futureUsage === "off_session" ? said(texts.keptAlways) : "") +
    (asks ? `<div class="box">${box}${label}</div>` : "")
  );
}

function testCards(texts: PageTexts, kept: readonly KeptOnly[]): string {
  const cards = [
    ["4242 4242 4242 4242", texts.cardPaid],
    ["4000 0000 0000 0002", texts.cardDeclined],
    ["4000 0000 0000 9995", texts.cardInsufficient],
    ["4000 0000 0000 3220", texts.cardChallenge],
    ["4000 0000 0000 5126", texts.cardRefundFails],
    ["4000 0000 0000 0259", texts.cardDispute],
    ...kept.map(([number, name]) => [number, texts[name]] as const),
  ] as const;
  const rows = cards.map(([number, text]) => `<dt>${number}</dt><dd>${escaped(text)}</dd>`);
  return `<details><summary>${escaped(texts.testCards)}</summary><dl>${rows.join("")}</dl></details>`;
}

/** Cards that behave in their own way once they are kept. */
const keptOnly = [
  ["4000 0025 0000 3155", "cardSetUpOnce"],
  ["4000 0027 6000 3184", "cardAlwaysAsks"],
  ["4000 0000 0000 0341", "cardFailsLater"],
] as const;
type KeptOnly = (typeof keptOnly)[number];

/** What stands beside the form: the order and its sum, or that nothing is paid. */
function aside(language: PageLanguage, title: string, record: SessionRecord): string {
  const texts = pageTexts[language];
  const { session } = record;
  const isPaid = session.amount_total !== null;
  const back =
    session.cancel_url === null
      ? ""
      : `<a class="back" href="${escaped(session.cancel_url)}">${escaped(isPaid ? texts.back : texts.backToShop)}</a>`;
  const heading = `<h1 id="to">${escaped(title)}</h1>`;
  if (session.amount_total === null) return `${heading}\n<p>${escaped(texts.setUpText)}</p>\n${back}`;
  const amount = amountText(session.amount_total, session.currency, language);
  return `${heading}
<p class="sum">${escaped(amount)}</p>
<div class="sheet"><h2>${escaped(texts.order)}</h2>
${orderSheet(language, record)}</div>
${back}`;
}

/** The page with the order, or what is registered, and the card form. */
export function payPage(language: PageLanguage, shop: string, record: SessionRecord, form: FormState): string {
  const texts = pageTexts[language];
  const { session } = record;
  const { amount_total: sum, currency } = session;
  const title = filled(sum === null ? texts.setUpShop : texts.payShop, { shop });
  const button = sum === null ? texts.setUp : filled(texts.pay, { amount: amountText(sum, currency, language) });
  const keeps = keptCard(texts, shop, record, form.agrees);
  const email = `type="email" autocomplete="email" value="${escaped(form.email)}"${form.isKnown ? " readonly" : ""}`;
  const name = `type="text" autocomplete="cc-name" value="${escaped(form.name)}"`;
  const digits = `type="text" inputmode="numeric"`;
  const number = `${digits} autocomplete="cc-number" maxlength="23" placeholder="1234 1234 1234 1234"`;
  const expiry = `${digits} autocomplete="cc-exp" maxlength="9" placeholder="${texts.expiryHint}"`;
  const cvc = `${digits} autocomplete="cc-csc" maxlength="4"`;
  const expiryField = field(form, "cardExpiry", `${texts.expiry} (${texts.expiryHint})`, expiry);
  const content = `<section aria-labelledby="to">
${aside(language, title, record)}
</section>
<section class="sheet">
${faultBox(texts, form)}
<form method="post" action="/c/pay/${session.id}">
<fieldset><legend>${escaped(texts.contact)}</legend>
${field(form, "email", texts.email, email)}</fieldset>
<fieldset><legend>${escaped(texts.card)}</legend>
${field(form, "cardNumber", texts.number, number)}
<div class="pair">${expiryField}${field(form, "cardCvc", texts.cvc, cvc)}</div>
${field(form, "billingName", texts.name, name)}</fieldset>
${keeps}
<button type="submit">${escaped(button)}</button>
</form>
${testCards(texts, keeps === "" ? [] : keptOnly.filter(([, name]) => sum === null || name !== "cardFailsLater"))}
</section>`;
  return wholePage(language, title, "wide", content);
}

/** The bank's 3-D Secure page; without an amount a card is registered. */
export function bankPage(language: PageLanguage, shop: string, amount: string | null, challengeId: string): string {
  const texts = pageTexts[language];
  const content = `<section class="sheet">
<h1>${escaped(texts.bankTitle)}</h1>
<p>${escaped(amount === null ? filled(texts.bankSetUpText, { shop }) : filled(texts.bankText, { shop, amount }))}</p>
<form method="post" action="/c/challenge/${challengeId}">
<button type="submit" name="outcome" value="complete">${escaped(texts.bankComplete)}</button>
<button type="submit" name="outcome" value="fail" class="second">${escaped(texts.bankFail)}</button>
</form>
</section>`;
  return wholePage(language, texts.bankTitle, "narrow", content);
}

/** A page that only says something, with a way back when there is one. */
export function notePage(language: PageLanguage, title: string, text: string, backUrl: string | null): string {
  const back = escaped(pageTexts[language].backToShop);
  const link = backUrl === null ? "" : `<a class="button" href="${escaped(backUrl)}">${back}</a>`;
  const content = `<section class="sheet"><h1>${escaped(title)}</h1><p>${escaped(text)}</p>${link}</section>`;
  return wholePage(language, title, "narrow", content);
}

/** The provider's own receipt of a charge. */
export function receiptPage(language: PageLanguage, shop: string, charge: ChargeObject): string {
  const texts = pageTexts[language];
  const amount = amountText(charge.amount, charge.currency, language);
  const title = filled(texts.receiptTitle, { shop });
  return notePage(language, title, filled(texts.receiptText, { amount }), null);
}
