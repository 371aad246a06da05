import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Route } from "./route.ts";
import { routes } from "./routes.ts";

const all: readonly (readonly [string, Route])[] = Object.entries(routes);
const placesIn = (path: string): readonly string[] => [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? "");

describe("the table of routes", () => {
  it("names each method and path once", () => {
    const keys = all.map(([, { method, path }]) => `${method} ${path.replace(/:\w+/g, ":")}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
  it.each(all)("%s takes exactly the places its path names", (_, { path, params }) => {
    expect(Object.keys(params?.shape ?? {}).toSorted()).toEqual(placesIn(path).toSorted());
  });
  it("keeps everything of a shop behind a seat in that shop", () => {
    for (const [name, { path, policy }] of all)
      if (path.includes("/shops/")) expect(["operator", "owner"], name).toContain(policy);
  });
  it("keeps everything of the settings to owners", () => {
    for (const [name, { path, policy }] of all) if (path.includes("/settings")) expect(policy, name).toBe("owner");
  });
  it("asks an idempotency key of every POST that moves money or sends", () => {
    const keyed = all.filter(([, { idempotent }]) => idempotent).map(([name]) => name);
    expect(keyed).toEqual(
      expect.arrayContaining([
        "sendMessage",
        "requestLink",
        "refundOrder",
        "refundPayment",
        "confirmPayment",
        "cancelOrder",
        "shipOrder",
      ]),
    );
  });
  it("reads nothing but bodies that change something", () => {
    for (const [name, { method, body }] of all) if (method === "GET") expect(body, name).toBeUndefined();
  });
  it.each(all)("%s can be written as JSON Schema", (_, { query, body, answer }) => {
    const schemas = [query, body, answer].filter((one) => one instanceof z.ZodType);
    for (const schema of schemas) expect(z.toJSONSchema(schema, { io: "input" })).toBeTypeOf("object");
  });
});
