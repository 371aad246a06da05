import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { type EvidenceFile, checkEvidence, sealEvidence } from "#domain/evidence/evidence-file";
import { days, instant } from "#domain/instant";
import { money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import { answerDispute, sendEvidence } from "#engine/answer-dispute";
import { collectEvidence } from "#engine/collect-evidence";
import { actOnOrder } from "#engine/operate";
import { transact } from "#engine/transact";
import { checkBusiness } from "#invariants/check";
import { readEvidence, renderEvidence } from "../../server/documents/evidence.ts";
import { squeezed, textOf } from "../../server/documents/pdf-text.fixture.ts";
import { isSigned } from "../../server/ports/evidence-signer.ts";
import { paperRail } from "./paper.ts";
import { openShop } from "./rig.ts";

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const verify = (key: string, text: string, value: string): boolean =>
  isSigned(key, new TextEncoder().encode(text), value);
const check = (file: EvidenceFile, key?: string) => checkEvidence(file, hash, verify, key);

/** A box bought and paid, after some talk. */
async function soldBox() {
  const shop = await openShop();
  await shop.say("La livraison ?");
  await shop.say("Mon IBAN est fr76 3000 6000 0112 3456 7890 189, merci");
  await shop.say("coffret");
  await shop.say(shop.tap("so:pay"));
  const [payment] = await shop.rows("payment");
  const { payment_id, order_id } = payment ?? expect.fail("no payment");
  await shop.pay(payment_id, 1_200);
  const evidence = async (): Promise<EvidenceFile> =>
    (await collectEvidence(shop.ports, shop.businessId, order_id)) ?? expect.fail("no such order");
  return { ...shop, payment_id, order_id, evidence };
}

const part = (file: EvidenceFile, name: string) => file.parts.find((one) => one.part === name)?.items ?? [];
const changed = (
  file: EvidenceFile,
  change: (copy: EvidenceFile & { parts: { part: string; items: Record<string, unknown>[] }[] }) => void,
) => {
  const copy = structuredClone(file) as never;
  change(copy);
  return check(copy);
};

describe("the evidence of a sale", () => {
  it("holds the conversation, the order and the money, and proves that nothing was changed", async () => {
    const shop = await soldBox();
    const file = await shop.evidence();
    expect(check(file, shop.ports.signer.publicKey)).toEqual([]);
    // What was kept as JSON is the same when it is read back, whatever wrote it down.
    expect(check(JSON.parse(JSON.stringify(file, undefined, 4)) as EvidenceFile)).toEqual([]);
    const talk = part(file, "conversation");
    expect(talk[0]).toMatchObject({ from: "customer", text: "La livraison ?", at: "2026-11-24T09:00:00.000Z" });
    expect(talk.at(-1)).toMatchObject({ kind: "document", text: expect.stringContaining("R2026-00001") as string });
    expect(part(file, "order")[0]).toMatchObject({ state: "paid", total_minor: 1_200, customer: { name: "Léa" } });
    expect(part(file, "provider")[0]).toMatchObject({ kind: "captured", via: "webhook" });
    expect(part(file, "ledger").length).toBeGreaterThan(0);
    expect(part(file, "papers")[0]).toMatchObject({ kind: "receipt", number: "R2026-00001", total: { minor: 1_200 } });
  });

  it("names the part and the item that somebody changed, added or took out", async () => {
    const file = await (await soldBox()).evidence();
    expect(changed(file, ({ parts }) => void Object.assign(parts[1]?.items[2] ?? {}, { text: "never" }))).toEqual([
      { fault: "changed", part: "conversation", item: 3 },
    ]);
    expect(changed(file, ({ parts }) => void parts[1]?.items.splice(1, 1))).toEqual([
      { fault: "removed", part: "conversation", item: 2 },
    ]);
    expect(changed(file, ({ parts }) => void parts[1]?.items.push({ text: "I got it" }))).toEqual([
      { fault: "added", part: "conversation", item: (part(file, "conversation").length ?? 0) + 1 },
    ]);
    expect(changed(file, ({ parts }) => void parts.splice(0, 1))).toEqual([{ fault: "lost-part", part: "order" }]);
    expect(changed(file, ({ parts }) => void parts.push({ part: "more", items: [] }))).toEqual([
      { fault: "unknown-part", part: "more" },
    ]);
    expect(changed(file, ({ about }) => void Object.assign(about, { madeAt: "2020-01-01T00:00:00.000Z" }))).toEqual([
      { fault: "head" },
    ]);
    const turned = { ...file, signature: { ...file.signature, value: `A${file.signature.value.slice(1)}` } };
    expect(check(turned).map(({ fault }) => fault)).toContain("signature");
    expect(check(file, "somebody else's key")).toEqual([{ fault: "signer" }]);
    // Sealing it anew does not help: nobody else can sign it.
    const parts = file.parts.map((one) => (one.part === "order" ? { ...one, items: [{ state: "cart" }] } : one));
    const { publicKey, value } = file.signature;
    const forged = sealEvidence(file.about, parts, hash, { publicKey, sign: () => value });
    expect(check(forged)).toEqual([{ fault: "signature" }]);
  });

  it("holds no card number, no IBAN, no name of a kept card and no address of a pay page", async () => {
    const shop = await soldBox();
    await shop.ports.store.tx(shop.businessId, async (tx) => {
      const [message] = await tx.select("message", { direction: { eq: "in" } });
      if (!message) return;
      const body = "card 4242 4242 4242 4242, pm_1Nabcdefgh12, https://x.example/pay/".concat("A".repeat(64));
      await tx.insert("message", [
        {
          ...message,
          message_id: "01900000-0000-7000-8000-0000000000ff",
          provider_id: "planted",
          seq: 900,
          content: { kind: "text", body },
        },
      ]);
    });
    const text = JSON.stringify(await shop.evidence());
    expect(text).not.toMatch(/4242 4242 4242 4242|3000 ?6000 ?0112|FR7630006000|pm_1Nabcdefgh12|AAAAAAAAAAAA/i);
    expect(text).toContain("FR…0189");
    expect(text).toContain("•••• 4242");
  });

  it("reads as a PDF: who said what and when, what was paid, and the hash that is signed", async () => {
    const file = await (await soldBox()).evidence();
    const pdf = await renderEvidence(readEvidence(file));
    const shown = textOf(pdf);
    const wanted = ["CONVERSATION", "La livraison ?", "2026-11-24T09:00:00.000Z", "12.00 EUR", file.root, "Léa"];
    expect(
      wanted.filter((piece) => !shown.includes(squeezed(piece))),
      shown,
    ).toEqual([]);
    expect(Buffer.compare(pdf, await renderEvidence(readEvidence(file)))).toBe(0);
  });
});

describe("a dispute", () => {
  const opened = (shop: { readonly payment_id: string }, more: object = {}): PaymentFact =>
    ({
      factId: "du_1:opened",
      kind: "dispute-changed",
      reference: "",
      disputeId: "du_1",
      captureId: `ch_${shop.payment_id}-1`,
      amount: money(1_200, currency("EUR")),
      state: "opened",
      reason: "product_not_received",
      dueBy: instant(Date.UTC(2026, 11, 8)),
      at: instant(Date.UTC(2026, 10, 24, 10)),
      ...more,
    }) as PaymentFact;
  const row = async (shop: Awaited<ReturnType<typeof soldBox>>) => (await shop.rows("dispute"))[0];

  const taskOf = async (shop: Awaited<ReturnType<typeof soldBox>>) =>
    (await shop.rows("task")).find(({ kind }) => kind === "send-evidence") ?? expect.fail("no task");

  /** The paper rail, where it takes answers. */
  async function withAnswers(answer: () => { ok: true } | { ok: false; retry: "later" | "never"; reason: string }) {
    const shop = await soldBox();
    const asked: string[] = [];
    const shopNow = async () => {
      const now = await shop.shopNow();
      const disputes = {
        answer: async ({ idempotencyKey, file }: { idempotencyKey: string; file: { bytes: Uint8Array } }) => {
          asked.push(`${idempotencyKey} ${file.bytes.byteLength}`);
          return answer();
        },
      };
      return { ...now, rails: now.rails.map((rail) => ({ ...rail, plug: { ...paperRail, disputes } })) };
    };
    return { ...shop, shopNow, asked };
  }

  it("is told with the day it must be answered by, kept with its reason, and its end stays", async () => {
    const shop = await soldBox();
    await shop.facts(opened(shop));
    expect(await row(shop)).toMatchObject({ state: "opened", reason: "product_not_received", evidence: "none" });
    const notice = (await shop.rows("notice")).find(({ about }) => about === "dispute-opened");
    expect(notice).toMatchObject({ text: "notice.dispute-due", values: { due: "2026-12-08" }, severity: "alarm" });
    await shop.facts(opened(shop, { factId: "du_1:won", state: "won" }));
    await shop.facts(opened(shop, { factId: "du_1:again" }));
    expect(await row(shop)).toMatchObject({ state: "won" });
    expect((await shop.rows("notice")).map(({ about }) => about)).toContain("dispute-won");
    expect(await checkBusiness(shop.ports.store, shop.businessId, shop.ports.clock.now())).toEqual([]);
  });

  it("is answered once with a file that is kept, whoever presses at the same moment", async () => {
    const shop = await withAnswers(() => ({ ok: true }));
    await shop.facts(opened(shop));
    const press = async () => answerDispute(shop.ports, await shop.shopNow(), "ana", shop.payment_id, "du_1");
    expect((await Promise.all([press(), press()])).map((one) => one?.refused)).toEqual(
      expect.arrayContaining([undefined, "sent"]),
    );
    const task = await taskOf(shop);
    const first = await sendEvidence(shop.ports, await shop.shopNow(), task);
    // The process died before the end was written: the task runs again, under the same key.
    const second = await sendEvidence(shop.ports, await shop.shopNow(), task);
    expect(new Set(shop.asked).size).toBe(1);
    expect([first.done, second.done]).toEqual([true, true]);
    const [kept] = await shop.rows("file");
    expect(await row(shop)).toMatchObject({ evidence: "sending", evidence_hash: kept?.sha256 });
    expect((await shop.rows("audit")).map(({ act }) => act)).toContain("send-evidence");
  });

  it("that the provider does not take says why, and may be answered again", async () => {
    const shop = await withAnswers(() => ({ ok: false, retry: "never", reason: "too large" }));
    await shop.facts(opened(shop));
    await answerDispute(shop.ports, await shop.shopNow(), "ana", shop.payment_id, "du_1");
    const result = await sendEvidence(shop.ports, await shop.shopNow(), await taskOf(shop));
    expect(result).toMatchObject({ done: false, problem: { reason: "too large" } });
    await transact(shop.ports, await shop.shopNow(), async (batch) => {
      if (!result.done) await result.giveUp?.(batch);
    });
    expect(await row(shop)).toMatchObject({ evidence: "refused", evidence_problem: "too large" });
    expect(await answerDispute(shop.ports, await shop.shopNow(), "ana", shop.payment_id, "du_1")).toBeUndefined();
  });

  it("is not answered from here where the rail takes nothing, after its time, or after its end", async () => {
    const plain = await soldBox();
    await plain.facts(opened(plain));
    const answer = async (shop: { ports: typeof plain.ports; shopNow: typeof plain.shopNow; payment_id: string }) =>
      answerDispute(shop.ports, await shop.shopNow(), "ana", shop.payment_id, "du_1");
    expect(await answer(plain)).toEqual({ refused: "by-hand" });
    const late = await withAnswers(() => ({ ok: true }));
    await late.facts(opened(late));
    late.later(days(15));
    expect(await answer(late)).toEqual({ refused: "past-due" });
    const over = await withAnswers(() => ({ ok: true }));
    await over.facts(opened(over, { factId: "du_1:lost", state: "lost" }));
    expect(await answer(over)).toEqual({ refused: "closed" });
    expect(await answerDispute(over.ports, await over.shopNow(), "ana", over.payment_id, "du_9")).toEqual({
      refused: "not-found",
    });
    expect(
      await actOnOrder(plain.ports, await plain.shopNow(), "ana", plain.order_id, { act: "refund" }),
    ).toMatchObject({
      refused: "disputed",
    });
  });
});
