import { describe } from "vitest";
import type { SettingsForm } from "#contracts/settings";
import { cardPromises } from "./payment-cards.contract.ts";
import { faultPromises } from "./payment-faults.contract.ts";
import { moneyPromises } from "./payment-money.contract.ts";
import type { Subject } from "./payment-opponent.ts";
import { webhookPromises } from "./payment-webhooks.contract.ts";

/** Every promise of contracts/payment-provider.ts, for one adapter. */
export function paymentProviderContract<Form extends SettingsForm>(subject: Subject<Form>): void {
  const { cards } = subject.provider;
  if (subject.lacks?.includes("webhooks") !== true)
    describe(`the webhooks of ${subject.provider.kind}`, () => webhookPromises(subject));
  describe(`links and money at ${subject.provider.kind}`, () => moneyPromises(subject));
  describe(`calls to ${subject.provider.kind} that go wrong`, () => faultPromises(subject));
  if (cards) describe(`cards kept at ${subject.provider.kind}`, () => cardPromises(subject, cards));
}
