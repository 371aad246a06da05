import { afterEach, describe, expect, it, vi } from "vitest";
import { routes } from "#api/routes";
import { ApiError, addressOf, call } from "./api.ts";
import { staleKeys } from "./live.ts";

const answer = (body: unknown, status = 200) =>
  vi.fn<typeof fetch>(() => Promise.resolve(new Response(status === 204 ? null : JSON.stringify(body), { status })));

afterEach(() => vi.unstubAllGlobals());

describe("the client of the API", () => {
  it("fills the places of an address and leaves out what is not asked", () => {
    const ask = { params: { shop: "a b", thread: "thr_1" }, query: { before: 5, limit: undefined } };
    expect(addressOf(routes.messages, ask)).toBe("/api/v1/shops/a%20b/threads/thr_1/messages?before=5");
  });
  it("sends the key of the press wherever money moves or a message leaves", async () => {
    const fetched = answer({ items: [] });
    vi.stubGlobal("fetch", fetched);
    const body = { kind: "text", clientId: "12345678", body: "hi" } as const;
    await call("sendMessage", { params: { shop: "s", thread: "thr_1" }, body, key: "press-1" });
    const headers = new Headers(fetched.mock.calls[0]?.[1]?.headers);
    expect(headers.get("idempotency-key")).toBe("press-1");
    expect(headers.get("content-type")).toBe("application/json");
  });
  it("throws the server's problem with its code", async () => {
    const problem = { type: "https://x/problems/revision-changed", code: "cart.changed", title: "t", status: 409 };
    vi.stubGlobal("fetch", answer(problem, 409));
    const failed = call("me", {});
    await expect(failed).rejects.toBeInstanceOf(ApiError);
    await expect(failed).rejects.toMatchObject({ code: "cart.changed", problem: { status: 409 } });
  });
  it("says when the server cannot be reached, and when it answers no problem at all", async () => {
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("down")));
    await expect(call("me", {})).rejects.toMatchObject({ problem: { status: 0 } });
    vi.stubGlobal("fetch", () => Promise.resolve(new Response("<html>", { status: 502 })));
    await expect(call("me", {})).rejects.toMatchObject({ problem: { status: 502 } });
  });
  it("answers nothing for 204", async () => {
    vi.stubGlobal("fetch", answer(undefined, 204));
    await expect(call("signOut", {})).resolves.toBeUndefined();
  });
});

describe("a live event", () => {
  const at = "2026-11-24T10:00:00Z";
  it("makes the lists and the object it is about stale, within its shop", () => {
    const keys = staleKeys("s", { resource: "message", id: "msg_1", threadId: "thr_1", at });
    expect(keys).toContainEqual(["s", "messages", "thr_1"]);
    expect(keys.every(([shop]) => shop === "s")).toBe(true);
    expect(staleKeys("s", { resource: "payment", id: "pay_1", at })).toContainEqual(["s", "ledger"]);
  });
  it("makes everything stale after a gap, and nothing while someone writes", () => {
    expect(staleKeys("s", { resource: "reset", id: "", at })).toContainEqual(["s"]);
    expect(staleKeys("s", { resource: "typing", id: "thr_1", at })).toEqual([]);
  });
});
