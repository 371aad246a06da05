import type { WireRequest, WireResponse } from "../wire.ts";
import { type JsonObject, parseObject } from "./json.ts";
import { createMetaWorld } from "./model.ts";
import type { MetaOptions, MetaUser, MetaWorld } from "./model-types.ts";
import type { RuleStage } from "./rule-shape.ts";
import { sampleCatalogue, sampleMessageId, samplePhone, sampleSends, sampleTemplates } from "./sample-sends.ts";

/** A webhook the stage received. */
export type ReceivedPost = { readonly url: string; readonly request: WireRequest; readonly at: number };

/** A world under a clock that only moves when told, with a business, a customer and a receiver that remembers. */
export type Rehearsal = RuleStage & {
  readonly customer: MetaUser;
  readonly received: ReceivedPost[];
  /** Bodies of the received webhooks. */
  readonly bodies: () => readonly JsonObject[];
  /** What the receiver answers from now on, and after how long; 0: it cannot be reached. */
  readonly answerWith: (status: number, afterMs?: number) => void;
  readonly request: (method: string, path: string, token: string, body?: JsonObject) => Promise<WireResponse>;
  readonly now: () => number;
};

/** The secrets and ids of the rehearsal's business. */
export const rehearsed = {
  phoneNumberId: "1001",
  wabaId: "2002",
  token: "TOKEN",
  appSecret: "secret",
  webhookUrl: "http://shop.test/webhooks/whatsapp/wa",
} as const;

/** 1 November 2026, noon UTC. */
const start = 1_793_534_400_000;

const firstBytes: Readonly<Record<string, readonly number[]>> = {
  "image/jpeg": [0xff, 0xd8, 0xff, 0xe0],
  "image/png": [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
};

/** A small file that starts as its type should. */
export function smallFile(mimeType: string): Uint8Array {
  return Uint8Array.from([...(firstBytes[mimeType] ?? []), 1, 2, 3, 4]);
}

/** Repeats a seed into numbers in [0, 1) (a linear congruence; good enough to be the same every time). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

type Task = { readonly at: number; readonly order: number; readonly run: () => void };

function createClock() {
  let now = start;
  let order = 0;
  const tasks: Task[] = [];
  /** Lets what waits for a promise go on; every chain of the model is shorter than this. */
  const settle = async (turns: number): Promise<void> => {
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
  };
  return {
    now: () => now,
    after: (milliseconds: number, run: () => void): void => {
      order += 1;
      tasks.push({ at: now + Math.max(0, milliseconds), order, run });
    },
    advance: async (milliseconds: number): Promise<void> => {
      const end = now + milliseconds;
      await settle(64);
      for (;;) {
        tasks.sort((one, other) => one.at - other.at || one.order - other.order);
        const next = tasks[0];
        if (next === undefined || next.at > end) break;
        tasks.shift();
        now = next.at;
        next.run();
        await settle(64);
      }
      await settle(512);
      now = end;
    },
  };
}

/** Builds the stage: number 1001 of account 2002, catalogue, templates, one customer whose window is open. */
export async function rehearse(options: MetaOptions = {}, seed = 1): Promise<Rehearsal> {
  const clock = createClock();
  const received: ReceivedPost[] = [];
  const web = new Map<string, WireResponse>();
  let reply = { status: 200, afterMs: 0 };
  const world = createMetaWorld(
    {
      now: clock.now,
      after: clock.after,
      random: seeded(seed),
      post: async (url, request) => {
        const { status, afterMs } = reply;
        if (afterMs > 0) await new Promise<void>((resolve) => clock.after(afterMs, resolve));
        if (status === 0) throw new Error("unreachable");
        received.push({ url, request, at: clock.now() });
        return status;
      },
      get: async (url) => web.get(url) ?? { status: 404, headers: {}, body: new Uint8Array() },
    },
    options,
  );
  const publish = (url: string, code: number, mimeType: string, bytes: Uint8Array): void => {
    web.set(url, { status: code, headers: { "content-type": mimeType }, body: bytes });
  };
  publishSamples(publish);
  const customer = furnish(world);
  const messageId = customer.say(rehearsed.phoneNumberId, "Bonjour");
  const request = callerOf(world);
  const call = (method: string, path: string, body?: JsonObject) => request(method, path, rehearsed.token, body);
  const send = (body: JsonObject) => {
    const text = JSON.stringify(body).replaceAll(sampleMessageId, messageId);
    return call("POST", "v25.0/1001/messages", parseObject(Buffer.from(text)) ?? {});
  };
  await send({ ...sampleSends["interactive.order_details"], ...orderZero() });
  await clock.advance(1_000);
  received.length = 0;
  return {
    world,
    customer,
    userId: "lea",
    phoneNumberId: rehearsed.phoneNumberId,
    wabaId: rehearsed.wabaId,
    received,
    bodies: () => received.map((post) => parseObject(post.request.body) ?? {}),
    answerWith: (status, afterMs = 0) => {
      reply = { status, afterMs };
    },
    advance: clock.advance,
    now: clock.now,
    publish,
    request,
    call,
    send,
    upload: (mimeType) => upload(world, mimeType),
  };
}

