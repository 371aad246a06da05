import { expect, it } from "vitest";
import { HttpFailure } from "#contracts/http-port";
import { currency } from "#domain/currency";
import { hours, instant, minutes, seconds } from "#domain/instant";
import { money } from "#domain/money";
import { actOnOrder, sendAsOperator, setOwner } from "#engine/operate";
import { openShop } from "./rig.ts";

const paidRing = async () => {
  const shop = await openShop();
  await shop.say("coffret");
  await shop.say(shop.tap("so:pay"));
  const [payment] = await shop.rows("payment");
  if (!payment) throw new Error("no payment");
  return { shop, payment };
};

it("finds a payment whose webhooks are all lost, by asking", async () => {
  const { shop, payment } = await paidRing();
  const captureId = `ch_${payment.payment_id}-1`;
  const amount = money(1200, currency("EUR"));
  shop.looks.push({
    factId: `${captureId}:captured`,
    reference: payment.payment_id,
    kind: "captured",
    captureId,
    amount,
    at: instant(0),
  });
  await shop.pass(minutes(2));
  expect((await shop.rows("order"))[0]).toMatchObject({ state: "paid", paid_minor: 1200 });
  await shop.pay(payment.payment_id, 1200);
  expect(await shop.rows("capture")).toHaveLength(1);
  expect((await shop.rows("payment"))[0]).toMatchObject({
    state: "captured",
    by_lookup_at: expect.any(Number) as number,
  });
});

it("loses nothing in an outage of two hours, and sends in order after it", async () => {
  const shop = await openShop();
  shop.outside((request, behave) => (request.url === "paper:send" ? shop.json({}, 503) : behave(request)));
  await shop.say("livraison");
  await shop.say("delivery");
  for (let n = 0; n < 6; n++) await shop.pass(minutes(20));
  expect(shop.sent).toEqual([]);
  expect((await shop.rows("notice")).filter(({ about }) => about === "message-failed").length).toBeGreaterThan(0);
  shop.outside((request, behave) => behave(request));
  await shop.pass(hours(1));
  await shop.pass(hours(1));
  const seqs = (await shop.rows("message"))
    .filter(({ direction }) => direction === "out")
    .toSorted((a, b) => a.seq - b.seq);
  expect(seqs.map(({ send_state }) => send_state)).toEqual(["done", "done"]);
  expect(shop.sent.map(({ correlation }) => correlation)).toEqual(seqs.map(({ message_id }) => message_id));
});

it("waits for the status of a send whose answer was lost, and does not send it twice", async () => {
  const shop = await openShop();
  let lost = true;
  shop.outside((request, behave) => {
    const answer = behave(request);
    if (request.url !== "paper:send" || !lost) return answer;
    lost = false;
    throw new HttpFailure("timed out", "maybe");
  });
  await shop.say("livraison");
  const [sent] = shop.sent;
  await shop.post("paper", "wa", [
    {
      kind: "status",
      id: "s1",
      messageId: "wamid.1",
      status: "delivered",
      at: 0,
      correlation: sent?.correlation,
      recipient: [],
    },
  ]);
  await shop.pass(minutes(5));
  expect(shop.sent).toHaveLength(1);
  expect((await shop.rows("message")).find(({ direction }) => direction === "out")).toMatchObject({
    status: "delivered",
    send_state: "done",
    maybe_twice: false,
    provider_id: "wamid.1",
  });
});

it("sends once more, flagged, when no status comes", async () => {
  const shop = await openShop();
  let lost = true;
  shop.outside((request, behave) => {
    if (request.url !== "paper:send" || !lost) return behave(request);
    lost = false;
    throw new HttpFailure("reset", "maybe");
  });
  await shop.say("livraison");
  await shop.pass(seconds(11));
  expect(shop.sent).toHaveLength(1);
  expect((await shop.rows("message")).find(({ direction }) => direction === "out")).toMatchObject({
    send_state: "done",
    maybe_twice: true,
  });
});

