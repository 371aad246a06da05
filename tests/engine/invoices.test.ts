import { describe, expect, it } from "vitest";
import type { RowOf } from "#contracts/store";
import { hours } from "#domain/instant";
import type { Invoicing } from "#domain/invoicing/seller";
import type { PaymentFact } from "#domain/payment";
import { actOnOrder } from "#engine/operate";
import { chainText } from "#domain/invoicing/chain";
import { sha256 } from "#domain/sha256";
import { checkBusiness, checkInvariants } from "#invariants/check";
import { readSnapshot } from "#invariants/snapshot";
import { openShop } from "./rig.ts";

const seller: Invoicing = {
  legalName: "Atelier Rose SARL",
  address: "12, rue des Tables-Claudiennes, 69001 Lyon",
  siret: "73282932000074",
  vatId: "FR44732829320",
  vatRegime: "normal",
  always: false,
  mentions: [],
};

type Content = {
  readonly number: string;
  readonly simplified: boolean;
  readonly code: string | null;
  readonly buyer: Record<string, string | null>;
  readonly seller: { readonly mentions: readonly string[]; readonly ids: readonly string[] };
  readonly total: { readonly minor: number };
  readonly vat: readonly { rate: number; net: { minor: number }; vat: { minor: number } }[];
  readonly corrects: { readonly number: string } | null;
};

/** The paper shop where it says who sells, and what may be asked of it. */
async function openInvoicing(change: Partial<Invoicing> = {}, country = "FR") {
  const shop = await openShop();
  await shop.ports.store.tx(shop.businessId, async (tx) => {
    const [profile] = await tx.select("profile", {});
    const settings = { ...profile?.settings, invoicing: { ...seller, ...change } };
    await tx.update("profile", [{ slug: "atelier", country, settings }]);
  });
  await shop.ports.store.installation.putBusiness({ businessId: shop.businessId, slug: "atelier" });
  shop.later(hours(1));
  /** Buys boxes of 12.00 and pays them; gives the order's id and what was sent then. */
  const buy = async (pieces = 1) => {
    for (let n = 0; n < pieces; n++) await shop.say("coffret");
    await shop.say(shop.tap("so:pay"));
    const payment = (await shop.rows("payment")).find(({ state }) => state === "open");
    const sent = await shop.pay(payment?.payment_id ?? "", payment?.amount_minor ?? 0);
    return { orderId: payment?.order_id ?? "", paymentId: payment?.payment_id ?? "", sent };
  };
  const papers = async (kind: RowOf<"document">["kind"]) =>
    (await shop.rows("document")).filter((row) => row.kind === kind);
  const contents = async (kind: RowOf<"document">["kind"]) =>
    (await papers(kind)).map(({ content }) => content as unknown as Content);
  const refund = (orderId: string, amountMinor?: number) =>
    shop.during(async () => {
      const act = { act: "refund", ...(amountMinor === undefined ? {} : { amountMinor }) } as const;
      expect(await actOnOrder(shop.ports, await shop.shopNow(), "owner", orderId, act)).toBeUndefined();
    });
  const broken = () => checkBusiness(shop.ports.store, shop.businessId, shop.ports.clock.now());
  return { ...shop, buy, papers, contents, refund, broken };
}

const said = (sent: readonly { message: Record<string, unknown> }[]): readonly string[] =>
  sent.map(({ message }) => String(message["body"] ?? message["filename"]));
const buttons = (sent: readonly { message: Record<string, unknown> }[]): readonly string[] =>
  sent.flatMap(({ message }) => ((message["buttons"] ?? []) as { id: string }[]).map(({ id }) => id));

