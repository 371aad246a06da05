import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RowOf } from "#contracts/store";
import { hours } from "#domain/instant";
import { type TwoShops, openTwoShops } from "../../../tests/authz/two-shops.ts";
import { readPublicId } from "../public-ids.ts";
import { openPayment, placedOrder } from "./ring-order.fixture.ts";
import { parsePage } from "./well-formed.fixture.ts";

let shops: TwoShops;
let paidPath: string;
let number = 1_000;
beforeAll(async () => {
  shops = await openTwoShops();
  paidPath = pathOf(readPublicId("payment", shops.here.objects.payment) ?? "");
});
afterAll(() => shops.close());

/** The address the customer is sent, without the server's. */
const pathOf = (paymentId: string, { businessId } = shops.here): string =>
  (shops.server.ports.payPage?.(businessId, paymentId) ?? "").slice(shops.url.length);

const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
  fetch(`${shops.url}${path}`, { redirect: "manual", headers });

/** Writes an order that waits to be paid; gives its payment's page. */
async function payable(parts: Partial<RowOf<"payment">> = {}) {
  const { businessId, objects } = shops.here;
  const thread_id = readPublicId("thread", objects.thread) ?? "";
  const payment_id = randomUUID();
  const order_id = randomUUID();
  const payment = openPayment({
    payment_id,
    order_id,
    thread_id,
    rail_id: "card-here",
    provider_ref: `cs_${payment_id}`,
    expires_at: Date.now() + hours(1),
    look_at: Date.now() + hours(1),
    ...parts,
  });
  await shops.installation.store.tx(businessId, async (tx) => {
    const [thread] = await tx.find("thread", [{ thread_id }]);
    const person_id = thread?.person_id ?? "";
    await tx.insert("order", [placedOrder({ order_id, thread_id, person_id, number: (number += 1) })]);
    await tx.insert("payment", [payment]);
  });
  const read = async () =>
    (await shops.installation.store.tx(businessId, (tx) => tx.find("payment", [{ payment_id }])))[0];
  const change = (columns: object) =>
    shops.installation.store.tx(businessId, (tx) => tx.update("payment", [{ payment_id, ...columns }]));
  return { path: pathOf(payment_id), read, change };
}

describe("the pay page", () => {
  it("is served as a page nobody keeps, frames, indexes or learns of", async () => {
    const { path } = await payable();
    const answer = await get(path);
    expect(answer.status).toBe(200);
    const { headers } = answer;
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("x-robots-tag")).toBe("noindex, nofollow");
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe");
    const { faults, values } = parsePage(await answer.text());
    expect(faults).toEqual([]);
    expect(values("href")).toContain(`${path}/go`);
  });
  it("leads to the provider while it can be paid, and back to itself once it cannot", async () => {
    const { path, change } = await payable();
    const go = async (query = "") => {
      const { status, headers } = await get(`${path}/go${query}`);
      return [status, headers.get("location")];
    };
    expect(await go()).toEqual([303, "https://bank.example/pay/1?a=1&b=2"]);
    await change({ url: "javascript:alert(1)" });
    expect(await go()).toEqual([303, path]);
    await change({ url: "https://bank.example/", expires_at: Date.now() });
    expect(await go("?lang=it")).toEqual([303, `${path}?lang=it`]);
    await change({ state: "void", expires_at: Date.now() + hours(1) });
    expect(await go()).toEqual([303, path]);
  });
  it("speaks the thread's language, and another of the shop's when asked to", async () => {
    const { path } = await payable();
    expect(await (await get(path, { "accept-language": "it" })).text()).toContain('<html lang="fr"');
    expect(await (await get(`${path}?lang=en`)).text()).toContain('<html lang="en"');
    for (const lang of ["it", "xx", "en&lang=fr"])
      expect(await (await get(`${path}?lang=${lang}`)).text()).toContain('<html lang="fr"');
  });
  it("makes the engine look at once when she comes back, and asks her to wait", async () => {
    const { path, read } = await payable();
    const before = (await read())?.look_at ?? 0;
    expect(await (await get(path)).text()).not.toContain("http-equiv");
    expect((await read())?.look_at).toBe(before);
    const page = await (await get(`${path}?back=1`)).text();
    expect(page).toContain("Ne payez pas à nouveau");
    expect(page).toContain('http-equiv="refresh"');
    expect((await read())?.look_at).toBeLessThan(before);
  });
  it("shows a paid order, and its receipt as PDF as it was issued", async () => {
    const page = await (await get(paidPath)).text();
    const { values, text } = parsePage(page);
    expect(text).toContain("Payé");
    expect(text).toContain("49,00");
    expect(values("href")).toContain(`${paidPath}/receipt`);
    const receipt = await get(`${paidPath}/receipt`);
    expect(receipt.headers.get("content-type")).toBe("application/pdf");
    expect(receipt.headers.get("cache-control")).toBe("no-store");
    expect(Buffer.from(await receipt.arrayBuffer()).toString("latin1", 0, 5)).toBe("%PDF-");
    const { path } = await payable();
    expect((await get(`${path}/receipt`)).status).toBe(404);
  });
});

