import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { days, hours } from "#domain/instant";
import { money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import { runNightly } from "#engine/nightly-run";
import { reconcilePayments } from "#engine/reconcile-payments";
import { checkBusiness } from "../../server/invariants/check.ts";
import { openShop } from "./rig.ts";

const eur = currency("EUR");

/** A shop where `count` customers were each asked for 12.00. */
async function asked(count: number) {
  const shop = await openShop();
  const { ports } = shop;
  for (let n = 0; n < count; n++) {
    const phone = `336123456${String(n).padStart(2, "0")}`;
    await shop.say("coffret", phone, `Customer ${n}`);
    await shop.say(shop.tap("so:pay"), phone, `Customer ${n}`);
  }
  const payments = await shop.rows("payment");
  /** What the provider has on record of each payment; nobody ever sends a webhook. */
  const truth = new Map<string, PaymentFact>();
  shop.outside((request, behave) => {
    if (request.url !== "paper:look") return behave(request);
    const { providerRef } = JSON.parse(String(request.body)) as { providerRef: string };
    const fact = truth.get(providerRef.replace("cs_", ""));
    return shop.json(fact ? [fact] : []);
  });
  const paidAt = (paymentId: string): void => {
    truth.set(paymentId, {
      factId: `ch_${paymentId}:captured`,
      reference: paymentId,
      kind: "captured",
      captureId: `ch_${paymentId}-1`,
      amount: money(1_200, eur),
      at: ports.clock.now(),
    });
  };
  const night = async (): Promise<number> => {
    let looked = 0;
    for (let slice = await runNightly(ports, await shop.shopNow()); slice > 0; ) {
      looked += slice;
      slice = await runNightly(ports, await shop.shopNow());
    }
    await shop.settle();
    return looked;
  };
  return { shop, payments, paidAt, night };
}

describe("the nightly comparison", () => {
  it("looks every payment up again, the final ones too, once a night, slice by slice", async () => {
    const { shop, payments, paidAt, night } = await asked(25);
    // It is 10:00 in Paris: last night's run is due still, and finds what was paid meanwhile.
    const [first, second] = payments;
    paidAt(first?.payment_id ?? "");
    await shop.ports.store.tx(shop.businessId, (tx) =>
      tx.update("payment", [{ payment_id: second?.payment_id ?? "", final: true }]),
    );
    expect(await night()).toBe(25);
    expect(await night()).toBe(0);
    expect(await shop.rows("reconciliation_run")).toMatchObject([
      { day: "2026-11-24", looked: 25, recovered: 1, unanswered: 0, odd: 0 },
    ]);
    expect((await shop.rows("reconciliation_run"))[0]?.finished_at).not.toBeNull();
    expect((await shop.rows("order")).filter(({ state }) => state === "paid")).toHaveLength(1);
  });

  it("begins at three in the shop's own night, and not before", async () => {
    const { shop, night } = await asked(1);
    await night();
    // 24 November, 10:00 in Paris, to 02:59 of the next day.
    shop.later(hours(16) + 59 * 60_000);
    expect(await night()).toBe(0);
    shop.later(60_000);
    expect(await night()).toBe(1);
    expect((await shop.rows("reconciliation_run")).map(({ day }) => day)).toEqual(["2026-11-24", "2026-11-25"]);
  });

  it("counts what was not answered, and asks again the next night", async () => {
    const { shop, night } = await asked(2);
    shop.outside(() => ({ status: 500, headers: {}, body: new Uint8Array() }));
    expect(await night()).toBe(2);
    expect(await shop.rows("reconciliation_run")).toMatchObject([{ looked: 2, unanswered: 2, recovered: 0 }]);
    shop.outside((request, behave) => (request.url === "paper:look" ? shop.json([]) : behave(request)));
    shop.later(days(1));
    expect(await night()).toBe(2);
    expect((await shop.rows("reconciliation_run"))[1]).toMatchObject({ unanswered: 0 });
  });
});

describe("with every webhook lost for seven days", () => {
  it("the books and the provider differ in nothing", async () => {
    const { shop, payments, paidAt, night } = await asked(6);
    const paid = payments.filter((_, n) => n % 2 === 0);
    for (const [n, payment] of paid.entries()) {
      shop.later(hours(n));
      paidAt(payment.payment_id);
    }
    for (let hour = 0; hour < 7 * 24; hour++) {
      shop.later(hours(1));
      await reconcilePayments(shop.ports, await shop.shopNow());
      if (hour % 6 === 0) await night();
    }
    await shop.settle();
    const captures = await shop.rows("capture");
    expect(captures.map(({ payment_id, amount_minor }) => `${payment_id} ${amount_minor}`).toSorted()).toEqual(
      paid.map(({ payment_id }) => `${payment_id} 1200`).toSorted(),
    );
    expect((await shop.rows("payment_fact")).every(({ via }) => via === "look-up")).toBe(true);
    const runs = await shop.rows("reconciliation_run");
    expect(runs.length).toBeGreaterThanOrEqual(7);
    expect(runs.map(({ odd }) => odd)).toEqual(runs.map(() => 0));
    expect(await checkBusiness(shop.ports.store, shop.businessId, shop.ports.clock.now())).toEqual([]);
  });
});
