import { describe, expect, it } from "vitest";
import { minutes, seconds } from "#domain/instant";
import { switchRail } from "#engine/other-way";
import { checkBusiness } from "#invariants/check";
import { merchants } from "./paper-shop.ts";
import { openTwoRails } from "./two-rails.ts";

const { rose } = merchants;
const customer = "33612345678";

describe("a rail that is down", () => {
  it("gives way to the next: she is told, gets that link, and pays it", async () => {
    const shop = await openTwoRails();
    shop.break("card");
    const sent = await shop.order();
    expect(await shop.states()).toEqual(["card void", "bank open"]);
    expect(shop.said(sent)).toContain("Virement");
    const [, second] = await shop.payments();
    expect(sent.at(-1)?.message).toMatchObject({ kind: "link", url: `https://pay.example/${second?.payment_id}` });
    await shop.pay(second?.payment_id ?? "", 1_200, 1, "bank");
    expect((await shop.rows("order"))[0]).toMatchObject({ state: "paid", paid_minor: 1_200 });
    expect((await shop.rows("notice")).map(({ about }) => about)).toContain("other-rail");
    expect(await checkBusiness(shop.ports.store, shop.businessId, shop.ports.clock.now())).toEqual([]);
  });

  it("is left in peace after three failures, and taken again once it answers", async () => {
    const shop = await openTwoRails({ routing: { rules: [{ when: {}, prefer: ["card"] }] } });
    shop.break("card");
    const askedBy = async (phone: string) => {
      shop.calls.length = 0;
      await shop.order(phone);
      return shop.calls;
    };
    expect(await askedBy("33612345678")).toEqual(["link card", "link card", "link bank"]);
    // Preferred, it is asked once more though it failed: the third failure in a row opens its circuit.
    expect(await askedBy("33612345679")).toEqual(["link card", "link card", "link bank"]);
    expect(await askedBy("33612345670")).toEqual(["link bank"]);
    shop.mend("card");
    shop.later(minutes(6));
    expect(await askedBy("33612345671")).toEqual(["link card"]);
    expect((await shop.rows("rail_health")).map(({ failures }) => failures)).toEqual([0]);
  });

  it("comes after its equals while it failed lately, until that is forgotten", async () => {
    const shop = await openTwoRails();
    shop.break("card");
    await shop.order("33612345678");
    shop.mend("card");
    shop.calls.length = 0;
    await shop.order("33612345679");
    shop.later(minutes(31));
    await shop.order("33612345670");
    expect(shop.calls).toEqual(["link bank", "link card"]);
  });

  it("is tried on for as long as there is no other, and then a person has the thread", async () => {
    const shop = await openTwoRails();
    shop.break("card");
    shop.break("bank");
    await shop.order();
    expect(await shop.states()).toEqual(["card void", "bank requested"]);
    for (let n = 0; n < 9; n++) await shop.pass(minutes(10));
    expect(await shop.states()).toEqual(["card void", "bank expired"]);
    expect((await shop.rows("thread")).find(({ owner }) => owner === "human")).toBeDefined();
  });

  it("is said to the merchant and to the customer of a sale by text", async () => {
    const shop = await openTwoRails();
    await shop.say("bonjour");
    shop.break("card");
    await shop.say("12 EUR lea", rose, "Rose");
    const sent = await shop.say(shop.tap(shop.buttonOf(rose, "yes")), rose, "Rose");
    const to = (phone: string) => shop.said(sent.filter((one) => one.to.phone === phone));
    expect(to(rose)).toContain("Virement");
    expect(to(customer)).toContain("Virement");
    expect(await shop.states()).toEqual(["card void", "bank open"]);
    const [choice] = (await shop.rows("rail_choice")).filter(({ verdicts }) => verdicts[0]?.id === "bank");
    expect(choice?.asked_by).toBe(rose);
    expect(choice?.verdicts).toEqual([
      { id: "bank", verdict: "taken", reasons: [{ why: "in-order" }] },
      { id: "card", verdict: "cannot", reasons: [{ why: "tried" }] },
    ]);
  });
});