describe("another way to pay", () => {
  const bank = "bank-here";
  const choose = (path: string, rail: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${shops.url}${path}/way`, {
      method: "POST",
      redirect: "manual",
      headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
      body: new URLSearchParams({ rail }).toString(),
    });
  const ofOrder = async (path: string) => {
    const { businessId } = shops.here;
    const [mine] = (await shops.installation.store.tx(businessId, (tx) => tx.select("payment", {}))).filter(
      ({ payment_id }) => pathOf(payment_id) === path,
    );
    const all = await shops.installation.store.tx(businessId, (tx) =>
      tx.select("payment", { order_id: { eq: mine?.order_id ?? "" } }, { orderBy: ["created_at"] }),
    );
    return all.map(({ payment_id, rail_id, state }) => ({ path: pathOf(payment_id), rail_id, state }));
  };
  const openWays = async (): Promise<string> => {
    const { path } = await payable({ rail_id: bank });
    await expect
      .poll(async () => parsePage(await (await get(path)).text()).values("value"), { timeout: 5_000 })
      .toEqual(["card-here"]);
    return path;
  };
  beforeAll(async () => {
    const { businessId, slug } = shops.here;
    const { store } = shops.installation;
    await store.installation.putDirectory({ plug: "rail", kind: "stripe", id: bank, businessId });
    await store.tx(businessId, async (tx) => {
      const [card] = await tx.find("rail", [{ rail_id: "card-here" }]);
      if (card) await tx.insert("rail", [{ ...card, rail_id: bank, name: "Virement", position: 9 }]);
    });
    await store.installation.putBusiness({ businessId, slug });
  });
  it("is chosen by a form without script; the page of the new link follows, and the old one leads there", async () => {
    const path = await openWays();
    const answer = await choose(path, "card-here", { origin: new URL(shops.url).origin });
    const next = answer.headers.get("location") ?? "";
    expect(answer.status).toBe(303);
    expect(next).not.toBe(path);
    const payments = await ofOrder(path);
    expect(payments.map(({ rail_id }) => rail_id)).toEqual([bank, "card-here"]);
    expect(payments[0]?.state).toBe("void");
    expect(payments[1]?.path).toBe(next);
    expect((await get(`${path}/go`)).headers.get("location")).toBe(path);
    expect((await get(next)).status).toBe(200);
    // The same press again ends at the same page.
    expect((await choose(path, "card-here")).headers.get("location")).toBe(next);
    expect(await ofOrder(path)).toHaveLength(2);
  });
  it("changes nothing for a page of another origin, a rail there is not, or a body that is no form", async () => {
    const path = await openWays();
    expect((await choose(path, "card-here", { origin: "https://evil.example" })).status).toBe(403);
    expect((await choose(path, "card-here", { origin: "null" })).status).toBe(403);
    expect((await choose(path, "nothing")).headers.get("location")).toBe(path);
    const json = await fetch(`${shops.url}${path}/way`, { method: "POST", redirect: "manual" });
    expect(json.headers.get("location")).toBe(path);
    expect((await ofOrder(path)).map(({ state }) => state)).toEqual(["open"]);
  });
});

describe("a token nobody wrote", () => {
  const guesses = (): readonly string[] => [
    "x",
    randomBytes(48).toString("base64url"),
    paidPath.slice("/pay/".length, -1),
    `${paidPath.slice("/pay/".length, -1)}${paidPath.endsWith("A") ? "B" : "A"}`,
  ];
  it("is answered with a plain page in the reader's language, and counted", async () => {
    for (const guess of guesses())
      for (const rest of ["", "/go", "/receipt"]) {
        const answer = await get(`/pay/${guess}${rest}`, { "accept-language": "es" });
        expect([guess, rest, answer.status]).toEqual([guess, rest, 404]);
        const page = await answer.text();
        expect(parsePage(page).faults).toEqual([]);
        expect(page).toContain("Aquí no hay nada");
      }
    const figures = await (await fetch(`${shops.url}/metrics`)).text();
    expect(figures).toMatch(/comptoir_pay_page_refused_total 12\b/);
  });
  it("is one too when its payment is not of its business, or is none", async () => {
    const payment = readPublicId("payment", shops.here.objects.payment) ?? "";
    for (const path of [
      pathOf(payment, shops.there),
      pathOf(randomUUID()),
      pathOf(payment, { ...shops.here, businessId: randomUUID() }),
    ]) {
      const answer = await get(path);
      expect(answer.status).toBe(404);
      expect(await answer.text()).not.toContain(shops.here.canary);
    }
  });
});
