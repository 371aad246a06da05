import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Route } from "#api/route";
import { type RouteName, routes } from "#api/routes";
import type { SeatRole } from "../../server/http/session/people.ts";
import type { Objects, SeededShop } from "./seeded-shop.ts";
import { type TwoShops, openTwoShops, unknownObjects } from "./two-shops.ts";

const all = Object.entries(routes) as readonly (readonly [RouteName, Route])[];
const inShop = all.filter(([, { path }]) => path.includes("/:shop/"));

/** A body each route accepts. A new route with a body needs one here, or the table's own test fails. */
const bodies: Partial<Record<RouteName, unknown>> = {
  sendMessage: { kind: "text", clientId: "client-0001", body: "Bonjour" },
  markRead: { seq: 0 },
  editCart: { revision: null, edit: { edit: "clear" } },
  requestLink: { revision: 0 },
  shipOrder: { carrier: "La Poste" },
  cancelOrder: { expected: "placed" },
  changeAddress: { address: "1 rue de la Paix, Paris" },
  refundOrder: { amount: { minor: 1, currency: "EUR" } },
  decideRefund: { expected: "asked", decision: { decide: "close" } },
  refundSent: { amount: { minor: 4_900, currency: "EUR" } },
  refundPayment: { amount: { minor: 1, currency: "EUR" } },
  decideEntry: { act: "book", note: "electricity" },
  createProduct: {
    sku: "NEW",
    name: { en: "New" },
    description: {},
    price: { minor: 100, currency: "EUR" },
    vatClass: "standard",
    stock: 1,
    options: [],
    image: null,
  },
  changeProduct: { archived: false },
  changeStock: { add: 1 },
  changeNotice: { state: "done" },
  changeProfile: { name: "Renamed" },
  changeMoneySettings: { otherWayAfter: 2 },
  putConnection: { kind: "whatsapp", name: "Number", values: {} },
  createAnswer: { keywords: ["hours"], text: { en: "9 to 5" } },
  changeAnswer: { archived: true },
};
const queries: Partial<Record<RouteName, string>> = {
  search: "?q=canary",
  uploadFile: "?name=a.txt",
  previewStatement: "?name=a.csv",
  importStatement: "?name=a.csv",
};

/** Routes that make what an unknown id names, instead of answering that there is nothing. */
const makers = new Set<RouteName>(["putConnection"]);
/** Ids that are of one business by name alone: the same one may be free here. */
const takenElsewhere = new Set<RouteName>(["putConnection"]);

let shops: TwoShops;
const cookies: Partial<Record<SeatRole | "stranger", string>> = {};

beforeAll(async () => {
  shops = await openTwoShops();
  const { accounts } = shops.installation;
  for (const role of ["owner", "operator", "viewer"] as const) {
    const { token } = await accounts.seat({ name: role, email: `${role}@example.com` }, shops.here.businessId, role);
    cookies[role] = `comptoir_session=${token}`;
  }
  const stranger = { name: "Stranger", email: "stranger@example.com" };
  const { token } = await accounts.seat(stranger, shops.there.businessId, "owner");
  cookies.stranger = `comptoir_session=${token}`;
});
afterAll(() => shops.close());

type Principal = SeatRole | "stranger" | "none";
const principals: readonly Principal[] = ["none", "viewer", "operator", "owner", "stranger"];

