import { type IncomingMessage, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { type HttpAnswer, HttpFailure, type HttpRequest } from "#contracts/http-port";
import type { RowOf, Store } from "#contracts/store";
import type { TableName } from "#contracts/tables";
import { createIntake } from "#engine/intake";
import { receiveWebhook } from "#engine/receive-webhook";
import { reconcilePayments } from "#engine/reconcile-payments";
import { createShops } from "#engine/shops";
import { channel as whatsapp } from "../../server/channels/whatsapp/channel.ts";
import { provider as whatsappPay } from "../../server/payments/whatsapp-pay/provider.ts";
import { serveMeta } from "../../world/meta/face-http.ts";
import { createMetaWorld } from "../../world/meta/model.ts";
import type { MetaUser, MetaWorld, PhoneMessage } from "../../world/meta/model-types.ts";
import { paperWorld } from "./paper-world.ts";
import { paperRail } from "./paper.ts";
import { makeTime, openRounds, paperPorts } from "./rig.ts";

/** The country a scene plays in. */
export type Scene = {
  readonly country: "IN" | "BR";
  readonly currency: "INR" | "BRL";
  readonly number: string;
  readonly customer: string;
  readonly language: string;
  /** The shop's rails, in order. */
  readonly rails: readonly ("chat" | "card")[];
};

/** A tea shop in Mumbai: paid in the chat, else by a link. */
export const mumbai: Scene = {
  country: "IN",
  currency: "INR",
  number: "+919800000001",
  customer: "+919876543210",
  language: "en",
  rails: ["chat", "card"],
};

/** A bakery in São Paulo: its rail's page, shown with the order. */
export const saoPaulo: Scene = {
  country: "BR",
  currency: "BRL",
  number: "+5511930000001",
  customer: "+5511998765432",
  language: "pt",
  rails: ["card"],
};

const businessId = "01900000-0000-7000-8000-000000000001";
const secrets = { appSecret: "an-app-secret", verifyToken: "verify", accessToken: "a-token" } as const;
const ids = { phoneNumberId: "1001", wabaId: "2002" } as const;

function stockOf(scene: Scene, graphUrl: string) {
  const { country, currency, number, language, rails } = scene;
  const access = { ...ids, displayPhoneNumber: number, graphUrl, graphVersion: "v25.0" };
  const settings = { ...access, ...secrets, catalogueId: "tea-catalogue", chatPayments: country };
  const gateway = { ...access, accessToken: secrets.accessToken, gateway: "razorpay", configurationName: "tea-pay" };
  return async (store: Store): Promise<void> => {
    await store.installation.putBusiness({ businessId, slug: "tea" });
    await store.installation.putDirectory({ plug: "channel", kind: "whatsapp", id: "wa", businessId });
    await store.tx(businessId, async (tx) => {
      const about = { country, currency, languages: [language], time_zone: "UTC", settings: {} };
      await tx.insert("profile", [{ slug: "tea", name: "Tea", ...about, changed_at: 0 }]);
      const account = { channel_id: "wa", kind: "whatsapp", name: "WhatsApp", settings };
      await tx.insert("channel_account", [
        { ...account, state: "on", paused_until: null, pause_reason: null, changed_at: 0 },
      ]);
      const railOf = (id: "chat" | "card", position: number) => ({
        rail_id: id,
        kind: id === "chat" ? "whatsapp-pay" : "paper-rail",
        name: id,
        settings: id === "chat" ? gateway : {},
        state: "on" as const,
        position,
        changed_at: 0,
      });
      await tx.insert("rail", rails.map(railOf));
      const shared = { description: {}, currency, vat_class: "standard", image: null, archived: false } as const;
      const product = { ...shared, sku: "TEA-1", name: { [language]: "Assam" }, price_minor: 44_900, stock: 5 };
      await tx.insert("product", [{ ...product, options: [], position: 0, changed_at: 0 }]);
    });
  };
}

type Timer = { readonly at: number; readonly run: () => void };

/** The world's timers under the test's own time. */
function timers(now: () => number) {
  const waiting: Timer[] = [];
  return {
    after: (milliseconds: number, run: () => void) => void waiting.push({ at: now() + Math.max(0, milliseconds), run }),
    due: (): readonly Timer[] => {
      const due = waiting.filter(({ at }) => at <= now()).toSorted((a, b) => a.at - b.at);
      for (const timer of due) waiting.splice(waiting.indexOf(timer), 1);
      return due;
    },
  };
}

/** One request over the wire. */
async function overHttp({ method, url, headers, body }: HttpRequest): Promise<HttpAnswer> {
  try {
    const answer = await fetch(url, {
      method,
      headers: { ...headers },
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
    });
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: new Uint8Array(await answer.arrayBuffer()),
    };
  } catch (error) {
    throw new HttpFailure(String(error), "maybe");
  }
}

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

