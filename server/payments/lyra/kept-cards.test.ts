import { describe, expect, it } from "vitest";
import type { Http, HttpRequest } from "#contracts/http-port";
import type { CardCharge } from "#contracts/payment-provider";
import { currency } from "#domain/currency";
import { days, instant, later } from "#domain/instant";
import { money } from "#domain/money";
import { type LyraOpponent, lyraOpponent, lyraShop, lyraStart } from "../../../tests/contracts/lyra-opponent.ts";
import { provider } from "./provider.ts";

const { cards } = provider;
if (!cards) throw new Error("this rail keeps cards");
const payer = { reference: "person-1", email: "lea@example.com" };
const registration = "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0001";
const reference = "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0042";
const euro = currency("EUR");

const page = {
  reference: registration,
  idempotencyKey: "register",
  currency: euro,
  payer,
  description: "Atelier",
  language: "fr",
  expiresAt: later(instant(lyraStart), days(1)),
  returnUrl: "https://shop.example/back",
  now: instant(lyraStart),
} as const;

/** A card registered on Lyra's page; gives its alias. */
async function kept(opponent: LyraOpponent, card?: string): Promise<string> {
  const link = await cards?.createRegistration(page, lyraShop, opponent.http);
  if (!link?.ok) throw new Error(link?.reason);
  opponent.promise(link.url, card === undefined ? {} : { card });
  const found = await provider.lookUp(link.providerRef, lyraShop, opponent.http);
  const [fact] = found.ok ? found.facts : [];
  if (fact?.kind !== "card-saved") throw new Error("no card was kept");
  return fact.alias;
}

const charging = (alias: string, change: Partial<CardCharge> = {}): CardCharge => ({
  reference,
  idempotencyKey: `charge:${reference}`,
  amount: money(990, euro),
  alias,
  payer,
  description: "the rest",
  initiatedBy: "merchant",
  ...change,
});
const charge = ({ http }: LyraOpponent, request: CardCharge) => cards.charge(request, lyraShop, http);

describe("registering a card", () => {
  it("takes no money and tells the card, by look-up and by notification alike", async () => {
    const opponent = lyraOpponent();
    const link = await cards.createRegistration(page, lyraShop, opponent.http);
    if (!link.ok) throw new Error(link.reason);
    opponent.promise(link.url);
    await opponent.pass(2_000);
    const found = await provider.lookUp(link.providerRef, lyraShop, opponent.http);
    expect(found).toMatchObject({
      facts: [{ kind: "card-saved", reference: registration, lastFour: "0055", brand: "cb", email: payer.email }],
      final: true,
    });
    const told = opponent.posted().flatMap(({ body }) => provider.interpret(body, lyraShop));
    expect(told).toEqual(found.ok ? found.facts : []);
    expect(opponent.world.truth().captures).toEqual([]);
  });

  it("needs her e-mail address", async () => {
    const nameless = { ...page, payer: { reference: "person-1" } };
    expect(await cards.createRegistration(nameless, lyraShop, lyraOpponent().http)).toMatchObject({ retry: "never" });
  });
});

