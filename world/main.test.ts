import { type ChildProcess, fork } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PhoneStart } from "./phone/api.ts";
import type { FromWorld } from "./process-messages.ts";

let folder: string;
let child: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "comptoir-world-"));
});
afterEach(async () => {
  await end("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const memoryFile = (): string => join(folder, "world.json");

/** Starts the process and gives the address of the phone page. */
function begin(): Promise<string> {
  const mine = fork(join(import.meta.dirname, "main.ts"), { stdio: "ignore" });
  child = mine;
  const whatsapp = {
    phoneNumberId: "1001",
    wabaId: "2002",
    displayPhoneNumber: "+33700000001",
    accessToken: "TOKEN",
    appSecret: "secret",
    verifyToken: "verify",
    webhookUrl: "http://127.0.0.1:9/webhooks/whatsapp/wa",
  };
  const shop = {
    id: "lyon",
    name: "Atelier",
    country: "FR",
    currency: "EUR",
    languages: ["fr"],
    whatsapp,
    products: [],
  };
  const ports = { phone: 0, meta: 0, stripe: 0, lyra: 0 };
  const setup = { ports, tillUrl: "http://127.0.0.1:9", offsetMs: 0, shops: [shop], memoryFile: memoryFile() };
  mine.send({ kind: "setup", setup });
  return new Promise((resolve, reject) => {
    mine.on("message", (message: FromWorld) => {
      if (message.kind === "ready") resolve(message.worldUrl);
      else if (message.kind === "failed") reject(new Error(message.reason));
    });
    mine.once("exit", () => reject(new Error("The world's process ended.")));
  });
}

async function end(signal: "SIGTERM" | "SIGKILL" | "leave it alone"): Promise<void> {
  const mine = child;
  child = undefined;
  if (mine === undefined || mine.exitCode !== null || mine.signalCode !== null) return;
  const ended = new Promise((resolve) => mine.once("exit", resolve));
  if (signal === "leave it alone") mine.disconnect();
  else mine.kill(signal);
  await ended;
}

const say = (url: string, text: string): Promise<Response> =>
  fetch(`${url}/api/act`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ customer: "lea", number: "1001", act: { do: "say", text } }),
  });

async function texts(url: string): Promise<readonly unknown[]> {
  const { chats } = (await (await fetch(`${url}/api/start`)).json()) as PhoneStart;
  return chats.flatMap(({ messages }) => messages.map(({ content }) => content));
}

describe("the world's process", () => {
  it.each(["SIGTERM", "leave it alone"] as const)(
    "keeps everything when it is ended in good order: %s",
    async (way) => {
      await say(await begin(), "Bonjour");
      await end(way);
      expect(await texts(await begin())).toEqual([{ body: "Bonjour" }]);
    },
  );

  it("keeps by itself what happens, so that kill -9 costs the last moments at most", async () => {
    const url = await begin();
    await say(url, "Bonjour");
    const isKept = (): boolean => existsSync(memoryFile()) && readFileSync(memoryFile(), "utf8").includes("Bonjour");
    while (!isKept()) await new Promise((resolve) => setTimeout(resolve, 50));
    await say(url, "Tu es là ?");
    await end("SIGKILL");
    expect((await texts(await begin()))[0]).toEqual({ body: "Bonjour" });
  });
});
