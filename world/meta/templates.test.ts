import { describe, expect, it } from "vitest";
import { type JsonObject, parseObject, valueAt, valuesAt, withValue } from "./json.ts";
import { rehearse, type Rehearsal } from "./rehearsal.ts";
import { marketingSend, sampleSends } from "./sample-sends.ts";

const shipped: JsonObject = {
  name: "order_shipped",
  language: "fr",
  category: "UTILITY",
  components: [
    { type: "HEADER", format: "TEXT", text: "Commande {{1}}", example: { header_text: ["A-12"] } },
    { type: "BODY", text: "Bonjour {{1}}, votre commande est en route vers vous.", example: { body_text: [["Léa"]] } },
    { type: "FOOTER", text: "Atelier Lyon" },
    { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Merci" }] },
  ],
};

async function create(stage: Rehearsal, body: JsonObject): Promise<JsonObject> {
  return parseObject((await stage.call("POST", "v25.0/2002/message_templates", body)).body) ?? {};
}

const bodyText = "components[].text";

describe("templates", () => {
  it("are reviewed, told by webhook, and can then be sent", async () => {
    const stage = await rehearse();
    const made = await create(stage, shipped);
    expect(made).toMatchObject({ status: "PENDING", category: "UTILITY" });
    const send = {
      messaging_product: "whatsapp",
      to: "+33612345678",
      type: "template",
      template: {
        name: "order_shipped",
        language: { code: "fr", policy: "deterministic" },
        components: [
          { type: "header", parameters: [{ type: "text", text: "A-12" }] },
          { type: "BODY", parameters: [{ type: "text", text: "Léa" }] },
        ],
      },
    };
    expect((await stage.send(send)).status).toBe(404);
    await stage.advance(3_000);
    expect(valueAt(stage.bodies()[0], "entry[].changes[]")).toMatchObject({
      field: "message_template_status_update",
      value: { event: "APPROVED", message_template_name: "order_shipped", message_template_language: "fr" },
    });
    expect((await stage.send(send)).status).toBe(200);
    expect(stage.world.chat("lea", "1001").messages.at(-1)?.template).toEqual({
      name: "order_shipped",
      language: "fr",
      category: "UTILITY",
      header: { format: "TEXT", text: "Commande A-12" },
      body: "Bonjour Léa, votre commande est en route vers vous.",
      footer: "Atelier Lyon",
      buttons: [{ type: "QUICK_REPLY", text: "Merci", payload: "Merci" }],
    });
  });

  it("are rejected for variables side by side, and can be edited into another review", async () => {
    const stage = await rehearse();
    const body = { type: "BODY", text: "Bonjour {{1}} {{2}}, votre commande est en route vers vous.", example: {} };
    const { id } = await create(stage, { ...shipped, components: [body] });
    await stage.advance(3_000);
    expect(valueAt(stage.bodies()[0], "entry[].changes[].value")).toMatchObject({
      event: "REJECTED",
      reason: "INVALID_FORMAT",
    });
    await stage.call("POST", `v25.0/${String(id)}`, {
      components: [{ ...body, text: "Votre commande est en route." }],
    });
    await stage.advance(3_000);
    const list = await stage.call("GET", "v25.0/2002/message_templates?name=order_shipped&fields=status,name");
    expect(valuesAt(parseObject(list.body), "data[]")).toEqual([{ id, name: "order_shipped", status: "APPROVED" }]);
    expect((await stage.call("POST", `v25.0/${String(id)}`, { components: [body] })).status).toBe(400);
  });

  it("that sell are marketing, whatever they were called", async () => {
    const stage = await rehearse();
    const text = "Bonjour {{1}}, une promotion vous attend chez nous cette semaine.";
    const body = { type: "BODY", text, example: { body_text: [["Léa"]] } };
    expect(await create(stage, { ...shipped, components: [body] })).toMatchObject({ category: "MARKETING" });
  });

  it.each<[string, JsonObject, number]>([
    ["a name with capitals", { ...shipped, name: "Order" }, 100],
    ["an unknown category", { ...shipped, category: "NEWS" }, 100],
    ["an unknown language", { ...shipped, language: "french" }, 100],
    ["no body", { ...shipped, components: [] }, 2388072],
    ["a long header", withValue(shipped, bodyText, "x".repeat(61)), 2388040],
    ["a long body", { ...shipped, components: [{ type: "BODY", text: "x".repeat(1025) }] }, 2388040],
    ["a variable first", { ...shipped, components: [{ type: "BODY", text: "{{1}} is here", example: {} }] }, 2388299],
    ["too few words", { ...shipped, components: [{ type: "BODY", text: "Hi {{1}}.", example: {} }] }, 2388293],
    [
      "a footer with a variable",
      {
        ...shipped,
        components: [
          { type: "BODY", text: "Hi" },
          { type: "FOOTER", text: "{{1}}" },
        ],
      },
      2388073,
    ],
    [
      "three links",
      {
        ...shipped,
        components: [
          { type: "BODY", text: "Hi" },
          { type: "BUTTONS", buttons: Array(3).fill({ type: "URL", text: "a", url: "https://a" }) },
        ],
      },
      100,
    ],
    [
      "a carousel of one",
      {
        ...shipped,
        components: [
          { type: "BODY", text: "Hi" },
          { type: "CAROUSEL", cards: [{ components: [] }] },
        ],
      },
      100,
    ],
    [
      "an offer that is no marketing",
      {
        ...shipped,
        components: [
          { type: "BODY", text: "Hi" },
          { type: "LIMITED_TIME_OFFER", limited_time_offer: { text: "Now" } },
        ],
      },
      100,
    ],
    ["a name that exists in that language", { ...shipped, name: "order_ready", language: "en" }, 2388024],
  ])("are refused for %s", async (_why, body, code) => {
    const stage = await rehearse();
    expect(valueAt(await create(stage, body), "error.code")).toBe(code);
  });

  it("are limited to 100 new ones an hour, and are listed by the page", async () => {
    const stage = await rehearse();
    for (let index = 0; index < 100; index += 1) await create(stage, { ...shipped, name: `t_${index}` });
    expect(valueAt(await create(stage, { ...shipped, name: "t_100" }), "error.code")).toBe(80007);
    const first = parseObject((await stage.call("GET", "2002/message_templates?limit=60")).body);
    const after = String(valueAt(first, "paging.cursors.after"));
    const second = parseObject((await stage.call("GET", `2002/message_templates?limit=60&after=${after}`)).body);
    expect([valuesAt(first, "data[]").length, valuesAt(second, "data[]").length]).toEqual([60, 43]);
    expect(valueAt(second, "paging.next")).toBeUndefined();
  });

  it("are gone when deleted", async () => {
    const stage = await rehearse();
    await stage.call("DELETE", "2002/message_templates?name=order_ready");
    expect((await stage.send(sampleSends["template"] ?? {})).status).toBe(404);
  });

  it("of marketing can go by their own endpoint, others cannot", async () => {
    const stage = await rehearse();
    expect((await stage.call("POST", "v25.0/1001/marketing_messages", marketingSend)).status).toBe(200);
    expect((await stage.call("POST", "v25.0/1001/marketing_messages", sampleSends["template"])).status).toBe(400);
  });
});
