import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { days } from "#domain/instant";
import { balances } from "#domain/ledger";
import { money } from "#domain/money";
import { importPayouts } from "#engine/import-payouts";
import { importStatement } from "#engine/import-statement";
import { checkBusiness } from "../../server/invariants/check.ts";
import { openAccount } from "../../world/bank/account.ts";
import { camtOf } from "../../world/bank/statements.ts";
import { openShop } from "./rig.ts";

const eur = currency("EUR");
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const stripeColumns =
  "automatic_payout_id,automatic_payout_effective_at,balance_transaction_id,reporting_category,payment_intent_id,gross,fee,net,currency";

/** A shop that was paid 12.00 by card. */
async function paidByCard() {
  const shop = await openShop();
  await shop.say("coffret");
  await shop.say(shop.tap("so:pay"));
  const [payment] = await shop.rows("payment");
  if (!payment) throw new Error("nothing was asked for");
  await shop.pay(payment.payment_id, 1_200);
  const captureId = `ch_${payment.payment_id}-1`;
  const take = async (text: string) =>
    importPayouts(shop.ports, await shop.shopNow(), "rose", "card", { name: "p.csv", bytes: bytes(text) });
  const sums = async () => {
    const rows = await shop.rows("journal");
    const all = balances(
      rows.map(({ debit, credit, amount_minor }) => ({ debit, credit, amount: money(amount_minor, eur) })),
    );
    return Object.fromEntries([...all].filter(([, minor]) => minor !== 0));
  };
  const violations = () => checkBusiness(shop.ports.store, shop.businessId, shop.ports.clock.now());
  return { shop, captureId, take, sums, violations };
}

describe("a provider's payout", () => {
  it("empties what was on its way, tells the fee, and is proven by the bank's statement", async () => {
    const { shop, captureId, take, sums, violations } = await paidByCard();
    const file = [
      stripeColumns,
      `po_1,2026-11-26,txn_1,charge,${captureId},12.00,0.43,11.57,eur`,
      "po_1,2026-11-26,txn_2,fee,,-2.00,0,-2.00,eur",
      ",,txn_3,charge,pi_later,5.00,0.20,4.80,eur",
    ].join("\n");
    expect(await take(file)).toMatchObject({ ok: true, again: false, file: { entries: 1, fresh: 1, pending: 1 } });
    expect(await sums()).toMatchObject({ "asset:bank EUR": 957, "expense:fees EUR": 243 });
    expect((await sums())["rail:card:clearing EUR"]).toBeUndefined();
    expect(await shop.rows("capture")).toMatchObject([{ fee_minor: 43 }]);
    expect(await shop.rows("payout_line")).toMatchObject([{ capture_id: captureId }, { kind: "fee" }]);
    expect(await take(file)).toMatchObject({ again: true });
    expect(await take(`${file}\n`)).toMatchObject({ file: { fresh: 0 } });
    const bank = openAccount();
    bank.move({ day: "2026-11-27", minor: 957, name: "STRIPE", text: "STRIPE PAYMENTS" });
    shop.later(days(3));
    await importStatement(shop.ports, await shop.shopNow(), "rose", {
      name: "s.xml",
      bytes: camtOf(bank, "2026-11-24", "2026-11-30"),
    });
    expect(await shop.rows("payout")).toMatchObject([{ state: "arrived", amount_minor: 957 }]);
    expect(await shop.rows("statement_entry")).toMatchObject([{ state: "matched", payout_ref: "po_1" }]);
    expect((await sums())["asset:bank EUR"]).toBe(957);
    expect(await violations()).toEqual([]);
  });

  it("in our own format may take a refund and a correction along", async () => {
    const { captureId, take, sums, violations } = await paidByCard();
    const file = [
      "payout,arrives_on,line,kind,capture,amount,fee,currency",
      `x1,2026-11-26,1,charge,${captureId},12.00,0.30,EUR`,
      "x1,2026-11-26,2,adjustment,,-1.00,0,EUR",
    ].join("\n");
    expect(await take(file)).toMatchObject({ ok: true });
    expect(await sums()).toMatchObject({ "asset:bank EUR": 1_070, "expense:other EUR": 100, "expense:fees EUR": 30 });
    expect(await violations()).toEqual([]);
  });

  it.each([
    ["of another account", `po_9,2026-11-26,txn_9,charge,pi_foreign,1.00,0,1.00,eur`, "fields"],
    ["whose net does not add up", "po_1,2026-11-26,txn_1,charge,pi,12.00,0.43,11.00,eur", "totals"],
    ["without a day", "po_1,,txn_1,fee,,-1.00,0,-1.00,eur", "date"],
    [
      "of two currencies",
      "po_1,2026-11-26,a,fee,,-1.00,0,-1.00,eur\npo_1,2026-11-26,b,fee,,-1.00,0,-1.00,usd",
      "several",
    ],
  ])("%s is refused whole", async (_, lines, fault) => {
    const { shop, take } = await paidByCard();
    const before = (await shop.rows("journal")).length;
    expect(await take(`${stripeColumns}\n${lines}`)).toMatchObject({ ok: false, problems: [{ fault }] });
    expect(await shop.rows("payout")).toEqual([]);
    expect(await shop.rows("journal")).toHaveLength(before);
  });
});