describe("charging a kept card", () => {
  it("on the merchant's initiative is paid at once, and captured later under the same name", async () => {
    const opponent = lyraOpponent();
    const alias = await kept(opponent);
    const made = await charge(opponent, charging(alias));
    const paid = { reference, amount: money(990, euro) };
    expect(made).toMatchObject({ ok: true, facts: [{ kind: "authorised", ...paid }], final: false });
    await opponent.pass(1_000);
    const providerRef = made.ok && "providerRef" in made ? made.providerRef : "";
    const found = await provider.lookUp(providerRef, lyraShop, opponent.http);
    expect(found).toMatchObject({ facts: [{ kind: "captured", ...paid }], final: true });
    expect(await provider.expireLink(providerRef, lyraShop, opponent.http)).toEqual(found);
    expect(await cards.lookUpCharge(reference, lyraShop, opponent.http)).toMatchObject(found);
  });

  it("is done once, however often it is asked and whatever became of the answer", async () => {
    const opponent = lyraOpponent();
    const alias = await kept(opponent);
    opponent.strike("lost-after", "changes");
    const doubt = await charge(opponent, charging(alias));
    expect(doubt).toMatchObject({ ok: false, retry: "unknown", afterMs: 60_000 });
    opponent.strike(undefined);
    const [one, two] = [await charge(opponent, charging(alias)), await charge(opponent, charging(alias))];
    expect(one).toMatchObject({ ok: true, facts: [{ kind: "authorised" }] });
    expect(two).toEqual(one);
    expect(opponent.world.truth().payments).toHaveLength(1);
  });

  it("that never arrived leaves no facts, and is not thought over", async () => {
    const opponent = lyraOpponent();
    expect(await cards.lookUpCharge(reference, lyraShop, opponent.http)).toEqual({ ok: true, facts: [], final: false });
  });

  it("that her bank refuses is over, and is not tried under the same name again", async () => {
    const opponent = lyraOpponent();
    const alias = await kept(opponent, "4970101000001002");
    const refused = await charge(opponent, charging(alias));
    expect(refused).toMatchObject({
      facts: [{ kind: "attempt-failed", reason: "ACQ_001 61: payment refused" }],
      final: true,
    });
    expect(await charge(opponent, charging(alias))).toEqual(refused);
    expect(opponent.called().filter((service) => service === "Charge/CreatePayment")).toHaveLength(1);
  });

  it("on her own initiative asks for her", async () => {
    const opponent = lyraOpponent();
    const alias = await kept(opponent);
    const asked = await charge(opponent, charging(alias, { initiatedBy: "customer" }));
    expect(asked).toMatchObject({ ok: true, needsCustomer: true });
    expect(opponent.world.truth().payments).toEqual([]);
  });

  it.each([
    ["her bank wants her to confirm", { errorCode: "ACQ_001", detailedErrorCode: "1A" }],
    ["3-D Secure failed for want of her", { errorCode: "AUTH_149", detailedErrorCode: null }],
  ])("asks for her when %s", async (_, error) => {
    const refused = { uuid: "a1", amount: 990, currency: "EUR", operationType: "DEBIT", status: "UNPAID", ...error };
    const payment = { shopId: lyraShop.shopId, transactions: [{ ...refused, detailedStatus: "REFUSED" }] };
    expect(await cards.charge(charging("a".repeat(32)), lyraShop, scripted(payment))).toMatchObject({
      needsCustomer: true,
    });
  });

  it("tells nothing of the card, which is known", async () => {
    const card = { pan: "497010XXXXXX0055", expiryMonth: 8, expiryYear: 2029, effectiveBrand: "CB" };
    const paid = {
      uuid: "a1",
      amount: 990,
      currency: "EUR",
      operationType: "DEBIT",
      paymentMethodToken: "a".repeat(32),
    };
    const transaction = { ...paid, detailedStatus: "AUTHORISED", transactionDetails: { cardDetails: card } };
    const answer = { shopId: lyraShop.shopId, transactions: [transaction] };
    const made = await cards.charge(charging("a".repeat(32)), lyraShop, scripted(answer));
    expect(made.ok && "facts" in made ? made.facts.map(({ kind }) => kind) : []).toEqual(["authorised"]);
  });

  it("never says an alias, nor charges one that is gone", async () => {
    const opponent = lyraOpponent();
    const alias = await kept(opponent);
    expect(await cards.forget(alias, lyraShop, opponent.http)).toEqual({ ok: true });
    const gone = { ok: false, retry: "never", reason: "alias" };
    expect(await charge(opponent, charging(alias))).toEqual(gone);
    expect(await charge(opponent, charging("f".repeat(32)))).toEqual(gone);
    expect(await charge(opponent, charging("not an alias"))).toEqual(gone);
    expect(opponent.called()).not.toContain("Charge/CreatePayment");
    for (const code of ["PSP_030", "PSP_031", "PSP_561", "PSP_607"])
      expect(await cards.charge(charging(alias), lyraShop, scripted({ errorCode: code }, "ERROR"))).toEqual(gone);
  });

  it("sends the amount in Lyra's unit, our reference and no page", async () => {
    const requests: HttpRequest[] = [];
    const listening: Http = async (request) => {
      requests.push(request);
      return scripted({ formToken: "f1" })(request);
    };
    const amount = money(7_500_000, currency("IDR"));
    await cards.charge(charging("a".repeat(32), { amount }), lyraShop, listening);
    expect(JSON.parse(String(requests.at(-1)?.body))).toEqual({
      amount: 75_000,
      currency: "IDR",
      orderId: "0192f0c17a007c3e9b1a4d2f6a1e0042",
      paymentMethodToken: "a".repeat(32),
      customer: payer,
      transactionOptions: { cardOptions: { manualValidation: "NO" } },
      formAction: "SILENT",
    });
  });
});

describe("forgetting a card", () => {
  it("succeeds again, and for a card that nobody knows", async () => {
    const opponent = lyraOpponent();
    const alias = await kept(opponent);
    for (let n = 0; n < 2; n++) expect(await cards.forget(alias, lyraShop, opponent.http)).toEqual({ ok: true });
    expect(await cards.forget("f".repeat(32), lyraShop, opponent.http)).toEqual({ ok: true });
  });

  it("is tried again when Lyra did not do it, and never says the alias", async () => {
    const alias = "a".repeat(32);
    const undone = await cards.forget(alias, lyraShop, scripted({ responseCode: 99 }));
    expect(undone).toMatchObject({ ok: false, retry: "later" });
    expect(await cards.forget(alias, lyraShop, scripted({ responseCode: 30 }))).toEqual({ ok: true });
    const refused = await cards.forget(
      alias,
      lyraShop,
      scripted({ errorCode: "PSP_999", errorMessage: alias }, "ERROR"),
    );
    expect(JSON.stringify(refused)).not.toContain(alias);
  });
});

/** A Lyra that knows the card, nothing of the order, and gives this answer to what is asked then. */
function scripted(answer: object, status: "SUCCESS" | "ERROR" = "SUCCESS"): Http {
  return async ({ url }) => {
    const said = (what: object, how: "SUCCESS" | "ERROR") => ({ status: how, mode: "TEST", answer: what });
    const body = url.endsWith("Order/Get")
      ? said({ errorCode: "PSP_010" }, "ERROR")
      : url.endsWith("Token/Get")
        ? said({ cancellationDate: null }, "SUCCESS")
        : said(answer, status);
    return { status: 200, headers: {}, body: new TextEncoder().encode(JSON.stringify(body)) };
  };
}