async function ask(name: RouteName, principal: Principal, slug: string, objects: Objects, extra: object = {}) {
  const route: Route = routes[name];
  const path = route.path.replace(/:(\w+)/g, (_, place: string) => {
    if (place === "shop") return slug;
    if (place === "plug") return "channel";
    return objects[place as keyof Objects];
  });
  const body = bodies[name] === undefined ? undefined : { ...(bodies[name] as object), ...extra };
  const cookie = principal === "none" ? undefined : cookies[principal];
  const abort = new AbortController();
  const answer = await fetch(`${shops.url}${path}${queries[name] ?? ""}`, {
    method: route.method,
    signal: abort.signal,
    headers: {
      ...(cookie === undefined ? {} : { cookie }),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(route.body === "bytes" ? { "content-type": "text/plain" } : {}),
      ...(route.idempotent === true ? { "idempotency-key": randomUUID() } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(route.body === "bytes" ? { body: "hello" } : {}),
  });
  // A stream has no end: its beginning is all there is to see.
  const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream") === true;
  const text = isStream ? "" : await answer.text();
  if (isStream) abort.abort();
  return { status: answer.status, text };
}

const allows = (role: SeatRole, { policy, method }: Route): boolean =>
  role === "owner" || (policy === "operator" && (role === "operator" || method === "GET"));

const namesObject = ({ path }: Route): boolean => /:(?!shop\b|plug\b)\w+/.test(path);
const withoutInstance = (text: string): string => text.replace(/"instance":"[^"]*"/, "");

const auditLines = async (shop: SeededShop): Promise<number> =>
  (await shops.installation.store.tx(shop.businessId, (tx) => tx.select("audit", {}))).length;

describe("the table of routes", () => {
  it("is what is served: nothing under /api is missing, nothing is there that has no policy", async () => {
    const document = (await (await fetch(`${shops.url}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const served = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const declared = all.map(([, { method, path }]) => `${method} ${path.replace(/:(\w+)/g, "{$1}")}`);
    // Providers sign what they post; no session opens these two, and none is asked for.
    const signed = ["GET /webhooks/{kind}/{id}", "POST /webhooks/{kind}/{id}"];
    expect(served.toSorted()).toEqual([...declared, ...signed].toSorted());
  });
  it("has a body to try for every route that takes one", () => {
    const without = inShop.filter(([name, { body }]) => body !== undefined && body !== "bytes" && !(name in bodies));
    expect(without.map(([name]) => name)).toEqual([]);
  });
});

describe("nobody", () => {
  it.each(all.filter(([, { policy }]) => policy !== "public"))("is let into %s", async (name) => {
    const { status, text } = await ask(name, "none", shops.here.slug, shops.here.objects);
    expect(status).toBe(401);
    expect(text).not.toContain(shops.here.canary);
  });
});

describe("a shop that is not hers, or does not exist", () => {
  it.each(inShop)("looks the same to everyone on %s, and nothing is written", async (name) => {
    const before = [await auditLines(shops.here), await auditLines(shops.there)];
    const others: readonly [Principal, SeededShop][] = [
      ["viewer", shops.there],
      ["operator", shops.there],
      ["owner", shops.there],
      ["stranger", shops.here],
    ];
    for (const [principal, shop] of others) {
      const taken = await ask(name, principal, shop.slug, shop.objects);
      const missing = await ask(name, principal, "no-such-shop", shop.objects);
      expect([taken.status, missing.status], principal).toEqual([404, 404]);
      expect(withoutInstance(taken.text)).toBe(withoutInstance(missing.text));
      expect(taken.text).not.toContain(shop.canary);
    }
    expect([await auditLines(shops.here), await auditLines(shops.there)]).toEqual(before);
  });
});

describe("a role that does not reach", () => {
  it.each(inShop)("is refused on %s, and nothing is written", async (name, route) => {
    const before = await auditLines(shops.here);
    for (const role of ["viewer", "operator"] as const) {
      if (allows(role, route)) continue;
      const { status, text } = await ask(name, role, shops.here.slug, shops.here.objects);
      expect(status, role).toBe(403);
      expect(text).not.toContain(shops.here.canary);
    }
    expect(await auditLines(shops.here)).toBe(before);
  });
});

describe("another shop's object in one's own shop", () => {
  const naming = inShop.filter(([name, route]) => namesObject(route) && !makers.has(name));
  it.each(naming)("is nothing on %s, just like one that does not exist", async (name) => {
    const before = await auditLines(shops.there);
    const foreign = await ask(name, "owner", shops.here.slug, shops.there.objects);
    const unknown = await ask(name, "owner", shops.here.slug, unknownObjects);
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    expect(withoutInstance(foreign.text)).toBe(withoutInstance(unknown.text));
    expect(foreign.text).not.toContain(shops.there.canary);
    expect(await auditLines(shops.there)).toBe(before);
  });
  it.each([...takenElsewhere])("is refused by %s: its id is taken in this installation", async (name) => {
    const { status, text } = await ask(name, "owner", shops.here.slug, shops.there.objects);
    expect(status).toBe(409);
    expect(text).not.toContain(shops.there.canary);
  });
});

describe("a role that reaches", () => {
  it.each(inShop)("is let into %s, and sees nothing of another shop", async (name, route) => {
    for (const role of principals.filter((one) => one !== "none" && one !== "stranger")) {
      if (!allows(role, route)) continue;
      const { status, text } = await ask(name, role, shops.here.slug, shops.here.objects);
      expect([200, 201, 202, 204, 400, 409], `${role}: ${text}`).toContain(status);
      expect(text).not.toContain(shops.there.canary);
    }
  });
});

describe("a field nobody asked for", () => {
  const writing = inShop.filter(([name]) => bodies[name] !== undefined);
  const strangers = ["role", "businessId", "id", "total", "state2", "paid", "createdAt"];
  it.each(writing)("is refused by name on %s", async (name) => {
    for (const field of strangers) {
      const { status, text } = await ask(name, "owner", shops.here.slug, shops.here.objects, { [field]: 1 });
      expect(status, field).toBe(400);
      expect(text).toContain(`"pointer":"/${field}"`);
    }
  });
});