/** Serves the till's own address on a free port. */
async function listen(take: (path: string, headers: Record<string, string>, body: Buffer) => Promise<number>) {
  const server = createServer((request, response) => {
    void buffer(request)
      .then((body) => take(request.url ?? "/", headersOf(request), body))
      .then((status) => response.writeHead(status).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * A shop on the memory store and WhatsApp's world, with real HTTP between them both ways: sends, look-ups and refunds to
 * the world, its webhooks to the till. Time moves only when told to.
 */
export async function openChatPay(scene: Scene) {
  const time = makeTime();
  const clock = timers(time.now);
  let take = async (_path: string, _headers: Record<string, string>, _body: Buffer): Promise<number> => 503;
  const till = await listen((path, headers, body) => take(path, headers, body));
  const posting = new Set<Promise<number>>();
  let lost: (body: string) => boolean = () => false;
  const meta = createMetaWorld(
    {
      now: time.now,
      after: clock.after,
      random: () => 0.5,
      post: (url, { headers, body }) => {
        if (lost(Buffer.from(body).toString())) return Promise.resolve(200);
        const post = overHttp({ method: "POST", url, headers, body }).then(({ status }) => status);
        posting.add(post);
        return post.finally(() => posting.delete(post));
      },
    },
    { lateCodes: [1026, 2046, 2047] },
  );
  const graph = await serveMeta(meta, { port: 0 });
  const customer = furnish(meta, scene, `${till.url}/webhooks/whatsapp/wa`);
  const paper = paperWorld(time.now);
  const called: string[] = [];
  const ports = {
    ...paperPorts(time, async (request) => {
      if (request.url.startsWith("paper:")) return paper.behave(request);
      called.push(`${request.method} ${new URL(request.url).pathname}`);
      return overHttp(request);
    }),
    channels: [whatsapp],
    rails: [whatsappPay, paperRail],
  };
  const rounds = await openRounds(ports, stockOf(scene, graph.url));
  const shops = createShops(ports);
  const intake = createIntake(ports, () => undefined);
  take = async (path, headers, body) => {
    const [, , kind = "", id = ""] = path.split("/");
    return (await receiveWebhook(ports, shops, intake, { kind, id }, { method: "POST", query: {}, headers, body }))
      .status;
  };
  /** Lets everything that is under way end, a second of the world's at a time. */
  const calm = async (): Promise<void> => {
    for (let still = 0; still < 3; ) {
      time.pass(1_000);
      const due = clock.due();
      for (const { run } of due) run();
      while (posting.size > 0) await Promise.allSettled(posting);
      await rounds.settle();
      still = due.length === 0 ? still + 1 : 0;
    }
  };
  const shown = (): readonly PhoneMessage[] =>
    meta.chat("customer", ids.phoneNumberId).messages.filter(({ from }) => from === "business");
  return {
    ports,
    meta,
    customer,
    number: ids.phoneNumberId,
    called,
    calm,
    shown,
    /** The messages of a kind that reached her phone. */
    ofType: (type: string) =>
      shown().filter(({ content, status }) => (content as { type?: string }).type === type && status !== "failed"),
    rows: <Name extends TableName>(table: Name): Promise<readonly RowOf<Name>[]> =>
      ports.store.tx(businessId, (tx) => tx.select(table, {})),
    say: async (text: string) => {
      customer.say(ids.phoneNumberId, text);
      await calm();
    },
    /** Taps a button she was shown, by a part of its id. */
    tap: async (part: string) => {
      const button = shown()
        .flatMap(({ id, content }) => buttonsOf(content).map((reply) => ({ id, reply })))
        .findLast(({ reply }) => reply.includes(part));
      if (!button) throw new Error(`no button ${part} was shown`);
      customer.tapButton(ids.phoneNumberId, button.id, button.reply);
      await calm();
    },
    /** Buys one packet of tea, up to the order in the chat or the link. */
    order: async () => {
      customer.sendCart(ids.phoneNumberId, [{ retailerId: "TEA-1", quantity: 1 }]);
      await calm();
    },
    /** From now on webhooks that say this are lost on their way. */
    lose: (which: (body: string) => boolean) => {
      lost = which;
    },
    pass: async (milliseconds: number) => {
      time.pass(milliseconds);
      await calm();
      await reconcilePayments(ports, await rounds.shopNow());
      await calm();
    },
    look: async () => {
      await reconcilePayments(ports, await rounds.shopNow());
      await calm();
    },
    shopNow: rounds.shopNow,
    paper,
    close: async () => {
      await graph.close();
      await till.close();
    },
  };
}

function buttonsOf(content: unknown): readonly string[] {
  const { action } = content as {
    readonly action?: { readonly buttons?: readonly { readonly reply?: { readonly id: string } }[] };
  };
  return (action?.buttons ?? []).flatMap(({ reply }) => (reply === undefined ? [] : [reply.id]));
}

function furnish(meta: MetaWorld, scene: Scene, webhookUrl: string): MetaUser {
  meta.addNumber({
    ...ids,
    ...secrets,
    displayPhoneNumber: scene.number,
    webhookUrl,
    name: "Tea",
    paymentConfigurations: ["tea-pay"],
  });
  const tea = { retailerId: "TEA-1", name: "Assam", priceMinor: 44_900, currency: scene.currency } as const;
  meta.setCatalogue(ids.phoneNumberId, {
    catalogId: "tea-catalogue",
    products: [{ ...tea, availability: "in stock" }],
  });
  return meta.addUser({ id: "customer", name: "Asha", phone: scene.customer, language: scene.language });
}
