import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { instant, later } from "#domain/instant";
import { type Money, money } from "#domain/money";
import { type LyraOpponent, lyraOpponent, lyraShop, lyraStart } from "../../../tests/contracts/lyra-opponent.ts";
import { provider } from "./provider.ts";
import { lookUpRefunds, refund } from "./refunds.ts";

const euros = (minor: number): Money => money(minor, currency("EUR"));
const reference = "0192f0c1-7a00-7c3e-9b1a-4d2f6a1e0042";

/** A payment that was promised, or captured, and its name. */
async function paid(opponent: LyraOpponent, how: "promised" | "captured"): Promise<string> {
  const now = instant(lyraStart);
  const amount = euros(5_000);
  const page = { description: "Atelier", language: "fr", returnUrl: "https://shop.example/back" } as const;
  const order = { reference, idempotencyKey: "k", amount, lines: [], expiresAt: later(now, 7_200_000), now, ...page };
  const link = await provider.createLink(order, lyraShop, opponent.http);
  if (!link.ok) throw new Error(link.reason);
  opponent.promise(link.url ?? "");
  if (how === "captured") await opponent.pass(1_000);
  return opponent.world.truth().payments[0]?.uuid ?? "";
}

const asking = (captureId: string, minor: number, refundId = "r1", known: readonly string[] = []) => ({
  refundId,
  idempotencyKey: `refund:${refundId}`,
  captureId,
  amount: euros(minor),
  reason: "customer-asked",
  known,
});
const sendBack = ({ http }: LyraOpponent, request: ReturnType<typeof asking>) => refund(request, lyraShop, http);
const truth = ({ world }: LyraOpponent) => world.truth().payments[0];

describe("a refund of money that was taken", () => {
  it("is told from another of the same sum by the names in the books", async () => {
    const opponent = lyraOpponent();
    const captureId = await paid(opponent, "captured");
    const first = await sendBack(opponent, asking(captureId, 1_000));
    const [fact] = first.ok ? first.facts : [];
    const name = fact?.kind === "refund-changed" ? fact.refundRef : "";
    const second = await sendBack(opponent, asking(captureId, 1_000, "r2", [name]));
    expect(second).toMatchObject({ ok: true, facts: [{ refundId: "r2", amount: euros(1_000), state: "done" }] });
    expect(opponent.returnedOf(captureId)).toBe(2_000);
  });

  it("whose answer was lost is found among the others, and not made again", async () => {
    const opponent = lyraOpponent();
    const captureId = await paid(opponent, "captured");
    const first = await sendBack(opponent, asking(captureId, 1_000));
    const known = first.ok ? first.facts.map((fact) => ("refundRef" in fact ? fact.refundRef : "")) : [];
    opponent.strike("lost-after", "changes");
    const doubt = await sendBack(opponent, asking(captureId, 1_000, "r2", known));
    expect(doubt).toMatchObject({ ok: false, retry: "unknown", afterMs: 60_000 });
    opponent.strike(undefined);
    expect(await sendBack(opponent, asking(captureId, 1_000, "r2", known))).toMatchObject({
      ok: true,
      facts: [{ refundId: "r2", state: "done" }],
    });
    expect(opponent.returnedOf(captureId)).toBe(2_000);
  });

  it("is returned too little rather than twice where the books are not given", async () => {
    const opponent = lyraOpponent();
    const captureId = await paid(opponent, "captured");
    await sendBack(opponent, asking(captureId, 1_000));
    const { known: _, ...unnamed } = asking(captureId, 1_000, "r2");
    expect(await refund(unnamed, lyraShop, opponent.http)).toMatchObject({ ok: true, facts: [{ state: "done" }] });
    expect(opponent.returnedOf(captureId)).toBe(1_000);
  });

  it("made in the Back Office is seen, and counts against what is left", async () => {
    const opponent = lyraOpponent();
    const captureId = await paid(opponent, "captured");
    opponent.world.refundInBackOffice(captureId, 3_000);
    expect(await lookUpRefunds(captureId, lyraShop, opponent.http)).toMatchObject({
      facts: [{ kind: "refund-changed", reference, captureId, amount: euros(3_000), state: "done" }],
      final: true,
    });
    expect(await sendBack(opponent, asking(captureId, 2_001))).toMatchObject({ ok: false, retry: "never" });
    expect(opponent.called()).not.toContain("Transaction/CancelOrRefund");
  });

  it("that the bank refused does not count against what is left", async () => {
    const opponent = lyraOpponent();
    const captureId = await paid(opponent, "captured");
    const made = await sendBack(opponent, asking(captureId, 5_000));
    const [fact] = made.ok ? made.facts : [];
    opponent.failRefund(fact?.kind === "refund-changed" ? fact.refundRef : "");
    expect(await sendBack(opponent, asking(captureId, 5_000, "r2"))).toMatchObject({
      facts: [{ refundId: "r2", state: "done" }],
    });
    expect(opponent.returnedOf(captureId)).toBe(5_000);
  });

  it("is refused in another currency, and after a chargeback", async () => {
    const opponent = lyraOpponent();
    const captureId = await paid(opponent, "captured");
    const dollars = { ...asking(captureId, 100), amount: money(100, currency("USD")) };
    expect(await sendBack(opponent, dollars)).toMatchObject({ ok: false, retry: "never" });
    opponent.world.chargeBack(captureId);
    const refused = await sendBack(opponent, asking(captureId, 100));
    expect(refused).toMatchObject({ retry: "never", reason: expect.stringContaining("charged back") });
    expect(opponent.returnedOf(captureId)).toBe(0);
  });
});

