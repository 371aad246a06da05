import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { days } from "#domain/instant";
import { balances } from "#domain/ledger";
import { money } from "#domain/money";
import { type EntryAct, decideEntry } from "#engine/decide-entry";
import { importStatement, previewStatement } from "#engine/import-statement";
import { confirmPayment } from "#engine/confirm-payment";
import { actOnOrder, sendLink } from "#engine/operate";
import { transact } from "#engine/transact";
import { checkBusiness } from "../../server/invariants/check.ts";
import { openAccount } from "../../world/bank/account.ts";
import { camtOf, tableOf } from "../../world/bank/statements.ts";
import { openShop } from "./rig.ts";

const eur = currency("EUR");
const today = "2026-11-24";
const tomorrow = "2026-11-25";

/** A rail whose refunds a person carries to her bank, so that a statement can show them. */
const refundable = {
  rail_id: "transfer",
  kind: "paper-transfer",
  name: "Transfer",
  settings: {},
  state: "on",
} as const;

/** A shop that takes transfers, its bank, and one order of 12.00 to be paid by transfer per customer. */
async function openBankShop(refunds?: "refunds") {
  const shop = await openShop(...(refunds ? [] : (["own-account"] as const)));
  const { ports, businessId } = shop;
  if (refunds) {
    await ports.store.tx(businessId, (tx) => tx.insert("rail", [{ ...refundable, position: 1, changed_at: 0 }]));
    await ports.store.installation.putBusiness({ businessId, slug: "atelier" });
    shop.later(3_000);
  }
  const bank = openAccount();
  const ask = async (phone = "33612345678", name = "Léa Martin") => {
    await shop.say("coffret", phone, name);
    const thread = (await shop.rows("thread")).at(-1);
    if (!thread) throw new Error("no thread");
    await shop.during(async () => sendLink(ports, await shop.shopNow(), "someone", thread.thread_id, "transfer"));
    const payment = (await shop.rows("payment")).find(
      (one) => one.thread_id === thread.thread_id && one.state === "open",
    );
    if (!payment?.provider_ref) throw new Error("nothing was asked for");
    return { ...payment, reference: payment.provider_ref };
  };
  const take = async (bytes: Uint8Array, name = "statement.xml") => {
    const done = await importStatement(ports, await shop.shopNow(), "rose", { name, bytes });
    await shop.settle();
    if (!done.ok) throw new Error(JSON.stringify(done.problems));
    return done;
  };
  const entries = async () =>
    (await shop.rows("statement_entry"))
      .map(({ state, reason }) => (reason === null ? state : `${state} ${reason}`))
      .toSorted();
  const decide = async (act: EntryAct, which = 0) => {
    const open = (await shop.rows("statement_entry")).filter(({ state }) => state === "odd" || state === "proposed");
    const done = await decideEntry(ports, await shop.shopNow(), "rose", open[which]?.entry_key ?? "", act);
    await shop.settle();
    return done;
  };
  const standing = async () => {
    const rows = await shop.rows("journal");
    const sums = balances(
      rows.map(({ debit, credit, amount_minor }) => ({ debit, credit, amount: money(amount_minor, eur) })),
    );
    return { bank: sums.get("asset:bank EUR") ?? 0, clearing: sums.get("rail:transfer:clearing EUR") ?? 0 };
  };
  /** What the merchant's own button does: she says that the money came. */
  const confirmByHand = async (paymentId: string) =>
    shop.during(async () => transact(ports, await shop.shopNow(), (batch) => confirmPayment(batch, "rose", paymentId)));
  const orderState = async (orderId: string) =>
    (await shop.rows("order")).find(({ order_id }) => order_id === orderId)?.state;
  const violations = () => checkBusiness(ports.store, businessId, ports.clock.now());
  return { shop, bank, ask, take, entries, decide, standing, confirmByHand, orderState, violations };
}

