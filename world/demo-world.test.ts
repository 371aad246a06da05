import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RunningWorld, startWorld } from "./demo-world.ts";
import type { PhoneStart } from "./phone/api.ts";
import { memoryFileAt } from "./real-ports-file.ts";
import type { WorldSetup } from "./setup.ts";

let folder: string;
let till: Server;
/** What the till was posted: path and body. */
let posted: string[];
let said: string[];
let world: RunningWorld | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "comptoir-world-"));
  posted = [];
  said = [];
  till = createServer((request, response) => {
    void take(request).then((answer) => response.end(answer));
  });
  await new Promise<void>((resolve) => till.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await world?.close();
  world = undefined;
  till.closeAllConnections();
  await new Promise((resolve) => till.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

/** The till takes every webhook and shakes every hand. */
async function take(request: IncomingMessage): Promise<string> {
  const { pathname, searchParams } = new URL(request.url ?? "/", "http://till");
  const body = await text(request);
  if (request.method === "POST") posted.push(`${pathname} ${body}`);
  return searchParams.get("hub.challenge") ?? "";
}

const memoryFile = (): string => join(folder, "world.json");

function setup(priceMinor = 4_990): WorldSetup {
  const address = till.address();
  const tillUrl = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  return {
    ports: { phone: 0, meta: 0, stripe: 0, lyra: 0 },
    tillUrl,
    offsetMs: 0,
    memoryFile: memoryFile(),
    shops: [
      {
        id: "lyon",
        name: "Atelier",
        country: "FR",
        currency: "EUR",
        languages: ["fr"],
        whatsapp: {
          phoneNumberId: "1001",
          wabaId: "2002",
          displayPhoneNumber: "+33700000001",
          accessToken: "TOKEN",
          appSecret: "secret",
          verifyToken: "verify",
          webhookUrl: `${tillUrl}/webhooks/whatsapp/wa`,
        },
        stripe: { secretKey: "sk_test_1", webhookSecret: "whsec_1", webhookUrl: `${tillUrl}/webhooks/stripe/card` },
        lyra: {
          shopId: "12345678",
          password: "testpassword_1",
          hmacKey: "hmac",
          ipnUrl: `${tillUrl}/webhooks/lyra/payzen`,
        },
        products: [{ sku: "RING-54", names: { fr: "Bague" }, descriptions: {}, priceMinor, inStock: true }],
      },
    ],
  };
}

async function begin(priceMinor?: number): Promise<RunningWorld> {
  world = await startWorld(setup(priceMinor), { ask: () => {}, say: (words) => said.push(words) });
  return world;
}

async function end(): Promise<void> {
  await world?.close();
  world = undefined;
}

const phoneStart = async ({ addresses }: RunningWorld): Promise<PhoneStart> =>
  (await (await fetch(`${addresses.worldUrl}/api/start`)).json()) as PhoneStart;

async function act({ addresses }: RunningWorld, wish: object): Promise<void> {
  const body = JSON.stringify({ customer: "lea", number: "1001", act: wish });
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${addresses.worldUrl}/api/act`, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(await answer.text());
}

const shownTo = async (running: RunningWorld, customer: string): Promise<readonly unknown[]> => {
  const { chats } = await phoneStart(running);
  return chats.find(({ userId }) => userId === customer)?.messages.map(({ content }) => content) ?? [];
};

const askStripe = ({ addresses }: RunningWorld, path: string, form?: Record<string, string>): Promise<Response> =>
  fetch(`${addresses.stripeUrl}${path}`, {
    headers: { authorization: "Bearer sk_test_1" },
    ...(form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }),
  });

async function openSession(running: RunningWorld): Promise<string> {
  const answer = await askStripe(running, "/v1/checkout/sessions", {
    mode: "payment",
    "line_items[0][price_data][currency]": "eur",
    "line_items[0][price_data][unit_amount]": "4990",
    "line_items[0][price_data][product_data][name]": "Bague",
    "line_items[0][quantity]": "1",
    success_url: "https://shop.example/thanks",
  });
  return ((await answer.json()) as { id: string }).id;
}

/** Asks Lyra for a payment order and gives the address of its page. */
async function openOrder({ addresses }: RunningWorld): Promise<string> {
  const answer = await fetch(`${addresses.lyraUrl}/api-payment/V4/Charge/CreatePaymentOrder`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa("12345678:testpassword_1")}`, "content-type": "application/json" },
    body: JSON.stringify({
      amount: 4_990,
      currency: "EUR",
      orderId: "o1",
      channelOptions: { channelType: "URL" },
      transactionOptions: { cardOptions: { manualValidation: "NO" } },
    }),
  });
  return ((await answer.json()) as { answer: { paymentURL: string } }).answer.paymentURL;
}

const card = { cardNumber: "4970100000000055", cardExpiry: "12/30", cardCvv: "123" };

async function forward({ addresses }: RunningWorld, forwardMs: number): Promise<void> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ forwardMs });
  await fetch(`${addresses.worldUrl}/control/clock`, { method: "POST", headers, body });
}

