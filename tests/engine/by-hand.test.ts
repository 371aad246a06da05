import { beforeEach, describe, expect, it } from "vitest";
import { days, hours } from "#domain/instant";
import { readCode } from "#domain/qr/read-code";
import { type Confirmed, confirmPayment } from "#engine/confirm-payment";
import { sendLink } from "#engine/operate";
import { transact } from "#engine/transact";
import { openFile } from "#engine/upload-file";
import { checkBusiness } from "../../server/invariants/check.ts";
import { merchants } from "./paper-shop.ts";
import type { Sent } from "./paper-world.ts";
import { openShop } from "./rig.ts";

const { rose } = merchants;
const lea = "33612345678";
const bodyOf = ({ message }: Sent): string =>
  String(message["body"] ?? message["caption"] ?? message["url"] ?? message["filename"] ?? "");
const to = (sent: readonly Sent[], phone: string): string =>
  sent
    .filter((one) => one.to.phone === phone)
    .map(bodyOf)
    .join("\n");
const kinds = (sent: readonly Sent[], phone: string): readonly unknown[] =>
  sent.filter((one) => one.to.phone === phone).map(({ message }) => message["kind"]);

let shop: Awaited<ReturnType<typeof openShop>>;
const fromRose = (line: string) => shop.say(line, rose, "Rose");
const tapRose = (word: string) => shop.say(shop.tap(shop.buttonOf(rose, word)), rose, "Rose");
const payments = () => shop.rows("payment");
const order = async () => (await shop.rows("order")).at(-1);
const isSound = async () =>
  expect(await checkBusiness(shop.ports.store, shop.businessId, shop.ports.clock.now())).toEqual([]);

/** Lea fills a cart and is asked for its money on a rail. */
async function ask(railId: "transfer" | "cash"): Promise<readonly Sent[]> {
  await shop.say("coffret", lea);
  const thread = (await shop.rows("thread")).find(({ address }) => address.phone === lea);
  return shop.during(async () => sendLink(shop.ports, await shop.shopNow(), "ana", thread?.thread_id ?? "", railId));
}

const confirm = async (paymentId: string, minor?: number) => {
  let done: Awaited<ReturnType<typeof confirmPayment>> | undefined;
  const sent = await shop.during(async () => {
    const [payment] = await payments();
    const seen = minor === undefined ? undefined : { minor, currency: "EUR" as NonNullable<Confirmed["amount"]>["currency"] };
    done = await transact(shop.ports, await shop.shopNow(), (batch) =>
      confirmPayment(batch, "ana", paymentId === "" ? (payment?.payment_id ?? "") : paymentId, seen),
    );
  });
  return { done, sent };
};

beforeEach(async () => {
  shop = await openShop("own-account");
});

