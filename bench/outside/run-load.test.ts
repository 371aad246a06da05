import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { readPost } from "../floors/webhook-fields.ts";
import { planOf } from "../sections/measure.ts";
import { createCustomers } from "./customers.ts";
import type { Outcome, Plan } from "./plan.ts";
import { createPostman } from "./postman.ts";
import { type Load, startLoad } from "./run-load.ts";
import { appSecret, codeIn, signatureOf } from "./texts.ts";

type Heard = { readonly id: string; readonly phone: string; readonly code: number };

/** What a shop does with a message it hears: it answers with `answer`, as often as it likes. */
type Shop = (heard: Heard, answer: (heard: Heard) => void) => void;

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Runs a load on a shop that checks signatures as the shop behind `isSigned` does, and takes each message once. */
async function run(shop: Shop, plan: Partial<Plan> = {}, isSigned = true): Promise<Outcome> {
  const seen = new Set<string>();
  let load: Load | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks);
      const wrong = request.headers["x-hub-signature-256"] !== signatureOf(body.toString("utf8"));
      response.writeHead(wrong && isSigned ? 401 : 200).end();
      const post = readPost(body);
      if (wrong || post.kind === "status" || seen.has(post.id)) return;
      seen.add(post.id);
      shop({ id: post.id, phone: post.phone, code: codeIn(post.text) ?? -1 }, ({ id, phone, code }) =>
        load?.arrived(phone, code, { id, opaque: undefined }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const postman = createPostman();
  closing.push(postman.close, async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const pace = { kind: "in-flight", posts: 3, customers: 3 } as const;
  const full = planOf({ urls: [url], pace, milliseconds: 60_000, most: 60, patience: 1_000, ...plan });
  load = startLoad(full, createCustomers(), postman);
  return load.outcome;
}

const isTenth = ({ id }: Heard): boolean => id.endsWith("5");

describe("a load", () => {
  it("finds nothing wrong with a shop that answers each message once", async () => {
    const outcome = await run((heard, answer) => answer(heard), { duplicates: 0.3, forged: 3, statuses: true });
    expect(outcome.accepted).toBeGreaterThan(0);
    expect(outcome).toMatchObject({ lost: 0, doubled: 0, disordered: 0, refused: 0, forged: 6, forgedAccepted: 0 });
    expect([outcome.answered, outcome.statuses]).toEqual([outcome.accepted, 3 * outcome.accepted]);
  });
  it("counts what is never answered", async () => {
    let silent = 0;
    const outcome = await run((heard, answer) => {
      if (isTenth(heard)) silent += 1;
      else answer(heard);
    });
    expect(silent).toBeGreaterThan(0);
    expect(outcome.lost).toBe(silent);
  });
  it("counts what is answered twice", async () => {
    let twice = 0;
    const outcome = await run((heard, answer) => {
      answer(heard);
      if (!isTenth(heard)) return;
      twice += 1;
      answer(heard);
    });
    expect(twice).toBeGreaterThan(0);
    expect(outcome.doubled).toBe(twice);
  });
  it("counts an answer that overtakes an earlier message's", async () => {
    let held: Heard | undefined;
    let isReleased = false;
    const outcome = await run((heard, answer) => {
      if (held === undefined) {
        held = heard;
        return;
      }
      answer(heard);
      if (isReleased || held.phone !== heard.phone) return;
      isReleased = true;
      answer(held);
    });
    expect(outcome).toMatchObject({ disordered: 1, doubled: 0 });
  });
  it("counts forged posts that are accepted", async () => {
    const outcome = await run((heard, answer) => answer(heard), { forged: 2 }, false);
    expect(outcome).toMatchObject({ forged: 4, forgedAccepted: 4 });
  });
  it("measures how long the answers to what was accepted before a mark took", async () => {
    const customers = createCustomers();
    const waiting: Heard[] = [];
    const postman = createPostman();
    closing.push(postman.close);
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const post = readPost(Buffer.concat(chunks));
        if (post.kind === "message") waiting.push({ id: post.id, phone: post.phone, code: codeIn(post.text) ?? -1 });
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closing.push(async () => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const pace = { kind: "waiting", customers: 2 } as const;
    const load = startLoad(
      planOf({ urls: [url], pace, milliseconds: 60_000, most: 2, patience: 10_000 }),
      customers,
      postman,
    );
    while (waiting.length < 2) await pause(5);
    await pause(20);
    load.mark();
    await pause(100);
    for (const { phone, code, id } of waiting) load.arrived(phone, code, { id, opaque: undefined });
    const { settledAfterMark, lost } = await load.outcome;
    expect(lost).toBe(0);
    expect(settledAfterMark).toBeGreaterThan(0);
  });
});

describe("the secret", () => {
  it("signs the bytes as Meta does", () => {
    expect(appSecret).not.toBe("");
    expect(signatureOf("{}")).toMatch(/^sha256=[0-9a-f]{64}$/);
  });
});
