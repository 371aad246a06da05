import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLyraWorld } from "../lyra/model.ts";
import { createMetaWorld } from "../meta/model.ts";
import type { MetaWorld } from "../meta/model-types.ts";
import { createRealPorts, type RealPorts } from "../real-ports.ts";
import { createStripeWorld } from "../stripe/model.ts";
import type { ActAnswer, PhoneStart, Refusal } from "./api.ts";
import { type PhoneServer, servePhone } from "./server.ts";

const number = "1001";
let real: RealPorts;
let meta: MetaWorld;
let phone: PhoneServer;
let asked: unknown[];
let pages: string;

beforeEach(async () => {
  real = createRealPorts();
  meta = createMetaWorld(real.ports, {});
  meta.addNumber({
    phoneNumberId: number,
    wabaId: "2002",
    displayPhoneNumber: "+33700000001",
    accessToken: "token",
    webhookUrl: "http://127.0.0.1:9/webhooks/whatsapp/wa",
    verifyToken: "verify",
    appSecret: "secret",
    name: "Atelier",
  });
  meta.addUser({ id: "lea", name: "Léa", phone: "33612345678", language: "fr" });
  asked = [];
  pages = mkdtempSync(join(tmpdir(), "phone-page-"));
  writeFileSync(join(pages, "index.html"), "<p>page</p>");
  phone = await servePhone(
    {
      meta,
      stripe: createStripeWorld(real.ports),
      lyra: createLyraWorld(real.ports),
      clock: real.clock,
      shops: [
        { id: "atelier", name: "Atelier", number, displayPhoneNumber: "+33700000001", languages: ["fr"], products: [] },
      ],
      tillOrigin: "http://127.0.0.1:4242",
      ask: (wish) => void asked.push(wish),
      pageFolder: pages,
    },
    { port: 0 },
  );
});

afterEach(async () => {
  await phone.close();
  await real.close();
  rmSync(pages, { recursive: true, force: true });
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(phone.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
const act = (wish: object): Promise<Response> => post("/api/act", { customer: "lea", number, act: wish });
const start = async (): Promise<PhoneStart> => (await (await fetch(`${phone.url}/api/start`)).json()) as PhoneStart;

/** The status of a request with headers a browser would not let a page set. */
const statusOf = (headers: Record<string, string>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const call = request(`${phone.url}/control`, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.on("error", reject);
    call.end();
  });

describe("the phone page's server", () => {
  it("puts what a customer says into the chat", async () => {
    const answer = await act({ do: "say", text: "Bonjour" });
    const { wamid } = (await answer.json()) as ActAnswer;
    const { chats, customers } = await start();
    expect(customers.map(({ name }) => name)).toEqual(["Léa"]);
    expect(chats[0]?.messages).toMatchObject([{ id: wamid, from: "customer", content: { body: "Bonjour" } }]);
  });

  it("says why something cannot be done", async () => {
    const answer = await act({ do: "edit", message: "wamid.nothing", text: "x" });
    expect(answer.status).toBe(409);
    expect(((await answer.json()) as Refusal).error).toMatch(/./);
    expect((await act({ do: "dance" })).status).toBe(400);
  });

  it("lets nobody write in flight mode, and delivers again afterwards", async () => {
    await act({ do: "flight-mode", on: true });
    expect((await act({ do: "say", text: "hors ligne" })).status).toBe(409);
    await act({ do: "flight-mode", on: false });
    expect((await act({ do: "say", text: "de retour" })).status).toBe(200);
  });

  it("gives back the bytes of a file that was sent, to be shown only when it is of a harmless kind", async () => {
    const bytes = Buffer.from("%PDF-1.4 receipt");
    await act({
      do: "send-file",
      kind: "document",
      mimeType: "application/pdf",
      base64: bytes.toString("base64"),
      filename: "a.pdf",
    });
    const [message] = (await start()).chats[0]?.messages ?? [];
    const file = await fetch(`${phone.url}/media/${message?.mediaId}`);
    expect(file.headers.get("content-type")).toBe("application/pdf");
    expect(Buffer.from(await file.arrayBuffer())).toEqual(bytes);
    await act({ do: "send-file", kind: "document", mimeType: "text/html", base64: "PGI+", filename: "a.html" });
    const page = await fetch(`${phone.url}/media/${(await start()).chats[0]?.messages[1]?.mediaId}`);
    expect(page.headers.get("content-type")).toBe("application/octet-stream");
    expect(page.headers.get("content-disposition")).toBe("attachment");
    expect((await fetch(`${phone.url}/media/none`)).status).toBe(404);
  });

  it("tells listeners what happens", async () => {
    const stream = await fetch(`${phone.url}/live`);
    const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
    await act({ do: "say", text: "Bonjour" });
    let heard = "";
    while (!heard.includes('"kind":"message"')) heard += (await reader?.read())?.value ?? "";
    expect(heard).toContain("Bonjour");
    await reader?.cancel();
  });

  it("moves the clock forward and tells the supervisor how far", async () => {
    const { now } = await start();
    await post("/control/clock", { forwardMs: 86_400_000 });
    expect((await start()).now).toBeGreaterThanOrEqual(now + 86_400_000);
    expect(asked).toEqual([{ kind: "clock-offset", offsetMs: 86_400_000 }]);
  });

  it("asks the supervisor to kill or restart the till", async () => {
    await post("/control/till", { do: "kill" });
    await post("/control/till", { do: "restart" });
    expect(asked).toEqual([{ kind: "kill-till" }, { kind: "restart-till" }]);
  });

  it("serves the page to be framed on this machine, and nothing outside its folder", async () => {
    const page = await fetch(`${phone.url}/?embed=1`);
    expect(await page.text()).toBe("<p>page</p>");
    expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'self' http://127.0.0.1:*");
    expect((await fetch(`${phone.url}/..%2f..%2fpackage.json`)).status).toBe(404);
    expect((await fetch(`${phone.url}/%E0%A4%A`)).status).toBe(404);
  });

  it("refuses foreign pages, foreign names for this machine and forms", async () => {
    expect(await statusOf({ origin: "http://evil.example" })).toBe(403);
    expect(await statusOf({ host: "evil.example" })).toBe(421);
    expect(await statusOf({ origin: "http://127.0.0.1:4242" })).toBe(200);
    expect((await post("/control/till", { do: "kill" }, { "content-type": "text/plain" })).status).toBe(415);
    expect(asked).toEqual([]);
  });
});
