import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { instant, later } from "#domain/instant";
import { amountOf, byHandContract } from "../../../tests/contracts/payment-by-hand.contract.ts";
import { provider } from "./provider.ts";

describe("cash", () => {
  byHandContract({ name: "cash", provider, settings: {}, takes: [amountOf(4_990, "EUR"), amountOf(500, "JPY")] });

  it("shows the amount and the number of the order, and nothing else", async () => {
    const now = instant(Date.UTC(2026, 10, 24, 9));
    const page = { description: "Atelier", language: "fr", returnUrl: "https://shop.example", lines: [] } as const;
    const payment = { reference: "019ab3c1-7a00-7c3e-9b1a-4d2f6a1e0042", idempotencyKey: "k", orderNumber: 42 };
    const request = { ...page, ...payment, amount: amountOf(4_990, "EUR"), now, expiresAt: later(now, 1) };
    const link = await provider.createLink(request, {}, () => Promise.reject(new Error("called")));
    const shown: unknown = JSON.parse(readFileSync(join(import.meta.dirname, "fixtures", "shown.json"), "utf8"));
    expect(link).toMatchObject({ ok: true, providerRef: "0WHRT451W022", shows: shown });
    expect("url" in link ? link.url : undefined).toBeUndefined();
  });
});
