import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TwoShops, openTwoShops } from "../../tests/authz/two-shops.ts";

let shops: TwoShops;
beforeAll(async () => {
  shops = await openTwoShops();
});
afterAll(() => shops.close());

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
const look = async (path: string, accept: string) => {
  const answer = await fetch(`${shops.url}${path}`, { headers: { accept } });
  return { status: answer.status, type: (answer.headers.get("content-type") ?? "").split(";")[0] };
};
const page = "text/html";
const problem = "application/problem+json";

describe("an address", () => {
  it.each([
    ["/", browser, 200, page],
    ["/s/here/orders", "*/*", 200, page],
    ["/s/here/catalogue/RING-5.4", browser, 200, page],
    ["/s/here/orders", "application/json", 404, problem],
    ["/nothing", browser, 404, page],
    ["/s/here/nothing", browser, 404, page],
    ["/set-up?token=spent", browser, 404, page],
    ["/nothing", "*/*", 404, problem],
    ["/nothing", "application/json", 404, problem],
    ["/nothing.png", "image/*", 404, problem],
    ["/assets/gone.js", browser, 404, problem],
    ["/api/v1/nothing", browser, 404, problem],
    ["/webhooks", browser, 404, problem],
  ])("%s asked for as %s answers %i, %s", async (path, accept, status, type) => {
    expect(await look(path, accept)).toEqual({ status, type });
  });
});
