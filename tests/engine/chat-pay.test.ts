import { afterEach, describe, expect, it } from "vitest";
import { days, hours, minutes } from "#domain/instant";
import { actOnOrder, editCart } from "#engine/operate";
import { mumbai, openChatPay, saoPaulo } from "./chat-pay-rig.ts";

let scene: Awaited<ReturnType<typeof openChatPay>>;
afterEach(() => scene.close());

type Content = {
  readonly type?: string;
  readonly body?: { readonly text?: string };
  readonly action?: { readonly parameters?: Readonly<Record<string, unknown>> };
};
const contentOf = ({ content }: { readonly content: unknown }): Content => content as Content;
const parametersOf = (message: { readonly content: unknown }) => contentOf(message).action?.parameters ?? {};

/** An order that stands in the chat with its payment; gives its message's id. */
async function ordered(where = mumbai): Promise<string> {
  scene = await openChatPay(where);
  await scene.order();
  await scene.tap("so:pay");
  const [order] = scene.ofType("order_details");
  if (!order) throw new Error("no order was shown");
  return order.id;
}

const theOrder = async () => {
  const [order] = await scene.rows("order");
  if (!order) throw new Error("there is no order");
  return order;
};
const statuses = (): readonly unknown[] =>
  scene.ofType("order_status").map((message) => (parametersOf(message)["order"] as { status: string }).status);
const documents = () => scene.shown().filter(({ type }) => type === "document");

