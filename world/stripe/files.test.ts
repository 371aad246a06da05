import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClientRig, newClientRig, openSession } from "./client-rig.ts";

let rig: ClientRig;
beforeAll(async () => {
  rig = await newClientRig();
});
afterAll(() => rig.close());

const pdf = (size: number) => ({
  purpose: "dispute_evidence" as const,
  file: { data: Buffer.alloc(size, "%PDF"), name: "evidence.pdf", type: "application/pdf" },
});

/** A paid order that is disputed; gives the dispute's id. */
async function disputed(order: string): Promise<string> {
  const session = await openSession(rig.world, order);
  rig.world.pay(session);
  const { payment_intent } = await rig.stripe.checkout.sessions.retrieve(session);
  const intent = await rig.stripe.paymentIntents.retrieve(String(payment_intent));
  return rig.world.openDispute(String(intent.latest_charge), {});
}

describe("evidence, by the official client", () => {
  it("is uploaded and submitted, once", async () => {
    const id = await disputed("1");
    const file = await rig.stripe.files.create(pdf(1_000));
    expect(file).toMatchObject({ object: "file", type: "pdf", size: 1_000, filename: "evidence.pdf" });
    const evidence = { customer_communication: file.id, product_description: "1 ring" };
    const answered = await rig.stripe.disputes.update(id, { evidence, submit: true });
    expect(answered).toMatchObject({ status: "under_review", evidence_details: { submission_count: 1 } });
    await expect(rig.stripe.disputes.update(id, { evidence })).rejects.toThrow("already submitted");
  });

  it("gives the same file for the same key, and none of another size", async () => {
    const key = { idempotencyKey: "upload:1" };
    const one = await rig.stripe.files.create(pdf(2_000), key);
    expect((await rig.stripe.files.create(pdf(2_000), key)).id).toBe(one.id);
    await expect(rig.stripe.files.create(pdf(2_001), key)).rejects.toThrow("same parameters");
  });

  it("is refused where it is too large, of a strange kind, unknown, or too late", async () => {
    await expect(rig.stripe.files.create(pdf(5_000_001))).rejects.toThrow("smaller than 5 MB");
    const text = { data: Buffer.from("hello"), name: "a.txt", type: "text/plain" };
    await expect(rig.stripe.files.create({ purpose: "dispute_evidence", file: text })).rejects.toThrow("PDF");
    const id = await disputed("2");
    await expect(rig.stripe.disputes.update(id, { evidence: { receipt: "file_0" } })).rejects.toThrow("No such file");
    const [big, more] = [await rig.stripe.files.create(pdf(4_000_000)), await rig.stripe.files.create(pdf(600_000))];
    const both = { customer_communication: big.id, receipt: more.id };
    await expect(rig.stripe.disputes.update(id, { evidence: both })).rejects.toThrow("combined size");
    await rig.clock.pass(15 * 24 * 3_600_000);
    await expect(rig.stripe.disputes.update(id, { evidence: { receipt: more.id } })).rejects.toThrow("closed");
  });
});
