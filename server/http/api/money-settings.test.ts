import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MoneySettings } from "#api/money-settings";
import { type TwoShops, openTwoShops } from "../../../tests/authz/two-shops.ts";
import { readShopRows } from "../../cli/shop-file/apply-shop.ts";
import { desiredRows } from "../../cli/shop-file/desired-rows.ts";
import { exportShop } from "../../cli/shop-file/export-shop.ts";
import { planShop } from "../../cli/shop-file/plan-shop.ts";
import { readShopFile } from "../../cli/shop-file/read-shop-file.ts";
import { plugForms } from "../../plugs.ts";

let shops: TwoShops;
let cookie: string;
beforeAll(async () => {
  shops = await openTwoShops();
  const { businessId } = shops.here;
  const { token } = await shops.installation.accounts.seat(
    { name: "Ana", email: "ana@example.com" },
    businessId,
    "owner",
  );
  cookie = `comptoir_session=${token}`;
  await shops.installation.store.tx(businessId, async (tx) => {
    const [card] = await tx.find("rail", [{ rail_id: "card-here" }]);
    if (card) await tx.insert("rail", [{ ...card, rail_id: "bank-here", name: "Virement", position: 5 }]);
    await tx.insert("rail_health", [
      { rail_id: "bank-here", failures: 3, failed_at: Date.now(), reason: "status 503", changed_at: Date.now() },
    ]);
  });
  // Written by the server itself: it reads the shop anew.
  await ask({ otherWayAfter: 3 });
});
afterAll(() => shops.close());

const ask = (body?: object) =>
  fetch(`${shops.url}/api/v1/shops/here/settings/money`, {
    method: body === undefined ? "GET" : "PATCH",
    headers: { cookie, ...(body === undefined ? {} : { "content-type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const read = async (answer: Response | Promise<Response>) => (await (await answer).json()) as MoneySettings;
const wrong = async (body: object) => {
  const answer = await ask(body);
  const { errors } = (await answer.json()) as {
    readonly errors?: readonly { readonly pointer: string; readonly code: string }[];
  };
  return [answer.status, errors?.[0]?.pointer, errors?.[0]?.code];
};
const open = { perPayment: null, dayCount: null, daySum: null, monthIn: null, monthOut: null };
const people = { personCount: null, personSum: null, staffCount: null, staffSum: null, staffOut: null };

const none = { ...open, ...people, rails: {} };

describe("how a shop takes money", () => {
  it("shows rails in their order with how they fare, and what has been used", async () => {
    const shown = await read(ask({ railOrder: ["card-here", "bank-here"], limits: none }));
    expect(shown.rails.map(({ id, health, trouble }) => [id, health, trouble])).toEqual([
      ["card-here", "well", null],
      ["bank-here", "down", "status 503"],
    ]);
    expect(shown.rails[0]?.settles).toEqual({ from: 2, to: 7 });
    expect(shown.limits).toEqual(none);
    expect(shown.used.rails["bank-here"]).toEqual({ dayCount: 0, daySum: 0, monthIn: 0, monthOut: 0 });
  });

  it("puts rails into another order, all of them or none", async () => {
    const moved = await read(ask({ railOrder: ["bank-here", "card-here"] }));
    expect(moved.rails.map(({ id }) => id)).toEqual(["bank-here", "card-here"]);
    for (const railOrder of [["bank-here"], ["bank-here", "bank-here"], ["bank-here", "nothing"]])
      expect(await wrong({ railOrder })).toEqual([400, "/railOrder", "rail.order"]);
    expect((await read(ask())).rails.map(({ id }) => id)).toEqual(["bank-here", "card-here"]);
  });

  it("keeps limits and takes them away again, of known rails alone", async () => {
    const limits = {
      ...open,
      ...people,
      daySum: 90_000,
      staffOut: 500,
      rails: { "bank-here": { ...open, dayCount: 3 } },
    };
    expect((await read(ask({ limits }))).limits).toEqual(limits);
    expect(await wrong({ limits: { ...limits, rails: { nothing: open } } })).toEqual([
      400,
      "/limits/rails/nothing",
      "rail.unknown",
    ]);
    expect(await wrong({ limits: { ...limits, daySum: 0 } })).toEqual([400, "/limits/daySum", "field.too-small"]);
    expect((await read(ask({ limits: none }))).limits.daySum).toBeNull();
    await ask({ limits });
  });

  it("reads a merchant's phone as people write it, once each", async () => {
    const merchants = [{ name: "Rose", phone: "06 12 34 56 78", ceiling: 5_000 }];
    expect((await read(ask({ merchants }))).merchants).toEqual([
      { name: "Rose", phone: "+33612345678", ceiling: 5_000 },
    ]);
    const [rose] = merchants;
    expect(await wrong({ merchants: [rose, { name: "Anna", phone: "+33612345678", ceiling: null }] })).toEqual([
      400,
      "/merchants/1/phone",
      "merchant.phone-twice",
    ]);
    expect(await wrong({ merchants: [{ name: "Anna", phone: "12", ceiling: null }] })).toEqual([
      400,
      "/merchants/0/phone",
      "merchant.phone",
    ]);
    expect(await wrong({ merchants: [{ name: " ", phone: "+33612345678", ceiling: null }] })).toEqual([
      400,
      "/merchants/0/name",
      "field.required",
    ]);
  });

  it("leaves what is absent, and gives a shop file that changes nothing when applied", async () => {
    const before = await read(ask());
    const after = await read(ask({ otherWayAfter: 5, linkTemplate: "payment_link" }));
    expect(after).toEqual({ ...before, otherWayAfter: 5, linkTemplate: "payment_link" });
    await ask({ railOrder: ["bank-here", "card-here"], limits: { ...none, daySum: 90_000 } });
    const all = await shops.installation.store.tx(shops.here.businessId, readShopRows);
    // The channel of this shop is set up in part: that is another test's.
    const rows = { ...all, channels: [] };
    const written = exportShop(rows) ?? "";
    const plan = planShop(desiredRows(readShopFile(written, "here.yaml", plugForms)), rows, {
      setStock: false,
      prune: false,
      reveal: (secret) => secret,
    });
    const settings = plan.changes.filter(({ part }) => part === "shop" || part === "rail");
    expect(settings.map(({ id, change }) => [id, change])).toEqual([
      ["here", "unchanged"],
      ["bank-here", "unchanged"],
      ["card-here", "unchanged"],
    ]);
    expect(written).toContain("otherWayAfter: 5");
    expect(written).toContain("paymentLink: payment_link");
  });
});
