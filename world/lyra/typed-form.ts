import type { WireRequest } from "../wire.ts";
import { pressWithToken } from "./buyer.ts";
import { endOfMonth } from "./calendar.ts";
import { cardOf, isCardNumber } from "./cards.ts";
import { email } from "./parameters.ts";
import type { FieldName, FormState } from "./page.ts";
import { type PageLanguage, type PageTexts, pageTexts } from "./page-texts.ts";
import type { Customer, Press, Terms, Token } from "./state.ts";

/** What a form is filled in for; `now` in milliseconds. */
export type FormScene = { readonly terms: Terms; readonly token: Token | null; readonly now: number };

/** A form as it was sent: a press of the button when all of it is right. */
export type ReadForm = { readonly press: Press | null; readonly state: FormState };

type Faults = { readonly field: FieldName; readonly text: string }[];

const detailNames = ["firstName", "lastName", "email", "address", "zipCode", "city"] as const;

/** Reads a form that a browser sent. */
export function readForm(scene: FormScene, request: WireRequest, language: PageLanguage): ReadForm {
  const texts = pageTexts[language];
  const form = new URLSearchParams(new TextDecoder().decode(request.body));
  const read = (name: FieldName): string => (form.get(name) ?? "").trim().slice(0, 200);
  const faults: Faults = scene.terms.dataCollectionForm ? detailFaults(read, texts) : [];
  const card = scene.token === null ? typedCard(scene.now, read, texts) : null;
  faults.push(...(card?.faults ?? []));
  if (!isCvv(read("cardCvv"), card?.number ?? scene.token?.card.pan ?? "")) {
    faults.push({ field: "cardCvv", text: texts.badCvv });
  }
  const consent = form.get("consent") === "yes";
  const typed = scene.terms.dataCollectionForm
    ? Object.fromEntries(detailNames.map((name) => [name, read(name)] as const))
    : {};
  const state: FormState = { typed, consent, faults };
  if (faults.length > 0) return { press: null, state };
  const customer = customerOf(scene.terms, read);
  if (card === null) {
    return { press: scene.token === null ? null : pressWithToken(scene.token, customer), state };
  }
  const { number, expiryMonth, expiryYear } = card;
  return { press: { card: cardOf(number), expiryMonth, expiryYear, customer, consent, token: null }, state };
}

function detailFaults(read: (name: FieldName) => string, texts: PageTexts): Faults {
  const faults: Faults = [];
  for (const field of ["firstName", "lastName"] as const) {
    if (read(field) === "") faults.push({ field, text: texts.badName });
  }
  if (!email.test(read("email"))) faults.push({ field: "email", text: texts.badEmail });
  for (const field of ["address", "zipCode", "city"] as const) {
    if (read(field) === "") faults.push({ field, text: texts.badAddress });
  }
  return faults;
}

type TypedCard = {
  readonly number: string;
  readonly expiryMonth: number;
  readonly expiryYear: number;
  readonly faults: Faults;
};

function typedCard(now: number, read: (name: FieldName) => string, texts: PageTexts): TypedCard {
  const number = read("cardNumber").replaceAll(/[\s-]/g, "");
  const [, month = "0", year = "0"] = /^(\d{1,2})\s*\/?\s*((?:\d{2})?\d{2})$/.exec(read("cardExpiry")) ?? [];
  const expiryMonth = Number(month);
  const expiryYear = year.length === 2 ? 2000 + Number(year) : Number(year);
  const faults: Faults = [];
  if (!isCardNumber(number)) faults.push({ field: "cardNumber", text: texts.badNumber });
  const isMonth = expiryMonth >= 1 && expiryMonth <= 12 && expiryYear <= 2100;
  if (!isMonth || endOfMonth(expiryYear, expiryMonth) <= now) {
    faults.push({ field: "cardExpiry", text: texts.badExpiry });
  }
  return { number, expiryMonth, expiryYear, faults };
}

/** American Express prints four digits, the others three. */
function isCvv(text: string, number: string): boolean {
  return (/^3[47]/.test(number) ? /^\d{4}$/ : /^\d{3}$/).test(text);
}

/** What the buyer told about herself goes before what the merchant told. */
function customerOf({ customer, dataCollectionForm }: Terms, read: (name: FieldName) => string): Customer {
  if (!dataCollectionForm) return customer;
  const named = ["firstName", "lastName", "address", "zipCode", "city"] as const;
  const told = Object.fromEntries(named.map((name) => [name, read(name)] as const));
  return { ...customer, email: read("email"), billingDetails: { ...customer.billingDetails, ...told } };
}