describe("a payment by transfer", () => {
  it("is settled by the statement that shows it, once, whatever files tell of it", async () => {
    const { shop, bank, ask, take, entries, standing, orderState, violations } = await openBankShop();
    const payment = await ask();
    bank.move({ day: today, minor: 1_200, text: `merci ${payment.reference.toLowerCase().replace(/(.{4})/g, "$1 ")}` });
    const sent = await shop.during(() => take(camtOf(bank, today, today)));
    expect(sent.map(({ message }) => message["kind"])).toContain("document");
    expect(await orderState(payment.order_id)).toBe("paid");
    expect(await shop.rows("payment_fact")).toMatchObject([{ via: "statement", kind: "captured" }]);
    expect(await standing()).toEqual({ bank: 1_200, clearing: 0 });
    const again = await take(camtOf(bank, today, today));
    expect(again).toMatchObject({ again: true, file: { fresh: 1 } });
    bank.move({ day: tomorrow, minor: -800, name: "EDF", text: "electricity" });
    expect(await take(camtOf(bank, today, tomorrow, "001.08"))).toMatchObject({ file: { entries: 2, fresh: 1 } });
    expect(await entries()).toEqual(["matched", "odd unknown-debit"]);
    expect(await shop.rows("capture")).toHaveLength(1);
    expect(await violations()).toEqual([]);
  });

  it("told by another format again is put before a person, who sets it aside", async () => {
    const { shop, bank, ask, take, entries, decide, standing, violations } = await openBankShop();
    const { reference } = await ask();
    bank.move({ day: today, minor: 1_200, structured: reference });
    await take(camtOf(bank, today, today));
    await take(tableOf(bank, today, today), "releve.csv");
    expect(await entries()).toEqual(["matched", "odd maybe-twice"]);
    expect(await decide({ act: "set-aside", note: "the same" })).toBeUndefined();
    expect(await entries()).toEqual(["matched", "set-aside maybe-twice"]);
    expect(await shop.rows("refund")).toEqual([]);
    expect(await standing()).toEqual({ bank: 1_200, clearing: 0 });
    expect(await violations()).toEqual([]);
  });

  it("that comes a second time by a movement of its own goes back", async () => {
    const { shop, bank, ask, take, violations } = await openBankShop("refunds");
    const { reference } = await ask();
    bank.move({ day: today, minor: 1_200, text: reference });
    bank.move({ day: today, minor: 1_200, text: reference });
    await take(camtOf(bank, today, today));
    expect((await shop.rows("capture")).map(({ verdict }) => verdict).toSorted()).toEqual(["settles", "surplus"]);
    expect(await shop.rows("refund")).toMatchObject([{ reason: "surplus", amount_minor: 1_200 }]);
    expect(await violations()).toEqual([]);
  });

  it("confirmed by hand is proven by the statement, not counted again", async () => {
    const { shop, bank, ask, take, entries, confirmByHand, standing, violations } = await openBankShop();
    const { payment_id, reference } = await ask();
    await confirmByHand(payment_id);
    expect(await standing()).toEqual({ bank: 0, clearing: 1_200 });
    bank.move({ day: today, minor: 1_200, text: reference });
    await take(camtOf(bank, today, today));
    expect(await entries()).toEqual(["matched"]);
    expect(await shop.rows("capture")).toMatchObject([{ capture_id: `hand:${payment_id}` }]);
    expect(await shop.rows("statement_entry")).toMatchObject([{ capture_id: `hand:${payment_id}` }]);
    expect(await standing()).toEqual({ bank: 1_200, clearing: 0 });
    expect(await violations()).toEqual([]);
  });

  it("of another amount waits for a person, who sends it back", async () => {
    const { shop, bank, ask, take, entries, decide, orderState, violations } = await openBankShop("refunds");
    const { payment_id, order_id, reference } = await ask();
    bank.move({ day: today, minor: 1_100, text: reference });
    await take(camtOf(bank, today, today));
    expect(await entries()).toEqual(["odd wrong-amount"]);
    expect((await shop.rows("notice")).map(({ about }) => about)).toContain("statement-odd");
    expect(await decide({ act: "match", paymentId: payment_id })).toEqual({ refused: "not-possible" });
    expect(await decide({ act: "return", paymentId: payment_id })).toBeUndefined();
    expect(await shop.rows("refund")).toMatchObject([{ reason: "wrong-amount", amount_minor: 1_100 }]);
    expect(await orderState(order_id)).toBe("placed");
    expect(await violations()).toEqual([]);
  });

  it("without its reference is proposed by name and sum, and settled by one press, once", async () => {
    const { shop, bank, ask, take, entries, decide, orderState, violations } = await openBankShop();
    const lea = await ask();
    await ask("33698765432", "Karim Benali");
    bank.move({ day: today, minor: 1_200, name: "MARTIN LEA", text: "cadeau" });
    await take(camtOf(bank, today, today));
    expect(await entries()).toEqual(["proposed"]);
    expect(await orderState(lea.order_id)).toBe("placed");
    const open = (await shop.rows("statement_entry"))[0];
    expect(open?.near).toEqual([lea.payment_id]);
    expect(await decide({ act: "match", paymentId: lea.payment_id })).toBeUndefined();
    expect(await orderState(lea.order_id)).toBe("paid");
    const late = await decideEntry(shop.ports, await shop.shopNow(), "anna", open?.entry_key ?? "", {
      act: "book",
      note: "x",
    });
    expect(late).toEqual({ refused: "stale" });
    expect((await shop.rows("audit")).map(({ act }) => act)).toContain("statement-match");
    expect(await violations()).toEqual([]);
  });

  it("that its bank takes back is returned in the books by one press", async () => {
    const { shop, bank, ask, take, entries, decide, standing, violations } = await openBankShop("refunds");
    const { payment_id, reference } = await ask();
    const came = bank.move({ day: today, minor: 1_200, text: reference });
    await take(camtOf(bank, today, today));
    bank.reverse(came, tomorrow);
    shop.later(days(1));
    await take(camtOf(bank, tomorrow, tomorrow));
    expect(await entries()).toEqual(["matched", "odd reversed"]);
    expect(await decide({ act: "take-back", paymentId: payment_id })).toBeUndefined();
    expect(await shop.rows("order")).toMatchObject([{ refunded_minor: 1_200 }]);
    expect(await standing()).toEqual({ bank: 0, clearing: 0 });
    expect(await violations()).toEqual([]);
  });

  it("is not settled while the bank only announces it, and is once it is booked", async () => {
    const { bank, ask, take, entries } = await openBankShop();
    const { reference } = await ask();
    const announced = bank.move({ day: today, minor: 1_200, text: reference, pending: true });
    expect(await take(camtOf(bank, today, today))).toMatchObject({ file: { entries: 0, pending: 1 } });
    expect(await entries()).toEqual([]);
    bank.book(announced, tomorrow);
    await take(camtOf(bank, today, tomorrow));
    expect(await entries()).toEqual(["matched"]);
  });
});