describe("a code the merchant asks for by a line", () => {
  it("comes as a picture into her own chat, and her word that the money is there settles the order", async () => {
    expect(to(await fromRose("QR 12,50"), rose)).toMatch(/12,50.*Transfer/);
    expect(await payments()).toEqual([]);
    const sent = await tapRose("yes");
    expect(kinds(sent, rose)).toEqual(expect.arrayContaining(["image", "buttons"]));
    expect(to(sent, rose)).toMatch(/12,50[\s\S]*Atelier Rose[\s\S]*RF\d\d [0-9A-Z]{4}[\s\S]*https:\/\/shop.example\/pay/);
    const [payment] = await payments();
    expect(payment).toMatchObject({ state: "open", rail_id: "transfer", url: null, amount_minor: 1_250 });
    const read = readCode(payment?.shows?.code?.text ?? "");
    expect(read).toMatchObject({
      ok: true,
      value: { grammar: "epc", code: { reference: payment?.provider_ref, amount: { minor: 1_250 } } },
    });
    const file = await openFile(shop.ports, await shop.shopNow(), `code/${payment?.payment_id}`);
    expect([...(file?.bytes.subarray(1, 4) ?? [])]).toEqual([...Buffer.from("PNG")]);

    const second = await fromRose("REÇU 1");
    expect(to(second, rose)).toMatch(/Commande 1.*12,50/);
    expect(await order()).toMatchObject({ state: "placed" });
    const told = await tapRose("yes");
    expect(await order()).toMatchObject({ state: "paid", paid_minor: 1_250 });
    expect(to(told, rose)).toMatch(/est payée/);
    expect(kinds(told, rose)).toContain("document");
    expect(await shop.rows("capture")).toMatchObject([{ capture_id: `hand:${payment?.payment_id}`, verdict: "settles" }]);
    expect(await payments()).toMatchObject([{ by_hand_of: `merchant:${rose}`, final: true, by_webhook_at: null }]);
    expect(await shop.rows("audit")).toMatchObject([{ act: "confirm-payment", actor: `merchant:${rose}` }]);
    await isSound();
  });

  it("is confirmed by its button too, with the same second look, and once", async () => {
    await fromRose("QR 12,50");
    await tapRose("yes");
    expect(to(await tapRose("received"), rose)).toMatch(/12,50/);
    await tapRose("yes");
    expect(to(await tapRose("yes"), rose)).toContain("rien n’a été fait");
    expect(to(await tapRose("received"), rose)).toContain("déjà payé");
    expect(to(await fromRose("RECEIVED 1"), rose)).toContain("déjà payé");
    expect(await shop.rows("capture")).toHaveLength(1);
    await isSound();
  });

  it("goes to the customer who is named, and both are told when it is paid", async () => {
    await shop.say("bonjour", lea);
    expect(to(await fromRose("QR 12,50 lea"), rose)).toMatch(/12,50.*Léa/);
    const sent = await tapRose("yes");
    expect(kinds(sent, lea)).toEqual(["image"]);
    expect(to(sent, lea)).toMatch(/12,50[\s\S]*Atelier Rose/);
    expect(kinds(sent, rose)).toContain("buttons");
    await tapRose("received");
    const told = await tapRose("yes");
    expect(to(told, lea)).toMatch(/payé/);
    expect(to(told, rose)).toMatch(/est payée/);
  });

  it("is refused without an amount, for nobody known, and where there is no such rail", async () => {
    expect(to(await fromRose("QR"), rose)).toContain("QR 12,50");
    expect(to(await fromRose("QR 12 EUR zoe"), rose)).toContain("zoe");
    expect(to(await fromRose("QR 12 USD"), rose)).toMatch(/EUR only/);
    shop = await openShop();
    expect(to(await fromRose("QR 12,50"), rose)).toContain("pas encore de code");
    expect(await shop.rows("order")).toEqual([]);
  });

  it("is taken back by UNDO, and money that comes all the same is recorded to go back", async () => {
    await fromRose("QR 12,50");
    await tapRose("yes");
    await fromRose("UNDO");
    expect(await payments()).toMatchObject([{ state: "void" }]);
    expect(to(await fromRose("RECEIVED 1"), rose)).toContain("n’attend plus d’argent");
    await tapRose("yes");
    expect(await order()).toMatchObject({ state: "cancelled", paid_minor: 0 });
    expect(await shop.rows("capture")).toMatchObject([{ verdict: "surplus" }]);
    expect((await shop.rows("notice")).map(({ about }) => about)).toContain("surplus");
  });
});

describe("RECEIVED", () => {
  it("never confirms money of a service that tells the till itself", async () => {
    await shop.say("bonjour", lea);
    await fromRose("10 EUR lea");
    await tapRose("yes");
    expect(await payments()).toMatchObject([{ rail_id: "card" }]);
    expect(to(await fromRose("RECEIVED 1"), rose)).toContain("jamais confirmé à la main");
    const { done } = await confirm("");
    expect(done).toEqual({ refused: "not-by-hand" });
    expect(await shop.rows("capture")).toEqual([]);
  });

  it("says so where there is no such order, or no money was asked for it", async () => {
    expect(to(await fromRose("RECEIVED 7"), rose)).toContain("7");
    expect(await shop.rows("capture")).toEqual([]);
  });
});

