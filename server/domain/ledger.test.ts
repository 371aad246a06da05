import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import {
  type JournalEntry,
  balances,
  clearing,
  disputeEntry,
  feeEntry,
  leftOfSale,
  refundEntry,
  refundFailedEntry,
  saleEntry,
  surplusEntry,
  unapplied,
} from "#domain/ledger";
import { money } from "#domain/money";
import { splitVat } from "#domain/vat";

const codes = fc.constantFrom("EUR", "JPY", "KWD").map(currency);
const line = fc.record({ minor: fc.integer({ min: 1, max: 1_000_000 }), rate: fc.constantFrom(0, 550, 1_000, 2_200) });
const sale = fc.tuple(codes, fc.array(line, { minLength: 1, maxLength: 6 })).map(([code, lines]) => ({
  amount: money(
    lines.reduce((sum, { minor }) => sum + minor, 0),
    code,
  ),
  vat: splitVat(lines.map(({ minor, rate }) => ({ gross: money(minor, code), rate }))),
}));

/** Sums of all accounts, zero ones left out. */
const sumsOf = (entries: readonly JournalEntry[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...balances(entries.flatMap(({ lines }) => lines))].filter(([, minor]) => minor !== 0));

/** Everything that may become of one capture. */
const history = fc
  .tuple(sale, fc.nat(), fc.nat(), fc.boolean(), fc.constantFrom(undefined, "won", "lost"))
  .map(([{ amount, vat }, feePart, part, fails, verdict]): readonly JournalEntry[] => {
    const fee = money(feePart % (amount.minor + 1), amount.currency);
    const back = money(part % (amount.minor + 1), amount.currency);
    const sold = saleEntry("card", "c1", amount, vat);
    const refund = refundEntry("card", "r1", back, { left: leftOfSale(sold.lines) });
    const surplus = surplusEntry("card", "c2", amount);
    return [
      sold,
      feeEntry("card", "c1", fee),
      refund,
      ...(fails ? [refundFailedEntry(refund)] : []),
      surplus,
      refundEntry("card", "r2", amount, "surplus"),
      ...(verdict ? (["opened", verdict] as const).map((state) => disputeEntry("card", "d1", amount, state)) : []),
    ];
  });

describe("the journal", () => {
  it("sums to zero in each currency after whatever happened", () => {
    fc.assert(
      fc.property(fc.array(history, { maxLength: 5 }), (histories) => {
        const byCurrency = new Map<string, number>();
        for (const [account, minor] of balances(histories.flat().flatMap(({ lines }) => lines))) {
          const code = account.slice(-3);
          byCurrency.set(code, (byCurrency.get(code) ?? 0) + minor);
        }
        for (const minor of byCurrency.values()) expect(minor).toBe(0);
      }),
    );
  });

  it("never moves nothing, or less than nothing", () => {
    fc.assert(
      fc.property(history, (entries) => {
        for (const { lines } of entries)
          for (const { debit, credit, amount } of lines) {
            expect(debit).not.toBe(credit);
            // A refund of nothing is refused long before it is booked.
            expect(amount.minor).toBeGreaterThanOrEqual(0);
          }
      }),
    );
  });

  it("leaves nothing on revenue and VAT once a sale was returned in parts, and never takes more than is there", () => {
    fc.assert(
      fc.property(sale, fc.array(fc.nat(), { maxLength: 6 }), ({ amount, vat }, cuts) => {
        const places = [0, ...cuts.map((cut) => cut % (amount.minor + 1)).toSorted((a, b) => a - b), amount.minor];
        const entries = [saleEntry("card", "c1", amount, vat)];
        for (const [n, place] of places.slice(1).entries()) {
          const left = leftOfSale(entries.flatMap(({ lines }) => lines));
          const part = money(place - (places[n] ?? 0), amount.currency);
          const entry = refundEntry("card", `r${n}`, part, { left });
          for (const line of entry.lines)
            expect(line.amount.minor).toBeLessThanOrEqual(
              left.find(({ account }) => account === line.debit)?.minor ?? 0,
            );
          entries.push(entry);
        }
        expect(sumsOf(entries)).toEqual({});
      }),
    );
  });

  it("names each entry once, however it is made again", () => {
    fc.assert(
      fc.property(history, (entries) => {
        const keys = entries.map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
      }),
    );
  });

  it("books a sale as revenue and VAT, exactly as the receipt shows them", () => {
    fc.assert(
      fc.property(sale, ({ amount, vat }) => {
        const sums = sumsOf([saleEntry("card", "c1", amount, vat)]);
        expect(sums[`${clearing("card")} ${amount.currency}`]).toBe(amount.minor);
        const net = vat.reduce((sum, share) => sum + share.net.minor, 0);
        expect(0 - (sums[`revenue:sales ${amount.currency}`] ?? 0)).toBe(net);
        for (const share of vat)
          expect(0 - (sums[`liability:vat:${share.rate} ${amount.currency}`] ?? 0)).toBe(share.vat.minor);
      }),
    );
  });

  it("is as if nothing had been sold after a full refund, and as before it when the bank sends it back", () => {
    fc.assert(
      fc.property(sale, ({ amount, vat }) => {
        const sold = saleEntry("card", "c1", amount, vat);
        const refund = refundEntry("card", "r1", amount, { left: leftOfSale(sold.lines) });
        expect(sumsOf([sold, refund])).toEqual({});
        expect(sumsOf([sold, refund, refundFailedEntry(refund)])).toEqual(sumsOf([sold]));
      }),
    );
  });

  it("empties the account of unclaimed money when it is returned", () => {
    fc.assert(
      fc.property(sale, ({ amount }) => {
        const came = surplusEntry("card", "c1", amount);
        expect(sumsOf([came])[`${unapplied("card")} ${amount.currency}`]).toBe(-amount.minor);
        expect(sumsOf([came, refundEntry("card", "r1", amount, "surplus")])).toEqual({});
      }),
    );
  });

  it("takes a disputed sum from the till, and gives it back or writes it off", () => {
    fc.assert(
      fc.property(sale, ({ amount }) => {
        const entry = (state: "opened" | "won" | "lost") => disputeEntry("card", "d1", amount, state);
        const account = (name: string) => `${name} ${amount.currency}`;
        expect(sumsOf([entry("opened"), entry("won")])).toEqual({});
        expect(sumsOf([entry("opened"), entry("lost")])).toEqual({
          [account("expense:chargebacks")]: amount.minor,
          [account(clearing("card"))]: -amount.minor,
        });
      }),
    );
  });
});
