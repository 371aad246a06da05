import { afterEach, describe, expect, it } from "vitest";
import { hours, minutes } from "#domain/instant";
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
    const [choice] = await scene.rows("rail_choice");
    expect(choice?.verdicts.find(({ id }) => id === "chat")).toMatchObject({
      verdict: "cannot",
      reasons: [{ why: "chat", problem: "customer-number" }],
    });
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
