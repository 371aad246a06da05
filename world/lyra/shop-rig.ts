import { type VirtualPorts, virtualPorts } from "../stripe/virtual-ports.ts";
import type { WireResponse } from "../wire.ts";
import { apiPath } from "./api.ts";
import { isObject, type JsonObject, objectAt, textAt } from "./json.ts";
import { createLyraWorld } from "./model.ts";
import type { LyraShopSettings, LyraWorld, LyraWorldOptions } from "./model-types.ts";

/** The one shop of the tests. */
export const shopId = "12345678";
export const password = "testpassword_of_the_tests";
export const hmacKey = "hmac-key-of-the-tests";

/** Where its notifications go. */
export const ipnUrl = "http://127.0.0.1:9/webhooks/lyra?shop=1";

/** A world under a virtual clock with one shop. */
export type Rig = { readonly world: LyraWorld; readonly clock: VirtualPorts };

/** Makes a world with one shop, in process only. */
export function newRig(settings: Partial<LyraShopSettings> = {}, options: LyraWorldOptions = {}, seed = 1): Rig {
  const clock = virtualPorts(seed);
  const world = createLyraWorld(clock.ports, options);
  world.addShop({ shopId, password, hmacKey, ipnUrl, name: "Atelier <Lyon>", ...settings });
  return { world, clock };
}

/** The header of HTTP Basic. */
export function basic(user: string, secret: string): string {
  return `Basic ${Buffer.from(`${user}:${secret}`).toString("base64")}`;
}

/** Calls a web service with a body as it is, and gives the whole answer. */
export async function callRaw(
  world: LyraWorld,
  name: string,
  body: string,
  authorization = basic(shopId, password),
): Promise<WireResponse> {
  const headers = { authorization, "content-type": "application/json" };
  return world.handle({ method: "POST", path: `${apiPath}${name}`, headers, body: new TextEncoder().encode(body) });
}

/** Calls a web service and gives the envelope. */
export async function call(world: LyraWorld, name: string, body: JsonObject): Promise<JsonObject> {
  return jsonOf(await callRaw(world, name, JSON.stringify(body)));
}

/** Calls a web service and gives the answer of a success. Throws with the error's words. */
export async function answerOf(world: LyraWorld, name: string, body: JsonObject): Promise<JsonObject> {
  const envelope = await call(world, name, body);
  if (envelope["status"] !== "SUCCESS") throw new Error(JSON.stringify(envelope["answer"]));
  return objectAt(envelope, "answer");
}

/** Calls a web service and gives the error's code, or null on success. */
export async function codeOf(world: LyraWorld, name: string, body: JsonObject): Promise<string | null> {
  return textAt(await call(world, name, body), "answer", "errorCode");
}

/** The JSON object of an answer. */
export function jsonOf(response: WireResponse): JsonObject {
  return parsed(textOf(response));
}

/** The JSON object of a text. */
export function parsed(text: string): JsonObject {
  const value: unknown = JSON.parse(text);
  if (!isObject(value)) throw new Error(text);
  return value;
}

/** The text of an answer. */
export function textOf(response: WireResponse): string {
  return new TextDecoder().decode(response.body);
}

/** The text at a path of an object. Throws when there is none. */
export function at(object: JsonObject, ...path: readonly string[]): string {
  const text = textAt(object, ...path);
  if (text === null) throw new Error(`no ${path.join(".")} in ${JSON.stringify(object)}`);
  return text;
}

/** A payment order over 29.99 euros; `change` replaces some of it. */
export const order = (change: JsonObject = {}): JsonObject => ({
  amount: 2999,
  currency: "EUR",
  orderId: "order-17",
  channelOptions: { channelType: "URL" },
  ...change,
});

/** Makes a payment order and gives its id and link. */
export async function openOrder({ world }: Rig, change: JsonObject = {}): Promise<{ id: string; url: string }> {
  const answer = await answerOf(world, "Charge/CreatePaymentOrder", order(change));
  return { id: at(answer, "paymentOrderId"), url: at(answer, "paymentURL") };
}

/** Makes a payment order, pays it, and gives the transaction's uuid and the token, if one was made. */
export async function payNew(
  rig: Rig,
  change: JsonObject = {},
  card = "4970100000000055",
): Promise<{ uuid: string; token: string; url: string; id: string }> {
  const made = await openOrder(rig, change);
  const outcome = rig.world.pay(made.url, { card, consent: true });
  if (outcome.kind !== "accepted") throw new Error(JSON.stringify(outcome));
  return { ...made, uuid: outcome.uuid, token: outcome.token ?? "" };
}

/** Registers a card without a payment and gives its token. */
export async function registerCard(rig: Rig, card = "4970100000000055"): Promise<string> {
  const body = { currency: "EUR", customer: { email: "lea@example.com", reference: "lea" } };
  const answer = await answerOf(rig.world, "Charge/CreateToken", body);
  const outcome = rig.world.pay(at(answer, "formToken"), { card });
  if (outcome.kind !== "accepted" || outcome.token === null) throw new Error(JSON.stringify(outcome));
  return outcome.token;
}

type Form = Readonly<Record<string, string>>;

/** Sends a form to a page. */
export async function postForm(world: LyraWorld, path: string, form: Form): Promise<WireResponse> {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const body = new TextEncoder().encode(new URLSearchParams(form).toString());
  return world.handle({ method: "POST", path, headers, body });
}

/** Opens a page. */
export async function get(world: LyraWorld, path: string, language = ""): Promise<WireResponse> {
  return world.handle({ method: "GET", path, headers: { "accept-language": language }, body: new Uint8Array() });
}

/** The path of a link. */
export function pathOf(url: string): string {
  return new URL(url).pathname;
}

/** What a notification's post says: the form, and the answer inside. */
export function noticeOf(body: Uint8Array): { form: URLSearchParams; answer: JsonObject } {
  const form = new URLSearchParams(new TextDecoder().decode(body));
  return { form, answer: parsed(form.get("kr-answer") ?? "") };
}

/** The objects of a list. */
export function listAt(object: JsonObject, name: string): JsonObject[] {
  const list = object[name];
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** Sends a form and lets the time pass that the gateway waits for the merchant. */
export async function press(rig: Rig, path: string, form: Form): Promise<WireResponse> {
  const answer = postForm(rig.world, path, form);
  await rig.clock.pass(1_000);
  return answer;
}
