import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { phoneSpellings } from "./identity.ts";
import { type JsonObject, objectOf, parseObject, valueAt, valuesAt } from "./json.ts";
import { rehearse, type Rehearsal, rehearsed } from "./rehearsal.ts";
import { sampleSends } from "./sample-sends.ts";

const text = sampleSends["text"] ?? {};
const noa = "FR.13491208655302741918";

async function values(stage: Rehearsal): Promise<readonly JsonObject[]> {
  await stage.advance(1_000);
  return stage.bodies().flatMap((body) => valuesAt(body, "entry[].changes[].value").map(objectOf));
}

describe("a customer with a username only", () => {
  it("writes without wa_id and from", async () => {
    const stage = await rehearse();
    stage.world.user("noa").say("1001", "Hi");
    const [value] = await values(stage);
    expect(value?.["contacts"]).toEqual([{ profile: { name: "Noa", username: "noa.b" }, user_id: noa }]);
    expect(valueAt(value, "messages[]")).toMatchObject({ from_user_id: noa });
    expect(valueAt(value, "messages[]")).not.toHaveProperty("from");
  });

  it("is answered by her id; statuses and the answer name no number", async () => {
    const stage = await rehearse();
    stage.world.user("noa").say("1001", "Hi");
    const answer = await stage.send({ ...text, to: undefined, recipient: noa });
    expect(valueAt(parseObject(answer.body), "contacts")).toEqual([{ input: noa, user_id: noa }]);
    const statuses = (await values(stage)).flatMap((value) => valuesAt(value, "statuses[]").map(objectOf));
    expect(statuses.map((status) => [status["recipient_id"], status["recipient_user_id"]])).toEqual([
      [undefined, noa],
      [undefined, noa],
    ]);
  });

  it("fails under her id", async () => {
    const stage = await rehearse();
    stage.world.user("noa").failNext(131049);
    stage.world.user("noa").say("1001", "Hi");
    await stage.send({ ...text, to: undefined, recipient: noa });
    const status = objectOf(valueAt((await values(stage)).at(-1), "statuses[]"));
    expect(status).toMatchObject({ status: "failed", recipient_user_id: noa });
    expect(status).not.toHaveProperty("recipient_id");
  });
});

describe("a customer who hides her number", () => {
  it("shows it for 30 days after the business wrote to it", async () => {
    const stage = await rehearse();
    const ida = stage.world.addUser({ name: "Ida", phone: "+33699000000", hidesNumber: true });
    const seen = async () => {
      stage.received.length = 0;
      ida.say("1001", "Hi");
      return valueAt((await values(stage))[0], "messages[].from");
    };
    expect(await seen()).toBeUndefined();
    await stage.send({ ...text, to: "+33699000000" });
    expect(await seen()).toBe("33699000000");
    await stage.advance(31 * 86_400_000);
    expect(await seen()).toBeUndefined();
  });

  it("has another id at another portfolio, and the same at two numbers of one", async () => {
    const stage = await rehearse();
    const number = {
      ...rehearsed,
      accessToken: "T",
      displayPhoneNumber: "+33700000002",
      verifyToken: "v",
      name: "Two",
    };
    stage.world.addNumber({ ...number, phoneNumberId: "1002", portfolioId: "2002" });
    stage.world.addNumber({ ...number, phoneNumberId: "1003", wabaId: "2003" });
    for (const id of ["1001", "1002", "1003"]) stage.customer.say(id, "Hi");
    const [one, two, three] = (await values(stage)).map((value) => valueAt(value, "contacts[].user_id"));
    expect(two).toBe(one);
    expect(three).not.toBe(one);
  });
});

describe("a customer who changes", () => {
  it("her number: a system message from the old one, a new id, sends to the new one arrive", async () => {
    const stage = await rehearse();
    stage.customer.say("1001", "Hi");
    const before = valueAt((await values(stage))[0], "contacts[].user_id");
    const [wamid] = stage.customer.changeNumber("+33655555555");
    const value = (await values(stage)).at(-1);
    expect(value).not.toHaveProperty("contacts");
    expect(valueAt(value, "messages[]")).toMatchObject({
      from: "33612345678",
      id: wamid,
      type: "system",
      system: { type: "user_changed_number", wa_id: "33655555555" },
    });
    expect(valueAt(value, "messages[].system.user_id")).not.toBe(before);
    expect(valueAt(parseObject((await stage.send({ ...text, to: "+33655555555" })).body), "contacts[].wa_id")).toBe(
      "33655555555",
    );
    await stage.send({ ...text, to: "+33612345678" });
    const codes = (await values(stage)).map((value) => valueAt(value, "statuses[].errors[].code"));
    expect(codes.filter((code) => code !== undefined)).toEqual([131026]);
  });

  it("her id: the old and the new one are told", async () => {
    const stage = await rehearse();
    stage.world.user("noa").say("1001", "Hi");
    stage.world.user("noa").changeUserId();
    const system = objectOf(valueAt((await values(stage)).at(-1), "messages[].system"));
    expect(system).toMatchObject({ type: "user_changed_user_id", previous_user_id: noa });
    const answer = await stage.send({ ...text, to: undefined, recipient: String(system["user_id"]) });
    expect(answer.status).toBe(200);
  });

  it("her phone: a new identity, which sends may be checked against", async () => {
    const stage = await rehearse();
    stage.customer.changeIdentity();
    const identity = objectOf(valueAt((await values(stage)).at(-1), "messages[].identity"));
    const checked = { ...text, recipient_identity_key_hash: identity["hash"] };
    expect((await stage.send(checked)).status).toBe(200);
    stage.customer.changeIdentity();
    expect((await stage.send(checked)).status).toBe(400);
  });
});

describe("spellings of a number", () => {
  it("lead to the same customer, whose wa_id differs from what was written", async () => {
    const stage = await rehearse();
    const answer = await stage.send({ ...text, to: "+551199998888" });
    expect(valueAt(parseObject(answer.body), "contacts[]")).toMatchObject({
      input: "+551199998888",
      wa_id: "5511999998888",
    });
  });

  it("are each other's spelling", () => {
    const digits = fc.stringMatching(/^(55\d{10,11}|521?\d{10}|549?\d{10}|33\d{9})$/);
    fc.assert(
      fc.property(digits, (number) => {
        for (const spelling of phoneSpellings(number)) expect(phoneSpellings(spelling)).toContain(number);
      }),
    );
  });
});
