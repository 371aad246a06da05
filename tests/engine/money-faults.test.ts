import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { days, hours, minutes } from "#domain/instant";
import { money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import { actOnOrder } from "#engine/operate";
import { checkBusiness } from "../../server/invariants/check.ts";
import { merchants } from "./paper-shop.ts";
import { openShop } from "./rig.ts";

/** What can go wrong with money, each by its name in the project's fault matrix; after each the books must hold. */
const eur = currency("EUR");
const asked = 1_200;

let shop: Awaited<ReturnType<typeof openShop>>;
let paymentId: string;
let orderId: string;

const payments = () => shop.rows("payment");
const order = async () => (await shop.rows("order")).find(({ order_id }) => order_id === orderId);
const refunds = async () =>
  (await shop.rows("refund")).map(({ amount_minor, reason, state }) => `${reason} ${amount_minor} ${state}`);
const notices = async () => (await shop.rows("notice")).map(({ about }) => about);
const act = async (what: Parameters<typeof actOnOrder>[4]) =>
  actOnOrder(shop.ports, await shop.shopNow(), "rose", orderId, what);
const about = (captureId: string, minor = asked) => ({
  reference: paymentId,
  at: shop.ports.clock.now(),
  captureId,
  amount: money(minor, eur),
});
const first = (): string => `ch_${paymentId}-1`;
const captured = (captureId = first(), minor = asked): PaymentFact => ({
  ...about(captureId, minor),
  kind: "captured",
  factId: `${captureId}:captured`,
});
const refundTold = (state: "pending" | "done" | "failed", refund: { refund_id: string }): PaymentFact => ({
  ...about(first()),
  kind: "refund-changed",
  factId: `re_${refund.refund_id}:${state}`,
  refundRef: `re_${refund.refund_id}`,
  refundId: refund.refund_id,
  state,
});

beforeEach(async () => {
  shop = await openShop();
  await shop.say("coffret");
  await shop.say(shop.tap("so:pay"));
  const [payment] = await payments();
  paymentId = payment?.payment_id ?? "";
  orderId = payment?.order_id ?? "";
});

/** Whatever happened: every invariant, and a ledger that sums to what the captures and refunds say. */
const booksHold = async (): Promise<void> => {
  expect(await checkBusiness(shop.ports.store, shop.businessId, shop.ports.clock.now())).toEqual([]);
};

describe("the fault matrix of money", () => {
  it("M01: the webhook comes before the answer that makes the link; the link is stored later and undoes nothing", async () => {
    const other = await openShop();
    let early: Promise<unknown> = Promise.resolve();
    other.outside((request, behave) => {
      const { reference } = JSON.parse(String(request.body)) as { reference: string };
      const answer = behave(request);
      if (request.url !== "paper:link") return answer;
      const fact = { ...captured(`ch_${reference}-1`), reference };
      early = other.post("paper-rail", "card", [fact]);
      return early.then(() => answer) as Promise<Awaited<typeof answer>>;
    });
    await other.say("coffret");
    await other.say(other.tap("so:pay"));
    await early;
    expect((await other.rows("payment"))[0]).toMatchObject({
      state: "captured",
      provider_ref: expect.any(String) as string,
    });
    expect((await other.rows("order"))[0]).toMatchObject({ state: "paid", paid_minor: asked });
    expect(await checkBusiness(other.ports.store, other.businessId, other.ports.clock.now())).toEqual([]);
  });

  it("M02: the webhook never comes; a look-up finds the money within 15 minutes of its capture", async () => {
    await shop.pass(hours(2));
    shop.looks.push(captured());
    for (let n = 0; n < 3; n++) await shop.pass(minutes(5));
    expect(await order()).toMatchObject({ state: "paid", paid_minor: asked });
    await booksHold();
  });

  it.each([
    ["less", 1_199, "EUR"],
    ["more", 1_201, "EUR"],
    ["another currency", 1_200, "USD"],
  ] as const)("M03: %s arrives than was asked; all of it goes back and a person is told", async (_, minor, code) => {
    await shop.facts({ ...captured(), amount: money(minor, currency(code)) } as PaymentFact);
    expect(await order()).toMatchObject({ state: "placed", paid_minor: 0 });
    expect(await refunds()).toEqual([`wrong-amount ${minor} done`]);
    expect(await notices()).toContain("wrong-amount");
    await booksHold();
  });

  it("M04: thrice by webhook, by her return and by a look-up at once; it counts once", async () => {
    shop.looks.push(captured());
    await shop.during(async () => {
      await Promise.all([1, 2, 3].map(() => shop.post("paper-rail", "card", [captured()])));
    });
    await shop.pass(minutes(2));
    expect(await shop.rows("capture")).toHaveLength(1);
    expect(await order()).toMatchObject({ paid_minor: asked });
    expect(await refunds()).toEqual([]);
    await booksHold();
  });

  it("M05: the capture is heard of after its refund; the order ends refunded, never merely paid", async () => {
    await shop.facts({
      ...about(first()),
      kind: "refund-changed",
      factId: "re:done",
      refundRef: "re_office",
      state: "done",
    });
    await shop.facts(captured());
    expect(await order()).toMatchObject({ refunded_minor: asked });
    await booksHold();
  });

  it("M06: she pays twice; the second goes back and she is told of it once", async () => {
    await shop.facts(captured());
    const second = captured(`ch_${paymentId}-2`);
    const told = await shop.facts(second);
    expect(told.map(({ message }) => String(message["body"])).join()).toContain("12,00");
    expect(await shop.facts(second)).toEqual([]);
    expect(await refunds()).toEqual([`surplus ${asked} done`]);
    expect(await order()).toMatchObject({ state: "paid", paid_minor: asked, refunded_minor: 0 });
    await booksHold();
  });

  it("M07: an expired link is paid; the money goes back and the order stays unpaid", async () => {
    await shop.facts({ kind: "link-expired", factId: "x", reference: paymentId, at: shop.ports.clock.now() });
    await shop.facts(captured());
    expect(await order()).toMatchObject({ state: "placed", paid_minor: 0 });
    expect(await refunds()).toEqual([`surplus ${asked} done`]);
    await booksHold();
  });

  it("M08: what she pays for was sold meanwhile; the money goes back and she is told", async () => {
    const buy = async (who: string) => {
      await shop.say("carte", who);
      await shop.say(shop.tap("so:pay"), who);
      return (await payments()).at(-1);
    };
    const [one, two] = [await buy("33600000011"), await buy("33600000012")];
    await shop.pay(one?.payment_id ?? "", one?.amount_minor ?? 0);
    const told = await shop.pay(two?.payment_id ?? "", two?.amount_minor ?? 0);
    expect(told.length).toBeGreaterThan(0);
    expect(await refunds()).toEqual([`out-of-stock ${two?.amount_minor} done`]);
    expect((await shop.rows("product")).every(({ stock }) => stock === null || stock >= 0)).toBe(true);
    await booksHold();
  });

  it("M09: two people refund at once, and parts that would sum to more; never more than came goes back", async () => {
    await shop.facts(captured());
    const answers = await Promise.all([700, 700, 700].map((amountMinor) => act({ act: "refund", amountMinor })));
    await shop.pass(0);
    expect(answers.filter((answer) => answer !== undefined && "refused" in answer)).toHaveLength(2);
    expect(await order()).toMatchObject({ refunded_minor: 700 });
    expect(await act({ act: "refund", amountMinor: 501 })).toMatchObject({ refused: "too-much" });
    await booksHold();
  });

  it.each(["done", "failed"] as const)(
    "M10: a refund's answer is lost and its end, %s, is told days later",
    async (end) => {
      await shop.facts(captured());
      shop.outside((request, behave) => {
        if (request.url !== "paper:refund") return behave(request);
        const body = JSON.parse(String(request.body)) as { refundId: string };
        return shop.json([refundTold("pending", { refund_id: body.refundId })]);
      });
      await act({ act: "refund" });
      await shop.pass(minutes(1));
      const [refund] = await shop.rows("refund");
      expect(refund?.state).toBe("pending");
      await shop.pass(days(4));
      if (refund) await shop.facts(refundTold(end, refund));
      expect((await shop.rows("refund"))[0]?.state).toBe(end);
      expect(await order()).toMatchObject({ refunded_minor: end === "done" ? asked : 0 });
      await booksHold();
    },
  );

  it("M11: a dispute after the parcel has left; it is booked, and no refund doubles the loss", async () => {
    await shop.facts(captured());
    await act({ act: "ship", tracking: "COLIS-1" });
    await shop.facts({
      ...about(first()),
      kind: "dispute-changed",
      factId: "dp:opened",
      disputeId: "dp_1",
      state: "opened",
    });
    expect(await act({ act: "refund" })).toHaveProperty("refused");
    await shop.facts({
      ...about(first()),
      kind: "dispute-changed",
      factId: "dp:lost",
      disputeId: "dp_1",
      state: "lost",
    });
    expect(await refunds()).toEqual([]);
    await booksHold();
  });

  it("M12: a kept card that is gone, or another's, is never charged: a link goes out instead", async () => {
    const charges: string[] = [];
    shop.outside((request, behave) => {
      if (request.url === "paper:charge") charges.push(String(request.body));
      return behave(request);
    });
    const saved: PaymentFact = {
      factId: "card:1",
      reference: paymentId,
      at: shop.ports.clock.now(),
      kind: "card-saved",
      alias: "tok_hers",
      brand: "visa",
      lastFour: "4242",
      expires: { year: 2020, month: 1 },
    };
    await shop.facts(saved);
    await shop.say("20 EUR lea", merchants.rose, "Rose");
    const sent = await shop.say(shop.tap(shop.buttonOf(merchants.rose, "yes")), merchants.rose, "Rose");
    expect(sent.some(({ message }) => message["kind"] === "link")).toBe(true);
    expect(charges).toEqual([]);
    await booksHold();
  });

  it("M13: REGISTER from a stranger's number means nothing; repeated by a merchant it is one link", async () => {
    const before = (await payments()).length;
    await shop.say("10 EUR lea REGISTER lea@example.com", "33699999998", "Zoé");
    expect(await payments()).toHaveLength(before);
    await shop.say("10 EUR lea REGISTER lea@example.com", merchants.rose, "Rose");
    const yes = shop.tap(shop.buttonOf(merchants.rose, "yes"));
    for (let n = 0; n < 3; n++) await shop.say(yes, merchants.rose, "Rose");
    expect(await payments()).toHaveLength(before + 1);
    await booksHold();
  });

  it("M14: whatever fee the provider keeps, the ledger's entries sum to zero and to what came", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: asked }), async (fee) => {
        shop = await openShop();
        await shop.say("coffret");
        await shop.say(shop.tap("so:pay"));
        paymentId = (await payments())[0]?.payment_id ?? "";
        await shop.facts({ ...captured(), fee: money(fee, eur) } as PaymentFact);
        const rows = await shop.rows("journal");
        const sum = (account: RegExp): number =>
          rows.reduce(
            (total, { debit, credit, amount_minor }) =>
              total + (account.test(debit) ? amount_minor : 0) - (account.test(credit) ? amount_minor : 0),
            0,
          );
        expect(sum(/./)).toBe(0);
        expect(sum(/:clearing/)).toBe(asked - fee);
        await booksHold();
      }),
      { numRuns: 25 },
    );
  });
});
