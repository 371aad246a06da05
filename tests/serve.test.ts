import { type ChildProcess, spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stopEmbeddedPostgres } from "../server/storage/embedded/embedded-postgres.ts";
import { type FakeGraph, startFakeGraph } from "./fake-graph.ts";

const folder = mkdtempSync(join(tmpdir(), "comptoir-serve-"));
const secret = "app-secret-of-the-test";
const environment = {
  PATH: process.env["PATH"] ?? "",
  COMPTOIR_DATA: join(folder, "data"),
  WA_APP_SECRET: secret,
  WA_VERIFY_TOKEN: "verify-me",
  WA_TOKEN: "token",
};
let graph: FakeGraph;
let server: ChildProcess;
let url: string;
let said = "";

const shopFile = (graphUrl: string): string => `
shop: { id: bench, name: Bench, country: FR, currency: EUR, languages: [fr, en], timeZone: Europe/Paris }
channels:
  - { id: wa, kind: whatsapp, phoneNumberId: "1001", wabaId: "2002", displayPhoneNumber: "+33700000001",
      appSecret: env:WA_APP_SECRET, verifyToken: env:WA_VERIFY_TOKEN, accessToken: env:WA_TOKEN, graphUrl: "${graphUrl}" }
answers:
  - { keywords: [prix, price], text: { fr: "Le prix est 49,90.", en: "The price is 49.90." } }
`;

const serve = async (): Promise<void> => {
  const file = join(folder, "shop.yaml");
  writeFileSync(file, shopFile(graph.url));
  server = spawn(process.execPath, ["server/cli/comptoir.ts", "serve", "--shop", file, "--port", "0"], {
    env: environment,
    stdio: ["ignore", "pipe", "pipe"],
  });
  said = "";
  const address = Promise.withResolvers<string>();
  server.stdout?.on("data", (bytes: Buffer) => {
    said += bytes.toString();
    const found = /serves at (http:\S+)/.exec(said)?.[1];
    if (found !== undefined) address.resolve(found);
  });
  server.stderr?.on("data", (bytes: Buffer) => {
    said += bytes.toString();
  });
  server.on("exit", (code, signal) => address.reject(new Error(`it ended with ${code ?? signal}: ${said}`)));
  url = await address.promise;
  for (;;) {
    const { status } = await fetch(`${url}/readyz`);
    if (status === 200) return;
    await pause(50);
  }
};

const stop = async (): Promise<number | null> => {
  if (server.exitCode !== null || server.signalCode !== null) return server.exitCode;
  const ended = new Promise<number | null>((resolve) => server.once("exit", resolve));
  server.kill("SIGTERM");
  return ended;
};

beforeAll(async () => {
  graph = await startFakeGraph();
  await serve();
});
afterAll(async () => {
  await stop();
  await graph.close();
  await stopEmbeddedPostgres(join(folder, "data", "postgres"));
  rmSync(folder, { recursive: true, force: true });
});

const messageOf = (id: string, from: string, body: string) => ({
  from,
  id,
  // Now: an answer to a text of yesterday would come outside the service window.
  timestamp: String(Math.floor(Date.now() / 1_000)),
  type: "text",
  text: { body },
});
const postOf = (messages: readonly ReturnType<typeof messageOf>[]): string =>
  JSON.stringify({
    object: "whatsapp_business_account",
    entry: [
      {
        id: "2002",
        changes: [
          {
            field: "messages",
            value: {
              messaging_product: "whatsapp",
              metadata: { display_phone_number: "33700000001", phone_number_id: "1001" },
              contacts: messages.map(({ from }) => ({ wa_id: from, profile: { name: "Léa" } })),
              messages,
            },
          },
        ],
      },
    ],
    // Meta writes every letter beyond ASCII like this: the signature is of these bytes, not of parsed JSON.
  }).replace(/[\u0080-\uffff]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);

const sign = (body: string, key = secret): string => `sha256=${createHmac("sha256", key).update(body).digest("hex")}`;
const post = async (body: string, headers: Record<string, string> = {}, path = "/webhooks/whatsapp/wa") => {
  const answer = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-hub-signature-256": sign(body), ...headers },
    body,
  });
  return { status: answer.status, body: await answer.text() };
};

const from = (n: number): string => `336120000${String(n).padStart(2, "0")}`;

