import type { Http } from "#contracts/http-port";
import type {
  CallProblem,
  LinkRequest,
  LookUp,
  PageLink,
  Payer,
  RegistrationRequest,
} from "#contracts/payment-provider";
import { days, instant, minutes } from "#domain/instant";
import type { Language } from "#domain/language";
import { amountProblem, toLyra } from "./amounts.ts";
import { type Effect, type Outcome, callLyra, problemOf } from "./call.ts";
import { type Setting, UnreadableAmount, isSettled, linkExpired, mayBringMoney, transactionFacts } from "./facts.ts";
import { isoOf, readIso } from "./iso-time.ts";
import { type PaymentOrder, type Transaction, paymentOrderShape } from "./objects.ts";
import { type Known, transactionsOf } from "./orders.ts";
import { orderIdOf, referenceOf } from "./references.ts";
import type { LyraSettings } from "./settings.ts";

const locales: Readonly<Record<Language, string>> = {
  en: "en_GB",
  fr: "fr_FR",
  it: "it_IT",
  es: "es_ES",
  pt: "pt_BR",
};

/**
 * What a link may live: Lyra refuses an end that has passed or is more than 90 days away, and a try may come half an
 * hour late, under a clock that is off.
 */
export const linkLife = { shortest: minutes(40), longest: days(90) - minutes(5) };

/** Longest comment we send: the Back Office shows it beside the transaction. */
const longestComment = 100;

/**
 * Opens a payment order of the channel URL for one payment.
 *
 * Lyra has no key that makes two such calls one, and finds an order only by the name it answered with. So:
 * - Nobody but us is ever told the address: the channel is URL, never MAIL, SMS or WHATSAPP, where Lyra would write to
 *   the customer itself. An order whose answer was lost has an address that no one holds, and runs out like any other.
 *   The next try makes another, and that one alone is given away.
 * - Both carry our reference as `orderId`. Whatever is paid on either comes as a fact of this payment, by notification
 *   and by look-up, which asks for the order's transactions by that reference. A second capture is surplus there.
 * - Before an order is made its reference is looked up. Should money be there already (somebody copied the address out
 *   of the Back Office), the new link is closed as soon as it is made: it has the name under which the money is found.
 */
export async function createLink(
  request: LinkRequest,
  settings: LyraSettings,
  http: Http,
): Promise<PageLink | CallProblem> {
  const amount = toLyra(request.amount);
  const impossible = amountProblem(request.amount) ?? keepingProblem(request);
  if (impossible !== undefined || amount === undefined) return never(impossible ?? "Lyra cannot express the amount");
  const orderId = orderIdOf(request.reference);
  if (orderId === undefined) return never("the reference is none of the till's");
  const earlier = await transactionsOf(orderId, settings, http);
  if (!earlier.ok) return problemOf(earlier);
  const link = await open(request, settings, http, {
    amount,
    currency: request.amount.currency,
    orderId,
    transactionOptions: { cardOptions: takenByItself },
    ...keeping(request),
    ...(request.payer ? { customer: customerOf(request.payer) } : {}),
  });
  if (link.ok && earlier.value.transactions.some(mayBringMoney)) await cancel(link.providerRef, settings, http);
  return link;
}

/** A page where a card is registered: a payment order over nothing. One made twice registers a card at most twice. */
export async function createRegistration(
  request: RegistrationRequest,
  settings: LyraSettings,
  http: Http,
): Promise<PageLink | CallProblem> {
  const orderId = orderIdOf(request.reference);
  if (orderId === undefined) return never("the reference is none of the till's");
  if (!request.payer.email) return never(needsEmail);
  return open(request, settings, http, {
    amount: 0,
    currency: request.currency,
    orderId,
    formAction: "REGISTER",
    customer: customerOf(request.payer),
  });
}

const never = (reason: string): CallProblem => ({ ok: false, retry: "never", reason });
const needsEmail = "Lyra keeps no card without the customer's e-mail address";
const keepingProblem = ({ saveCard, payer }: LinkRequest): string | undefined =>
  saveCard !== undefined && !payer?.email ? needsEmail : undefined;

const actions = { always: "REGISTER_PAY", ask: "ASK_REGISTER_PAY" } as const;
const keeping = ({ saveCard }: LinkRequest): { readonly formAction?: string } =>
  saveCard === undefined ? {} : { formAction: actions[saveCard] };

/** Whom a card is kept for, as Lyra writes it. */
export const customerOf = ({ reference, email }: Payer): Readonly<Record<string, string>> =>
  email ? { reference, email } : { reference };

type Asked = Readonly<Record<string, unknown>> & { readonly amount: number; readonly currency: string };
type Page = Pick<LinkRequest, "description" | "language" | "expiresAt" | "returnUrl" | "now">;