describe("an order paid by transfer", () => {
  it("sends the customer the code, keeps it open without a call, and is paid by a confirmation", async () => {
    const sent = await ask("transfer");
    expect(kinds(sent, lea)).toEqual(["image"]);
    expect(to(sent, lea)).toMatch(/12,00[\s\S]*Atelier Rose[\s\S]*shop.example\/pay/);
    const { done, sent: told } = await confirm("", 1_200);
    expect(done).toMatchObject({ confirmed: "settled", number: 1 });
    expect(kinds(told, lea)).toContain("document");
    expect((await confirm("")).done).toMatchObject({ confirmed: "already" });
    expect(await shop.rows("capture")).toHaveLength(1);
    await isSound();
  });

  it("is not confirmed over another amount than the one that was looked at", async () => {
    await ask("transfer");
    expect((await confirm("", 1_100)).done).toEqual({ refused: "changed" });
    expect(await order()).toMatchObject({ state: "placed" });
  });

  it("gives the same code and reference when she asks again", async () => {
    await ask("transfer");
    const [before] = await payments();
    const [thread] = await shop.rows("thread");
    const again = await shop.during(async () =>
      sendLink(shop.ports, await shop.shopNow(), "ana", thread?.thread_id ?? "", "transfer"),
    );
    expect(kinds(again, lea)).toEqual(["image"]);
    expect(await payments()).toEqual([before]);
  });

  it("ends by our own clock, and money that arrives later still settles the order that waits", async () => {
    await ask("transfer");
    await shop.pass(days(5) - hours(1));
    await shop.say("bonjour", lea);
    const sent = await shop.pass(hours(2));
    expect(await payments()).toMatchObject([{ state: "expired", final: true }]);
    expect(to(sent, lea)).toContain("il compte quand même");
    await isSound();
    const { done, sent: told } = await confirm("");
    expect(done).toMatchObject({ confirmed: "settled" });
    expect(await order()).toMatchObject({ state: "paid" });
    expect(kinds(told, lea)).toContain("document");
    await isSound();
  });

  it("is not looked after before its end", async () => {
    await ask("transfer");
    await shop.pass(hours(30));
    expect(await payments()).toMatchObject([{ state: "open", final: false, looks: 0 }]);
  });

  it("is told to a person when the money comes for an order that was cancelled meanwhile", async () => {
    await ask("transfer");
    await shop.say("annuler", lea);
    const { done } = await confirm("");
    expect(done).toMatchObject({ confirmed: "surplus" });
    expect(await order()).toMatchObject({ state: "cancelled", paid_minor: 0 });
    expect((await shop.rows("notice")).map(({ about }) => about)).toContain("surplus");
  });
});

describe("an order paid at the shop", () => {
  it("tells her the amount and the number, and nothing to copy", async () => {
    const sent = await ask("cash");
    expect(kinds(sent, lea)).toEqual(["link"]);
    expect(to(sent, lea)).toMatch(/12,00.*commande 1/);
    const [payment] = await payments();
    expect(payment?.shows?.lines.map(({ key }) => key)).toEqual(["amount", "order"]);
    expect(payment?.shows?.code).toBeUndefined();
    expect((await confirm("")).done).toMatchObject({ confirmed: "settled" });
    await isSound();
  });
});

describe("a customer who writes that she has paid", () => {
  it("is answered with what is on record, and the merchant is asked once to look; nothing is paid by it", async () => {
    await fromRose("bonjour");
    await ask("transfer");
    const first = await shop.say("j'ai payé", lea);
    expect(to(first, lea)).toMatch(/12,00.*commande 1.*pas/s);
    expect(to(first, rose)).toMatch(/Commande 1.*Léa.*12,00/s);
    expect(kinds(first, rose)).toEqual(["buttons"]);
    const second = await shop.say("J'AI DÉJÀ PAYÉ !!", lea);
    expect(to(second, lea)).toMatch(/12,00/);
    expect(kinds(second, rose)).toEqual([]);
    expect((await shop.rows("notice")).filter(({ about }) => about === "says-paid")).toHaveLength(1);
    expect(await order()).toMatchObject({ state: "placed", paid_minor: 0 });
    expect(await shop.rows("capture")).toEqual([]);
    expect(to(await tapRose("received"), rose)).toMatch(/12,00.*Léa/);
    const told = await tapRose("yes");
    expect(kinds(told, lea)).toContain("document");
    expect(to(await shop.say("j'ai payé", lea), lea)).toContain("2026-11-24");
  });

  it("is talk like any other where nothing waits for a transfer", async () => {
    const sent = await shop.say("I paid", lea);
    expect(to(sent, lea)).not.toMatch(/2026|EUR|€/);
    expect(await shop.rows("notice")).toEqual([]);
  });
});
