import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TwoShops, openTwoShops } from "../../tests/authz/two-shops.ts";

let shops: TwoShops;
let cookie: string;
beforeAll(async () => {
  shops = await openTwoShops();
  const person = { name: "Ana", email: "ana@example.com" };
  const { token } = await shops.installation.accounts.seat(person, shops.here.businessId, "owner");
  cookie = `comptoir_session=${token}`;
});
afterAll(() => shops.close());

type Problem = { readonly type: string; readonly code: string; readonly detail?: string };
const send = async (key?: string) => {
  const answer = await fetch(`${shops.url}/api/v1/shops/here/threads/${shops.here.objects.thread}/messages`, {
    method: "POST",
    headers: { cookie, "content-type": "application/json", ...(key === undefined ? {} : { "idempotency-key": key }) },
    body: JSON.stringify({ kind: "text", clientId: `client-${key?.length ?? 0}`.padEnd(12, "0"), body: "Bonjour" }),
  });
  return { status: answer.status, problem: (await answer.json()) as Problem };
};

describe("an Idempotency-Key", () => {
  it.each(["1", "order 66, again", "~".repeat(255)])("may be any printable text: %s", async (key) => {
    expect((await send(key)).status).toBe(202);
  });
  it.each([
    ["too long", "x".repeat(256)],
    ["empty", ""],
    ["of other letters", "clé"],
  ])("that is %s is refused with the shape it must have", async (_, key) => {
    const { status, problem } = await send(key);
    expect(status).toBe(400);
    expect(problem.type).toMatch(/\/validation$/);
    expect(problem.detail).toContain("Idempotency-Key");
    expect(problem.detail).toContain("1 to 255 printable ASCII characters");
  });
  it("that is missing is asked for", async () => {
    const { status, problem } = await send();
    expect([status, problem.code]).toEqual([400, "idempotency-key-missing"]);
    expect(problem.detail).toContain("1 to 255 printable ASCII characters");
  });
});

type Operation = {
  readonly tags: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean }[];
  readonly responses: Readonly<Record<string, unknown>>;
};
type Document = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

describe("the reference", () => {
  it("names the header of the routes that need it, and of no other", async () => {
    const { paths } = (await (await fetch(`${shops.url}/openapi.json`)).json()) as Document;
    const header = { name: "Idempotency-Key", in: "header", required: true };
    const messages = paths["/api/v1/shops/{shop}/threads/{thread}/messages"];
    expect(messages?.["post"]?.parameters).toContainEqual(expect.objectContaining(header));
    expect(messages?.["get"]?.parameters?.map(({ name }) => name)).not.toContain("Idempotency-Key");
  });
  it("describes the webhooks with every answer they give", async () => {
    const { paths } = (await (await fetch(`${shops.url}/openapi.json`)).json()) as Document;
    const { get, post } = paths["/webhooks/{kind}/{id}"] ?? {};
    expect([get?.tags, post?.tags]).toEqual([["webhooks"], ["webhooks"]]);
    expect(Object.keys(get?.responses ?? {})).toEqual(["200", "403", "404", "503"]);
    expect(Object.keys(post?.responses ?? {})).toEqual(["200", "401", "404", "413", "415", "503"]);
  });
});
