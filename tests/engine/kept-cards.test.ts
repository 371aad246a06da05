import { beforeEach, describe, expect, it } from "vitest";
import type { CardCharged } from "#contracts/payment-provider";
import { currency } from "#domain/currency";
import { hours, minutes } from "#domain/instant";
import { money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import { checkBusiness } from "../../server/invariants/check.ts";
import { merchants } from "./paper-shop.ts";
import type { Answer, Sent } from "./paper-world.ts";
import { openShop } from "./rig.ts";

const { rose } = merchants;
const lea = "33612345678";
const alias = "tok_of_lea";
const to = (sent: readonly Sent[], phone: string): string =>
  sent
    .filter((one) => one.to.phone === phone)
    .map(({ message }) => `${String(message["kind"])}: ${String(message["body"] ?? "")}`)
    .join("\n");

let shop: Awaited<ReturnType<typeof openShop>>;
/** What the provider was asked, by address. */
let asked: { readonly url: string; readonly body: Record<string, unknown> }[];
const charges = () => asked.filter(({ url }) => url === "paper:charge");
const line = async (text: string) => {
  await shop.say(text, rose, "Rose");
  return shop.say(shop.tap(shop.buttonOf(rose, "yes")), rose, "Rose");
};
const answerCharges = (answer: (body: Record<string, unknown>) => unknown): void => {
  shop.outside((request, behave) => {
    const body = JSON.parse(String(request.body)) as Record<string, unknown>;
    asked.push({ url: request.url, body });
    return request.url === "paper:charge" ? shop.json(answer(body)) : (behave(request) as ReturnType<Answer>);
  });
};
const captured = ({ reference, amount }: Record<string, unknown>): CardCharged => {
  const fact = { reference, kind: "captured", captureId: `ch_${String(reference)}-1`, amount, at: 0 };
  return {
    ok: true,
    providerRef: `pi_${String(reference)}`,
    final: true,
    facts: [{ ...fact, factId: "c" } as PaymentFact],
  };
};
const saved = (reference: string): Extract<PaymentFact, { readonly kind: "card-saved" }> => ({
  factId: "card:1",
  reference,
  at: shop.ports.clock.now(),
  kind: "card-saved",
  alias,
  brand: "visa",
  lastFour: "4242",
  expires: { year: 2030, month: 4 },
});
const healthy = () => checkBusiness(shop.ports.store, shop.businessId, shop.ports.clock.now());

/** Léa paid by a link that keeps her card. */
beforeEach(async () => {
  asked = [];
  shop = await openShop();
  answerCharges(captured);
  await shop.say("bonjour", lea);
  const sent = await line("10 EUR lea REGISTER lea@example.com");
  expect(to(sent, lea)).toContain("garde votre carte");
  const [payment] = await shop.rows("payment");
  await shop.pay(payment?.payment_id ?? "", 1_000);
  const told = await shop.facts(saved(payment?.payment_id ?? ""));
  expect(to(told, rose)).toContain("visa •••• 4242");
  expect(to(told, lea)).toContain("oubliez ma carte");
});

describe("a kept card", () => {
  it("is charged by a line with her name, once she is shown and confirmed, with consent on record", async () => {
    const [echo] = await shop.say("20 EUR lea", rose, "Rose");
    expect(String(echo?.message["body"])).toMatch(/20,00.*visa •••• 4242/);
    expect(charges()).toEqual([]);
    const sent = await shop.say(shop.tap(shop.buttonOf(rose, "yes")), rose, "Rose");
    expect(charges()).toMatchObject([
      { body: { alias, amount: money(2_000, currency("EUR")), initiatedBy: "merchant" } },
    ]);
    expect(to(sent, lea)).toMatch(/20,00[\s\S]*document/);
    expect(to(sent, rose)).toContain("La commande 2 est payée");
    expect(await shop.rows("kept_card")).toMatchObject([{ consent: { given: "told-before-paying" } }]);
    expect(await healthy()).toEqual([]);
  });

  it("is one card however often it is told, with its newest dates; its alias lies in no fact", async () => {
    const [payment] = await shop.rows("payment");
    const again = { ...saved(payment?.payment_id ?? ""), factId: "card:2", expires: { year: 2031, month: 1 } };
    await shop.facts(again);
    expect(await shop.rows("kept_card")).toMatchObject([{ state: "live", expires_year: 2031, last_four: "4242" }]);
    expect(JSON.stringify(await shop.rows("payment_fact"))).not.toContain(alias);
  });

  it("is not kept when nobody asked to keep one", async () => {
    await shop.say("coffret", "33699999999");
    await shop.say(shop.tap("so:pay"), "33699999999");
    const payment = (await shop.rows("payment")).find(({ state }) => state === "open");
    await shop.facts({ ...saved(payment?.payment_id ?? ""), factId: "card:3", alias: "tok_other" });
    expect(await shop.rows("kept_card")).toHaveLength(1);
  });

  it("turns into a link under the same payment when her bank wants her", async () => {
    answerCharges(() => ({ ok: true, needsCustomer: true, reason: "authentication_required" }));
    const sent = await line("20 EUR lea");
    expect(to(sent, lea)).toMatch(/^link: /m);
    expect(to(sent, rose)).toContain("banque");
    const payments = await shop.rows("payment");
    expect(payments.map(({ card_id, state }) => [card_id, state])).toEqual([
      [null, "captured"],
      [null, "open"],
    ]);
    await shop.pay(payments[1]?.payment_id ?? "", 2_000);
    expect(await healthy()).toEqual([]);
  });

  it("turns into a link when it is declined, without telling her of a failure of hers", async () => {
    answerCharges(({ reference }) => ({
      ok: true,
      providerRef: "pi_declined",
      final: true,
      facts: [{ factId: "d", reference, at: 0, kind: "attempt-failed", reason: "insufficient_funds" }],
    }));
    const sent = await line("20 EUR lea");
    expect(to(sent, lea)).toMatch(/^link: /m);
    expect(to(sent, lea)).not.toContain("n’a pas abouti");
  });

  it("is dead once the provider does not know it any more", async () => {
    answerCharges(() => ({ ok: false, retry: "never", reason: "alias" }));
    expect(to(await line("20 EUR lea"), lea)).toMatch(/^link: /m);
    expect(await shop.rows("kept_card")).toMatchObject([{ state: "dead" }]);
    const [echo] = await shop.say("5 EUR lea", rose, "Rose");
    expect(String(echo?.message["body"])).not.toContain("4242");
  });

  it("is looked for before it is charged again when an answer was lost", async () => {
    // The provider takes the money, and its answer never arrives.
    let taken: readonly PaymentFact[] = [];
    shop.outside((request, behave) => {
      const body = JSON.parse(String(request.body)) as Record<string, unknown>;
      asked.push({ url: request.url, body });
      if (request.url === "paper:look-charge") return shop.json({ ok: true, facts: taken, final: false });
      if (request.url !== "paper:charge") return behave(request);
      const done = captured(body);
      taken = "facts" in done ? done.facts : [];
      return shop.json({ ok: false, retry: "unknown", reason: "time-out" });
    });
    const sent = [...(await line("20 EUR lea")), ...(await shop.pass(minutes(2)))];
    expect(charges()).toHaveLength(1);
    expect(to(sent, rose)).toContain("La commande 2 est payée");
    expect(await healthy()).toEqual([]);
  });

  describe("whose charge nobody answers for", () => {
    /** What the provider shows of it, once it can be asked. */
    let shown: unknown;
    beforeEach(() => {
      shown = { ok: false, retry: "unknown", reason: "time-out" };
      shop.outside((request, behave) => {
        const body = JSON.parse(String(request.body)) as Record<string, unknown>;
        asked.push({ url: request.url, body });
        if (request.url === "paper:look-charge") return shop.json(shown);
        if (request.url === "paper:charge") return shop.json({ ok: false, retry: "unknown", reason: "time-out" });
        return behave(request);
      });
    });
    const standing = async () => (await shop.rows("payment")).find(({ amount_minor }) => amount_minor === 2_000);

    it("is settled by a look-up long after the last try; the merchant is warned, the customer left in peace", async () => {
      const sent = [...(await line("20 EUR lea")), ...(await shop.pass(hours(1)))];
      expect(to(sent, rose)).toMatch(/Commande 2 : le service de paiement n’a pas dit/);
      expect(to(sent, lea)).toBe("");
      const tries = charges().length;
      const payment = await standing();
      const done = captured({ reference: payment?.payment_id, amount: money(2_000, currency("EUR")) });
      shown = { ...done, providerRef: "pi_found" };
      const later = await shop.pass(hours(2));
      expect(to(later, rose)).toContain("La commande 2 est payée");
      expect(charges()).toHaveLength(tries);
      expect(await standing()).toMatchObject({ state: "captured", provider_ref: "pi_found" });
      expect(await healthy()).toEqual([]);
    });

    it("is not charged again by the same order while that is open, and ends when none was made", async () => {
      await line("20 EUR lea");
      await shop.pass(hours(1));
      shown = { ok: true, facts: [], final: false };
      await shop.pass(hours(20));
      await shop.say("AUJOURD'HUI", rose, "Rose");
      const sent = await shop.pass(hours(10));
      expect(to(sent, rose)).toContain("n’a pas été débitée");
      expect(await standing()).toMatchObject({ state: "expired", final: true });
      expect(await healthy()).toEqual([]);
    });
  });

  it("is forgotten when she says so, here at once and at the provider", async () => {
    const sent = await shop.say("Oubliez ma carte svp", lea);
    expect(to(sent, lea)).toContain("oubliée");
    expect(await shop.rows("kept_card")).toMatchObject([{ state: "revoked", alias: "" }]);
    expect(asked.filter(({ url }) => url === "paper:forget")).toMatchObject([{ body: { alias } }]);
    expect(to(await line("20 EUR lea"), lea)).toMatch(/^link: /m);
    expect(charges()).toEqual([]);
    expect(to(await shop.say("oubliez ma carte", lea), lea)).toContain("Aucune carte");
  });

  it("is not charged when she forgets it between the merchant's line and her tap", async () => {
    await shop.say("20 EUR lea", rose, "Rose");
    await shop.say("oubliez ma carte", lea);
    const sent = await shop.say(shop.tap(shop.buttonOf(rose, "yes")), rose, "Rose");
    expect(charges()).toEqual([]);
    expect(to(sent, lea)).toMatch(/^link: /m);
  });

  it("is never another person's, whoever brings its alias", async () => {
    await shop.say("bonjour", "33677777777", "Zoé");
    await line("10 EUR zoe ASK zoe@example.com");
    const payment = (await shop.rows("payment")).find(({ state }) => state === "open");
    await shop.facts({ ...saved(payment?.payment_id ?? ""), factId: "card:2" });
    const [card, ...others] = await shop.rows("kept_card");
    const people = await shop.rows("person");
    expect(others).toEqual([]);
    expect(people.find(({ person_id }) => person_id === card?.person_id)?.name).toBe("Léa");
  });
});
