import type { Command } from "#domain/command";
import type { Instant } from "#domain/instant";
import type { BasketEdit } from "#domain/order";
import type { RefundReason } from "#domain/refund";
import type { RefundDecision, RefundDraft, SealedAccount } from "#domain/refund-request";
import type { SettledCommand } from "#domain/selling";
import type { Draft, Wording } from "#domain/wording";

/** Everything a journey may ask for. Plain data: only the engine acts on it. */
export type Effect =
  /**
   * Write to the customer. `notice` goes out under a human owner too: receipts, refunds, tracking. `alone` stays a
   * message of its own, to be passed on as it is.
   */
  | { readonly do: "say"; readonly message: Draft; readonly notice?: boolean; readonly alone?: boolean }
  /** Change the cart; comes back as `basket-changed`. */
  | { readonly do: "edit-basket"; readonly edit: BasketEdit }
  | { readonly do: "set-address"; readonly address: string }
  | { readonly do: "set-note"; readonly note: string }
  /** Make the cart payable on a rail; comes back as `link-ready` or `link-failed`. */
  | { readonly do: "request-payment"; readonly railId?: string }
  /** Make an order payable another way than by the rail it is offered by; comes back as `no-other-way` where it cannot. */
  | { readonly do: "pay-other-way"; readonly orderId: string; readonly from: string }
  /** Close the order; what was paid goes back. Comes back as `order-cancelled`. */
  | { readonly do: "cancel-order"; readonly reason: RefundReason }
  /** Wake the journey; the same name set again replaces the earlier alarm. */
  | { readonly do: "wake-me"; readonly name: string; readonly at: Instant }
  | { readonly do: "forget-alarm"; readonly name: string }
  /** Look up what a merchant's line means; comes back as `command-read`. A person settles who is meant. */
  | { readonly do: "read-command"; readonly command: Command; readonly personId?: string }
  /** Do what she confirmed, once; comes back as `command-done`. */
  | { readonly do: "run-command"; readonly settled: SettledCommand }
  /** Look up what of hers can go back; comes back as `refundable-found`. One order where she named it. */
  | { readonly do: "find-refundable"; readonly orderId?: string }
  /** Put her wish on record; comes back as `refund-asked`. Nothing is promised by it. */
  | { readonly do: "ask-refund"; readonly draft: RefundDraft }
  /** Add what a desk asked for to her open request; comes back as `refund-added`. */
  | {
      readonly do: "add-to-refund";
      readonly requestId: string;
      readonly words?: string;
      readonly photo?: string;
      readonly account?: SealedAccount;
    }
  /** Do what the desk's merchant decided, once; comes back as `refund-decided`. */
  | { readonly do: "decide-refund"; readonly requestId: string; readonly decision: RefundDecision }
  /** Give the thread to a person, with a reason she reads first. */
  | { readonly do: "hand-over"; readonly reason: Wording }
  /** Tell the merchant on her own phone and in the console. */
  | { readonly do: "tell-merchant"; readonly about: string; readonly text: Wording };
