import * as z from "zod";
import { currency, isCurrency } from "#domain/currency";
import { languages } from "#domain/language";
import { type Money, money } from "#domain/money";

const amount = z
  .object({ minor: z.int(), currency: z.string().refine(isCurrency, "no currency the till knows") })
  .transform((read): Money => money(read.minor, currency(read.currency)));

const shape = z.object({
  language: z.enum(languages),
  receiptNumber: z.string(),
  shop: z.object({ name: z.string(), legal: z.array(z.string()) }),
  /** Milliseconds since the epoch. */
  issuedAt: z.int(),
  /** IANA name of the shop's zone. */
  timeZone: z.string(),
  orderNumber: z.union([z.number(), z.string()]).nullable(),
  lines: z.array(
    z.object({
      name: z.string(),
      options: z.record(z.string(), z.string()),
      quantity: z.int(),
      unitPrice: amount,
      total: amount,
    }),
  ),
  vat: z.array(z.object({ rate: z.int(), gross: amount, net: amount, vat: amount })),
  total: amount,
  paidWith: z.object({ rail: z.string(), reference: z.string() }),
});

/** The snapshot a receipt is printed from: plain JSON, complete, never changed once the receipt is issued. */
export type ReceiptContent = z.infer<typeof shape>;

/** Reads a stored snapshot; throws an Error that names the first field which does not fit. */
export function readReceiptContent(content: unknown): ReceiptContent {
  const read = shape.safeParse(content);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new Error(`the receipt's content cannot be read at "${first?.path.join(".") ?? ""}": ${first?.message ?? ""}`);
}