describe("an invoice on request", () => {
  it("is one tap and the buyer's name away in France, and names the seller as its law wants", async () => {
    const shop = await openInvoicing();
    const { orderId, sent } = await shop.buy();
    expect(buttons(sent)).toContain(`so:invoice:${orderId}`);
    expect(said(await shop.say(shop.tap(`so:invoice:${orderId}`)))[0]).toContain("À quel nom");
    const company = await shop.say("Léa Martin");
    expect(said(company)[0]).toContain("société");
    expect(said(await shop.say(shop.tap(`so:invoice-skip:${orderId}`)))).toEqual(["F2026-00001.pdf"]);
    const [content] = await shop.contents("invoice");
    expect(content).toMatchObject({ number: "F2026-00001", simplified: true, total: { minor: 1_200 } });
    expect(content?.buyer).toEqual({ name: "Léa Martin", address: null, taxId: null });
    expect(content?.seller.ids).toEqual(["SIRET 73282932000074", "TVA FR44732829320"]);
    expect(content?.vat).toMatchObject([{ rate: 2_000, net: { minor: 1_000 }, vat: { minor: 200 } }]);
    expect(said(await shop.say("la facture svp"))).toEqual(["F2026-00001.pdf"]);
    expect(await shop.papers("invoice")).toHaveLength(1);
    expect(await shop.broken()).toEqual([]);
  });

  it("wants the whole address above the ceiling, and a number that checks", async () => {
    const shop = await openInvoicing();
    const { orderId } = await shop.buy(16);
    await shop.say("une facture s'il vous plaît");
    expect(said(await shop.say("Léa Martin SARL"))[0]).toContain("adresse");
    expect(said(await shop.say("Lyon"))[0]).toContain("adresse complète");
    expect(said(await shop.say("3 rue des Fleurs, 69003 Lyon"))[0]).toContain("SIREN");
    expect(said(await shop.say("732 829 321"))[0]).toContain("pas valable");
    expect(said(await shop.say("732 829 320"))).toEqual(["F2026-00001.pdf"]);
    expect((await shop.contents("invoice"))[0]).toMatchObject({
      simplified: false,
      buyer: { name: "Léa Martin SARL", address: "3 rue des Fleurs, 69003 Lyon", taxId: "732829320" },
    });
    expect((await shop.rows("invoice_request"))[0]?.order_id).toBe(orderId);
  });

  it("asks in Italy for the tax code alone up to 400 euros, and tells the merchant to send it to the exchange", async () => {
    const shop = await openInvoicing({ partitaIva: "12345678903" }, "IT");
    await shop.buy();
    expect(said(await shop.say("vorrei la fattura"))[0]).toContain("code fiscal");
    expect(said(await shop.say("rssmra85t10a562t"))[0]).toContain("pas valable");
    expect(said(await shop.say("rssmra85t10a562s"))).toEqual(["FT2026-00001.pdf"]);
    expect((await shop.contents("invoice"))[0]).toMatchObject({
      simplified: true,
      code: "TD07",
      buyer: { taxId: "RSSMRA85T10A562S" },
    });
    expect((await shop.rows("notice")).map(({ text }) => text)).toContain("notice.invoice-to-exchange");
  });

  it("may be left at any question, by a button or by word; another question is answered in between", async () => {
    const shop = await openInvoicing();
    const { orderId } = await shop.buy();
    await shop.say("facture");
    expect(said(await shop.say("et la livraison ?"))[0]).toMatch(/Livraison en 48 h.*À quel nom/su);
    expect(said(await shop.say("annuler"))[0]).toContain("pas de facture");
    await shop.say("facture");
    expect(said(await shop.say(shop.tap(`so:invoice-leave:${orderId}`)))[0]).toContain("pas de facture");
    expect(said(await shop.say("bague"))[0]).toContain("quelle taille");
    expect(await shop.papers("invoice")).toEqual([]);
    expect((await shop.rows("order")).find(({ order_id }) => order_id === orderId)?.state).toBe("paid");
  });

  it("offers the last buyer again, and takes another", async () => {
    const shop = await openInvoicing();
    const first = await shop.buy();
    await shop.say("facture");
    await shop.say("Léa Martin");
    await shop.say(shop.tap(`so:invoice-skip:${first.orderId}`));
    const second = await shop.buy();
    const known = await shop.say("facture");
    expect(said(known)[0]).toContain("Léa Martin");
    expect(said(await shop.say(shop.tap(`so:invoice-same:${second.orderId}`)))).toEqual(["F2026-00002.pdf"]);
    const third = await shop.buy();
    await shop.say("facture");
    expect(said(await shop.say(shop.tap(`so:invoice-other:${third.orderId}`)))[0]).toContain("À quel nom");
    await shop.say("Tom Petit");
    await shop.say(shop.tap(`so:invoice-skip:${third.orderId}`));
    expect((await shop.contents("invoice")).map(({ buyer }) => buyer["name"])).toEqual([
      "Léa Martin",
      "Léa Martin",
      "Tom Petit",
    ]);
    expect(await shop.broken()).toEqual([]);
  });

  it("is a person's business where the shop does not say who sells, and nobody's before money came", async () => {
    const plain = await openShop();
    expect(said(await plain.say("facture"))[0]).toContain("Une personne");
    expect((await plain.rows("thread"))[0]).toMatchObject({ owner: "human" });
    const shop = await openInvoicing();
    expect(said(await shop.say("facture"))[0]).toContain("dès qu’une commande est payée");
  });
});

