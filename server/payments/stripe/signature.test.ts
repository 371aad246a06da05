import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { instant } from "#domain/instant";
import { verify } from "./signature.ts";

const body = new TextEncoder().encode('{ "id": "evt_1",\n  "name": "Léa €" }');
const stamp = 1_781_000_000;
const now = instant(stamp * 1_000);
const mac = (secret: string, at: string | number = stamp): string =>
  createHmac("sha256", secret).update(`${at}.`).update(body).digest("hex");
const ask = (header: string, webhookSecret = "whsec_a", when = now) =>
  verify({ method: "POST", query: {}, headers: { "stripe-signature": header }, body }, { webhookSecret }, when);
const bad = { ok: false, why: "bad-signature" };

describe("Stripe's signature", () => {
  it("counts if any of several signatures fits any of several secrets", () => {
    expect(ask(`t=${stamp},v1=${mac("whsec_old")},v1=${mac("whsec_a")}`)).toEqual({ ok: true });
    expect(ask(`t=${stamp},v1=${mac("whsec_b")}`, "whsec_a whsec_b")).toEqual({ ok: true });
    expect(ask(`t=${stamp},v1=${mac("whsec_b")}`, "whsec_a,\nwhsec_b,")).toEqual({ ok: true });
  });

  it("counts for nothing under the test scheme v0", () => {
    expect(ask(`t=${stamp},v0=${mac("whsec_a")}`)).toEqual(bad);
    expect(ask(`t=${stamp},v0=x,v1=${mac("whsec_a")}`)).toEqual({ ok: true });
  });

  it("covers the stamp: another one, two, or none is refused", () => {
    const good = mac("whsec_a");
    expect(ask(`t=${stamp + 1},v1=${good}`)).toEqual(bad);
    expect(ask(`t=${stamp},t=${stamp + 1},v1=${good}`)).toEqual(bad);
    expect(ask(`v1=${good}`)).toEqual(bad);
    expect(ask(`t=-5,v1=${mac("whsec_a", "-5")}`)).toEqual(bad);
    expect(ask(`t=${stamp}.0,v1=${mac("whsec_a", `${stamp}.0`)}`)).toEqual(bad);
  });

  it("may be five minutes from now either way, no more", () => {
    const header = `t=${stamp},v1=${mac("whsec_a")}`;
    const at = (offset: number) => ask(header, "whsec_a", instant(now + offset));
    expect(at(300_000)).toEqual({ ok: true });
    expect(at(300_001)).toEqual({ ok: false, why: "too-old" });
    expect(at(-300_000)).toEqual({ ok: true });
    expect(at(-300_001)).toEqual({ ok: false, why: "too-old" });
  });

  it("is refused when cut short, and called forged before it is called old", () => {
    expect(ask(`t=${stamp},v1=${mac("whsec_a").slice(0, 62)}`)).toEqual(bad);
    expect(ask(`t=1,v1=${mac("whsec_a")}`)).toEqual(bad);
  });
});
