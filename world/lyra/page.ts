import type { WayBack } from "./browser-return.ts";
import type { ErrorCode } from "./error-codes.ts";
import { amountText } from "./currencies.ts";
import { pageStyle } from "./page-style.ts";
import { filled, type PageLanguage, type PageTexts, pageTexts } from "./page-texts.ts";
import type { Sale, Shop, Token } from "./state.ts";

/** A field of the form. */
export type FieldName =
  | "firstName"
  | "lastName"
  | "email"
  | "address"
  | "zipCode"
  | "city"
  | "cardNumber"
  | "cardExpiry"
  | "cardCvv";

/** What goes into the form again after a refusal. Card number, date and code never do. */
export type FormState = {
  readonly typed: Readonly<Partial<Record<FieldName, string>>>;
  readonly consent: boolean;
  /** Faults to show; those of a field also mark it. */
  readonly faults: readonly { readonly field: FieldName | null; readonly text: string }[];
};

/** What a page is about and to whom it speaks. */
export type PageScene = { readonly language: PageLanguage; readonly shop: Shop; readonly sale: Sale };

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

function wholePage(language: PageLanguage, mode: Shop["mode"], title: string, content: string): string {
  const band = mode === "TEST" ? `<header class="mode">${escaped(pageTexts[language].testMode)}</header>\n` : "";
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
${band}<main>
${content}
</main>
</body>
</html>
`;
}

/** Where the page of a sale is, on this server. */
export function pathOf({ kind, key }: Sale): string {
  return kind === "order" ? `/t/${key}` : `/form/${key}`;
}

/** The page with what is to be paid and the card form. */
export function payPage(scene: PageScene, token: Token | null, form: FormState): string {
  const { language, shop, sale } = scene;
  const texts = pageTexts[language];
  const { terms } = sale;
  const registers = terms.formAction === "REGISTER";
  const title = filled(registers ? texts.registerFor : texts.payShop, { shop: shop.name });
  const amount = amountText(terms.amount, terms.currency, language);
  const order =
    terms.orderId === null ? "" : `<p class="soft">${escaped(filled(texts.order, { order: terms.orderId }))}</p>`;
  const money = `<strong data-amount="${terms.amount}">${escaped(amount)}</strong>`;
  const sum = `<p class="sum"><span>${escaped(texts.total)}</span>${money}</p>`;
  const press = registers ? texts.register : filled(texts.pay, { amount });
  const content = `<section class="sheet">
<h1>${escaped(title)}</h1>
${order}${registers ? "" : sum}
${faultBox(texts, form)}
<form method="post" action="${pathOf(sale)}">
${terms.dataCollectionForm ? detailFields(texts, form) : ""}
${token === null ? typedCardFields(texts, form) : knownCardFields(texts, token, form)}
${cardKeeping(texts, scene, form)}
<button type="submit">${escaped(press)}</button>
</form>
<form method="post" action="${pathOf(sale)}/leave">
<button type="submit" class="second">${escaped(texts.leave)}</button>
</form>
${testCards(texts)}
</section>`;
  return wholePage(language, shop.mode, title, content);
}

function field(form: FormState, name: FieldName, label: string, attributes: string): string {
  const isWrong = form.faults.some((fault) => fault.field === name);
  const mark = isWrong ? ` aria-invalid="true" aria-describedby="faults"` : "";
  const known = form.typed[name];
  const value = known === undefined ? "" : ` value="${escaped(known)}"`;
  const input = `<input id="${name}" name="${name}" required ${attributes}${value}${mark}>`;
  return `<div><label for="${name}">${escaped(label)}</label>${input}</div>`;
}

function detailFields(texts: PageTexts, form: FormState): string {
  const text = (autocomplete: string): string => `type="text" maxlength="120" autocomplete="${autocomplete}"`;
  return `<fieldset><legend>${escaped(texts.details)}</legend>
<div class="pair">${field(form, "firstName", texts.firstName, text("given-name"))}
${field(form, "lastName", texts.lastName, text("family-name"))}</div>
${field(form, "email", texts.email, `type="email" maxlength="150" autocomplete="email"`)}
${field(form, "address", texts.address, text("street-address"))}
<div class="pair">${field(form, "zipCode", texts.zipCode, text("postal-code"))}
${field(form, "city", texts.city, text("address-level2"))}</div></fieldset>`;
}

const digits = `type="text" inputmode="numeric"`;

function cvvField(texts: PageTexts, form: FormState): string {
  return field(form, "cardCvv", texts.cvv, `${digits} autocomplete="cc-csc" maxlength="4"`);
}

function typedCardFields(texts: PageTexts, form: FormState): string {
  const expiry = `${digits} autocomplete="cc-exp" maxlength="9" placeholder="${texts.expiryHint}"`;
  return `<fieldset><legend>${escaped(texts.card)}</legend>
${field(form, "cardNumber", texts.number, `${digits} autocomplete="cc-number" maxlength="23"`)}
<div class="pair">${field(form, "cardExpiry", `${texts.expiry} (${texts.expiryHint})`, expiry)}
${cvvField(texts, form)}</div></fieldset>`;
}

/** One click: the card is known, its holder still proves that she has it. */
function knownCardFields(texts: PageTexts, token: Token, form: FormState): string {
  const date = `${String(token.expiryMonth).padStart(2, "0")}/${token.expiryYear}`;
  const words = filled(texts.knownCard, { card: token.card.pan, date });
  return `<fieldset><legend>${escaped(texts.card)}</legend><p>${escaped(words)}</p>${cvvField(texts, form)}</fieldset>`;
}

function cardKeeping(texts: PageTexts, { shop, sale }: PageScene, form: FormState): string {
  if (sale.terms.formAction === "ASK_REGISTER_PAY") {
    const tick = `<input type="checkbox" name="consent" value="yes"${form.consent ? " checked" : ""}>`;
    return `<label class="tick">${tick}<span>${escaped(filled(texts.consent, { shop: shop.name }))}</span></label>`;
  }
  if (sale.terms.formAction !== "REGISTER_PAY") return "";
  return `<p class="soft">${escaped(filled(texts.keptCard, { shop: shop.name }))}</p>`;
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

function testCards(texts: PageTexts): string {
  const cards = [
    ["4970 1000 0000 0055", texts.cardPays],
    ["4970 1100 0000 0021", texts.cardChallenge],
    ["4970 1051 0000 0004", texts.cardRefused],
    ["4970 1100 0000 0401", texts.cardRejected],
    ["4970 1010 0000 1002", texts.cardOverLimit],
    ["4970 1070 0000 0001", texts.cardCaptureFails],
    ["4970 1080 0000 0009", texts.cardRefundRefused],
  ] as const;
  const rows = cards.map(([number, text]) => `<dt>${number}</dt><dd>${escaped(text)}</dd>`);
  return `<details><summary>${escaped(texts.testCards)}</summary><dl>${rows.join("")}</dl></details>`;
}

/** The bank's 3-D Secure page. */
export function bankPage({ language, shop, sale }: PageScene, challengeId: string, card: string): string {
  const texts = pageTexts[language];
  const { terms } = sale;
  const amount = amountText(terms.amount, terms.currency, language);
  const words = terms.formAction === "REGISTER" ? texts.bankRegisterText : texts.bankText;
  const content = `<section class="sheet">
<h1>${escaped(texts.bankTitle)}</h1>
<p>${escaped(filled(words, { shop: shop.name, amount, card }))}</p>
<form method="post" action="/acs/${challengeId}">
<button type="submit" name="outcome" value="complete">${escaped(texts.bankComplete)}</button>
<button type="submit" name="outcome" value="fail" class="second">${escaped(texts.bankFail)}</button>
</form>
</section>`;
  return wholePage(language, shop.mode, texts.bankTitle, content);
}

/** What a page only says; `code` is Lyra's for bad news that has one. */
export type Note = {
  readonly title: string;
  readonly text: string;
  readonly isGood: boolean;
  readonly code: ErrorCode | null;
};

/** A page that only says something, with the way back when there is one. */
export function notePage(language: PageLanguage, mode: Shop["mode"], note: Note, wayBack: WayBack | null): string {
  const code = note.code === null ? "" : ` data-code="${note.code}"`;
  const content = `<section class="sheet${note.isGood ? " done" : ""}"${code}><h1>${escaped(note.title)}</h1>
<p>${escaped(note.text)}</p>${wayBackButton(language, wayBack)}</section>`;
  return wholePage(language, mode, note.title, content);
}

function wayBackButton(language: PageLanguage, wayBack: WayBack | null): string {
  if (wayBack === null) return "";
  const words = escaped(pageTexts[language].backToShop);
  if (wayBack.kind === "link") return `<a class="button" href="${escaped(wayBack.url)}">${words}</a>`;
  const hidden = wayBack.fields.map(
    ([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`,
  );
  const button = `<button type="submit">${words}</button>`;
  return `<form method="post" action="${escaped(wayBack.url)}">${hidden.join("")}${button}</form>`;
}
