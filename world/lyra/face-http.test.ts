import { afterEach, describe, expect, it } from "vitest";
import { serveLyra } from "./face-http.ts";
import { at, basic, newRig, order, parsed, password, type Rig, shopId } from "./shop-rig.ts";

const open: (() => Promise<void>)[] = [];

async function served(): Promise<Rig & { readonly url: string }> {
  const rig = newRig();
  const server = await serveLyra(rig.world, { port: 0 });
  open.push(server.close);
  return { ...rig, url: server.url };
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()));
});

function ask(url: string, name: string, body: unknown): Promise<Response> {
  return fetch(`${url}/api-payment/V4/${name}`, {
    method: "POST",
    headers: { authorization: basic(shopId, password), "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

describe("Lyra over HTTP", () => {
  it("makes a link that a browser can open, pays and shows the receipt", async () => {
    const { url, world, clock } = await served();
    const envelope = parsed(await (await ask(url, "Charge/CreatePaymentOrder", order())).text());
    const link = at(envelope, "answer", "paymentURL");
    expect(link).toMatch(new RegExp(`^${url}/t/[0-9a-z]{8}$`));
    expect(envelope["serverUrl"]).toBe(url);
    expect(await (await fetch(link)).text()).toContain("€29.99");
    const form = { cardNumber: "4970100000000055", cardExpiry: "12/30", cardCvv: "123" };
    const pressed = fetch(link, { method: "POST", body: new URLSearchParams(form) });
    while (world.truth().payments.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await clock.pass(1_000);
    expect(await (await pressed).text()).toContain("Payment accepted");
  });

  it("answers 401 to a stranger and breaks the connection when the answer is lost", async () => {
    const { url, world } = await served();
    const stranger = await fetch(`${url}/api-payment/V4/Charge/SDKTest`, { method: "POST", body: "{}" });
    expect(stranger.status).toBe(401);
    world.setChaos({ apiTimeoutAfter: 1 });
    await expect(ask(url, "Charge/CreatePaymentOrder", order())).rejects.toThrow();
    expect(world.truth().orders).toHaveLength(1);
  });

  it("refuses a body nobody sends", async () => {
    const { url } = await served();
    await expect(ask(url, "Charge/SDKTest", { value: "x".repeat(2_000_000) })).rejects.toThrow();
  });
});
