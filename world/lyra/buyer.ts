import { minuteMs, yearOf } from "./calendar.ts";
import { type CardBehaviour, cardOf } from "./cards.ts";
import { newHexId } from "./chance.ts";
import { type ErrorWords, wordsOf } from "./failure.ts";
import type { PayOptions, PayOutcome } from "./model-types.ts";
import { notify } from "./notices.ts";
import { closeChallenge, expireWhenDue, findSale, tellAbandoned } from "./sales.ts";
import type { Authentication, Customer, LyraState, Notice, Press, Sale, Scene, Token, Transaction } from "./state.ts";
import { acceptedOf, keepsCard } from "./statuses.ts";
import { accept, refuse } from "./transactions.ts";

/** A buyer who says nothing on her bank's page is refused after this time (docs.lyra.com, 3ds2/timeout.html). */
const challengeMs = 10 * minuteMs;

/** What came of a press, and the notification that the browser waits for. */
export type Pressed = { readonly outcome: PayOutcome; readonly notice: Notice | null };

/** Why a page takes no press any more, or null. */
function inTheWay(scene: Scene, sale: Sale): PayOutcome | null {
  expireWhenDue(scene, sale);
  switch (sale.status) {
    case "RUNNING":
      return null;
    case "PAID":
      return { kind: "already_paid", uuid: acceptedOf(sale)?.uuid ?? "" };
    case "REFUSED":
    case "EXPIRED":
    case "CANCELLED":
      return { kind: "over", status: sale.status };
  }
}

/** One press of the pay button. A page is paid once, however often the button is pressed. */
export function pressPay(scene: Scene, sale: Sale, press: Press): Pressed {
  const obstacle = inTheWay(scene, sale);
  if (obstacle !== null) return { outcome: obstacle, notice: null };
  closeChallenge(sale);
  const isRegistration = sale.terms.formAction === "REGISTER";
  const { behaviour } = press.card;
  const refusal = refusalOf(behaviour, isRegistration);
  if (refusal !== null) {
    const authentication = refusal.errorCode === "AUTH_149" ? "failed" : "frictionless";
    return refused(scene, sale, press, { words: refusal, authentication });
  }
  // A card is never registered without asking its holder (docs.lyra.com, 3card-registration-without-payment).
  if (behaviour.kind === "challenge" || isRegistration) return challenged(scene, sale, press);
  return accepted(scene, sale, press, behaviour.kind === "approve" ? behaviour.proof : "frictionless");
}

/** What the bank says no with, or null. A card over its limit can still be verified. */
function refusalOf(behaviour: CardBehaviour, isRegistration: boolean): ErrorWords | null {
  if (behaviour.kind === "refuse") return wordsOf(behaviour.code, null, behaviour.detailedCode);
  return behaviour.kind === "over_limit" && !isRegistration ? wordsOf("ACQ_001", null, "61") : null;
}

function challenged({ state, shop }: Scene, sale: Sale, press: Press): Pressed {
  const id = newHexId(state);
  sale.challenge = { id, press };
  state.plan(challengeMs, { kind: "silence", shop, sale, challengeId: id });
  return { outcome: { kind: "requires_action", challengeId: id }, notice: null };
}

function accepted(scene: Scene, sale: Sale, press: Press, authentication: Authentication): Pressed {
  const transaction = accept(scene, { terms: sale.terms, sale }, press, authentication);
  sale.status = "PAID";
  if (keepsCard(sale.terms, press.consent)) transaction.token = register(scene, press).token;
  const notice = notify(scene, transaction, sale, { rule: "endOfPayment", source: "PAY" });
  return { outcome: { kind: "accepted", uuid: transaction.uuid, token: transaction.token }, notice };
}

function register({ state, shop }: Scene, press: Press): Token {
  const { card, expiryMonth, expiryYear, customer } = press;
  const createdMs = state.ports.now();
  const token = { token: newHexId(state), card, expiryMonth, expiryYear, customer, createdMs, cancelledMs: null };
  shop.tokens.set(token.token, token);
  return token;
}

type Refusal = { readonly words: ErrorWords; readonly authentication: Authentication };