describe("an invoice for every order", () => {
  it("comes with the receipt where the rules need no buyer, else she is asked", async () => {
    const shop = await openInvoicing({ always: true });
    const { sent } = await shop.buy();
    expect(said(sent).slice(-2)).toEqual(["R2026-00001.pdf", "F2026-00001.pdf"]);
    expect(said((await shop.buy(16)).sent).at(-1)).toContain("À quel nom");
    await shop.say("Léa Martin");
    expect(await shop.papers("invoice")).toHaveLength(1);
    await shop.say("3 rue des Fleurs, 69003 Lyon");
    expect(await shop.broken()).toEqual([]);
  });

  it("holds no VAT of a seller who charges none, in the law's words", async () => {
    const shop = await openInvoicing({ always: true, vatRegime: "exempt" });
    await shop.buy();
    const [content] = await shop.contents("invoice");
    expect(content?.vat).toMatchObject([{ rate: 0, net: { minor: 1_200 }, vat: { minor: 0 } }]);
    expect(content?.seller.mentions).toEqual(["TVA non applicable, art. 293 B du CGI"]);
    expect((await shop.rows("journal")).map(({ credit }) => credit)).not.toContain("liability:vat:2000");
    expect(await shop.broken()).toEqual([]);
  });
});

describe("money that goes back", () => {
  it("is credited part by part, and the parts make up the invoice", async () => {
    const shop = await openInvoicing({ always: true });
    const { orderId } = await shop.buy(2);
    expect(said(await shop.refund(orderId, 701)).at(-1)).toBe("AV2026-00001.pdf");
    await shop.refund(orderId, 2);
    await shop.refund(orderId);
    const notes = await shop.contents("credit-note");
    expect(notes.map(({ total }) => total.minor)).toEqual([701, 2, 1_697]);
    expect(notes.map(({ corrects }) => corrects?.number)).toEqual(Array(3).fill("F2026-00001"));
    const sum = notes.flatMap(({ vat }) => vat).reduce((before, { vat }) => before + vat.minor, 0);
    expect(sum).toBe(400);
    expect(await shop.broken()).toEqual([]);
  });

  it("before the invoice was asked for is credited with it", async () => {
    const shop = await openInvoicing();
    const { orderId } = await shop.buy();
    expect(said(await shop.refund(orderId, 300)).at(-1)).toBe("RR2026-00001.pdf");
    await shop.say("facture");
    await shop.say("Léa Martin");
    await shop.say(shop.tap(`so:invoice-skip:${orderId}`));
    expect((await shop.contents("credit-note")).map(({ total }) => total.minor)).toEqual([300]);
    await shop.refund(orderId);
    expect((await shop.contents("credit-note")).map(({ total }) => total.minor)).toEqual([300, 900]);
    expect(await shop.broken()).toEqual([]);
  });

  it("and whole is not invoiced any more", async () => {
    const shop = await openInvoicing();
    const { orderId } = await shop.buy();
    await shop.refund(orderId);
    expect(said(await shop.say("facture"))[0]).toContain("rien à facturer");
  });

  it("and comes back days later is invoiced again, and can be credited again", async () => {
    const shop = await openInvoicing({ always: true });
    const { orderId, paymentId } = await shop.buy();
    await shop.refund(orderId, 500);
    const [refund] = await shop.rows("refund");
    const fact: PaymentFact = {
      factId: "bounced",
      kind: "refund-changed",
      reference: paymentId,
      refundRef: refund?.provider_ref ?? "",
      refundId: refund?.refund_id ?? "",
      captureId: refund?.capture_id ?? "",
      amount: { minor: 500, currency: "EUR" as never },
      state: "failed",
      reason: "expired_or_canceled_card",
      at: shop.ports.clock.now(),
    };
    await shop.facts(fact);
    expect((await shop.contents("invoice")).map(({ total, corrects }) => [total.minor, corrects?.number])).toEqual([
      [1_200, undefined],
      [500, "AV2026-00001"],
    ]);
    expect(await shop.broken()).toEqual([]);
    await shop.refund(orderId);
    expect((await shop.contents("credit-note")).map(({ total }) => total.minor)).toEqual([500, 1_200]);
    expect(await shop.broken()).toEqual([]);
  });

  it("of an order without an invoice gives a receipt of the refund, also where nothing was owed", async () => {
    const shop = await openInvoicing();
    const { paymentId } = await shop.buy();
    const sent = await shop.pay(paymentId, 1_200, 2);
    expect(said(sent).at(-1)).toBe("RR2026-00001.pdf");
    expect(await shop.papers("credit-note")).toEqual([]);
    expect(await shop.broken()).toEqual([]);
  });
});

