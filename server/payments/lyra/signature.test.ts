import { describe, expect, it } from "vitest";
import { lyraAnswer, lyraBody, lyraPost, lyraShop } from "../../../tests/contracts/lyra-opponent.ts";
import { verify } from "./signature.ts";

const answer = lyraAnswer("captured");
const good = { ok: true };
const bad = { ok: false, why: "bad-signature" };
const ask = (body: Uint8Array, settings = {}) => verify(lyraPost(body), { ...lyraShop, ...settings });

describe("Lyra's signature", () => {
  it("is HMAC-SHA-256 of the text, keyed with the REST password", () => {
    // Worked out with another program: printf %s TEXT | openssl dgst -sha256 -hmac testpassword_opponent0123456789
    const text = '{"shopId":"73510264","orderDetails":{"mode":"TEST"},"transactions":[]}';
    const hash = "50787a4b37bc1f222e3b8f098e41eba8f9060ef3b37f9c8bdea17c786bcbe35b";
    const body = new URLSearchParams({
      "kr-hash": hash,
      "kr-hash-algorithm": "sha256_hmac",
      "kr-hash-key": "password",
      "kr-answer": text,
    });
    expect(ask(new TextEncoder().encode(body.toString()))).toEqual(good);
  });

  it("counts over the text whose slashes a server escaped after signing", () => {
    const plain = answer.replace('"orderCycle"', '"note":"a/b","orderCycle"');
    const hash = new URLSearchParams(new TextDecoder().decode(lyraBody(plain))).get("kr-hash") ?? "";
    expect(ask(lyraBody(plain.replaceAll("/", "\\/"), { "kr-hash": hash }))).toEqual(good);
    expect(ask(lyraBody(plain.replaceAll("/", "\\/")))).toEqual(good);
  });

  it("counts with either password while one is changed", () => {
    const settings = { password: "testpassword_new testpassword_old" };
    expect(ask(lyraBody(answer, {}, "testpassword_old"), settings)).toEqual(good);
    expect(ask(lyraBody(answer, {}, "testpassword_new"), settings)).toEqual(good);
    expect(ask(lyraBody(answer, {}, "testpassword_none"), settings)).toEqual(bad);
  });

  it("counts for nothing with the key that browsers know, whichever key the post names", () => {
    expect(ask(lyraBody(answer, { "kr-hash-key": "sha256_hmac" }, lyraShop.hmacKey))).toEqual(bad);
    expect(ask(lyraBody(answer, {}, lyraShop.hmacKey))).toEqual(bad);
    expect(ask(lyraBody(answer, { "kr-hash-key": "sha256_hmac" }))).toEqual(bad);
  });

  it("counts for nothing by another algorithm, cut short, in capitals or twice", () => {
    const hash = new URLSearchParams(new TextDecoder().decode(lyraBody(answer))).get("kr-hash") ?? "";
    expect(ask(lyraBody(answer, { "kr-hash-algorithm": "sha1" }))).toEqual(bad);
    expect(ask(lyraBody(answer, { "kr-hash": hash.slice(0, 62) }))).toEqual(bad);
    expect(ask(lyraBody(answer, { "kr-hash": hash.toUpperCase() }))).toEqual(bad);
    const twice = `${new TextDecoder().decode(lyraBody(answer))}&kr-answer=%7B%7D`;
    expect(ask(new TextEncoder().encode(twice))).toEqual(bad);
  });

  it("counts for nothing about another shop, the other mode, or no payment at all", () => {
    for (const name of ["shop-other", "mode-other"]) expect(ask(lyraBody(lyraAnswer(name)))).toEqual(bad);
    for (const text of ["{", "null", "{}", '{"shopId":"73510264"}']) expect(ask(lyraBody(text))).toEqual(bad);
  });

  it("counts for nothing in a body that is no form", () => {
    const body = lyraBody(answer);
    const of = (type: string) => verify({ ...lyraPost(body), headers: { "content-type": type } }, lyraShop);
    expect(of("application/x-www-form-urlencoded; charset=UTF-8")).toEqual(good);
    expect(of("application/json")).toEqual(bad);
    expect(ask(Uint8Array.of(0xff, 0xfe))).toEqual(bad);
  });

  it("is not looked at while the shop is not set up", () => {
    for (const change of [{ password: " " }, { shopId: "" }, { mode: "" }, { mode: "PRODUCTION" }])
      expect(ask(lyraBody(answer), change)).toEqual({ ok: false, why: "unconfigured" });
  });
});
