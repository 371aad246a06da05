import Stripe from "stripe";
import type { WireResponse } from "../wire.ts";
import { serveStripe } from "./face-http.ts";
import { createStripeWorld } from "./model.ts";
import type { StripeWorld, StripeWorldOptions } from "./model-types.ts";
import { type VirtualPorts, virtualPorts } from "./virtual-ports.ts";

/** The one merchant of the tests. */
export const shopKey = "sk_test_shop_0123456789abcdef";

/** The secret her webhooks are signed with. */
export const shopSecret = "whsec_shop_0123456789abcdef";

/** A world under a virtual clock with one merchant. */
export type Rig = { readonly world: StripeWorld; readonly clock: VirtualPorts };

/** A rig served over HTTP, with the official client pointed at it. */
export type ClientRig = Rig & {
  readonly stripe: Stripe;
  readonly url: string;
  readonly clientFor: (key: string, retries?: number) => Stripe;
  readonly close: () => Promise<void>;
};

/** Makes a world with one merchant, in process only. */
export function newRig(seed = 1, options: StripeWorldOptions = {}): Rig {
  const clock = virtualPorts(seed);
  const world = createStripeWorld(clock.ports, options);
  world.addAccount({
    secretKey: shopKey,
    webhookUrl: "http://127.0.0.1:9/webhooks/stripe?shop=1",
    webhookSecret: shopSecret,
    country: "FR",
    currency: "eur",
    name: "Atelier Lyon",
  });
  return { world, clock };
}

/** Makes a world with one merchant and serves it on a free port. Close it after the test. */
export async function newClientRig(seed = 1): Promise<ClientRig> {
  const rig = newRig(seed);
  const server = await serveStripe(rig.world, { port: 0 });
  const clientFor = (key: string, retries = 0): Stripe =>
    new Stripe(key, {
      host: "127.0.0.1",
      port: server.port,
      protocol: "http",
      telemetry: false,
      maxNetworkRetries: retries,
    });
  return { ...rig, stripe: clientFor(shopKey), url: server.url, clientFor, close: server.close };
}

/** Parameters of a session for a ring; `change` replaces some. */
export function ringSession(
  change: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Stripe.Checkout.SessionCreateParams {
  return {
    mode: "payment",
    line_items: [line("eur", 1250, 2, "Ring, silver"), line("eur", 499, 1, "Gift box")],
    success_url: "https://shop.example/thanks?session={CHECKOUT_SESSION_ID}",
    cancel_url: "https://shop.example/cart",
    client_reference_id: "order-17",
    metadata: { order: "17" },
    payment_intent_data: { metadata: { order: "17" }, description: "Order 17" },
    ...change,
  };
}

/** One line item with an inline price in Stripe's minor unit. */
export function line(
  currency: string,
  amount: number,
  quantity = 1,
  name = "Ring",
): Stripe.Checkout.SessionCreateParams.LineItem {
  return { price_data: { currency, unit_amount: amount, product_data: { name } }, quantity };
}

/** Sends a form to a world in process. */
export async function postForm(
  world: StripeWorld,
  path: string,
  form: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<WireResponse> {
  const body = new TextEncoder().encode(new URLSearchParams(form).toString());
  const all = { "content-type": "application/x-www-form-urlencoded", ...headers };
  return world.handle({ method: "POST", path, headers: all, body });
}

/** Fetches from a world in process. */
export async function get(
  world: StripeWorld,
  path: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<WireResponse> {
  return world.handle({ method: "GET", path, headers, body: new Uint8Array() });
}

/** The text of an answer. */
export function textOf(response: WireResponse): string {
  return new TextDecoder().decode(response.body);
}

/** Makes a session in process, without the client, and gives its id. `order` goes into its reference. */
export async function openSession(
  world: StripeWorld,
  order = "17",
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const form = {
    mode: "payment",
    "line_items[0][price_data][currency]": "eur",
    "line_items[0][price_data][unit_amount]": "2999",
    "line_items[0][price_data][product_data][name]": "Ring <b>& box</b>",
    "line_items[0][quantity]": "1",
    success_url: "https://shop.example/thanks?session={CHECKOUT_SESSION_ID}",
    cancel_url: "https://shop.example/cart",
    client_reference_id: order,
    ...more,
  };
  const answer = await postForm(world, "/v1/checkout/sessions", form, { authorization: `Bearer ${shopKey}` });
  const parsed: unknown = JSON.parse(textOf(answer));
  if (typeof parsed !== "object" || parsed === null || !("id" in parsed)) throw new Error(textOf(answer));
  return String(parsed.id);
}