function refused(scene: Scene, sale: Sale, press: Press, refusal: Refusal): Pressed {
  const transaction = refuse(scene, { terms: sale.terms, sale }, press, refusal);
  const tries = sale.attempts.filter(({ detailedStatus }) => detailedStatus === "REFUSED").length;
  const again = tries <= sale.terms.retry;
  if (!again) sale.status = "REFUSED";
  const notice = notify(scene, transaction, sale, { rule: "endOfPayment", source: "PAY" });
  const { errorCode: code, detailedErrorCode: detailedCode } = refusal.words;
  return { outcome: { kind: "refused", uuid: transaction.uuid, code, detailedCode, again }, notice };
}

/** The page whose challenge of this id waits, or waited, with its shop; null when there never was one. */
export function findChallenge(state: LyraState, id: string): (Scene & { readonly sale: Sale }) | null {
  for (const shop of state.shops) {
    for (const sale of shop.sales.values()) {
      if (sale.challenge?.id === id || sale.pastChallenges.has(id)) return { state, shop, sale };
    }
  }
  return null;
}

/** The buyer's answer on her bank's page. A challenge that is over changes nothing. */
export function answerBank(scene: Scene, sale: Sale, id: string, isComplete: boolean): Pressed {
  const obstacle = inTheWay(scene, sale);
  if (obstacle !== null) return { outcome: obstacle, notice: null };
  const { challenge } = sale;
  if (challenge?.id !== id) return { outcome: { kind: "unknown_link" }, notice: null };
  closeChallenge(sale);
  if (isComplete) return accepted(scene, sale, challenge.press, "challenge");
  return refused(scene, sale, challenge.press, { words: wordsOf("AUTH_149"), authentication: "failed" });
}

/** She said nothing on her bank's page for too long. */
export function endSilence(scene: Scene, sale: Sale, challengeId: string): void {
  const { challenge } = sale;
  if (sale.status !== "RUNNING" || challenge?.id !== challengeId) return;
  closeChallenge(sale);
  refused(scene, sale, challenge.press, { words: wordsOf("PSP_649"), authentication: "failed" });
}

/** Opens the link, pays, and answers the bank's page as told. */
export function payAsBuyer(state: LyraState, link: string, options: PayOptions): PayOutcome {
  const found = findSale(state, link);
  if (found === null) return { kind: "unknown_link" };
  const { shop, sale } = found;
  const scene = { state, shop };
  const { outcome } = pressPay(scene, sale, pressOf(scene, sale, options));
  const answer = options.challenge ?? "complete";
  if (outcome.kind !== "requires_action" || answer === "leave") return outcome;
  return answerBank(scene, sale, outcome.challengeId, answer === "complete").outcome;
}

function pressOf({ state, shop }: Scene, { terms }: Sale, options: PayOptions): Press {
  const token = terms.token === null ? undefined : shop.tokens.get(terms.token);
  const customer: Customer = { ...terms.customer, email: options.email ?? terms.customer.email };
  const consent = options.consent ?? false;
  if (token !== undefined && options.card === undefined) return pressWithToken(token, customer);
  const card = cardOf(options.card ?? "4970100000000055");
  const expiryYear = yearOf(state.ports.now()) + 3;
  return { card, expiryMonth: 8, expiryYear, customer, consent, token: null };
}

/** A press with a registered card. */
export function pressWithToken({ token, card, expiryMonth, expiryYear }: Token, customer: Customer): Press {
  return { card, expiryMonth, expiryYear, customer, consent: false, token };
}

/** She goes back to the shop without paying; the link stays good. */
export function leavePage(scene: Scene, sale: Sale): void {
  expireWhenDue(scene, sale);
  if (sale.status !== "RUNNING") return;
  closeChallenge(sale);
  tellAbandoned(scene, sale);
}

/** A payment by a registered card without its holder: nobody can be asked. */
export function paySilently(scene: Scene, terms: Sale["terms"], token: Token): Transaction {
  const press = pressWithToken(token, terms.customer);
  const words = refusalOf(press.card.behaviour, false);
  const origin = { terms, sale: null };
  const transaction =
    words === null
      ? accept(scene, origin, press, "none")
      : refuse(scene, origin, press, { words, authentication: "none" });
  notify(scene, transaction, null, { rule: "endOfPayment", source: "PAY" });
  return transaction;
}
