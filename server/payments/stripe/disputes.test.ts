import { describe, expect, it } from "vitest";
import type { HttpRequest } from "#contracts/http-port";
import { currency } from "#domain/currency";
import { later, instant } from "#domain/instant";
import { money } from "#domain/money";
import { stripeAccount, stripeOpponent, stripeStart } from "../../../tests/contracts/stripe-opponent.ts";
import { provider } from "./provider.ts";

const reference = "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0042";
const now = instant(stripeStart);

/** A payment that is disputed, and the way to answer. */
async function disputed() {
  const opponent = stripeOpponent();
  const link = await provider.createLink(
    {
      reference,
      idempotencyKey: `create-link:${reference}`,
      amount: money(4_990, currency("EUR")),
      lines: [],
      description: "no 42",
      language: "fr",
      expiresAt: later(now, 7_200_000),
      returnUrl: "https://shop.example/back",
      now,
    },
    stripeAccount,
    opponent.http,
  );
  if (!link.ok) throw new Error(link.reason);
  opponent.pay(link.providerRef);
  const [capture] = opponent.world.truth().captures;
  const disputeId = opponent.world.openDispute(capture?.chargeId ?? "", { reason: "product_not_received" });
  await opponent.pass(1_000);
  const seen: HttpRequest[] = [];
  const answer = (size = 2_000, key = "send-evidence:1") =>
    provider.disputes?.answer(
      {
        disputeId,
        idempotencyKey: key,
        file: { bytes: new Uint8Array(size).fill(37), filename: "evidence-42.pdf" },
        customerName: "Léa Martin",
        goods: "1 × RING",
        tracking: "6A123",
      },
      stripeAccount,
      (request) => {
        seen.push(request);
        return opponent.http(request);
      },
    );
  const facts = () => opponent.posted().flatMap(({ body }) => provider.interpret(body, stripeAccount));
  return { opponent, disputeId, answer, facts, seen };
}

describe("a dispute at Stripe", () => {
  it("tells the reason and until when it can be answered", async () => {
    const { facts, disputeId } = await disputed();
    expect(facts()).toContainEqual(
      expect.objectContaining({
        kind: "dispute-changed",
        disputeId,
        state: "opened",
        reason: "product_not_received",
        dueBy: expect.any(Number) as number,
      }),
    );
  });

  it("is answered with the file as the customer's communication, submitted at once", async () => {
    const { opponent, answer } = await disputed();
    expect(await answer()).toEqual({ ok: true });
    await opponent.pass(1_000);
    const told = opponent.posted().map(({ body }) => JSON.parse(new TextDecoder().decode(body)) as never);
    const last = told.findLast(({ type }) => type === "charge.dispute.updated") as unknown as {
      readonly data: { readonly object: { readonly status: string; readonly evidence: Record<string, string> } };
    };
    expect(last.data.object.status).toBe("under_review");
    expect(last.data.object.evidence).toMatchObject({
      customer_communication: expect.stringMatching(/^file_/) as string,
      customer_name: "Léa Martin",
      product_description: "1 × RING",
      shipping_tracking_number: "6A123",
    });
  });

  it.each(["lost-before", "lost-after", "broken", "busy"] as const)(
    "is answered once however often a call goes wrong (%s)",
    async (fault) => {
      const { opponent, answer } = await disputed();
      opponent.strike(fault, "changes");
      expect(await answer()).toMatchObject({ ok: false, retry: expect.stringMatching(/later|unknown/) as string });
      opponent.strike(undefined);
      expect(await answer()).toEqual({ ok: true });
      expect(await answer(3_000, "send-evidence:2")).toEqual({ ok: true });
      await opponent.pass(1_000);
      const submissions = opponent.posted().filter(({ body }) => {
        const text = new TextDecoder().decode(body);
        return text.includes('"charge.dispute.updated"') && /"submission_count": ?1/.test(text);
      });
      expect(submissions).toHaveLength(1);
    },
  );

  it("is not answered with a file that is too large, nor after its time or its end", async () => {
    const { opponent, answer, seen, disputeId } = await disputed();
    expect(await answer(4_600_000)).toMatchObject({
      ok: false,
      retry: "never",
      reason: expect.stringContaining("4.5 MB") as string,
    });
    expect(seen).toEqual([]);
    opponent.world.closeDispute(disputeId, "lost");
    expect(await answer()).toMatchObject({
      ok: false,
      retry: "never",
      reason: expect.stringContaining("lost") as string,
    });
  });
});