/** The order that the sample of order_status speaks of. */
function orderZero(): JsonObject {
  const text = JSON.stringify(sampleSends["interactive.order_details"]).replace("pedido-2026-1", "pedido-2026-0");
  return parseObject(Buffer.from(text)) ?? {};
}

function publishSamples(publish: RuleStage["publish"]): void {
  const files = { "ring.jpg": "image/jpeg", "ring.mp4": "video/mp4", "hello.ogg": "audio/ogg" };
  for (const [name, type] of Object.entries({ ...files, "r.pdf": "application/pdf", "thanks.webp": "image/webp" })) {
    publish(`https://shop.example/${name}`, 200, type, smallFile(type));
  }
}

function furnish(world: MetaWorld): MetaUser {
  world.addNumber({
    phoneNumberId: rehearsed.phoneNumberId,
    wabaId: rehearsed.wabaId,
    displayPhoneNumber: "+33700000001",
    accessToken: rehearsed.token,
    webhookUrl: rehearsed.webhookUrl,
    verifyToken: "verify",
    appSecret: rehearsed.appSecret,
    name: "Atelier Lyon",
    paymentConfigurations: ["tea-pay"],
  });
  world.setCatalogue(rehearsed.phoneNumberId, sampleCatalogue);
  for (const template of sampleTemplates) world.addTemplate(rehearsed.wabaId, template);
  world.addUser({ id: "asha", name: "Asha", phone: "+919876543210" }).say(rehearsed.phoneNumberId, "Namaste");
  world.addUser({ id: "joao", name: "João", phone: "+5511999998888" }).say(rehearsed.phoneNumberId, "Oi");
  world.addUser({ id: "noa", name: "Noa", bsuid: "FR.13491208655302741918", username: "noa.b" });
  return world.addUser({ id: "lea", name: "Léa", phone: samplePhone, language: "fr" });
}

function callerOf(world: MetaWorld): Rehearsal["request"] {
  return (method, path, token, body) =>
    world.handle({
      method,
      path: `/${path}`,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: body === undefined ? new Uint8Array() : Buffer.from(JSON.stringify(body)),
    });
}

async function upload(world: MetaWorld, mimeType: string): Promise<string> {
  const form = multipart({ messaging_product: "whatsapp", type: mimeType }, mimeType, smallFile(mimeType));
  const answer = await world.handle({
    method: "POST",
    path: "/v25.0/1001/media",
    headers: { authorization: `Bearer ${rehearsed.token}`, "content-type": form.contentType },
    body: form.body,
  });
  return String(parseObject(answer.body)?.["id"]);
}

/** A multipart body with some fields and one file. */
export function multipart(fields: Readonly<Record<string, string>>, mimeType: string, bytes: Uint8Array) {
  const boundary = "----rehearsal";
  const head = Object.entries(fields)
    .map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join("");
  const file =
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n` +
    `Content-Type: ${mimeType}\r\n\r\n`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat([Buffer.from(head + file), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
