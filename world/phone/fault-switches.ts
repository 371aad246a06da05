import type { LyraWorld } from "../lyra/model-types.ts";
import type { MetaWorld } from "../meta/model-types.ts";
import type { StripeWorld } from "../stripe/model-types.ts";
import type { Faults } from "./api.ts";

/** How long a webhook waits under "delay", and the most it is held back under "reverse", in milliseconds. */
const delayMs = 4_000;
const reorderMs = 3_000;

/** How often it is looked whether the payment to be lost has come, and how long its events take to be made. */
const lookEveryMs = 250;
const eventsTakeMs = 1_500;

/** The panel's switches over the worlds' fault settings. */
export type FaultSwitches = {
  readonly faults: () => Faults;
  readonly set: (change: { readonly [Name in keyof Faults]?: boolean | undefined }) => void;
};

/** What the switches act on; `after` waits in the world's time and `changed` is called when a switch moves by itself. */
export type SwitchedWorlds = {
  readonly meta: Pick<MetaWorld, "setChaos">;
  readonly stripe: Pick<StripeWorld, "setChaos" | "truth">;
  readonly lyra: Pick<LyraWorld, "setChaos" | "truth">;
  readonly after: (milliseconds: number, run: () => void) => void;
  readonly changed: () => void;
};

/** Makes the switches, all off. */
export function createFaultSwitches({ meta, stripe, lyra, after, changed }: SwitchedWorlds): FaultSwitches {
  let faults: Faults = { double: false, reverse: false, delay: false, losePayment: false };
  let armed = 0;
  const paid = (): number => stripe.truth().captures.length + lyra.truth().payments.length;

  const apply = (): void => {
    const shared = { duplicate: faults.double ? 1 : 0, delayMs: faults.delay ? delayMs : 0 };
    // Half of WhatsApp's posts are held back, so that the others overtake them; the banks' bursts are turned round.
    meta.setChaos({ ...shared, reorder: faults.reverse ? 0.5 : 0, reorderMs });
    const bank = { ...shared, reorder: faults.reverse ? 1 : 0, loseAll: faults.losePayment };
    stripe.setChaos(bank);
    lyra.setChaos(bank);
  };

  const disarm = (arming: number): void => {
    if (arming !== armed || !faults.losePayment) return;
    faults = { ...faults, losePayment: false };
    apply();
    changed();
  };

  const watch = (arming: number, before: number): void => {
    if (arming !== armed || !faults.losePayment) return;
    if (paid() > before) after(eventsTakeMs, () => disarm(arming));
    else after(lookEveryMs, () => watch(arming, before));
  };

  return {
    faults: () => faults,
    set(change) {
      const wasArmed = faults.losePayment;
      faults = {
        double: change.double ?? faults.double,
        reverse: change.reverse ?? faults.reverse,
        delay: change.delay ?? faults.delay,
        losePayment: change.losePayment ?? faults.losePayment,
      };
      apply();
      if (faults.losePayment && !wasArmed) watch(++armed, paid());
    },
  };
}
