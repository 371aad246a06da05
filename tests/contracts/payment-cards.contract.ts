import { expect, it } from "vitest";
import type { Http } from "#contracts/http-port";
import type { CallProblem, CardCharge, CardCharged, KeptCards, RegistrationRequest } from "#contracts/payment-provider";
import type { SettingsForm, SettingsOf } from "#contracts/settings";
import { currency } from "#domain/currency";
import type { PaymentFact } from "#domain/payment";
import { type Fault, type Opponent, type Subject, done, euros, ofKind, requestOf, told } from "./payment-opponent.ts";

const registration = "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0001";
const later = "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0002";
const payer = { reference: "0192f0c1-7000-7aaa-9b1a-4d2f6a1e0009", email: "lea@example.com" };

function registrationOf(opponent: Opponent): RegistrationRequest {
  const { amount: _, lines: __, ...page } = requestOf(opponent, euros(1));
  const key = `create-link:${registration}`;
  return { ...page, reference: registration, idempotencyKey: key, currency: currency("EUR"), payer };
}

const chargeOf = (alias: string, change: Partial<CardCharge> = {}): CardCharge => ({
  reference: later,
  idempotencyKey: `charge-card:${later}`,
  amount: euros(2_990),
  alias,
  payer,
  description: "Atelier, the rest",
  initiatedBy: "merchant",
  ...change,
});

/** The money a charge brought, there already or promised. */
const moneyOf = (facts: readonly PaymentFact[]) => [...ofKind(facts, "captured"), ...ofKind(facts, "authorised")];

/** The answer of a charge that needed nobody. */
function silent(outcome: CardCharged | CallProblem) {
  const answer = done(outcome);
  if ("needsCustomer" in answer) throw new Error(answer.reason);
  return answer;
}

