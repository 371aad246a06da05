import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TwoShops, openTwoShops } from "../../../tests/authz/two-shops.ts";
import { hashPassword, isPassword } from "./passwords.ts";
import { createTryLimits } from "./try-limits.ts";

let shops: TwoShops;
beforeAll(async () => {
  shops = await openTwoShops();
});
afterAll(() => shops.close());

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${shops.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
    redirect: "manual",
  });
const cookieOf = (answer: Response): string => (answer.headers.getSetCookie()[0] ?? "").split(";")[0] ?? "";
const me = (cookie: string) => fetch(`${shops.url}/api/v1/me`, { headers: { cookie } });
const owner = { name: "Léa", email: "lea@example.com", password: "correct horse battery" };

/** In the order of an installation's life: each step needs the one before. */
describe("the first owner", () => {
  it("comes in by the printed address alone, once; then by her password", async () => {
    const { accounts } = shops.installation;
    const session = async () => (await fetch(`${shops.url}/api/v1/session`)).json();
    expect(await session()).toEqual({ signedIn: false, firstRun: true });

    expect((await post("/api/v1/session/first-owner", owner)).status).toBe(403);
    const wrong = await fetch(`${shops.url}/set-up?token=${"x".repeat(43)}`, { redirect: "manual" });
    expect(wrong.status).toBe(404);

    const token = await accounts.issueSetUpToken();
    const landed = await fetch(`${shops.url}/set-up?token=${token}`, { redirect: "manual" });
    expect([landed.status, landed.headers.get("location")]).toEqual([303, "/"]);
    const setUp = cookieOf(landed);
    const both = await Promise.all([
      post("/api/v1/session/first-owner", owner, { cookie: setUp }),
      post("/api/v1/session/first-owner", { ...owner, email: "eve@example.com" }, { cookie: setUp }),
    ]);
    expect(both.filter(({ status }) => status === 201)).toHaveLength(1);
    const made = both.find(({ status }) => status === 201);
    const set = made?.headers.getSetCookie()[0] ?? "";
    expect(set).toMatch(/HttpOnly; SameSite=Lax/);
    const seats = (await made?.json()) as { shops: { slug: string; role: string }[]; user: { email: string } };
    expect(seats.shops.map(({ slug, role }) => `${slug} ${role}`).toSorted()).toEqual(["here owner", "there owner"]);

    expect((await fetch(`${shops.url}/set-up?token=${token}`, { redirect: "manual" })).status).toBe(404);
    expect((await post("/api/v1/session/first-owner", owner, { cookie: setUp })).status).toBe(409);

    const { email } = seats.user;
    const right = await post("/api/v1/session/sign-in", { email: email.toUpperCase(), password: owner.password });
    expect(right.status).toBe(200);
    const cookie = cookieOf(right);
    expect((await me(cookie)).status).toBe(200);
    const out = await fetch(`${shops.url}/api/v1/session/sign-out`, { method: "POST", headers: { cookie } });
    expect(out.status).toBe(204);
    expect((await me(cookie)).status).toBe(401);
  });
});

describe("signing in", () => {
  it("says the same of an unknown address and a wrong password", async () => {
    const answers = await Promise.all(
      ["nobody@example.com", "lea@example.com"].map((email) =>
        post("/api/v1/session/sign-in", { email, password: "wrong password" }),
      ),
    );
    const texts = await Promise.all(answers.map((one) => one.text()));
    expect(answers.map(({ status }) => status)).toEqual([401, 401]);
    expect(new Set(texts.map((text) => text.replace(/"instance":"[^"]*"/, ""))).size).toBe(1);
  });
  it("works once by a link, and not with another one", async () => {
    const token = await shops.installation.accounts.issueSignInToken();
    const twice = await Promise.all([1, 2].map(() => post("/api/v1/session/link", { token })));
    expect(twice.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
    expect((await post("/api/v1/session/link", { token: "y".repeat(43) })).status).toBe(401);
  });
  it("is slowed down after ten tries for one address", async () => {
    const limits = createTryLimits();
    const tries = Array.from({ length: 11 }, (_, n) => limits.wait("1.2.3.4", n % 2 ? "A@x.com" : " a@x.com", 1_000));
    expect(tries.slice(0, 10).every((wait) => wait === undefined)).toBe(true);
    expect(tries[10]).toBe(300);
    expect(limits.wait("5.6.7.8", "a@x.com", 302_000)).toBeUndefined();
  });
  it("counts a whole network of the new internet as one caller", () => {
    const limits = createTryLimits();
    const tries = Array.from({ length: 31 }, (_, n) => limits.wait(`2001:db8:1:2::${n.toString(16)}`, `u${n}`, 1_000));
    expect(tries.filter((wait) => wait !== undefined)).toHaveLength(1);
  });
});

describe("a request with the reader's cookie from another site", () => {
  it.each([
    ["with a foreign origin", { origin: "https://evil.example" }],
    ["with no origin of its own", { origin: "null" }],
    ["that the browser calls cross-site", { "sec-fetch-site": "cross-site" }],
  ])("is refused %s", async (_, headers) => {
    const answer = await post("/api/v1/session/sign-in", { email: "a@b.co", password: "x" }, headers);
    expect(answer.status).toBe(403);
  });
  it("is let in from here", async () => {
    const answer = await post("/api/v1/session/sign-in", { email: "a@b.co", password: "x" }, { origin: shops.url });
    expect(answer.status).toBe(401);
  });
});

describe("a password", () => {
  it("is kept as a hash of its own each time, and known again", async () => {
    const [one, other] = await Promise.all([hashPassword("déjà vu 123"), hashPassword("déjà vu 123")]);
    expect(one).not.toBe(other);
    expect(one).not.toContain("déjà vu 123");
    expect(await isPassword("déjà vu 123".normalize("NFD"), one)).toBe(true);
    expect(await isPassword("deja vu 123", one)).toBe(false);
    expect(await isPassword("anything", undefined)).toBe(false);
  });
});
