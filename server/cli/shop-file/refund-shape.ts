import { z } from "zod";
import type { Currency } from "#domain/currency";
import { formatDecimal, money, parseDecimal } from "#domain/money";
import { digitsOf } from "#domain/phone";
import { readRefundRules, refundCauses } from "#domain/refund-request";
import type { PlacedAmount } from "./limit-shape.ts";
import { brief, present } from "./plain-fields.ts";

const decimal = z.string({ error: 'must be a decimal in quotes, such as "500"' });
const causes = z
  .array(z.enum(refundCauses), { error: `must be a list out of ${refundCauses.join(", ")}` })
  .min(1)
  .max(refundCauses.length);
const desk = z.strictObject({
  name: z.string().trim().min(1).max(60),
  /** Only requests for these reasons; without it, for all. */
  reasons: causes.optional(),
  /** Only requests of more than this. */
  above: decimal.optional(),
  /** The merchant who gets the request in her chat: her phone as it stands under merchants. */
  merchant: z.string().min(1).max(40).optional(),
});

/** Who decides about refunds, and how. */
export const refunds = z.strictObject({
  /** What goes back of one order beyond this needs two people. */
  secondPersonAbove: decimal.optional(),
  /** What is asked of one order up to this goes back without a person. */
  autoApproveUpTo: decimal.optional(),
  /** For which reasons the customer is asked for a photo. */
  photoFor: causes.optional(),
  /** The first desk that fits decides. */
  desks: z.array(desk).max(50).optional(),
});

/** Rules about refunds as a file writes them. */
export type WrittenRefunds = z.output<typeof refunds>;

/** The amounts among the rules. */
export const refundAmounts = (written: WrittenRefunds | undefined): readonly PlacedAmount[] =>
  [
    { path: ["secondPersonAbove"], text: written?.secondPersonAbove },
    { path: ["autoApproveUpTo"], text: written?.autoApproveUpTo },
    ...(written?.desks ?? []).map(({ above }, n) => ({ path: ["desks", String(n), "above"], text: above })),
  ].flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]));

/** Desks whose merchant is none of the file's. */
export const strangeDesks = (
  written: WrittenRefunds | undefined,
  merchants: readonly { readonly phone: string }[] | undefined,
) =>
  (written?.desks ?? []).flatMap(({ merchant }, n) =>
    merchant === undefined ||
    merchants === undefined ||
    merchants.some(({ phone }) => digitsOf(phone) === digitsOf(merchant))
      ? []
      : [
          {
            path: ["refunds", "desks", n, "merchant"],
            message: `${merchant} is none of the phones under merchants`,
          },
        ],
  );

const minorOf = (text: string | undefined, code: Currency): number | undefined =>
  text === undefined ? undefined : parseDecimal(text, code)?.minor;

/** Rules about refunds as the till keeps them. */
export const refundsOf = (written: WrittenRefunds, code: Currency): Record<string, unknown> =>
  present({
    secondPersonAboveMinor: minorOf(written.secondPersonAbove, code),
    autoApproveUpToMinor: minorOf(written.autoApproveUpTo, code),
    photoFor: written.photoFor,
    desks: written.desks?.map(({ name, reasons, above, merchant }) =>
      present({
        name,
        causes: reasons,
        aboveMinor: minorOf(above, code),
        phone: merchant === undefined ? undefined : digitsOf(merchant),
      }),
    ),
  });

/** Rules about refunds as a file writes them, out of the rows. */
export function writeRefunds(kept: unknown, code: Currency): Record<string, unknown> {
  const { secondPersonAboveMinor, autoApproveUpToMinor, photoFor, desks } = readRefundRules(kept);
  const decimalOf = (minor: number | undefined) =>
    minor === undefined ? undefined : formatDecimal(money(minor, code));
  return brief({
    secondPersonAbove: decimalOf(secondPersonAboveMinor),
    autoApproveUpTo: decimalOf(autoApproveUpToMinor),
    photoFor,
    desks: desks.map(({ name, causes: reasons, aboveMinor, phone }) =>
      brief({
        name,
        reasons,
        above: decimalOf(aboveMinor),
        merchant: phone === undefined ? undefined : `+${phone}`,
      }),
    ),
  });
}