describe("an order in India", () => {
  it("is shown with its payment, paid in the chat, and followed there to the receipt and the parcel", async () => {
    const wamid = await ordered();
    expect(parametersOf(scene.ofType("order_details")[0] ?? { content: {} })).toMatchObject({
      reference_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      currency: "INR",
      total_amount: { value: 44_900, offset: 100 },
    });
    scene.customer.payOrder(scene.number, wamid, { how: "pay" });
    await scene.calm();
    expect(await scene.rows("capture")).toEqual([]);
    await scene.look();
    expect(await theOrder()).toMatchObject({ state: "paid", paid_minor: 44_900 });
    expect(scene.called.filter((call) => call.startsWith("GET"))).toHaveLength(1);
    expect(statuses()).toEqual(["processing"]);
    expect(documents()).toHaveLength(1);
    await actOnOrder(scene.ports, await scene.shopNow(), "op", (await theOrder()).order_id, { act: "ship" });
    await scene.calm();
    expect(statuses()).toEqual(["processing", "shipped"]);
    expect((await scene.rows("payment"))[0]).toMatchObject({ final: true, chat: { shown: true } });
  });

  it("is paid once, however often and in whatever order WhatsApp tells of it", async () => {
    const wamid = await ordered();
    scene.meta.setChaos({ duplicate: 1, reorder: 1 });
    scene.customer.payOrder(scene.number, wamid, { how: "decline" });
    scene.customer.payOrder(scene.number, wamid, { how: "pay" });
    await scene.pass(minutes(1));
    await scene.pass(minutes(1));
    expect(await scene.rows("capture")).toMatchObject([{ verdict: "settles", amount_minor: 44_900 }]);
    expect(statuses()).toEqual(["processing"]);
    expect(documents()).toHaveLength(1);
  });

  it("is found paid by the look-up when every webhook about it is lost", async () => {
    const wamid = await ordered();
    scene.lose((body) => body.includes('"payment"'));
    scene.customer.payOrder(scene.number, wamid, { how: "pay" });
    await scene.pass(minutes(2));
    expect((await theOrder()).state).toBe("paid");
    expect((await scene.rows("payment"))[0]).toMatchObject({ by_webhook_at: null, by_lookup_at: expect.any(Number) });
  });

  it("is not believed paid by a webhook alone", async () => {
    const wamid = await ordered();
    scene.customer.payOrder(scene.number, wamid, { how: "pending" });
    await scene.pass(minutes(1));
    expect((await theOrder()).state).toBe("placed");
    scene.customer.payOrder(scene.number, wamid, { how: "bank-says-yes" });
    await scene.pass(minutes(1));
    expect((await theOrder()).state).toBe("paid");
  });

  it("can be tried again after the bank said no, on the same card in the chat", async () => {
    const wamid = await ordered();
    scene.customer.payOrder(scene.number, wamid, { how: "decline" });
    await scene.pass(minutes(1));
    expect(scene.shown().some((one) => JSON.stringify(one.content).includes("Open your order above"))).toBe(true);
    expect(scene.ofType("order_details")).toHaveLength(1);
    scene.customer.payOrder(scene.number, wamid, { how: "late", afterMs: minutes(3) });
    await scene.pass(minutes(4));
    expect((await theOrder()).state).toBe("paid");
  });

  it("goes back whole when another amount came than was asked", async () => {
    const wamid = await ordered();
    scene.customer.payOrder(scene.number, wamid, { how: "pay", amountMinor: 40_000 });
    await scene.pass(minutes(1));
    await scene.pass(minutes(1));
    expect(await scene.rows("capture")).toMatchObject([{ verdict: "wrong-amount", left_minor: 0 }]);
    expect(await scene.rows("refund")).toMatchObject([{ amount_minor: 40_000, state: "done" }]);
    expect((await theOrder()).state).toBe("placed");
  });

  it("ends by itself, and asks for it again under a new reference", async () => {
    const wamid = await ordered();
    await scene.pass(days(1));
    expect((await scene.rows("payment"))[0]).toMatchObject({ state: "expired", final: true });
    expect(() => scene.customer.payOrder(scene.number, wamid, { how: "pay" })).toThrow(/expired/);
    await scene.say("hello");
    await scene.tap("so:pay");
    const references = scene.ofType("order_details").map((message) => parametersOf(message)["reference_id"]);
    expect(new Set(references).size).toBe(2);
  });

  it("is pointed to, not sent again, when she asks to pay once more", async () => {
    await ordered();
    await scene.tap("so:pay");
    expect(scene.ofType("order_details")).toHaveLength(1);
    expect(JSON.stringify(scene.shown().at(-1)?.content)).toContain("still waiting above");
  });

  it("is called off in the chat when the shop changes it, and the new one has a reference of its own", async () => {
    const wamid = await ordered();
    const { thread_id, revision } = await theOrder();
    const edit = { edit: "add", sku: "TEA-1", options: {}, quantity: 1 } as const;
    await editCart(scene.ports, await scene.shopNow(), "op", thread_id, edit, revision);
    await scene.calm();
    expect(statuses()).toEqual(["canceled"]);
    expect(() => scene.customer.payOrder(scene.number, wamid, { how: "pay" })).toThrow(/cancelled/);
    await scene.tap("so:pay");
    const next = scene.ofType("order_details").at(-1);
    if (!next) throw new Error("no order was shown");
    expect(parametersOf(next)["total_amount"]).toEqual({ value: 89_800, offset: 100 });
    scene.customer.payOrder(scene.number, next.id, { how: "pay" });
    await scene.pass(minutes(1));
    expect(await theOrder()).toMatchObject({ state: "paid", paid_minor: 89_800 });
  });

  it("gives money back that came for an order changed meanwhile", async () => {
    const wamid = await ordered();
    scene.customer.payOrder(scene.number, wamid, { how: "pending" });
    const { thread_id, revision } = await theOrder();
    const edit = { edit: "add", sku: "TEA-1", options: {}, quantity: 1 } as const;
    await editCart(scene.ports, await scene.shopNow(), "op", thread_id, edit, revision);
    await scene.calm();
    // WhatsApp refuses to cancel what is being paid; nobody is told of it but the shop.
    expect(statuses()).toEqual([]);
    scene.customer.payOrder(scene.number, wamid, { how: "bank-says-yes" });
    await scene.pass(minutes(11));
    await scene.pass(minutes(1));
    expect(await scene.rows("capture")).toMatchObject([{ verdict: "surplus", left_minor: 0 }]);
    expect(await scene.rows("refund")).toMatchObject([{ amount_minor: 44_900, state: "done" }]);
  });

  it("is refunded in part and in full, told step by step, also when the bank sends it back days later", async () => {
    const wamid = await ordered();
    scene.customer.payOrder(scene.number, wamid, { how: "pay" });
    await scene.pass(minutes(1));
    const { order_id } = await theOrder();
    const refund = { act: "refund", amountMinor: 4_900 } as const;
    await actOnOrder(scene.ports, await scene.shopNow(), "op", order_id, refund);
    await scene.pass(minutes(1));
    expect(await scene.rows("refund")).toMatchObject([{ amount_minor: 4_900, state: "done" }]);
    const [made] = await scene.rows("refund");
    const reference = String(parametersOf(scene.ofType("order_details")[0] ?? { content: {} })["reference_id"]);
    scene.meta.failRefund(scene.number, reference, made?.provider_ref ?? "");
    await scene.pass(minutes(1));
    expect(await scene.rows("refund")).toMatchObject([{ state: "failed" }]);
    await actOnOrder(scene.ports, await scene.shopNow(), "op", order_id, { act: "refund" });
    await scene.pass(minutes(1));
    expect((await scene.rows("refund")).map(({ state }) => state).toSorted()).toEqual(["done", "failed"]);
    const [books] = scene.meta.gatewayBooks();
    expect(books?.refunds.filter(({ status }) => status === "success").map(({ amount }) => amount)).toEqual([44_900]);
  });

  it("puts a payment of an order that is none of ours before a person, and believes nothing of it", async () => {
    scene = await openChatPay(mumbai);
    await scene.order();
    const { to, body } = scene.meta.accepted()[0] ?? { to: "", body: {} };
    const order = {
      ...body,
      to,
      interactive: {
        type: "order_details",
        body: { text: "x" },
        action: {
          name: "review_and_pay",
          parameters: {
            reference_id: "by-another-program",
            type: "digital-goods",
            payment_settings: [
              { type: "payment_gateway", payment_gateway: { type: "payu", configuration_name: "tea-pay" } },
            ],
            currency: "INR",
            total_amount: { value: 100, offset: 100 },
            order: {
              status: "pending",
              catalog_id: "tea-catalogue",
              items: [{ name: "Tea", amount: { value: 100, offset: 100 }, quantity: 1 }],
              subtotal: { value: 100, offset: 100 },
              tax: { value: 0, offset: 100 },
            },
          },
        },
      },
    };
    await scene.meta.handle({
      method: "POST",
      path: `/v25.0/${scene.number}/messages`,
      headers: { authorization: "Bearer a-token", "content-type": "application/json" },
      body: Buffer.from(JSON.stringify(order)),
    });
    await scene.calm();
    const [strange] = scene.ofType("order_details");
    scene.customer.payOrder(scene.number, strange?.id ?? "", { how: "pay" });
    await scene.pass(minutes(1));
    expect(await scene.rows("capture")).toEqual([]);
    expect((await scene.rows("notice")).map(({ text }) => text)).toContain("notice.unknown-chat-payment");
  });
});

