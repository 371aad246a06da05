import { describe, expect, it } from "vitest";
import type { JsonObject } from "./json.ts";
import { pageTexts } from "./page-texts.ts";
import {
  answerOf,
  at,
  get,
  hmacKey,
  newRig,
  openOrder,
  parsed,
  pathOf,
  postForm,
  press,
  type Rig,
  textOf,
} from "./shop-rig.ts";
import { hashOf } from "./signature.ts";

const card = { cardNumber: "4970 1000 0000 0055", cardExpiry: "12 / 30", cardCvv: "123" };

async function orderPage(rig: Rig, change: JsonObject = {}): Promise<string> {
  return pathOf((await openOrder(rig, change)).url);
}

describe("the bank's page", () => {
  const challenged = { ...card, cardNumber: "4970110000000021" };

  it("confirmed pays, pressed twice pays once", async () => {
    const rig = newRig();
    const path = await orderPage(rig);
    const bank = (await press(rig, path, challenged)).headers["location"] ?? "";
    expect(textOf(await get(rig.world, bank))).toContain("€29.99");
    const answers = [
      await press(rig, bank, { outcome: "complete" }),
      await press(rig, bank, { outcome: "complete" }),
      await get(rig.world, bank),
    ];
    expect(answers.map(({ headers }) => headers["location"])).toEqual([path, path, path]);
    expect(rig.world.truth().payments).toHaveLength(1);
  });

  it("refused goes back to the form, and another card can pay", async () => {
    const rig = newRig();
    const path = await orderPage(rig);
    const bank = (await press(rig, path, challenged)).headers["location"] ?? "";
    const back = (await press(rig, bank, { outcome: "fail" })).headers["location"] ?? "";
    expect(textOf(await get(rig.world, back))).toContain(pageTexts.en.notAuthenticated);
    await press(rig, path, card);
    expect(rig.world.truth().payments).toHaveLength(1);
  });

  it("takes no money after the order ended", async () => {
    const rig = newRig();
    const { url, id } = await openOrder(rig);
    const bank = (await press(rig, pathOf(url), challenged)).headers["location"] ?? "";
    await answerOf(rig.world, "Charge/PaymentOrder/Cancel", { paymentOrderId: id });
    expect((await press(rig, bank, { outcome: "complete" })).headers["location"]).toBe(pathOf(url));
    expect(rig.world.truth().payments).toEqual([]);
  });
});

describe("the way back", () => {
  async function paidPage(change: JsonObject): Promise<string> {
    const rig = newRig({ returnUrl: "https://shop.example/back" });
    const path = await orderPage(rig, change);
    await press(rig, path, card);
    return textOf(await get(rig.world, path));
  }

  function fieldsOf(page: string): Record<string, string> {
    const hidden = [...page.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)];
    return Object.fromEntries(hidden.map(([, name = "", value = ""]) => [name, value.replaceAll("&quot;", '"')]));
  }

  it("carries the answer signed with the HMAC key, never with the password", async () => {
    const fields = fieldsOf(await paidPage({ returnMode: "POST" }));
    expect(fields).toMatchObject({
      "kr-hash-key": "sha256_hmac",
      "kr-hash-algorithm": "sha256_hmac",
      "kr-answer-type": "V4/Payment",
    });
    expect(fields["kr-hash"]).toBe(hashOf(fields["kr-answer"] ?? "", hmacKey));
    expect(parsed(fields["kr-answer"] ?? "")).toMatchObject({
      orderStatus: "PAID",
      orderDetails: { orderId: "order-17" },
    });
    expect(fields["kr-src"]).toBeUndefined();
  });

  it("carries it in the address when asked, and nothing when not", async () => {
    const asked = await paidPage({ returnMode: "GET", returnUrl: "https://shop.example/done?o=1" });
    const [, href = ""] = /<a class="button" href="([^"]+)">/.exec(asked) ?? [];
    const url = new URL(href.replaceAll("&amp;", "&"));
    expect(url.searchParams.get("o")).toBe("1");
    expect(url.searchParams.get("kr-hash")).toBe(hashOf(url.searchParams.get("kr-answer") ?? "", hmacKey));
    expect(await paidPage({})).toContain('<a class="button" href="https://shop.example/back">');
  });

  it("waits for the merchant to take the notification", async () => {
    const rig = newRig();
    rig.world.setChaos({ delayMs: 4_000 });
    const path = await orderPage(rig);
    let isBack = false;
    const answer = postForm(rig.world, path, card).finally(() => {
      isBack = true;
    });
    await rig.clock.pass(3_900);
    expect(isBack).toBe(false);
    await rig.clock.pass(200);
    expect(isBack).toBe(true);
    expect((await answer).status).toBe(303);
  });

  it("waits no longer than 30 seconds", async () => {
    const rig = newRig();
    rig.world.setChaos({ lose: 1 });
    const path = await orderPage(rig);
    let isBack = false;
    const answer = postForm(rig.world, path, card).finally(() => {
      isBack = true;
    });
    await rig.clock.pass(29_999);
    expect(isBack).toBe(false);
    await rig.clock.pass(1);
    expect((await answer).headers["location"]).toBe(path);
  });

  it("without paying leads to the shop, and the link stays good", async () => {
    const rig = newRig({ rules: { abandoned: true } });
    const path = await orderPage(rig, { cancelUrl: "https://shop.example/cart" });
    expect((await press(rig, `${path}/leave`, {})).headers["location"]).toBe("https://shop.example/cart");
    expect(rig.clock.posted).toHaveLength(1);
    await press(rig, path, card);
    expect(rig.world.truth().payments).toHaveLength(1);
    expect((await press(rig, `${path}/leave`, {})).headers["location"]).toBe(path);
    const nowhere = await orderPage(rig);
    expect(textOf(await press(rig, `${nowhere}/leave`, {}))).toContain(pageTexts.en.leftTitle);
    expect((await get(rig.world, `${nowhere}/leave`)).headers["location"]).toBe(nowhere);
  });

  it("of a form posts its answer to the shop's page", async () => {
    const rig = newRig({ returnUrl: "https://shop.example/back" });
    const answer = await answerOf(rig.world, "Charge/CreatePayment", { amount: 990, currency: "EUR" });
    const path = `/form/${at(answer, "formToken")}`;
    await press(rig, path, card);
    const page = textOf(await get(rig.world, path));
    expect(page).toContain('<form method="post" action="https://shop.example/back">');
    expect(fieldsOf(page)["kr-hash-key"]).toBe("sha256_hmac");
  });
});
