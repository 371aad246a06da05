import { describe, expect, it } from "vitest";
import { type JsonObject, parseObject, valueAt } from "./json.ts";
import { type Rehearsal, rehearse } from "./rehearsal.ts";
import { indiaOrder } from "./sample-orders.ts";

const reference = String(valueAt(indiaOrder, "interactive.action.parameters.reference_id"));

async function ordered(): Promise<{ stage: Rehearsal; wamid: string }> {
  const stage = await rehearse();
  const answer = await stage.send(indiaOrder);
  await stage.advance(1_000);
  stage.received.length = 0;
  return { stage, wamid: String(valueAt(parseObject(answer.body), "messages[].id")) };
}

const told = (stage: Rehearsal): readonly JsonObject[] =>
  stage.bodies().map((body) => valueAt(body, "entry[].changes[].value.statuses[]") as JsonObject);
const pay = (stage: Rehearsal, wamid: string, how: "pay" | "decline" | "pending" | "late" | "bank-says-no") =>
  stage.world.user("asha").payOrder("1001", wamid, { how });
const look = async (stage: Rehearsal, path = `payments/tea-pay/${reference}`) => {
  const answer = await stage.call("GET", `v25.0/1001/${path}`);
  return { headers: answer.headers, body: parseObject(answer.body) ?? {} };
};
const refund = async (stage: Rehearsal, value: string, more: JsonObject = {}) =>
  parseObject(
    (
      await stage.call("POST", "v25.0/1001/payments_refund", {
        reference_id: reference,
        payment_config_id: "tea-pay",
        amount: { currency: "INR", value, offset: "100" },
        ...more,
      })
    ).body,
  ) ?? {};

describe("an order paid in the chat", () => {
  it("is told as pending, then as captured, and looked up with the time of the answer", async () => {
    const { stage, wamid } = await ordered();
    expect((await look(stage)).body).toMatchObject({ payments: [{ status: "pending", transactions: [] }] });
    pay(stage, wamid, "pay");
    await stage.advance(10);
    expect(told(stage)).toMatchObject([
      { id: wamid, type: "payment", status: "pending", payment: { transaction: { status: "pending" } } },
      {
        id: wamid,
        type: "payment",
        status: "captured",
        payment: {
          reference_id: reference,
          amount: { value: 44_000, offset: 100 },
          transaction: { type: "razorpay", status: "success", method: { type: "upi" } },
        },
      },
    ]);
    const { body, headers } = await look(stage);
    expect(body).toMatchObject({
      payments: [{ reference_id: reference, status: "captured", transactions: [{ status: "success" }] }],
    });
    expect(Date.parse(headers["date"] ?? "")).toBe(Math.floor(stage.now() / 1_000) * 1_000);
  });

  it("stays open when the bank says no, and waits while it says nothing", async () => {
    const { stage, wamid } = await ordered();
    pay(stage, wamid, "decline");
    pay(stage, wamid, "pending");
    await stage.advance(10);
    expect((await look(stage)).body).toMatchObject({
      payments: [{ status: "pending", transactions: [{ status: "failed", error: {} }, { status: "pending" }] }],
    });
    expect(() => pay(stage, wamid, "pay")).toThrow(/still working/);
    pay(stage, wamid, "bank-says-no");
    pay(stage, wamid, "late");
    await stage.advance(60_000);
    expect((await look(stage)).body).toMatchObject({ payments: [{ status: "captured" }] });
    const { messages } = stage.world.chat("asha", "1001");
    expect(messages.find(({ id }) => id === wamid)?.paid).toBe("success");
  });

  it("is nobody's under another reference or configuration", async () => {
    const { stage } = await ordered();
    for (const path of ["payments/tea-pay/other", `payments/other/${reference}`])
      expect((await look(stage, path)).body).toMatchObject({ error: { code: 100 } });
  });

  it("survives a restart of the world, with what was still to come", async () => {
    const { stage, wamid } = await ordered();
    pay(stage, wamid, "late");
    const second = await rehearse();
    second.world.recall(JSON.parse(JSON.stringify(stage.world.memory())) as unknown);
    await second.advance(120_000);
    expect((await look(second)).body).toMatchObject({ payments: [{ status: "captured" }] });
  });

  it("shows the shop's last word on its card", async () => {
    const { stage, wamid } = await ordered();
    pay(stage, wamid, "pay");
    await stage.send({
      ...indiaOrder,
      interactive: {
        type: "order_status",
        body: { text: "On its way" },
        action: { name: "review_order", parameters: { reference_id: reference, order: { status: "shipped" } } },
      },
    });
    const { messages } = stage.world.chat("asha", "1001");
    expect(messages.find(({ id }) => id === wamid)?.orderStatus).toBe("shipped");
  });
});

describe("a refund", () => {
  it("is answered at once, done a moment later, and told with the payment", async () => {
    const { stage, wamid } = await ordered();
    pay(stage, wamid, "pay");
    await stage.advance(10);
    stage.received.length = 0;
    const answer = await refund(stage, "4000");
    expect(answer).toMatchObject({ id: expect.stringMatching(/^rfnd_/) as string, status: "pending" });
    await stage.advance(1_000);
    expect(told(stage)).toMatchObject([{ payment: { refunds: [{ id: answer["id"], status: "success" }] } }]);
    stage.world.failRefund("1001", reference, String(answer["id"]));
    expect((await look(stage)).body).toMatchObject({ payments: [{ refunds: [{ status: "failed" }] }] });
    expect(await refund(stage, "44000", { speed: "instant" })).toMatchObject({ status: "completed" });
  });

  it("is refused where it is too large, of nothing, of other money, or written with numbers", async () => {
    const { stage, wamid } = await ordered();
    expect(await refund(stage, "1")).toMatchObject({ error: { code: 131009 } });
    pay(stage, wamid, "pay");
    const strange: readonly JsonObject[] = [
      { amount: { currency: "INR", value: "44001", offset: "100" } },
      { amount: { currency: "EUR", value: "100", offset: "100" } },
      { amount: { currency: "INR", value: 100, offset: 100 } },
    ];
    for (const more of strange) expect(await refund(stage, "1", more)).toMatchObject({ error: { code: 131009 } });
    expect(await refund(stage, "1", { reference_id: "other" })).toMatchObject({ error: { code: 100 } });
    expect(await refund(stage, "1", { payment_config_id: undefined })).toMatchObject({ error: { code: 131008 } });
  });
});
