import type { MetaUser, PhoneMessage } from "../world/meta/model-types.ts";
import type { SimulatedShop } from "./simulated-shops.ts";
import type { Stage } from "./stage.ts";

/** A customer's phone in one shop's chat: what she hears, in order, and what she does. */
export type Phone = {
  readonly user: MetaUser;
  readonly shop: SimulatedShop;
  /** Messages of the shop that came since she last looked; waits for the first one at most `patience` ms. */
  readonly hear: (patience: number) => Promise<readonly PhoneMessage[]>;
  /** Waits a moment as people do, around `milliseconds`. */
  readonly ponder: (milliseconds: number) => Promise<void>;
  /** Does something a person may try in vain (a button that is gone). True when it worked. */
  readonly attempt: (act: () => unknown) => boolean;
};

const arrived = (message: PhoneMessage): boolean =>
  message.from === "business" && (message.status === "delivered" || message.status === "read");

/** Puts a phone into a customer's hand. */
export function openPhone(stage: Stage, user: MetaUser, shop: SimulatedShop): Phone {
  const { kernel, meta } = stage;
  const heard = new Set<string>();
  let wake: (() => void) | undefined;
  meta.onChange((change) => {
    if (change.userId !== user.id || change.phoneNumberId !== shop.phoneNumberId || !change.message) return;
    if (arrived(change.message) && !heard.has(change.message.id)) wake?.();
  });
  const fresh = (): readonly PhoneMessage[] => {
    const all = meta.chat(user.id, shop.phoneNumberId).messages.filter((one) => arrived(one) && !heard.has(one.id));
    for (const { id } of all) heard.add(id);
    return all;
  };
  return {
    user,
    shop,
    async hear(patience) {
      const there = fresh();
      if (there.length > 0) return there;
      await new Promise<void>((resolve) => {
        const limit = kernel.after(patience, resolve);
        wake = () => {
          wake = undefined;
          limit.cancel();
          kernel.after(30, resolve, "step");
        };
      });
      wake = undefined;
      return fresh();
    },
    ponder: (milliseconds) => kernel.sleep(kernel.chance.wait(milliseconds)),
    attempt(act) {
      try {
        act();
        return true;
      } catch {
        return false;
      }
    },
  };
}