/** Waits until the till was posted something with these words. */
async function untilPosted(words: string): Promise<void> {
  while (!posted.some((one) => one.includes(words))) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe("the demo's world", () => {
  it("knows the chats, the files and the sessions of the start before; the shops are as the new setup says", async () => {
    const first = await begin();
    first.setTill({ state: "up", starts: 1 });
    await act(first, { do: "say", text: "Bonjour, c'est Léa" });
    const base64 = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]).toString("base64");
    await act(first, { do: "send-file", kind: "image", mimeType: "image/png", base64 });
    await fetch(`${first.addresses.metaUrl}/v25.0/1001/messages`, {
      method: "POST",
      headers: { authorization: "Bearer TOKEN", "content-type": "application/json" },
      body: JSON.stringify({
        messaging_product: "whatsapp",
        to: "33612345678",
        type: "text",
        text: { body: "Bonjour Léa" },
      }),
    });
    const session = await openSession(first);
    await untilPosted("Bonjour, c'est L");
    await end();

    const second = await begin(5_990);
    const messages = await shownTo(second, "lea");
    expect(messages).toHaveLength(3);
    expect(messages).toMatchObject([
      { body: "Bonjour, c'est Léa" },
      { mime_type: "image/png" },
      { body: "Bonjour Léa" },
    ]);
    const { chats, shops, customers, controls } = await phoneStart(second);
    const picture = chats.flatMap((chat) => chat.messages).find(({ mediaId }) => mediaId !== undefined);
    expect((await fetch(`${second.addresses.worldUrl}/media/${picture?.mediaId ?? ""}`)).status).toBe(200);
    expect(shops[0]?.products[0]?.priceMinor).toBe(5_990);
    expect(new Set(customers.map(({ id }) => id)).size).toBe(8);
    expect(controls.score).toMatchObject({ lost: 0, doubled: 0 });
    expect(await (await askStripe(second, `/v1/checkout/sessions/${session}`)).json()).toMatchObject({
      id: session,
      status: "open",
      url: expect.stringContaining(session),
    });
    expect((await fetch(`${second.addresses.stripeUrl}/c/pay/${session}`)).status).toBe(200);
    expect(said).toEqual([]);
  });

  it("posts to the till, once it is up, what no till took before", async () => {
    await act(await begin(), { do: "say", text: "Personne ?" });
    await end();
    expect(posted).toEqual([]);
    const second = await begin();
    second.setTill({ state: "up", starts: 1 });
    await untilPosted("Personne ?");
    expect((await phoneStart(second)).controls.score).toMatchObject({ retried: 0, lost: 0 });
  });

  it("sells by Lyra too, tells the till, remembers it, and takes the money when a day has been travelled", async () => {
    const first = await begin();
    first.setTill({ state: "up", starts: 1 });
    const link = await openOrder(first);
    expect(link.startsWith(`${first.addresses.lyraUrl}/t/`)).toBe(true);
    expect((await fetch(link, { method: "POST", body: new URLSearchParams(card) })).status).toBe(200);
    await untilPosted("AUTHORISED");
    expect(posted.every((one) => one.startsWith("/webhooks/lyra/payzen "))).toBe(true);
    await end();

    const second = await begin();
    second.setTill({ state: "up", starts: 1 });
    const page = await fetch(link.replace(first.addresses.lyraUrl, second.addresses.lyraUrl));
    expect(page.status).toBe(200);
    await forward(second, 24 * 3_600_000);
    await untilPosted("CAPTURED");
    expect(said).toEqual([]);
  });

  it("shows Lyra's pages in the phone: no header forbids the frame", async () => {
    const page = await fetch(await openOrder(await begin()));
    expect(page.headers.get("x-frame-options")).toBeNull();
    expect(page.headers.get("content-security-policy")).not.toContain("frame-ancestors");
  });

  it("takes up a memory of the time before Lyra", async () => {
    await act(await begin(), { do: "say", text: "Bonjour" });
    await end();
    const file = memoryFileAt(memoryFile());
    const { lyra: _, ...older } = file.read() as Record<string, unknown>;
    await file.write(older);
    const second = await begin();
    expect(await shownTo(second, "lea")).toHaveLength(1);
    expect(said).toEqual([]);
    expect((await fetch(await openOrder(second))).status).toBe(200);
  });

  it("begins anew with a word about it when its memory cannot be read", async () => {
    await act(await begin(), { do: "say", text: "Bonjour" });
    await end();
    writeFileSync(memoryFile(), '{"version":1,"sha256":"half of it');
    const second = await begin();
    expect(await shownTo(second, "lea")).toEqual([]);
    expect(said).toEqual([expect.stringContaining(`${memoryFile()}.unreadable`)]);
    expect(existsSync(`${memoryFile()}.unreadable`)).toBe(true);
    await act(second, { do: "say", text: "Encore moi" });
    await end();
    expect(await shownTo(await begin(), "lea")).toEqual([{ body: "Encore moi" }]);
  });

  it("forgets when no file is named, and still runs when the file cannot be written", async () => {
    const { memoryFile: _, ...forgetful } = setup();
    world = await startWorld(forgetful, { ask: () => {}, say: (words) => said.push(words) });
    await act(world, { do: "say", text: "Bonjour" });
    await end();
    expect(existsSync(memoryFile())).toBe(false);
    const nowhere = { ...setup(), memoryFile: join(folder, "no", "such", "folder.json") };
    world = await startWorld(nowhere, { ask: () => {}, say: (words) => said.push(words) });
    await act(world, { do: "say", text: "Bonjour" });
    await end();
    expect(said).toEqual([expect.stringContaining("cannot be kept")]);
  });
});
