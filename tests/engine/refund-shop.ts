import { currency } from "#domain/currency";
import { money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import type { RefundDecision } from "#domain/refund-request";
import { decideRefund } from "#engine/decide-refund";
import { transact } from "#engine/transact";
import { checkBusiness } from "#invariants/check";
import { merchants } from "./paper-shop.ts";
import type { Sent } from "./paper-world.ts";
import { openShop } from "./rig.ts";

/** The customer's phone. */
export const lea = "33612345678";

/** What was said to a phone, one message a line; buttons after it in brackets. */
export const toPhone = (sent: readonly Sent[], phone: string): string =>
  sent
    .filter(({ to }) => to.phone === phone)
    .map(({ message }) => JSON.stringify(message))
    .join("\n");

/** A shop where refunds are asked for: with its settings for them, and Rose and Anna heard of. */
export async function openRefundShop(refunds: Readonly<Record<string, unknown>> = {}, rail = "paper-rail") {
  const shop = await openShop();
  await shop.ports.store.tx(shop.businessId, async (tx) => {
    const [profile] = await tx.select("profile", {});
    await tx.updateIf("profile", {}, { settings: { ...profile?.settings, refunds } });
    await tx.updateIf("rail", { rail_id: { eq: "card" } }, { kind: rail });
  });
  await shop.ports.store.installation.putBusiness({ businessId: shop.businessId, slug: "atelier" });
  await shop.say("TODAY", merchants.rose, "Rose");
  await shop.say("TODAY", merchants.anna, "Anna");
  shop.later(3_000);
  return {
    ...shop,
    /** Léa buys a box of 12.00 and pays; gives the order's id. */
    async buyBox(): Promise<string> {
      const before = new Set((await shop.rows("payment")).map(({ payment_id }) => payment_id));
      await shop.say("coffret");
      await shop.say(shop.tap("so:pay"));
      const payment = (await shop.rows("payment")).find(({ payment_id }) => !before.has(payment_id));
      if (!payment) throw new Error("no link was made");
      await shop.pay(payment.payment_id, payment.amount_minor);
      return payment.order_id;
    },
    /** Léa asks for all of her only order, since it is damaged. */
    async askWhole(): Promise<readonly Sent[]> {
      await shop.say("je veux un remboursement");
      await shop.say(shop.tap("rf:whole"));
      await shop.say(shop.tap("rf:cause:damaged"));
      return shop.say(shop.tap("rf:send"));
    },
    async request() {
      const [row] = (await shop.rows("refund_request")).toSorted((a, b) => (a.request_id < b.request_id ? 1 : -1));
      if (!row) throw new Error("nothing was asked");
      return row;
    },
    /** Somebody at the console decides about the newest request. */
    async decide(actor: string, decision: RefundDecision) {
      const [row] = (await shop.rows("refund_request")).toSorted((a, b) => (a.request_id < b.request_id ? 1 : -1));
      let result: Awaited<ReturnType<typeof decideRefund>> | undefined;
      const sent = await shop.during(async () => {
        result = await transact(shop.ports, await shop.shopNow(), (batch) =>
          decideRefund(batch, actor, row?.request_id ?? "", decision),
        );
      });
      return { sent, result, refused: result && "refused" in result ? result.refused : undefined };
    },
    /** The provider's word of the newest refund. */
    async refundFact(state: "pending" | "done" | "failed"): Promise<readonly Sent[]> {
      const refund = (await shop.rows("refund")).toSorted((a, b) => (a.refund_id < b.refund_id ? 1 : -1))[0];
      if (!refund) throw new Error("nothing is refunded");
      const fact: PaymentFact = {
        factId: `${refund.refund_id}:${state}:late`,
        reference: refund.payment_id,
        kind: "refund-changed",
        refundRef: refund.provider_ref ?? `re_${refund.refund_id}`,
        refundId: refund.refund_id,
        captureId: refund.capture_id,
        amount: money(refund.amount_minor, currency(refund.currency)),
        state,
        at: shop.ports.clock.now(),
        ...(state === "failed" ? { reason: "account closed" } : {}),
      };
      return shop.facts(fact);
    },
    healthy: () => checkBusiness(shop.ports.store, shop.businessId, shop.ports.clock.now()),
  };
}
