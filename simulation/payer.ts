import { isLyraLink, payByLyra, stirLyra, untilRushHour } from "./lyra-payer.ts";
import type { Stage } from "./stage.ts";

const good = "4242424242424242";
const cards = {
  declined: "4000000000009995",
  challenged: "4000002500003155",
  refundFails: "4000000000005126",
  refundWaits: "4000000000007726",
  disputes: "4000000000000259",
} as const;

/** Whether a link leads to a page where something can be paid. */
export const isPayLink = (link: string | undefined): link is string =>
  link !== undefined && (link.includes("cs_test") || isLyraLink(link));

/** Opens a payment link and pays, the way the dice fall: at once, twice, after a refusal, with trouble to come. */
export function payLink(stage: Stage, link: string): void {
  if (isLyraLink(link)) {
    payByLyra(stage, link);
    return;
  }
  const { chance } = stage.kernel;
  const session = /cs_test_\w+/.exec(link)?.[0];
  if (session === undefined) return;
  const { stripe, kernel } = stage;
  kernel.note(`pay ${session.slice(-6)}`);
  if (stage.weather.rush) {
    kernel.after(untilRushHour(kernel.now()), () => void stripe.pay(session));
    return;
  }
  const way = chance.whole(1, 20);
  if (way <= 8) stripe.pay(session);
  else if (way <= 10) stripe.payTwice(session);
  else if (way <= 13) {
    stripe.pay(session, { card: cards.declined });
    kernel.after(chance.wait(2_000), () => void stripe.pay(session, { card: good }));
  } else if (way === 14) stripe.pay(session, { card: cards.challenged, challenge: "fail" });
  else if (way === 15) stripe.pay(session, { card: cards.challenged });
  else if (way === 16)
    stripe.captureLate(session, { afterMs: chance.pick([20_000, 7_200_000]), fails: chance.strikes(0.3) });
  else if (way === 17) stripe.pay(session, { card: cards.refundFails });
  else if (way === 18) stripe.pay(session, { card: cards.refundWaits });
  else if (way === 19) stripe.pay(session, { card: cards.disputes });
  else stripe.pay(session);
}

/** Banks have their say: disputes are decided, refunds come back. */
export function stirBanks(stage: Stage): void {
  const { chance } = stage.kernel;
  const { stripe } = stage;
  const { captures, refunds } = stripe.truth();
  const tryTo = (act: () => unknown): void => {
    try {
      act();
    } catch {
      // It was decided before: nothing to do.
    }
  };
  for (const { chargeId, disputed } of captures)
    if (!disputed && chance.strikes(0.08))
      tryTo(() => {
        const dispute = stripe.openDispute(chargeId);
        if (chance.strikes(0.7))
          stage.kernel.after(chance.wait(30_000), () =>
            tryTo(() => stripe.closeDispute(dispute, chance.pick(["won", "lost"]))),
          );
      });
  for (const { refundId, status } of refunds)
    if (status === "succeeded" && chance.strikes(0.08)) tryTo(() => stripe.failRefund(refundId));
  stirLyra(stage);
}
