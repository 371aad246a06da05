import type { RowOf } from "#contracts/store";
import type { Batch } from "#engine/batch";
import type { Rail } from "#engine/shops";

/** The rail of a payment, archived or not; undefined where it is not set up any more. */
export const railOf = (
  { shop }: Pick<Batch, "shop">,
  { rail_id }: Pick<RowOf<"payment">, "rail_id">,
): Rail | undefined => shop.rails.find(({ id }) => id === rail_id);

/** Whether the provider itself tells of its money; else the bank's statement or the merchant does. */
export const isHeardOf = (batch: Pick<Batch, "shop">, payment: Pick<RowOf<"payment">, "rail_id">): boolean =>
  (railOf(batch, payment)?.plug.capabilities.confirms ?? "webhook") === "webhook";
