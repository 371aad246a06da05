import { z } from "zod";

/** An ISO 4217 code. */
export const currencyCode = z.string().regex(/^[A-Z]{3}$/);

/** An amount in the smallest unit of its currency: `{minor: 1250, currency: "EUR"}` is 12.50 €. */
export const money = z.object({ minor: z.int(), currency: currencyCode }).meta({ id: "Money" });
/** An amount in minor units. */
export type Money = z.output<typeof money>;