describe("a movement that is nobody's payment", () => {
  it("is booked as other income or expense with a note", async () => {
    const { shop, bank, take, entries, decide, standing, violations } = await openBankShop();
    bank.move({ day: today, minor: 5_000, name: "IMPOTS", text: "remboursement tva" });
    bank.move({ day: today, minor: -800, name: "EDF", text: "facture" });
    await take(camtOf(bank, today, today));
    expect(await entries()).toEqual(["odd no-payment", "odd unknown-debit"]);
    await decide({ act: "book", note: "tva" });
    await decide({ act: "book", note: "electricity" });
    expect(await entries()).toEqual(["booked no-payment", "booked unknown-debit"]);
    expect(await standing()).toEqual({ bank: 4_200, clearing: 0 });
    expect((await shop.rows("journal")).map(({ kind }) => kind).toSorted()).toEqual(["other-expense", "other-income"]);
    expect(await violations()).toEqual([]);
  });

  it("finds its payment when it is judged again", async () => {
    const { bank, ask, take, entries, decide } = await openBankShop();
    bank.move({ day: today, minor: 1_200, text: "bonjour" });
    await take(camtOf(bank, today, today));
    expect(await entries()).toEqual(["odd no-payment"]);
    await ask();
    await decide({ act: "again" });
    expect(await entries()).toEqual(["proposed"]);
  });
});

describe("a refund by transfer", () => {
  it("is done by the statement that shows it left", async () => {
    const { shop, bank, ask, take, standing, violations } = await openBankShop("refunds");
    const { order_id, reference } = await ask();
    bank.move({ day: today, minor: 1_200, text: reference });
    await take(camtOf(bank, today, today));
    await actOnOrder(shop.ports, await shop.shopNow(), "rose", order_id, { act: "refund", amountMinor: 500 });
    await shop.settle();
    expect(await shop.rows("refund")).toMatchObject([{ state: "requested" }]);
    bank.move({ day: tomorrow, minor: -500, text: `remboursement ${reference}` });
    shop.later(days(1));
    await take(camtOf(bank, today, tomorrow));
    expect(await shop.rows("refund")).toMatchObject([{ state: "done" }]);
    expect(await shop.rows("order")).toMatchObject([{ refunded_minor: 500 }]);
    expect(await standing()).toEqual({ bank: 700, clearing: 0 });
    expect(await violations()).toEqual([]);
  });
});

describe("a look into a statement before it is imported", () => {
  it("says line by line what would come of it, and changes nothing", async () => {
    const { shop, bank, ask, take } = await openBankShop();
    const { reference } = await ask();
    bank.move({ day: today, minor: 300, name: "Zoé", text: "?" });
    await take(camtOf(bank, today, today));
    bank.move({ day: tomorrow, minor: 1_200, text: reference });
    const seen = await previewStatement(shop.ports, await shop.shopNow(), camtOf(bank, today, tomorrow));
    expect(seen.ok && seen.lines.map(({ verdict }) => verdict.verdict)).toEqual(["known", "settles"]);
    expect(await shop.rows("statement_file")).toHaveLength(1);
    expect((await shop.rows("payment"))[0]?.state).toBe("open");
  });

  it("refuses a broken file with its lines, and nothing of it is kept", async () => {
    const { shop } = await openBankShop();
    const bytes = new TextEncoder().encode("Date;Amount\n24/11/2026;1,00\n31/02/2026;2,00");
    const done = await importStatement(shop.ports, await shop.shopNow(), "rose", { name: "a.csv", bytes });
    expect(done).toEqual({ ok: false, problems: [{ line: 3, fault: "date", given: "31/02/2026" }] });
    expect(await shop.rows("statement_entry")).toEqual([]);
  });
});