describe("a served shop", () => {
  it("answers a keyword with exactly one text, however often the post comes", async () => {
    const before = graph.sends.length;
    const body = postOf([messageOf("wamid.1", from(1), "Quel est le prix de la bague gravée ?")]);
    const answers = await Promise.all([post(body), post(body), post(body)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    await graph.received(before + 1);
    await post(body);
    await post(postOf([messageOf("wamid.2", from(2), "price?")]));
    await graph.received(before + 2);
    const mine = graph.sends.filter(({ to }) => to.replace("+", "") === from(1));
    expect(mine).toHaveLength(1);
    expect(mine[0]).toMatchObject({ body: "Le prix est 49,90.", authorization: "Bearer token" });
  });
  it("answers each customer in order", async () => {
    const before = graph.sends.length;
    const texts = Array.from({ length: 5 }, (_, n) => messageOf(`wamid.row.${n}`, from(3), `prix ${n}`));
    for (const text of texts) expect((await post(postOf([text]))).status).toBe(200);
    await graph.received(before + 5);
    expect(graph.sends.slice(before)).toHaveLength(5);
  });
  it("shakes hands with the right token alone", async () => {
    const shake = (token: string) =>
      fetch(`${url}/webhooks/whatsapp/wa?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`);
    const right = await shake("verify-me");
    expect([right.status, await right.text()]).toEqual([200, "1158201444"]);
    expect((await shake("wrong")).status).toBe(403);
  });
});

describe("a post that is not a provider's", () => {
  const body = postOf([messageOf("wamid.x", from(9), "prix")]);
  it.each([
    ["without a signature", { "x-hub-signature-256": "" }],
    ["with another scheme", { "x-hub-signature-256": `sha1=${"0".repeat(40)}` }],
    ["signed by someone else", { "x-hub-signature-256": sign(body, "other") }],
    ["signed for another body", { "x-hub-signature-256": sign("{}") }],
    ["with a signature of another length", { "x-hub-signature-256": "sha256=abcd" }],
  ])("is refused %s, with an empty body", async (_, headers) => {
    expect(await post(body, headers)).toEqual({ status: 401, body: "" });
  });
  it("is refused with its signature sent twice", async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const sending = request(`${url}/webhooks/whatsapp/wa`, { method: "POST" }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      sending.on("error", reject);
      sending.setHeader("x-hub-signature-256", [sign(body), sign(body)]);
      sending.end(body);
    });
    expect(status).toBe(401);
  });
  it("is refused at an unknown address", async () => {
    expect((await post(body, {}, "/webhooks/whatsapp/nobody")).status).toBe(404);
    expect((await post(body, {}, "/webhooks/stripe/wa")).status).toBe(404);
    expect((await post(body, {}, "/webhooks/whatsapp")).status).toBe(404);
  });
  it("is refused packed, of another type, or too large", async () => {
    expect((await post(body, { "content-encoding": "gzip" })).status).toBe(415);
    expect((await post(body, { "content-type": "multipart/form-data; boundary=x" })).status).toBe(415);
    expect((await post("x".repeat(5 * 1024 * 1024))).status).toBe(413);
  });
  it("is kept as a dead letter when it is signed but no JSON", async () => {
    expect((await post("{nonsense")).status).toBe(200);
  });
});

describe("the rest of the port", () => {
  it("tells its health, and its figures to this machine alone", async () => {
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    await post(postOf([messageOf("wamid.figures", from(8), "bonjour")]));
    const figures = await (await fetch(`${url}/metrics`)).text();
    expect(figures).toContain("comptoir_webhook_received_total");
    expect(figures).not.toContain(from(1));
    expect((await fetch(`${url}/metrics`, { headers: { "x-forwarded-for": "8.8.8.8" } })).status).toBe(404);
  });
  it("describes its API", async () => {
    const document = (await (await fetch(`${url}/openapi.json`)).json()) as {
      openapi: string;
      paths: object;
      components: { schemas: object };
    };
    expect(Object.keys(document.components.schemas)).toEqual(expect.arrayContaining(["Order", "Payment", "Problem"]));
    expect(
      Object.keys(document.components.schemas)
        .filter((name) => name.endsWith("Input"))
        .toSorted(),
    ).toEqual(["MoneyInput", "ProductOptionInput"]);
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths)).toContain("/api/v1/shops/{shop}/threads/{thread}/messages");
  });
  it("answers what is not there as a problem", async () => {
    const answer = await fetch(`${url}/api/v1/nothing`);
    expect(answer.status).toBe(404);
    expect(answer.headers.get("content-type")).toContain("application/problem+json");
    expect(await answer.json()).toMatchObject({ status: 404, type: expect.stringMatching(/\/problems\/not-found$/) });
  });
  it("says on /paid that the bank has the word, in the reader's language", async () => {
    const answer = await fetch(`${url}/paid`, { headers: { "accept-language": "it,en;q=0.5" } });
    expect(answer.headers.get("x-robots-tag")).toBe("noindex, nofollow");
    expect(await answer.text()).toContain("appena la banca conferma");
  });
  it("shows nobody a payment by a token that was made up", async () => {
    const answer = await fetch(`${url}/pay/${"A".repeat(64)}`, { headers: { "accept-language": "it,en;q=0.5" } });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([404, "no-store"]);
    expect(await answer.text()).toContain("Qui non c’è nulla");
  });
  it("writes no number and no text into its log", () => {
    expect(said).not.toContain(from(1));
    expect(said).not.toContain("bague");
  });
});

describe("a stop", () => {
  it("ends with 0 and loses nothing: what was accepted is answered after the next start", async () => {
    const before = graph.sends.length;
    const accepted = Array.from({ length: 20 }, (_, n) => messageOf(`wamid.last.${n}`, from(20 + n), "prix"));
    const answers = await Promise.all(accepted.map((one) => post(postOf([one]))));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(await stop()).toBe(0);
    await serve();
    await graph.received(before + 20);
    expect(graph.sends).toHaveLength(before + 20);
  });
});
