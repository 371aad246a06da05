import { describe, expect, it } from "vitest";
import { MalformedWebhook } from "#contracts/channel";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { lyraAnswer, lyraBody, lyraShop } from "../../../tests/contracts/lyra-opponent.ts";
import { interpret } from "./notifications.ts";

const read = (name: string, settings = {}) => interpret(lyraBody(lyraAnswer(name)), { ...lyraShop, ...settings });
const reference = "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0042";
const captureId = "a1b2c3d4e5f600000000000000000001";
const euros = (minor: number) => money(minor, currency("EUR"));

describe("Lyra's notifications", () => {
  it("tell a promise and its capture apart, under one capture's name", () => {
    const paid = { reference, captureId, amount: euros(4_990) };
    expect(read("authorised")).toEqual([
      { factId: `${captureId}:AUTHORISED`, kind: "authorised", at: 1_781_000_000_000, ...paid },
    ]);
    expect(read("captured")).toEqual([
      { factId: `${captureId}:CAPTURED`, kind: "captured", at: Date.UTC(2026, 5, 10, 2), ...paid },
    ]);
  });

  it.each([
    ["captured-jpy", 5_000, "JPY"],
    ["captured-kwd", 12_340, "KWD"],
    ["captured-idr", 7_500_000, "IDR"],
  ])("count %s in ISO's minor units", (name, minor, code) => {
    expect(read(name)).toMatchObject([{ amount: money(minor, currency(code)) }]);
  });

  it.each([
    ["refused-open", "attempt-failed", "ACQ_001 51: payment refused"],
    ["refused-closed", "attempt-failed", "AUTH_149: authentication failed"],
    ["registration-refused", "attempt-failed", "AUTH_149: authentication failed"],
    ["expired", "attempt-failed", "expired"],
    ["capture-failed", "capture-failed", "ACQ_001: payment refused"],
  ])("say why %s brought nothing, and never that a link is over", (name, kind, reason) => {
    expect(read(name)).toMatchObject([{ kind, reason, reference }]);
  });

  it("tell a registered card once, without its number", () => {
    const [fact] = read("card-registered");
    expect(fact).toMatchObject({
      kind: "card-saved",
      reference,
      alias: "c0ffee00c0ffee00c0ffee00c0ffee01",
      brand: "visa",
      lastFour: "1003",
      expires: { year: 2029, month: 8 },
      email: "lea@example.com",
    });
    expect(JSON.stringify(fact)).not.toContain("497011");
    expect(fact?.factId).not.toContain("c0ffee");
    expect(read("card-kept-while-paying").map(({ kind }) => kind)).toEqual(["authorised", "card-saved"]);
    expect(read("paid-by-kept-card").map(({ kind }) => kind)).toEqual(["authorised"]);
  });

  it("tell a refund's state, and each state once", () => {
    const refund = { refundRef: "a1b2c3d4e5f600000000000000000014", captureId, amount: euros(1_990), reference };
    expect(read("refund-done")).toMatchObject([
      { factId: "refund:a1b2c3d4e5f600000000000000000014:done", state: "done", ...refund },
    ]);
    expect(read("refund-failed")).toMatchObject([{ state: "failed", reason: "PSP_639: refund declined", ...refund }]);
    expect(read("refund-pending")).toMatchObject([{ state: "pending" }]);
    const [fact] = read("refund-done");
    expect(fact).not.toHaveProperty("refundId");
  });

  it("tell a cancelled payment as given back, and only then as one that will not come", () => {
    const whole = { captureId: "a1b2c3d4e5f600000000000000000006", amount: euros(4_990), reference };
    expect(read("cancelled")).toMatchObject([
      { kind: "refund-changed", state: "done", factId: "refund:a1b2c3d4e5f600000000000000000006:cancelled", ...whole },
      { kind: "capture-failed", reason: "cancelled", ...whole },
    ]);
  });

  it("mean nothing to a till whose keys are of another mode, or that is not set up", () => {
    expect(read("mode-other")).toEqual([]);
    expect(read("mode-other", { mode: "PRODUCTION", password: "prodpassword_a" })).toHaveLength(1);
    expect(read("captured", { shopId: "1" })).toEqual([]);
    expect(read("captured", { password: "" })).toEqual([]);
  });

  it("are read although what only adorns them is strange", () => {
    const answer = JSON.parse(lyraAnswer("captured"));
    answer.transactions[0].transactionDetails.cardDetails = "none";
    answer.transactions[0].creationDate = 7;
    answer.customer = [];
    expect(interpret(lyraBody(JSON.stringify(answer)), lyraShop)).toMatchObject([
      { kind: "captured", amount: euros(4_990), at: Date.UTC(2026, 5, 10, 2, 0, 3) },
    ]);
  });

  it.each([
    ["an amount of nothing", { amount: 0 }],
    ["an amount below nothing", { amount: -1 }],
    ["half a cent", { amount: 0.5 }],
    ["a currency the till cannot count", { currency: "XYZ" }],
    ["no name", { uuid: "" }],
    ["no status", { detailedStatus: null }],
  ])("are malformed with %s", (_, change) => {
    const answer = JSON.parse(lyraAnswer("captured"));
    Object.assign(answer.transactions[0], change);
    expect(() => interpret(lyraBody(JSON.stringify(answer)), lyraShop)).toThrow(MalformedWebhook);
  });
});
