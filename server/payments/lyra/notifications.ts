import { MalformedWebhook } from "#contracts/channel";
import { instant } from "#domain/instant";
import type { PaymentFact } from "#domain/payment";
import { UnreadableAmount, transactionFacts } from "./facts.ts";
import { readIpnPost } from "./ipn-post.ts";
import { readIso } from "./iso-time.ts";
import { type Payment, paymentShape } from "./objects.ts";
import { referenceOf } from "./references.ts";
import { type LyraSettings, shopOf } from "./settings.ts";

/**
 * The facts of a signed notification; none where it is of the other mode or shop, or about orders of other programs of
 * the shop. Throws MalformedWebhook.
 *
 * It never says that a link is over. A refusal with `orderCycle` CLOSED ends one form, while only the payment order can
 * say what became of the link; and an order whose making was never answered shares the reference of the one that
 * replaced it, so its end must not close that one. The look-up asks the very order we gave the customer.
 */
export function interpret(body: Uint8Array, settings: LyraSettings): readonly PaymentFact[] {
  const payment = paymentOf(body);
  const shop = shopOf(settings);
  if ("lacking" in shop || payment.shopId !== shop.shopId || payment.orderDetails?.mode !== shop.mode) return [];
  const reference = referenceOf(payment.orderDetails.orderId);
  if (reference === undefined) return [];
  const setting = { reference, at: readIso(payment.serverDate) ?? instant(0), email: payment.customer?.email };
  try {
    return payment.transactions.flatMap((transaction) => transactionFacts(transaction, setting));
  } catch (error) {
    if (error instanceof UnreadableAmount) throw new MalformedWebhook(error.message);
    throw error;
  }
}

function paymentOf(body: Uint8Array): Payment {
  const post = readIpnPost(body);
  if (!post) throw new MalformedWebhook("the body is no notification of Lyra's");
  let text: unknown;
  try {
    text = JSON.parse(post.answer);
  } catch {
    throw new MalformedWebhook("kr-answer is no JSON");
  }
  const payment = paymentShape.safeParse(text);
  if (payment.success) return payment.data;
  throw new MalformedWebhook(`the payment cannot be read at "${payment.error.issues[0]?.path.join(".") ?? ""}"`);
}
