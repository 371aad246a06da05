import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RowOf } from "#contracts/store";
import { hours, instant } from "#domain/instant";
import { type TwoShops, openTwoShops } from "../../../tests/authz/two-shops.ts";
import { parsePage } from "../pay-page/well-formed.fixture.ts";
import { readPublicId } from "../public-ids.ts";

let shops: TwoShops;
beforeAll(async () => {
  shops = await openTwoShops();
});
afterAll(() => shops.close());

const get = (path: string) => fetch(`${shops.url}${path}`, { redirect: "manual" });
const pathOf = (id: string, { businessId } = shops.here): string =>
  (shops.server.ports.cardPage?.(businessId, id) ?? "").slice(shops.url.length);

/** Writes a registration that waits for its owner; gives its page. */
async function registration(parts: Partial<RowOf<"registration">> = {}) {
  const { businessId, objects } = shops.here;
  const thread_id = readPublicId("thread", objects.thread) ?? "";
  const registration_id = randomUUID();
  const { store } = shops.installation;
  await store.tx(businessId, async (tx) => {
    const [thread] = await tx.find("thread", [{ thread_id }]);
    const person_id = thread?.person_id ?? "";
    await tx.insert("registration", [
      {
        registration_id,
        person_id,
        thread_id,
        rail_id: "card-here",
        state: "open",
        open_for: randomUUID(),
        asked_by: { threadId: thread_id, name: "Rose", phone: "33600000001" },
        command_id: `command:${registration_id}`,
        send_to: "customer",
        email: "lea@example.com",
        currency: "EUR",
        provider_ref: `cs_${registration_id}`,
        url: "https://bank.example/card/1",
        expires_at: Date.now() + hours(1),
        consent_text: "La boutique garde la carte que vous laissez ici.",
        card_id: null,
        final: false,
        look_at: Date.now() + hours(1),
        looks: 0,
        by_webhook_at: null,
        by_lookup_at: null,
        created_at: 0,
        changed_at: 0,
        ...parts,
      },
    ]);
  });
  const change = (columns: object) =>
    store.tx(businessId, (tx) => tx.update("registration", [{ registration_id, ...columns }]));
  const read = async () => (await store.tx(businessId, (tx) => tx.find("registration", [{ registration_id }])))[0];
  return { path: pathOf(registration_id), change, read };
}

describe("the page where a card is left", () => {
  it("says who asks, what she agrees to, and leads on; well formed, kept and framed by nobody", async () => {
    const { path } = await registration();
    const answer = await get(path);
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    const { faults, values, text } = parsePage(await answer.text());
    expect(faults).toEqual([]);
    expect(text).toContain("La boutique garde la carte que vous laissez ici.");
    expect(values("href")).toContain(`${path}/go`);
    const go = await get(`${path}/go`);
    expect([go.status, go.headers.get("location")]).toEqual([303, "https://bank.example/card/1"]);
  });
  it("speaks each language of the shop, with what she agrees to in it", async () => {
    const { path } = await registration();
    const page = parsePage(await (await get(`${path}?lang=en`)).text());
    expect(page.faults).toEqual([]);
    expect(page.text).toMatch(/Leave a card[\s\S]*keeps the card you leave here[\s\S]*forget my card/);
  });
  it("leads nowhere once it was taken back, ran out or is done", async () => {
    const { path, change } = await registration();
    const ends = [
      [{ state: "void", open_for: null }, "fermée"],
      [{ state: "expired", open_for: null }, "expiré"],
      [{ state: "done", open_for: null }, "oubliée"],
    ] as const;
    for (const [columns, words] of ends) {
      await change(columns);
      const page = await (await get(path)).text();
      expect(page).toContain(words);
      expect(page).not.toContain(`${path}/go`);
      expect((await get(`${path}/go`)).headers.get("location")).toBe(path);
    }
  });
  it("names the card that is kept", async () => {
    const card_id = randomUUID();
    await shops.installation.store.tx(shops.here.businessId, (tx) =>
      tx.insert("kept_card", [
        {
          card_id,
          person_id: randomUUID(),
          rail_id: "card-here",
          alias: "sealed",
          alias_hash: card_id,
          brand: "visa",
          last_four: "4242",
          expires_year: 2031,
          expires_month: 4,
          consent: { given: "registered-on-page", text: "kept", at: instant(0) },
          state: "live",
          created_at: 0,
          changed_at: 0,
        },
      ]),
    );
    const { path } = await registration({ state: "done", open_for: null, card_id });
    expect(await (await get(path)).text()).toContain("visa •••• 4242");
  });
  it("makes the engine ask at once when she comes back, and looks again by itself", async () => {
    const { path, read } = await registration();
    const before = (await read())?.look_at ?? 0;
    const page = await (await get(`${path}?back=1`)).text();
    expect(page).toContain('http-equiv="refresh"');
    expect((await read())?.look_at).toBeLessThan(before);
  });
  it("is nothing to those who guess, and a payment's address is none", async () => {
    const payment = readPublicId("payment", shops.here.objects.payment) ?? "";
    for (const path of [`/card/${randomBytes(48).toString("base64url")}`, pathOf(payment), pathOf(randomUUID())])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });
});