describe("a customer whose card is declined", () => {
  async function declinedThrice() {
    const shop = await openTwoRails();
    await shop.order();
    const [first] = await shop.payments();
    const id = first?.payment_id ?? "";
    for (const n of [1, 2]) expect(shop.said(await shop.decline(id, n))).not.toContain("Virement");
    const offered = await shop.decline(id, 3);
    return { shop, id, offered };
  }

  it("is offered another way after the third time, and has one payable link after the tap", async () => {
    const { shop, id, offered } = await declinedThrice();
    expect(shop.said(offered)).toContain("Virement");
    const button = shop.buttonOf(customer, "other-way");
    const sent = await shop.say(shop.tap(button));
    expect(await shop.states()).toEqual(["card void", "bank open"]);
    expect(sent.at(-1)?.message).toMatchObject({ kind: "link" });
    // The old link was closed at its provider before the new one was asked for.
    expect(shop.calls).toEqual(["link card", "expire", "link bank"]);
    // The same button once more gives the same link, and no third payment.
    const again = await shop.say(shop.tap(button));
    expect(again.at(-1)?.message).toMatchObject({ kind: "link", url: sent.at(-1)?.message["url"] });
    expect(await shop.payments()).toHaveLength(2);
    // Money that comes late on the old link goes back; the new one is still to be paid.
    await shop.pay(id, 1_200);
    expect((await shop.rows("refund")).map(({ amount_minor, reason }) => [amount_minor, reason])).toEqual([
      [1_200, "surplus"],
    ]);
    expect((await shop.rows("order"))[0]?.state).toBe("placed");
    const [, second] = await shop.payments();
    await shop.pay(second?.payment_id ?? "", 1_200, 1, "bank");
    expect((await shop.rows("order"))[0]).toMatchObject({ state: "paid", paid_minor: 1_200 });
    expect(await checkBusiness(shop.ports.store, shop.businessId, shop.ports.clock.now())).toEqual([]);
  });

  it("is given a person where every way was offered, and told nothing is owed where she has paid", async () => {
    const { shop } = await declinedThrice();
    await shop.say(shop.tap(shop.buttonOf(customer, "other-way")));
    const [, second] = await shop.payments();
    const id = second?.payment_id ?? "";
    // Nothing is left to offer: three more declines show no button.
    for (const n of [1, 2, 3]) expect(shop.said(await shop.decline(id, n))).not.toContain("autrement, par");
    const order = (await shop.rows("order"))[0]?.order_id ?? "";
    await shop.say(shop.tap(`so:other-way:bank:${order}`));
    expect((await shop.rows("thread")).find(({ owner }) => owner === "human")).toBeDefined();
    expect(await shop.states()).toEqual(["card void", "bank open"]);
    const other = await openTwoRails();
    await other.order();
    const [paid] = await other.payments();
    await other.pay(paid?.payment_id ?? "", 1_200);
    const paidOrder = (await other.rows("order"))[0]?.order_id ?? "";
    expect(other.said(await other.say(other.tap(`so:other-way:card:${paidOrder}`)))).toContain("déjà payée");
    expect(await other.payments()).toHaveLength(1);
  });

  it("cannot reach into the order of somebody else", async () => {
    const { shop } = await declinedThrice();
    const order = (await shop.rows("order"))[0]?.order_id ?? "";
    await shop.say("bonjour", "33698765432", "Mia");
    await shop.say(shop.tap(`so:other-way:card:${order}`), "33698765432", "Mia");
    expect(await shop.states()).toEqual(["card open"]);
  });

  it("gets the next link also while the old one cannot be closed at its provider", async () => {
    const { shop } = await declinedThrice();
    shop.outside((request, behave) => (request.url === "paper:expire" ? shop.json({}, 503) : behave(request)));
    await shop.say(shop.tap(shop.buttonOf(customer, "other-way")));
    expect(await shop.states()).toEqual(["card void", "bank requested"]);
    await shop.pass(seconds(6));
    expect(await shop.states()).toEqual(["card void", "bank open"]);
  });
});

describe("another rail chosen on the page", () => {
  it("voids the link she leaves, comes back by a new revision, and bounds how often minds are changed", async () => {
    const shop = await openTwoRails();
    await shop.order();
    const here = await shop.shopNow();
    const [first] = await shop.payments();
    let at = first?.payment_id ?? "";
    const go = async (rail: string) => {
      const { paymentId, outcome } = await switchRail(shop.ports, here, at, rail);
      at = paymentId;
      await shop.settle();
      return outcome;
    };
    expect(await go("bank")).toBe("switched");
    expect(await go("card")).toBe("switched");
    expect(await shop.states()).toEqual(["card void", "bank void", "card open"]);
    expect((await shop.payments()).map(({ revision }) => revision)).toEqual([1, 1, 2]);
    expect(await go("nothing")).toBe("stays");
    const outcomes: string[] = [];
    for (let n = 0; n < 30; n++) outcomes.push(await go(n % 2 === 0 ? "bank" : "card"));
    expect(outcomes.filter((one) => one === "switched").length).toBeLessThan(30);
    expect((await shop.payments()).length).toBe(20);
    expect((await shop.states()).filter((state) => state.endsWith("open"))).toHaveLength(1);
  });

  it("leaves everything where it is when the rail's limit forbids it", async () => {
    const shop = await openTwoRails({ limits: { perDay: { sum: 1_500 }, perRail: { bank: { perPayment: 1_000 } } } });
    await shop.order();
    const [first] = await shop.payments();
    const id = first?.payment_id ?? "";
    expect(await switchRail(shop.ports, await shop.shopNow(), id, "bank")).toEqual({ paymentId: id, outcome: "stays" });
    await shop.settle();
    expect(await shop.states()).toEqual(["card open"]);
    expect((await shop.rows("counter")).find(({ name }) => name.startsWith("limit:day"))?.value).toBe(1_200);
  });
});