/** What a provider that keeps cards promises of them. */
export function cardPromises<Form extends SettingsForm>(subject: Subject<Form>, cards: KeptCards<Form>): void {
  const { provider, settings } = subject;
  /** A customer who registered her card. */
  const kept = async () => {
    const opponent = subject.opponent();
    const { http } = opponent;
    const link = done(await cards.createRegistration(registrationOf(opponent), settings, http));
    opponent.pay(link.providerRef);
    await opponent.pass(2_000);
    const found = done(await provider.lookUp(link.providerRef, settings, http));
    const [card] = ofKind(found.facts, "card-saved");
    if (!card) throw new Error("no card was kept");
    return { opponent, http, card, found, providerRef: link.providerRef };
  };

  it("registers a card on a page, takes no money, and says whose it is", async () => {
    const { opponent, card, found } = await kept();
    expect(found.final).toBe(true);
    expect(found.facts).toEqual([card]);
    expect(card).toMatchObject({ reference: registration, email: payer.email });
    expect(card.alias).not.toBe("");
    expect(card.lastFour).toMatch(/^\d{4}$/);
    expect(card.brand).toMatch(/^[a-z_]+$/);
    expect(card.expires.month).toBeGreaterThanOrEqual(1);
    expect(card.expires.month).toBeLessThanOrEqual(12);
    const { at: _, ...known } = card;
    for (const { at: __, ...fact } of told(subject, opponent)) expect(fact).toEqual(known);
  });

  it("knows a registration as open until she comes, and gives one page for one key", async () => {
    const opponent = subject.opponent();
    const request = registrationOf(opponent);
    const link = done(await cards.createRegistration(request, settings, opponent.http));
    expect(link.url).toMatch(/^https?:\/\//);
    const found = done(await provider.lookUp(link.providerRef, settings, opponent.http));
    expect(found).toEqual({ ok: true, facts: [], final: false });
    if (subject.lacks?.includes("same-link")) return;
    expect(done(await cards.createRegistration(request, settings, opponent.http))).toEqual(link);
  });

  it("says of a registration that ended without a card that it ended", async () => {
    const opponent = subject.opponent();
    const link = done(await cards.createRegistration(registrationOf(opponent), settings, opponent.http));
    const ended = done(await provider.expireLink(link.providerRef, settings, opponent.http));
    expect(ended.final).toBe(true);
    expect(ended.facts.map(({ kind }) => kind)).toEqual(["link-expired"]);
  });

  it("keeps a card while it is paid with, and it can be charged later", async () => {
    const opponent = subject.opponent();
    const { http } = opponent;
    const request = { ...requestOf(opponent, euros(4_990)), saveCard: "always", payer } as const;
    const link = done(await provider.createLink(request, settings, http));
    opponent.pay(link.providerRef);
    await opponent.pass(2_000);
    const { facts } = done(await provider.lookUp(link.providerRef, settings, http));
    expect(ofKind(facts, "captured")).toMatchObject([{ reference: request.reference, amount: euros(4_990) }]);
    const [card] = ofKind(facts, "card-saved");
    expect(card).toMatchObject({ reference: request.reference });
    const made = silent(await cards.charge(chargeOf(card?.alias ?? ""), settings, http));
    expect(moneyOf(made.facts)).toMatchObject([{ reference: later, amount: euros(2_990) }]);
  });

  it("charges a card once however often it is asked, and tells of the money by every way under one name", async () => {
    const { opponent, http, card } = await kept();
    const made = silent(await cards.charge(chargeOf(card.alias), settings, http));
    const [money] = moneyOf(made.facts);
    expect(money).toMatchObject({ reference: later, amount: euros(2_990) });
    expect(silent(await cards.charge(chargeOf(card.alias), settings, http))).toEqual(made);
    await opponent.pass(2_000);
    const found = done(await provider.lookUp(made.providerRef, settings, http));
    const [captured] = ofKind(found.facts, "captured");
    expect(captured).toMatchObject({ captureId: money?.captureId, amount: euros(2_990), reference: later });
    expect(found.final).toBe(true);
    expect(done(await cards.lookUpCharge(later, settings, http))).toEqual({ ...found, providerRef: made.providerRef });
    const byWebhook = moneyOf(told(subject, opponent));
    expect(new Set(byWebhook.map(({ captureId }) => captureId))).toEqual(new Set([money?.captureId]));
    expect(byWebhook.map(({ factId }) => factId)).toContain(captured?.factId);
    expect(done(await provider.expireLink(made.providerRef, settings, http))).toEqual(found);
  });

  it.skipIf(provider.capabilities.refunds === "none")("returns what a kept card was charged", async () => {
    const { opponent, http, card } = await kept();
    const made = silent(await cards.charge(chargeOf(card.alias), settings, http));
    await opponent.pass(2_000);
    const captureId = moneyOf(made.facts)[0]?.captureId ?? "";
    const refund = { refundId: "r1", idempotencyKey: "refund:r1", captureId, amount: euros(2_990), reason: "operator" };
    const back = done(await provider.refund(refund, settings, http));
    expect(ofKind(back.facts, "refund-changed")).toMatchObject([{ reference: later, captureId, state: "done" }]);
    expect(opponent.returnedOf(captureId)).toBe(2_990);
  });

  it.each<Fault>(["lost-before", "lost-after", "broken", "busy"])(
    "charges once after a call that was %s",
    async (fault) => {
      const { opponent, http, card } = await kept();
      opponent.strike(fault, "changes");
      const outcome = await cards.charge(chargeOf(card.alias), settings, http);
      if (outcome.ok) throw new Error("the fault did not strike");
      expect(outcome.retry).toBe(fault === "busy" ? "later" : "unknown");
      expect(outcome.reason).not.toContain(card.alias);
      opponent.strike(undefined);
      const looked = done(await cards.lookUpCharge(later, settings, http));
      expect(moneyOf(looked.facts)).toHaveLength(fault === "lost-after" ? 1 : 0);
      if (fault !== "lost-after") expect(looked).toEqual({ ok: true, facts: [], final: false });
      const [money] = moneyOf(silent(await cards.charge(chargeOf(card.alias), settings, http)).facts);
      await opponent.pass(2_000);
      const ids = moneyOf(told(subject, opponent)).map(({ captureId }) => captureId);
      expect(new Set(ids)).toEqual(new Set([money?.captureId]));
    },
  );

  it("forgets a card, twice without complaint, and charges it never again", async () => {
    const { http, card } = await kept();
    for (let n = 0; n < 2; n++) expect(await cards.forget(card.alias, settings, http)).toEqual({ ok: true });
    const gone = { ok: false, retry: "never", reason: "alias" };
    expect(await cards.charge(chargeOf(card.alias), settings, http)).toEqual(gone);
    expect(await cards.charge(chargeOf(`${card.alias}x`), settings, http)).toEqual(gone);
    expect(await cards.charge(chargeOf("no alias at all"), settings, http)).toEqual(gone);
    expect(await cards.forget(`${card.alias}x`, settings, http)).toEqual({ ok: true });
    expect(await cards.lookUpCharge(later, settings, http)).toEqual({ ok: true, facts: [], final: false });
  });

  it("refuses zero and less, and a card of nobody, before anything is asked", async () => {
    const opponent = subject.opponent();
    const silence: Http = () => Promise.reject(new Error("something was asked"));
    for (const amount of [euros(0), euros(-1)])
      expect(await cards.charge(chargeOf("alias", { amount }), settings, silence)).toMatchObject({ retry: "never" });
    const nobodys = { ...requestOf(opponent, euros(4_990)), saveCard: "always" } as const;
    expect(await provider.createLink(nobodys, settings, silence)).toMatchObject({ ok: false, retry: "never" });
  });

  it("gives up without settings, and names neither secret nor alias while doing so", async () => {
    const { opponent, http, card } = await kept();
    const wrong = Object.fromEntries(Object.keys(settings).map((name) => [name, undefined])) as SettingsOf<Form>;
    for (const outcome of await everyCall(cards, opponent, card.alias, wrong, http)) {
      if (outcome.ok) throw new Error("it went on without settings");
      expect(outcome.retry).toBe("never");
      for (const secret of [...subject.secrets, card.alias]) expect(outcome.reason).not.toContain(secret);
    }
  });

  it("reads strange answers as doubt, never as facts, and throws nothing", async () => {
    const { opponent, card } = await kept();
    for (const status of [200, 204, 301, 400, 402, 404, 500, 503]) {
      for (const body of ["", "null", "[]", '"x"', "{}", "<html>", '{"error":{}}', '{"error":{"payment_intent":7}}']) {
        const http: Http = async () => ({ status, headers: {}, body: new TextEncoder().encode(body) });
        for (const outcome of await everyCall(cards, opponent, card.alias, settings, http)) {
          expect(outcome.ok).toBe(false);
          if (!outcome.ok && (status >= 500 || status < 300)) expect(outcome.retry).not.toBe("never");
        }
      }
    }
  });
}

/** The outcome of each call of the plug. */
async function everyCall<Form extends SettingsForm>(
  cards: KeptCards<Form>,
  opponent: Opponent,
  alias: string,
  settings: SettingsOf<Form>,
  http: Http,
): Promise<readonly ({ readonly ok: true } | CallProblem)[]> {
  return [
    await cards.createRegistration(registrationOf(opponent), settings, http),
    await cards.charge(chargeOf(alias), settings, http),
    await cards.lookUpCharge(later, settings, http),
    await cards.forget(alias, settings, http),
  ];
}
