import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { money } from "#domain/money";
import { eventTypes, interpret } from "./events.ts";

const test = { secretKey: "sk_test_1" };
const bytesOf = (name: string): Uint8Array => readFileSync(join(import.meta.dirname, "fixtures", `${name}.json`));
const read = (name: string, settings: { readonly secretKey?: string } = test) => interpret(bytesOf(name), settings);

describe("Stripe's events", () => {
  it("name a capture the same whether the session or the intent tells of it", () => {
    const [bySession] = read("session-completed-paid");
    const [byIntent] = read("intent-succeeded");
    expect(bySession).toEqual({
      factId: "captured:pi_eur",
      kind: "captured",
      reference: "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0042",
      at: 1_781_000_000_000,
      captureId: "pi_eur",
      amount: money(4_990, currency("EUR")),
    });
    expect(byIntent).toEqual(bySession);
  });

  it.each([
    ["session-paid-jpy", 500, "JPY"],
    ["session-paid-kwd", 5_120, "KWD"],
    ["session-paid-isk", 5_000, "ISK"],
    ["session-paid-mga", 2_500_000, "MGA"],
  ])("count %s in ISO's minor units", (name, minor, code) => {
    expect(read(name)).toMatchObject([{ amount: money(minor, currency(code)) }]);
  });

  it("of the live mode mean nothing to a test key, and the other way round", () => {
    expect(read("session-live")).toEqual([]);
    expect(read("session-live", { secretKey: "rk_live_1" })).toHaveLength(1);
    expect(read("session-completed-paid", { secretKey: "sk_live_1" })).toEqual([]);
  });

  it("tell a dispute's end together with its opening, each under an id of its own", () => {
    const opened = read("dispute-created");
    expect(opened).toMatchObject([{ state: "opened", captureId: "pi_eur", dueBy: 1_782_296_000_000 }]);
    expect(read("dispute-lost").map(({ factId }) => factId)).toEqual([opened[0]?.factId, "dispute:du_1:lost"]);
    expect(read("dispute-won")).toMatchObject([{ state: "opened" }, { state: "won" }]);
  });

  it("tell a refund's late failure with its reason and our own id", () => {
    expect(read("refund-failed")).toMatchObject([
      {
        factId: "refund:re_part:failed",
        refundId: "0192f0c1-7b00-7aaa-8c1a-4d2f6a1e0099",
        captureId: "pi_eur",
        state: "failed",
        reason: "expired_or_canceled_card",
      },
    ]);
  });

  it("read the refunds a charge of an old version lists", () => {
    const event = JSON.parse(new TextDecoder().decode(bytesOf("charge-refunded")));
    const { data } = JSON.parse(new TextDecoder().decode(bytesOf("refund-created")));
    event.data.object.refunds = { object: "list", data: [data.object], has_more: false };
    expect(interpret(new TextEncoder().encode(JSON.stringify(event)), test)).toEqual(read("refund-created"));
  });

  it("are all named in the instructions for connecting an account", () => {
    const setUp = readFileSync(join(import.meta.dirname, "SETUP.md"), "utf8");
    expect(eventTypes.filter((type) => !setUp.includes(`\`${type}\``))).toEqual([]);
  });
});
