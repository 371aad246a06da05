import { expect, it } from "vitest";
import { currency } from "#domain/currency";
import { instant } from "#domain/instant";
import { money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import { openShop } from "../../tests/engine/rig.ts";

const euro = (minor: number) => money(minor, currency("EUR"));

/** A shop whose customer holds a link over 12.00. */
async function withLink() {
  const shop = await openShop();
  await shop.say("coffret");
  await shop.say(shop.tap("so:pay"));
  const [payment] = await shop.rows("payment");
  if (!payment) throw new Error("no payment");
  return { shop, paymentId: payment.payment_id, captureId: `ch_${payment.payment_id}-1` };
}

const tell = async (shop: Awaited<ReturnType<typeof openShop>>, fact: PaymentFact): Promise<void> => {
  await shop.post("paper-rail", "card", [fact]);
  await shop.settle();
};

/** As Stripe tells of disputes and refunds: by the capture alone. */
const dispute = (captureId: string): PaymentFact => ({
  factId: "dispute:1:opened",
  reference: "",
  kind: "dispute-changed",
  disputeId: "1",
  captureId,
  amount: euro(1_200),
  state: "opened",
  at: instant(1),
});

it("finds the payment by its capture where the provider carries no reference of ours", async () => {
  const { shop, paymentId, captureId } = await withLink();
  await shop.pay(paymentId, 1_200);
  await tell(shop, dispute(captureId));
  expect((await shop.rows("capture"))[0]).toMatchObject({ disputed: true });
  expect((await shop.rows("notice")).map(({ about }) => about)).not.toContain("unknown-payment");
});

it("applies a dispute that was heard before its capture once the capture is known, and once only", async () => {
  const { shop, paymentId, captureId } = await withLink();
  await tell(shop, dispute(captureId));
  expect((await shop.rows("notice")).map(({ about }) => about)).toContain("unknown-payment");
  await shop.pay(paymentId, 1_200);
  await tell(shop, dispute(captureId));
  expect((await shop.rows("capture"))[0]).toMatchObject({ verdict: "settles", disputed: true });
  expect((await shop.rows("journal")).filter(({ kind }) => kind === "dispute-opened")).toHaveLength(1);
});
