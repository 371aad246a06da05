import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TwoShops, openTwoShops } from "../../../tests/authz/two-shops.ts";

let shops: TwoShops;
/** What a node knows of settings that others changed may be two seconds old, ms. */
const settled = 2_100;
const cookies: Record<string, string> = {};

/** Everything above 10.00 needs two people. */
beforeAll(async () => {
  shops = await openTwoShops();
  const { here, installation } = shops;
  for (const name of ["Ana", "Bo"]) {
    const { token } = await installation.accounts.seat(
      { name, email: `${name}@example.com` },
      here.businessId,
      "operator",
    );
    cookies[name] = `comptoir_session=${token}`;
  }
  await installation.store.tx(here.businessId, (tx) =>
    tx.updateIf("profile", {}, { settings: { refunds: { secondPersonAboveMinor: 1_000 } } }),
  );
  await installation.store.installation.putBusiness({ businessId: here.businessId, slug: "here" });
  await new Promise((resolve) => setTimeout(resolve, settled));
});
afterAll(() => shops.close());

async function ask(who: string, path: string, body?: unknown) {
  const answer = await fetch(`${shops.url}/api/v1/shops/here${path}`, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      cookie: cookies[who] ?? "",
      ...(body === undefined ? {} : { "content-type": "application/json", "idempotency-key": randomUUID() }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, ...((await answer.json()) as Record<string, unknown>) };
}
const path = (): string => `/refund-requests/${shops.here.objects.request}`;
const decide = async (who: string, expected: string, decision: object): Promise<Record<string, unknown>> =>
  ask(who, `${path()}/decision`, { expected, decision });
const acts = () =>
  shops.installation.store.tx(shops.here.businessId, async (tx) =>
    (await tx.select("audit", {}, { orderBy: ["at"] })).map(({ act }) => act),
  );

describe("a refund request in the console", () => {
  it("stands in the queue, needs another person above the bound, and shows the account number while money is to go there", async () => {
    expect(await ask("Ana", "/refund-requests")).toMatchObject({
      items: [{ id: shops.here.objects.request, state: "asked", orderNumber: 1, cause: "damaged" }],
      counts: { asked: 1, second: 0, failed: 0, byHand: 0 },
    });
    const whole = await ask("Ana", path());
    expect(whole).toMatchObject({ account: "FR…2606", acts: ["approve", "refuse", "ask", "close"] });
    expect(await ask("Ana", "/summary")).toMatchObject({ refundsWaiting: 1 });
    expect(await ask("Ana", `${path()}/account`, {})).toMatchObject({ status: 409, code: "refund.no-account" });
    expect(await decide("Ana", "failed", { decide: "approve" })).toMatchObject({
      status: 409,
      code: "refund.moved-on",
    });
    expect(await decide("Ana", "asked", { decide: "ask", words: " " })).toMatchObject({ status: 400 });
    const first = await decide("Ana", "asked", { decide: "approve" });
    expect(first).toMatchObject({ state: "approved", approvedBy: "Ana", refunds: [], acts: ["refuse", "close"] });
    expect(await decide("Ana", "approved", { decide: "confirm" })).toMatchObject({
      status: 409,
      code: "refund.same-person",
    });
    const second = await decide("Bo", "approved", { decide: "confirm" });
    expect(second).toMatchObject({ state: "refunding", approvedBy: "Ana", confirmedBy: "Bo" });
    expect((second["refunds"] as unknown[]).length).toBe(1);
    expect(await acts()).toEqual(expect.arrayContaining(["approve-refund", "refund"]));
    expect(await ask("Bo", `${path()}/account`, {})).toMatchObject({ account: shops.here.canary });
    expect(await acts()).toContain("see-account");
  });
  it("lets nobody say by hand what a rail does by itself, nor another amount than the refund's", async () => {
    const sent = (minor: number) =>
      ask("Bo", `/refunds/${shops.here.objects.refund}/sent`, { amount: { minor, currency: "EUR" } });
    expect(await sent(1)).toMatchObject({ status: 409, code: "refund.other-amount" });
    expect(await sent(0)).toMatchObject({ status: 409, code: "refund.not-by-hand" });
  });
});
