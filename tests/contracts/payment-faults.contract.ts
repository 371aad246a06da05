import { expect, it } from "vitest";
import type { Http } from "#contracts/http-port";
import type { CallProblem, LookUp } from "#contracts/payment-provider";
import type { SettingsForm, SettingsOf } from "#contracts/settings";
import { type Fault, type Subject, done, ofKind, reference, requestOf, sumsOf } from "./payment-opponent.ts";

/** What a provider promises when calls go wrong: doubt is called doubt, and a second try does nothing twice. */
export function faultPromises<Form extends SettingsForm>(subject: Subject<Form>): void {
  const { provider, settings } = subject;
  const euros = sumsOf(subject);
  const faults: readonly Fault[] = ["lost-before", "lost-after", "broken", "busy"];
  const lacks = subject.lacks ?? [];
  const clean = (problem: CallProblem): void => {
    expect(problem.reason.length).toBeGreaterThan(0);
    for (const secret of subject.secrets) expect(problem.reason).not.toContain(secret);
  };
  const failing = (outcome: { readonly ok: true } | CallProblem): CallProblem => {
    if (outcome.ok) throw new Error("the fault did not strike");
    clean(outcome);
    return outcome;
  };

  it.each(faults)("leaves one link after a call that was %s and is made again", async (fault) => {
    const opponent = subject.opponent();
    const request = requestOf(opponent, euros(4_990));
    opponent.strike(fault, "changes");
    expect(["later", "unknown"]).toContain(failing(await provider.createLink(request, settings, opponent.http)).retry);
    opponent.strike(undefined);
    await opponent.pass(60_000);
    const again = { ...request, now: opponent.now() };
    const link = done(await provider.createLink(again, settings, opponent.http));
    if (!lacks.includes("same-link"))
      expect(done(await provider.createLink(again, settings, opponent.http))).toEqual(link);
    expect(opponent.linksOf(reference)).toBe(1);
  });

  it.skipIf(provider.capabilities.refunds === "none").each(faults)(
    "returns money once after a refund that was %s",
    async (fault) => {
      const opponent = subject.opponent();
      const link = done(await provider.createLink(requestOf(opponent, euros(4_990)), settings, opponent.http));
      opponent.pay(link.providerRef);
      const found = done(await provider.lookUp(link.providerRef, settings, opponent.http));
      const captureId = ofKind(found.facts, "captured")[0]?.captureId ?? "";
      const request = {
        refundId: "r1",
        idempotencyKey: "refund:r1",
        captureId,
        amount: euros(4_990),
        reason: "operator",
      };
      opponent.strike(fault, "changes");
      const { retry } = failing(await provider.refund(request, settings, opponent.http));
      // Where nobody knows, "later" would be a guess.
      expect(retry).toBe(fault === "busy" ? "later" : "unknown");
      opponent.strike(undefined);
      const isThere = (answer: LookUp): boolean =>
        ofKind(answer.facts, "refund-changed").some(({ refundId, amount }) =>
          lacks.includes("refund-ids") ? amount.minor === 4_990 : refundId === "r1",
        );
      const looked = done(await provider.lookUpRefunds(captureId, settings, opponent.http));
      expect(isThere(looked)).toBe(fault === "lost-after");
      done(await provider.refund(request, settings, opponent.http));
      expect(opponent.returnedOf(captureId)).toBe(4_990);
    },
  );

  it.each(faults)("asks again after a look-up that was %s", async (fault) => {
    const opponent = subject.opponent();
    const link = done(await provider.createLink(requestOf(opponent, euros(4_990)), settings, opponent.http));
    opponent.strike(fault);
    for (const outcome of [
      await provider.lookUp(link.providerRef, settings, opponent.http),
      await provider.lookUpRefunds("unknown", settings, opponent.http),
    ])
      expect(failing(outcome).retry).toBe("later");
  });

  it("gives up what can never work, and names no secret while doing so", async () => {
    const opponent = subject.opponent();
    const { http } = opponent;
    const wrong = Object.fromEntries(Object.keys(settings).map((name) => [name, undefined])) as SettingsOf<Form>;
    const refund = { refundId: "r1", idempotencyKey: "k", captureId: "nothing", amount: euros(1), reason: "operator" };
    for (const outcome of [
      await provider.createLink(requestOf(opponent, euros(4_990)), wrong, http),
      await provider.lookUp("nothing", settings, http),
      await provider.expireLink("nothing", settings, http),
      await provider.refund(refund, settings, http),
    ])
      expect(failing(outcome).retry).toBe("never");
  });

  it("reads strange answers as doubt, never as facts, and throws nothing", async () => {
    const bodies = ["", "null", "[]", "7", '"x"', "{}", "<html>", '{"error":"x"}', '{"error":{}}', '{"id":1}'];
    for (const status of [200, 204, 301, 400, 418, 500, 503]) {
      for (const body of bodies) {
        const http: Http = async () => ({ status, headers: {}, body: new TextEncoder().encode(body) });
        const opponent = subject.opponent();
        const refund = { refundId: "r1", idempotencyKey: "k", captureId: "c", amount: euros(1), reason: "operator" };
        const outcomes = [
          await provider.createLink(requestOf(opponent, euros(4_990)), settings, http),
          await provider.lookUp("ref", settings, http),
          await provider.expireLink("ref", settings, http),
          await provider.refund(refund, settings, http),
          await provider.lookUpRefunds("c", settings, http),
        ];
        for (const outcome of outcomes) clean(failing(outcome));
        if (status >= 500 || status < 300)
          for (const outcome of outcomes) expect(failing(outcome).retry).not.toBe("never");
      }
    }
  });
}
