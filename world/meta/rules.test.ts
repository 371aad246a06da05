import { describe, expect, it, vi } from "vitest";
import { type JsonObject, parseObject, valueAt } from "./json.ts";
import { rehearse, type Rehearsal } from "./rehearsal.ts";
import { interactiveKinds } from "./rules-message.ts";
import { indiaOrder } from "./sample-orders.ts";
import { codeSend, marketingSend, sampleSends } from "./sample-sends.ts";
import type { Rule } from "./rule-shape.ts";
import { sendRules } from "./rules.ts";
import { settingsOf } from "./state.ts";

async function play(stage: Rehearsal, row: Rule): Promise<{ code: unknown; details: unknown; late: boolean }> {
  const { example } = row;
  await example.before?.(stage);
  const body = typeof example.body === "function" ? await example.body(stage) : example.body;
  await stage.advance(1);
  const before = stage.received.length;
  const answer = parseObject((await stage.send(body)).body) ?? {};
  if (answer["error"] !== undefined) {
    return { code: valueAt(answer, "error.code"), details: valueAt(answer, "error.error_data.details"), late: false };
  }
  const wamid = valueAt(answer, "messages[].id");
  await stage.advance(2_000);
  const failed = stage
    .bodies()
    .slice(before)
    .map((webhook) => valueAt(webhook, "entry[].changes[].value.statuses[]"))
    .find((status) => valueAt(status, "id") === wamid && valueAt(status, "status") === "failed");
  return {
    code: valueAt(failed, "errors[].code"),
    details: valueAt(failed, "errors[].error_data.details"),
    late: true,
  };
}

describe("the table of rules", () => {
  it.each(sendRules.map((row) => [`${row.code} ${row.id}`, row] as const))("%s", async (_name, row) => {
    const looked = vi.spyOn(row, "broken");
    const told = await play(await rehearse(), row);
    // The first broken row answers, so this row has spoken, not one before it.
    expect(looked.mock.results.at(-1)?.value).toBe(told.details);
    looked.mockRestore();
    expect(told.code).toBe(row.code);
    expect(told.late).toBe(settingsOf({}).lateCodes.includes(row.code));
  });

  it("answers every row at once when no code is late", async () => {
    for (const row of sendRules.filter((candidate) => settingsOf({}).lateCodes.includes(candidate.code))) {
      const told = await play(await rehearse({ lateCodes: [] }), row);
      expect([row.id, told.code, told.late]).toEqual([row.id, row.code, false]);
    }
  });

  it("names every row once", () => {
    const ids = sendRules.map((row) => row.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("has the codes a shop meets", () => {
    const codes = new Set(sendRules.map((row) => row.code));
    const met = [100, 368, 130403, 130429, 131005, 131008, 131009, 131021, 131026, 131031, 131042, 131047, 131048];
    const more = [131049, 131050, 131051, 131053, 131056, 131057, 131062, 132000, 132001, 132005, 132012, 132015];
    for (const code of [...met, ...more, 132016, 132018, 133010, 137000, 2040, 2046, 2047])
      expect(codes).toContain(code);
  });
});

describe("valid sends", () => {
  it("have a sample of every kind", () => {
    for (const kind of interactiveKinds) expect(Object.keys(sampleSends)).toContain(`interactive.${kind}`);
  });

  const more: Readonly<Record<string, JsonObject>> = {
    "a marketing template": marketingSend,
    "a one-time code": codeSend,
    "an order of India": indiaOrder,
    "a text to a business-scoped id": { ...sampleSends["text"], to: undefined, recipient: "FR.13491208655302741918" },
  };

  it.each(Object.entries({ ...sampleSends, ...more }))("%s is accepted and arrives", async (_kind, body) => {
    const stage = await rehearse();
    stage.world.user("noa").say(stage.phoneNumberId, "Hi");
    await stage.advance(10);
    const answer = await stage.send(body);
    expect([answer.status, Buffer.from(answer.body).toString()]).toEqual([200, expect.not.stringContaining("error")]);
    const wamid = valueAt(parseObject(answer.body), "messages[].id");
    if (wamid === undefined) return;
    await stage.advance(2_000);
    const statuses = stage
      .bodies()
      .map((webhook) => valueAt(webhook, "entry[].changes[].value.statuses[]"))
      .filter((status) => valueAt(status, "id") === wamid)
      .map((status) => valueAt(status, "status"));
    expect(statuses).toEqual(body["type"] === "reaction" ? ["sent"] : ["sent", "delivered"]);
  });
});
