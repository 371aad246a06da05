import type { CallProblem, Link, LinkRequest } from "#contracts/payment-provider";
import { days, instant, minutes } from "#domain/instant";
import { type NativeTerms, chatReference } from "#domain/native-pay";
import type { ChatGateway } from "#domain/order-message";
import { amountProblem } from "./facts.ts";
import { providerRefOf } from "./references.ts";
import { type WhatsappPaySettings, accessOf, originOf } from "./settings.ts";

/** What an order may live: WhatsApp wants five minutes, the till some more. */
export const linkLife = { shortest: minutes(20), longest: days(30) };

/** Where each gateway shows what the money is for, on its own dashboard, and how much of it. */
const noteOf: Readonly<Record<ChatGateway, readonly [field: string, most: number]>> = {
  razorpay: ["receipt", 40],
  payu: ["udf1", 255],
  billdesk: ["additional_info1", 120],
  zaakpay: ["extra1", 180],
};

/**
 * Says how an order is paid in its chat. Nothing is made at Meta: the order comes to be when the message that shows it is
 * sent, under the reference given here. The address is that of the chat.
 */
export async function createLink(request: LinkRequest, settings: WhatsappPaySettings): Promise<Link | CallProblem> {
  const access = accessOf(settings);
  if ("lacking" in access) return { ok: false, retry: "never", reason: access.lacking };
  const impossible =
    amountProblem(request.amount) ?? (request.saveCard && "cards are not kept by payments in the chat");
  if (impossible) return { ok: false, retry: "never", reason: impossible };
  const { configuration } = access;
  const reference = chatReference(request.reference);
  const expiresAt = instant(
    Math.min(Math.max(request.expiresAt, request.now + linkLife.shortest), request.now + linkLife.longest),
  );
  return {
    ok: true,
    providerRef: providerRefOf({ configuration, reference }, expiresAt),
    url: `https://wa.me/${access.digits}`,
    expiresAt,
  };
}

/** How an order is paid in its chat: at the merchant's gateway, which shows what the money is for. */
export function chatTerms(
  settings: WhatsappPaySettings,
  { description }: { readonly description: string },
): NativeTerms {
  const access = accessOf(settings);
  if ("lacking" in access) return { country: "IN", ways: [] };
  const { gateway, configuration, phoneNumberId: number } = access;
  const [field, most] = noteOf[gateway];
  const origin = originOf(settings);
  return {
    country: "IN",
    number,
    ways: [{ way: "gateway", gateway, configuration, extras: { [field]: shortened(description, most) } }],
    ...(origin ? { origin } : {}),
  };
}

/** At most so many characters, none of them cut in the middle. */
const shortened = (text: string, most: number): string => text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "");