describe("where an order cannot be shown in the chat", () => {
  const linked = (): boolean => scene.ofType("cta_url").length > 0;

  it("a customer of another country gets a link of the next rail", async () => {
    scene = await openChatPay({ ...mumbai, customer: "+33612345678" });
    await scene.order();
    await scene.tap("so:pay");
    expect([linked(), scene.ofType("order_details").length]).toEqual([true, 0]);
    expect(await scene.rows("payment")).toMatchObject([
      { rail_id: "card", state: "open", chat: { shown: false, problem: "rail" } },
    ]);
  });

  it("a number of another country shows none", async () => {
    scene = await openChatPay({ ...mumbai, number: "+33700000001" });
    await scene.order();
    await scene.tap("so:pay");
    expect(linked()).toBe(true);
  });

  it.each([1026, 134_011])(
    "a phone that refuses it (%i) gets the link of the next rail, and pays once",
    async (code) => {
      scene = await openChatPay(mumbai);
      await scene.order();
      scene.customer.failNext(code);
      await scene.tap("so:pay");
      await scene.calm();
      expect(linked()).toBe(true);
      const payments = (await scene.rows("payment")).toSorted((a, b) => a.created_at - b.created_at);
      expect(payments).toMatchObject([
        { rail_id: "chat", state: "void", chat: { shown: false, problem: "refused" } },
        { rail_id: "card", state: "open" },
      ]);
    },
  );

  it("news of an order that cannot be shown goes as plain text", async () => {
    const wamid = await ordered();
    scene.customer.payOrder(scene.number, wamid, { how: "pay" });
    scene.customer.failNext(1026);
    await scene.pass(minutes(1));
    expect(statuses()).toEqual([]);
    expect(
      scene.shown().some(({ type, content }) => type === "text" && JSON.stringify(content).includes("is paid")),
    ).toBe(true);
  });
});

describe("an order in Brazil", () => {
  const reference = () => String(parametersOf(scene.ofType("order_details")[0] ?? { content: {} })["reference_id"]);

  it("is shown with the page of another rail, which alone says that the money came", async () => {
    await ordered(saoPaulo);
    const [order] = scene.ofType("order_details");
    expect(parametersOf(order ?? { content: {} })).toMatchObject({
      payment_type: "br",
      currency: "BRL",
      payment_settings: [{ type: "payment_link", payment_link: { uri: expect.stringMatching(/^https:/) as string } }],
    });
    const [payment] = await scene.rows("payment");
    scene.paper.looks.push({
      factId: "ch_1:captured",
      reference: payment?.payment_id ?? "",
      kind: "captured",
      captureId: "ch_1",
      amount: { minor: 44_900, currency: "BRL" as never },
      at: scene.ports.clock.now(),
    });
    await scene.pass(minutes(2));
    expect((await theOrder()).state).toBe("paid");
    expect(scene.ofType("order_status").map(parametersOf)).toMatchObject([
      { reference_id: reference(), order: { status: "processing" }, payment: { status: "captured" } },
    ]);
    expect(documents()).toHaveLength(1);
  });

  it("gets the plain link of the same payment when her phone cannot show the order", async () => {
    scene = await openChatPay(saoPaulo);
    await scene.order();
    scene.customer.failNext(1026);
    await scene.tap("so:pay");
    expect(scene.ofType("cta_url")).toHaveLength(1);
    expect(await scene.rows("payment")).toMatchObject([
      { state: "open", chat: { shown: false, problem: "refused", details: expect.any(String) as string } },
    ]);
  });

  it("recalls an unpaid order by pointing to it", async () => {
    await ordered(saoPaulo);
    await scene.pass(hours(3) + minutes(1));
    expect(JSON.stringify(scene.shown().at(-1)?.content)).toContain("ainda espera");
    expect(scene.ofType("cta_url")).toEqual([]);
  });
});
