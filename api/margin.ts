import { z } from "zod";
import { money } from "./money.ts";

/** What is left of an order's money before the goods themselves: paid, less refunds, fees and messages. */
export const margin = z
  .object({
    paid: money,
    refunded: money,
    /** What providers kept; null while none has said. */
    fees: money.nullable(),
    /** What messages cost by the shop's rate card; null where it has none, or in another currency. */
    messages: money.nullable(),
    /** Messages whose price is not known: no rate, or WhatsApp has not said. */
    messagesUnknown: z.int(),
    /** Paid less refunds, fees and messages, as far as they are known. */
    left: money,
  })
  .meta({ id: "Margin" });
/** What is left of an order's money before the goods themselves. */
export type Margin = z.output<typeof margin>;
