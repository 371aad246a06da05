import type { WireResponse } from "../wire.ts";
import { answer, failure } from "./graph-answers.ts";
import { randomHex } from "./ids.ts";
import { type JsonObject, objectOf, textOf } from "./json.ts";
import type { MetaContext, MetaState, NumberRecord } from "./state.ts";

/**
 * The handshake: GET with `hub.mode`, `hub.verify_token` and `hub.challenge`; the receiver must answer 200 with the
 * bare challenge. Throws when the world has no way to GET.
 */
export async function handshake(context: MetaContext, url: string, verifyToken: string): Promise<boolean> {
  const { get } = context.ports;
  if (get === undefined) throw new Error("This world has no `get` port, which the webhook handshake needs.");
  const challenge = String(Number.parseInt(randomHex(context, 8), 16));
  const address = new URL(url);
  address.searchParams.set("hub.mode", "subscribe");
  address.searchParams.set("hub.challenge", challenge);
  address.searchParams.set("hub.verify_token", verifyToken);
  try {
    const { status, body } = await get(address.href);
    return status === 200 && Buffer.from(body).toString("utf8") === challenge;
  } catch {
    return false;
  }
}

/** The receiver of a number's webhooks has moved: those still on their way there follow it. */
export function readdress({ webhooks, agenda }: MetaState, number: NumberRecord, url: string): void {
  const before = number.webhookUrl;
  number.webhookUrl = url;
  const { gathering, line, underway } = webhooks;
  const gathered = gathering.get(before);
  if (gathered !== undefined && gathering.delete(before)) {
    gathering.set(url, [...(gathering.get(url) ?? []), ...gathered]);
  }
  const planned = [...agenda].map(({ task }) => task);
  const waiting = [...line, ...underway, ...planned.flatMap((task) => (task.kind === "post" ? [task.post] : []))];
  for (const one of [...waiting, ...planned.filter((task) => task.kind === "gathered")]) {
    if (one.url === before) one.url = url;
  }
}

async function redirect(
  context: MetaContext,
  numbers: readonly NumberRecord[],
  url: string,
  token: string,
): Promise<WireResponse | undefined> {
  if (url.length > 200) return failure(context, 100, "The callback address must be at most 200 characters long.");
  if (!(await handshake(context, url, token))) {
    const details = "Callback verification failed: the receiver did not answer 200 with the challenge.";
    return failure(context, 2200, details, { status: 400 });
  }
  for (const number of numbers) {
    number.webhookUrl = url;
    number.verifyToken = token;
  }
  return undefined;
}

/** `GET|POST|DELETE /{waba}/subscribed_apps`, with an optional address of its own. */
export async function subscribedApps(
  context: MetaContext,
  numbers: readonly NumberRecord[],
  method: string,
  body: JsonObject,
): Promise<WireResponse> {
  if (method === "POST") {
    const url = textOf(body["override_callback_uri"]);
    const refused =
      url === undefined ? undefined : await redirect(context, numbers, url, textOf(body["verify_token"]) ?? "");
    if (refused !== undefined) return refused;
    for (const number of numbers) number.subscribed = true;
    return answer(200, { success: true });
  }
  if (method === "DELETE") {
    for (const number of numbers) number.subscribed = false;
    return answer(200, { success: true });
  }
  const [first] = numbers.filter((number) => number.subscribed);
  if (first === undefined) return answer(200, { data: [] });
  const id = first.setup.appId ?? "1";
  const app = { id, name: "App", link: `https://www.facebook.com/games/?app_id=${id}` };
  return answer(200, {
    data: [{ whatsapp_business_api_data: app, override_callback_uri: first.webhookUrl }],
  });
}

/** `POST /{phone}` with `webhook_configuration`: an address for this number alone. */
export async function numberWebhook(
  context: MetaContext,
  number: NumberRecord,
  body: JsonObject,
): Promise<WireResponse> {
  const configuration = objectOf(body["webhook_configuration"]);
  const url = textOf(configuration["override_callback_uri"]);
  if (url === undefined) return failure(context, 100, "The parameter webhook_configuration is required.");
  const refused = await redirect(context, [number], url, textOf(configuration["verify_token"]) ?? "");
  return refused ?? answer(200, { success: true });
}
