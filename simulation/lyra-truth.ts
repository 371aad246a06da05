import type { TruePayment, TrueRefund } from "../world/lyra/model-types.ts";
import type { SimulatedShop } from "./simulated-shops.ts";
import type { Stage } from "./stage.ts";

/** A payment that Lyra's bank accepted, with what it amounted to before anything was given back. */
export type LyraPayment = TruePayment & {
  /** The till's id of the payment; empty when its name is none of the till's. */
  readonly reference: string;
  readonly atFirst: number;
};

const parts = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;
const referenceOf = (orderId: string | null): string =>
  parts
    .exec(orderId ?? "")
    ?.slice(1)
    .join("-") ?? "";

/** What Lyra truly holds of a shop, in the mode its till works in. */
export function lyraTruthOf(
  stage: Stage,
  { lyra: { shopId } }: SimulatedShop,
): { readonly payments: readonly LyraPayment[]; readonly refunds: readonly TrueRefund[] } {
  const { orders, payments, refunds } = stage.lyra.truth();
  const isOurs = (one: { readonly shopId: string; readonly mode: string }): boolean =>
    one.shopId === shopId && one.mode === "TEST";
  const asked = new Map(orders.map(({ paymentOrderId, amount }) => [paymentOrderId, amount]));
  return {
    payments: payments.filter(isOurs).map((payment) => ({
      ...payment,
      reference: referenceOf(payment.orderId),
      atFirst: asked.get(payment.paymentOrderId ?? "") ?? payment.asked,
    })),
    refunds: refunds.filter(isOurs),
  };
}
