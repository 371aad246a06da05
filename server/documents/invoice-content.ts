import * as z from "zod";
import { currency, isCurrency } from "#domain/currency";
import { languages } from "#domain/language";
import { type Money, money } from "#domain/money";

const amount = z
  .object({ minor: z.int(), currency: z.string().refine(isCurrency, "no currency the till knows") })
  .transform((read): Money => money(read.minor, currency(read.currency)));
const paidWith = z.object({ rail: z.string(), reference: z.string() });
const common = {
  language: z.enum(languages),
  number: z.string(),
  /** Milliseconds since the epoch. */
  issuedAt: z.int(),
  /** IANA name of the shop's zone. */
  timeZone: z.string(),
  orderNumber: z.number().nullable(),
  paidWith,
  total: amount,
};

const invoice = z.object({
  ...common,
  kind: z.enum(["invoice", "credit-note"]),
  /** When the goods were paid, which is when they are sold here. */
  suppliedAt: z.int(),
  simplified: z.boolean(),
  code: z.string().nullable(),
  seller: z.object({
    tradeName: z.string(),
    name: z.string(),
    address: z.string(),
    ids: z.array(z.string()),
    mentions: z.array(z.string()),
  }),
  buyer: z.object({ name: z.string().nullable(), address: z.string().nullable(), taxId: z.string().nullable() }),
  corrects: z.object({ number: z.string(), issuedAt: z.int() }).nullable(),
  lines: z.array(
    z.object({
      name: z.string(),
      options: z.record(z.string(), z.string()),
      quantity: z.int(),
      rate: z.int(),
      unitNet: amount,
      net: amount,
      unitPrice: amount,
      total: amount,
    }),
  ),
  vat: z.array(z.object({ rate: z.int(), gross: amount, net: amount, vat: amount })),
  net: amount,
  vatTotal: amount,
});

const refundReceipt = z.object({
  ...common,
  kind: z.literal("refund-receipt"),
  shop: z.object({ name: z.string(), legal: z.array(z.string()) }),
});

const shape = z.discriminatedUnion("kind", [invoice, refundReceipt]);

/** The snapshot an invoice or credit note is printed from: plain JSON, complete, never changed once it is issued. */
export type InvoiceContent = z.infer<typeof invoice>;
/** The same of the receipt of a refund. */
export type RefundReceiptContent = z.infer<typeof refundReceipt>;

/** Reads a stored snapshot; throws an Error that names the first field which does not fit. */
export function readPaperContent(content: unknown): InvoiceContent | RefundReceiptContent {
  const read = shape.safeParse(content);
  if (read.success) return read.data;
  const [first] = read.error.issues;
  throw new Error(`the paper's content cannot be read at "${first?.path.join(".") ?? ""}": ${first?.message ?? ""}`);
}
