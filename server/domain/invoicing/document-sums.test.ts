import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { creditShares, lessShares, netLines, sumsOf } from "#domain/invoicing/document-sums";
import { type JournalLine, leftOfSale, refundEntry, saleEntry } from "#domain/ledger";
import { money } from "#domain/money";
import { type Basket, basketTotal, basketVat } from "#domain/order";

const EUR = currency("EUR");
const euros = (minor: number) => money(minor, EUR);

/** Carts as customers fill them: some lines, some of them many, at any price and rate. */
const cart = fc
  .array(
    fc.record({
      price: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 200_000 })),
      quantity: fc.integer({ min: 1, max: 99 }),
      vatRate: fc.constantFrom(0, 210, 550, 1_000, 2_000, 2_200),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map(
    (lines): Basket => ({
      currency: EUR,
      country: "FR",
      lines: lines.map(({ price, quantity, vatRate }, n) => ({
        lineId: `${n}`,
        sku: `${n}`,
        name: { fr: `${n}` },
        options: {},
        quantity,
        unitPrice: euros(price),
        vatRate,
      })),
    }),
  );

const runs = { numRuns: 10_000 } as const;
const sum = (amounts: readonly { readonly minor: number }[]): number => amounts.reduce((a, { minor }) => a + minor, 0);

describe("sums of a document", () => {
  it("agree to the cent with the lines on 10,000 carts: gross, net, and each rate's own", () => {
    fc.assert(
      fc.property(cart, (basket) => {
        const { shares, net, vat, total } = sumsOf(basketVat(basket), EUR);
        expect(total).toEqual(basketTotal(basket));
        expect(net.minor + vat.minor).toBe(total.minor);
        const nets = netLines(basket);
        expect(sum(nets.map((line) => line.net))).toBe(net.minor);
        for (const share of shares) {
          const own = nets.filter((_, n) => basket.lines[n]?.vatRate === share.rate);
          expect(sum(own.map((line) => line.net))).toBe(share.net.minor);
          // Rounded once: VAT is within half a cent of what the rate says of the rate's whole gross.
          const off = Math.abs(share.vat.minor * (10_000 + share.rate) - share.gross.minor * share.rate);
          expect(off * 2).toBeLessThanOrEqual(10_000 + share.rate);
        }
      }),
      runs,
    );
  });

  it("of credit notes over parts agree with the journal and make up the invoice to the cent, on 10,000 carts", () => {
    const parts = fc.array(fc.double({ min: 0.01, max: 0.9, noNaN: true }), { maxLength: 6 });
    fc.assert(
      fc.property(cart, parts, (basket, cuts) => {
        const invoice = basketVat(basket);
        const total = basketTotal(basket);
        const posted: JournalLine[] = [...saleEntry("card", "c1", total, invoice).lines];
        let left = invoice;
        let due = total.minor;
        for (const [n, cut] of [...cuts, 1].entries()) {
          const amount = n === cuts.length ? due : Math.floor(due * cut);
          if (amount === 0) continue;
          const { lines } = refundEntry("card", `r${n}`, euros(amount), { left: leftOfSale(posted) });
          const note = sumsOf(creditShares(left, lines), EUR);
          expect(note.total.minor).toBe(amount);
          for (const share of note.shares) {
            expect(Math.min(share.net.minor, share.vat.minor)).toBeGreaterThanOrEqual(0);
            const booked = lines.filter(({ debit }) => debit === `liability:vat:${share.rate}`);
            expect(share.vat.minor).toBe(sum(booked.map((line) => line.amount)));
          }
          posted.push(...lines);
          left = lessShares(left, note.shares);
          due -= amount;
        }
        for (const share of left) expect([share.net.minor, share.vat.minor, share.gross.minor]).toEqual([0, 0, 0]);
      }),
      runs,
    );
  });
});