describe("a refund of money that was only promised", () => {
  it("cancels the payment when all of it is asked back, once", async () => {
    const opponent = lyraOpponent();
    const captureId = await paid(opponent, "promised");
    opponent.strike("lost-after", "changes");
    expect(await sendBack(opponent, asking(captureId, 5_000))).toMatchObject({ ok: false, retry: "unknown" });
    opponent.strike(undefined);
    const made = await sendBack(opponent, asking(captureId, 5_000));
    expect(made).toMatchObject({ facts: [{ refundId: "r1", captureId, amount: euros(5_000), state: "done" }] });
    expect(truth(opponent)).toMatchObject({ detailedStatus: "CANCELLED", capturedAtMs: null });
    const found = await lookUpRefunds(captureId, lyraShop, opponent.http);
    expect(found).toMatchObject({ facts: [{ amount: euros(5_000), state: "done" }], final: true });
    const order = opponent.world.truth().orders[0]?.paymentOrderId ?? "";
    const looked = await provider.lookUp(order, lyraShop, opponent.http);
    expect(looked).toMatchObject({ facts: [{ kind: "refund-changed" }, { kind: "capture-failed" }], final: true });
    const ids = [made, looked].map((one) => (one.ok ? one.facts[0]?.factId : ""));
    expect(new Set(ids).size).toBe(1);
    const known = found.ok ? found.facts.map((fact) => ("refundRef" in fact ? fact.refundRef : "")) : [];
    expect(await sendBack(opponent, asking(captureId, 5_000, "r2", known))).toMatchObject({ retry: "never" });
  });

  it("lowers the payment by a part, and by each part once", async () => {
    const opponent = lyraOpponent();
    const captureId = await paid(opponent, "promised");
    const first = await sendBack(opponent, asking(captureId, 1_000));
    expect(first).toMatchObject({ facts: [{ refundId: "r1", amount: euros(1_000), state: "done" }], final: true });
    expect(truth(opponent)).toMatchObject({ amount: 4_000 });
    const known = first.ok ? first.facts.map((fact) => ("refundRef" in fact ? fact.refundRef : "")) : [];
    opponent.strike("lost-after", "changes");
    await sendBack(opponent, asking(captureId, 1_000, "r2", known));
    opponent.strike(undefined);
    const again = await sendBack(opponent, asking(captureId, 1_000, "r2", known));
    expect(again).toMatchObject({ facts: [{ refundId: "r2", amount: euros(1_000), state: "done" }] });
    expect(truth(opponent)).toMatchObject({ amount: 3_000 });
    expect(await sendBack(opponent, asking(captureId, 3_001, "r3", known))).toMatchObject({ retry: "never" });
  });

  it("knows a part it took off before the capture also after it", async () => {
    const opponent = lyraOpponent();
    const captureId = await paid(opponent, "promised");
    opponent.strike("lost-after", "changes");
    await sendBack(opponent, asking(captureId, 1_000));
    opponent.strike(undefined);
    await opponent.pass(1_000);
    expect(truth(opponent)).toMatchObject({ detailedStatus: "CAPTURED", amount: 4_000 });
    expect(await sendBack(opponent, asking(captureId, 1_000))).toMatchObject({ facts: [{ refundId: "r1" }] });
    expect(opponent.returnedOf(captureId)).toBe(0);
  });
});