async function open(page: Page, settings: LyraSettings, http: Http, asked: Asked): Promise<PageLink | CallProblem> {
  const expiresAt = instant(
    Math.min(Math.max(page.expiresAt, page.now + linkLife.shortest), page.now + linkLife.longest),
  );
  const outcome = await callLyra(settings, http, {
    service: "Charge/CreatePaymentOrder",
    effect: "makes",
    body: {
      ...asked,
      channelOptions: { channelType: "URL" },
      expirationDate: isoOf(expiresAt),
      locale: locales[page.language],
      returnUrl: page.returnUrl,
      merchantComment: [...page.description].slice(0, longestComment).join(""),
      ...notifying(settings),
    },
    shape: paymentOrderShape,
  });
  if (!outcome.ok) return problemOf(outcome);
  const { paymentOrderId, paymentURL, amount, currency, expirationDate } = outcome.value;
  if (!paymentURL || !/^https?:\/\//.test(paymentURL)) return never("Lyra gave a payment order without a page");
  if ((amount ?? asked.amount) !== asked.amount || (currency ?? asked.currency) !== asked.currency)
    return never("Lyra made a payment order over another amount than asked");
  return { ok: true, providerRef: paymentOrderId, url: paymentURL, expiresAt: readIso(expirationDate) ?? expiresAt };
}

/** Whatever the shop's standard is: a payment that waits for a person in the Back Office would run out unseen. */
export const takenByItself = { manualValidation: "NO" };

/** Where notifications of this call go, when the merchant wants it said with every call. */
export const notifying = ({ ipnUrl }: LyraSettings): { readonly ipnTargetUrl?: string } =>
  ipnUrl ? { ipnTargetUrl: ipnUrl } : {};

/** The order a charge of a kept card belongs to: it has no page, so its name is its reference. */
const chargePrefix = "order:";
/** The provider's name of a charge, for later look-ups. */
export const chargeRefOf = (orderId: string): string => `${chargePrefix}${orderId}`;
const chargedOrderOf = (providerRef: string): string | undefined =>
  providerRef.startsWith(chargePrefix) ? providerRef.slice(chargePrefix.length) : undefined;

/** Asks what became of a link, or of a charge. */
export async function lookUp(providerRef: string, settings: LyraSettings, http: Http): Promise<LookUp | CallProblem> {
  const charged = chargedOrderOf(providerRef);
  if (charged !== undefined) return lookUpOrder(charged, settings, http);
  const seen = await look(providerRef, settings, http);
  return seen.ok ? told(seen.value) : problemOf(seen);
}

/** Asks what became of a charge of a kept card, by the order it belongs to. */
export async function lookUpOrder(orderId: string, settings: LyraSettings, http: Http): Promise<LookUp | CallProblem> {
  const found = await transactionsOf(orderId, settings, http);
  return found.ok ? factsOfOrder(orderId, found.value) : problemOf(found);
}

/** What the tries under an order tell. Final once there was one and none can change any more. */
export function factsOfOrder(orderId: string, { transactions, at }: Known): LookUp | CallProblem {
  const tries = transactions.filter(({ operationType }) => operationType === "DEBIT");
  const facts = factsOf(tries, { reference: referenceOf(orderId) ?? "", at });
  return "problem" in facts ? facts.problem : { ok: true, ...facts, final: tries.length > 0 && tries.every(isSettled) };
}

type Seen = Known & { readonly order: PaymentOrder; readonly reference: string };

async function look(providerRef: string, settings: LyraSettings, http: Http): Promise<Outcome<Seen>> {
  const outcome = await order("Charge/PaymentOrder/Get", "reads", providerRef, settings, http);
  if (!outcome.ok) return outcome;
  const { orderId } = outcome.value;
  const reference = referenceOf(orderId);
  if (!orderId || reference === undefined) return never("this payment order is none of the till's");
  const found = await transactionsOf(orderId, settings, http);
  if (!found.ok) return found;
  return { ok: true, value: { ...found.value, at: outcome.at, order: outcome.value, reference }, at: outcome.at };
}

const order = (service: string, effect: Effect, paymentOrderId: string, settings: LyraSettings, http: Http) =>
  callLyra(settings, http, { service, effect, body: { paymentOrderId }, shape: paymentOrderShape });

const cancel = (providerRef: string, settings: LyraSettings, http: Http) =>
  order("Charge/PaymentOrder/Cancel", "repeats", providerRef, settings, http);

/** Statuses of a payment order under which its page takes no money any more; one L is seen too. */
const closed: ReadonlySet<string> = new Set(["PAID", "REFUSED", "EXPIRED", "CANCELLED", "CANCELED"]);

function told({ order: link, transactions, reference, at }: Seen): LookUp | CallProblem {
  const isCredit = ({ operationType }: Transaction): boolean => operationType === "CREDIT";
  const tries = transactions.filter((one) => !isCredit(one));
  // What was given back in the Back Office is heard of here too, where no notification tells of it.
  const all = [...tries, ...transactions.filter(isCredit)];
  const facts = factsOf(all, { reference, at, email: link.customer?.email });
  if ("problem" in facts) return facts.problem;
  if (!closed.has(link.paymentOrderStatus)) return { ok: true, ...facts, final: false };
  const isOver = link.paymentOrderStatus !== "PAID" && !tries.some(mayBringMoney);
  const final = tries.every(isSettled) && (isOver || tries.length > 0);
  return { ok: true, facts: isOver ? [...facts.facts, linkExpired(link, { reference, at })] : facts.facts, final };
}

function factsOf(
  tries: readonly Transaction[],
  setting: Setting,
): Pick<LookUp, "facts"> | { readonly problem: CallProblem } {
  try {
    return { facts: tries.flatMap((one) => transactionFacts(one, setting)) };
  } catch (error) {
    if (error instanceof UnreadableAmount) return { problem: never(error.message) };
    throw error;
  }
}

/**
 * Closes a link. Lyra refuses that for an order which is over already, paid or not: the look-up says which. A charge
 * has no page to be closed.
 */
export async function expireLink(
  providerRef: string,
  settings: LyraSettings,
  http: Http,
): Promise<LookUp | CallProblem> {
  if (chargedOrderOf(providerRef) !== undefined) return lookUp(providerRef, settings, http);
  const cancelled = await cancel(providerRef, settings, http);
  if (!cancelled.ok && cancelled.retry !== "never") return problemOf(cancelled);
  const seen = await look(providerRef, settings, http);
  if (!seen.ok) return problemOf(seen);
  if (closed.has(seen.value.order.paymentOrderStatus)) return told(seen.value);
  return { ok: false, retry: "later", reason: cancelled.ok ? "the link is open still" : cancelled.reason };
}