describe("the chain", () => {
  it("breaks at the paper somebody changed, and at all that was taken out", async () => {
    const shop = await openInvoicing({ always: true });
    for (let n = 0; n < 3; n++) await shop.buy();
    expect(await shop.broken()).toEqual([]);
    const whole = await readSnapshot(shop.ports.store, shop.businessId, shop.ports.clock.now());
    const [, second] = await shop.papers("invoice");
    const brokenBy = (change: (row: RowOf<"document">) => RowOf<"document">[]) =>
      checkInvariants({
        ...whole,
        document: whole.document.flatMap((row) => (row.document_id === second?.document_id ? change(row) : [row])),
      });
    expect(brokenBy((row) => [row])).toEqual([]);
    const buyer = { name: "Nobody", address: null, taxId: null };
    const changed = brokenBy((row) => [{ ...row, content: { ...row.content, buyer } }]);
    expect(changed.map(({ rule, id }) => [rule, id])).toEqual([["I24", second?.document_id]]);
    const moved = brokenBy((row) => [{ ...row, issued_at: row.issued_at + hours(1) }]);
    expect(moved.map(({ rule }) => rule)).toContain("I24");
    expect(brokenBy(() => []).map(({ problem }) => problem)).toEqual(
      expect.arrayContaining([expect.stringContaining("counted 3"), "does not follow the one before"]),
    );
    // Hashing it anew does not help: the next one holds the old hash.
    const text = (row: RowOf<"document">) => new TextEncoder().encode(chainText(row.previous_hash, row));
    const rehashed = brokenBy((row) => {
      const other = { ...row, content: { ...row.content, buyer } };
      return [{ ...other, hash: sha256(text(other)) }];
    });
    expect(rehashed.map(({ problem }) => problem)).toEqual(["does not follow the one before"]);
  });
});