it("keeps the bot silent while a person has the thread, but still confirms a payment", async () => {
  const { shop, payment } = await paidRing();
  const [thread] = await shop.rows("thread");
  const id = thread?.thread_id ?? "";
  await shop.during(async () =>
    sendAsOperator(shop.ports, await shop.shopNow(), "rose", id, { kind: "text", body: "Bonjour !" }, {}),
  );
  expect(await shop.say("livraison")).toEqual([]);
  expect((await shop.pay(payment.payment_id, 1200)).map(({ message }) => message["kind"])).toEqual([
    "buttons",
    "document",
  ]);
  await setOwner(shop.ports, await shop.shopNow(), "rose", id, "bot");
  expect(await shop.say("livraison")).toHaveLength(1);
});

it("refunds a part and then the rest, never more, and tells the customer", async () => {
  const { shop, payment } = await paidRing();
  await shop.pay(payment.payment_id, 1200);
  const [order] = await shop.rows("order");
  const act = async (amountMinor?: number) =>
    actOnOrder(shop.ports, await shop.shopNow(), "rose", order?.order_id ?? "", {
      act: "refund",
      ...(amountMinor ? { amountMinor } : {}),
    });
  const said = await shop.during(() => act(500));
  expect(said.map(({ message }) => String(message["body"] ?? message["filename"]))).toEqual([
    expect.stringContaining("5,00"),
    expect.stringContaining("parti"),
    "RR2026-00001.pdf",
  ]);
  expect(await act(800)).toEqual({ refused: "too-much", details: "700" });
  await shop.during(() => act());
  expect(await act()).toMatchObject({ refused: "nothing-paid" });
  expect((await shop.rows("order"))[0]).toMatchObject({ paid_minor: 1200, refunded_minor: 1200 });
});

it("refuses an unsigned post and writes nothing", async () => {
  const shop = await openShop();
  expect(await shop.post("paper", "wa", [], {})).toEqual({ status: 401, body: "" });
  expect(await shop.post("paper", "nowhere", [])).toEqual({ status: 404, body: "" });
  expect(await shop.rows("raw_webhook")).toEqual([]);
});

it("masks a card number before it is written anywhere, and says why", async () => {
  const shop = await openShop();
  const said = await shop.say("ma carte : 4242 4242 4242 4242, livraison ?");
  expect(String(said[0]?.message["body"])).toContain("numéro de carte");
  for (const table of ["inbox", "message", "thread"] as const)
    expect(JSON.stringify(await shop.rows(table))).not.toMatch(/4242 4242 4242 4242/);
  const [raw] = await shop.rows("raw_webhook");
  expect(new TextDecoder().decode(raw?.body)).not.toContain("4242 4242 4242 4242");
  expect(raw?.masked).toBe(true);
});

it("never cuts a total off: a body too long for its buttons goes before them as text", async () => {
  const shop = await openShop();
  const long = "x".repeat(1_100);
  await shop.ports.store.tx(shop.businessId, (tx) =>
    tx.updateIf("product", { sku: { eq: "BOX" } }, { name: { fr: `Coffret ${long}` } }),
  );
  const said = await shop.say("coffret");
  expect(said.map(({ message }) => message["kind"])).toEqual(["text", "buttons"]);
  expect(said[0]?.message["body"]).toContain("Total 12,00");
  expect(said[1]?.message["body"]).toContain("page sécurisée");
});

it("books the provider's fee when a look-up says it, once", async () => {
  const { shop, payment } = await paidRing();
  await shop.pay(payment.payment_id, 1200);
  const captureId = `ch_${payment.payment_id}-1`;
  const eur = currency("EUR");
  const fact = {
    factId: `${captureId}:captured`,
    reference: payment.payment_id,
    kind: "captured" as const,
    captureId,
    amount: money(1200, eur),
    at: instant(0),
  };
  shop.looks.push({ ...fact, fee: money(43, eur) });
  await shop.pass(minutes(2));
  await shop.pass(minutes(5));
  expect(
    (await shop.rows("journal")).filter(({ kind }) => kind === "fee").map(({ amount_minor }) => amount_minor),
  ).toEqual([43]);
  expect((await shop.rows("capture"))[0]?.fee_minor).toBe(43);
});

it("sends what waited as soon as the provider takes messages again, and calls nobody for an outage of seconds", async () => {
  const shop = await openShop();
  shop.outside((request, behave) => (request.url === "paper:send" ? shop.json({}, 503) : behave(request)));
  for (const person of ["33612345678", "33612345679", "33612345680"]) await shop.say("livraison", person);
  await shop.pass(seconds(1));
  await shop.pass(seconds(2));
  expect(shop.sent).toEqual([]);
  shop.outside((request, behave) => behave(request));
  await shop.pass(seconds(3));
  expect(shop.sent).toHaveLength(3);
  expect((await shop.rows("notice")).filter(({ about }) => about === "message-failed")).toEqual([]);
});

it("waits as long as the account is told to, and no longer for having been told often", async () => {
  const shop = await openShop();
  let refusals = 0;
  shop.outside((request, behave) => {
    if (request.url !== "paper:send" || refusals === 4) return behave(request);
    refusals += 1;
    return { ...shop.json({}, 429), headers: { "retry-after": "3" } };
  });
  await shop.say("livraison");
  for (let n = 0; n < 4; n++) {
    expect(shop.sent).toEqual([]);
    await shop.pass(seconds(3.5));
  }
  expect([refusals, shop.sent.length]).toEqual([4, 1]);
});

it("lets the talk go on past a receipt that cannot be uploaded, and sends it when it can", async () => {
  const { shop, payment } = await paidRing();
  shop.outside((request, behave) => (request.url === "paper:upload" ? shop.json({}, 500) : behave(request)));
  const kinds = () => shop.sent.map(({ message }) => message["kind"]);
  await shop.pay(payment.payment_id, 1200);
  await shop.pass(seconds(5));
  expect(await shop.say("livraison")).toHaveLength(1);
  expect(kinds()).not.toContain("document");
  shop.outside((request, behave) => behave(request));
  await shop.pass(minutes(5));
  expect(kinds().at(-1)).toBe("document");
});

it("keeps to the time a message was told to wait, though others pass meanwhile", async () => {
  const shop = await openShop();
  let tries = 0;
  shop.outside((request, behave) => {
    if (request.url !== "paper:send" || !JSON.stringify(request.body).includes("33600000666")) return behave(request);
    tries += 1;
    return { ...shop.json({}, 503), headers: { "retry-after": "600" } };
  });
  await shop.say("livraison", "33600000666");
  for (let n = 0; n < 5; n++) {
    await shop.say("livraison");
    await shop.pass(minutes(1));
  }
  expect(tries).toBe(1);
  await shop.pass(minutes(8));
  expect(tries).toBe(2);
});

it("is not held up by a provider that gives one id to two messages", async () => {
  const shop = await openShop();
  shop.outside((request, behave) => {
    void behave(request);
    return shop.json({ id: "wamid.twice" });
  });
  await shop.say("livraison");
  await shop.say("livraison", "33612345679");
  await shop.say("livraison", "33612345680");
  const out = (await shop.rows("message")).filter(({ direction }) => direction === "out");
  expect(out.map(({ send_state }) => send_state)).toEqual(["done", "done", "done"]);
  expect(new Set(out.map(({ provider_id }) => provider_id)).size).toBe(3);
  expect(shop.sent).toHaveLength(3);
});

it("lets one message that is always refused wait its turn while others pass", async () => {
  const shop = await openShop();
  let tries = 0;
  shop.outside((request, behave) => {
    if (request.url !== "paper:send" || !JSON.stringify(request.body).includes("33600000666")) return behave(request);
    tries += 1;
    return shop.json({}, 503);
  });
  await shop.say("livraison", "33600000666");
  for (let n = 0; n < 60; n++) {
    await shop.say("livraison");
    await shop.pass(seconds(1));
  }
  expect(tries).toBeLessThanOrEqual(6);
  expect(tries).toBeGreaterThan(2);
});
