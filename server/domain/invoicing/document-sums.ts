import type { JournalLine } from "#domain/ledger";
import { type Money, allocate, divideRounded, money } from "#domain/money";
import { type Basket, basketVat, lineTotal } from "#domain/order";
import type { VatShare } from "#domain/vat";

/** Sums of a document: `total = net + vat`, each the sum of the rates' own. */
export type DocumentSums = {
  readonly shares: readonly VatShare[];
  readonly net: Money;
  readonly vat: Money;
  readonly total: Money;
};

/** Adds the rates up. The shares hold one currency; none at all is nothing of `code`. */
export function sumsOf(shares: readonly VatShare[], code: Money["currency"]): DocumentSums {
  const sum = (part: "net" | "vat" | "gross"): Money =>
    money(
      shares.reduce((before, share) => before + share[part].minor, 0),
      code,
    );
  return { shares, net: sum("net"), vat: sum("vat"), total: sum("gross") };
}

/** A line with what of its rate's net amount is its own, so that lines add up to it (EN 16931, BR-CO-10). */
export type NetLine = { readonly net: Money; readonly unitNet: Money };

/** Net amounts of a basket's lines, in their order: those of a rate are its net amount, split by what they cost. */
export function netLines(basket: Basket): readonly NetLine[] {
  const nets = basket.lines.map(() => money(0, basket.currency));
  for (const { rate, net } of basketVat(basket)) {
    const places = [...basket.lines.keys()].filter((n) => basket.lines[n]?.vatRate === rate);
    const parts = allocate(
      net,
      places.map((n) => {
        const line = basket.lines[n];
        return line === undefined ? 0 : lineTotal(line).minor;
      }),
    );
    for (const [place, n] of places.entries()) nets[n] = parts[place] ?? money(0, basket.currency);
  }
  return nets.map((net, n) => {
    const quantity = basket.lines[n]?.quantity ?? 1;
    const unit = Number(divideRounded(BigInt(net.minor), BigInt(quantity)));
    return { net, unitNet: money(unit, basket.currency) };
  });
}

/** What of a refund the journal took back of each rate's VAT, and of revenue, in minor units. */
function takenBack(lines: readonly JournalLine[]): { readonly vat: ReadonlyMap<number, number>; readonly net: number } {
  const vat = new Map<number, number>();
  let net = 0;
  for (const { debit, amount } of lines) {
    const rate = /^liability:vat:(\d+)$/.exec(debit)?.[1];
    if (rate !== undefined) vat.set(Number(rate), (vat.get(Number(rate)) ?? 0) + amount.minor);
    else if (debit === "revenue:sales") net += amount.minor;
  }
  return { vat, net };
}

/**
 * What a credit note over a refund takes back of each rate: VAT to the cent as the journal took it, the net amount split
 * in proportion to what is left of the invoice. So books and papers agree, and notes that make up the whole of an
 * invoice leave nothing of it on any rate. `left` is the invoice less its credit notes so far.
 */
export function creditShares(left: readonly VatShare[], refund: readonly JournalLine[]): readonly VatShare[] {
  const { vat, net } = takenBack(refund);
  const code = left[0]?.net.currency ?? refund[0]?.amount.currency;
  if (code === undefined) return [];
  const nets = allocate(
    money(net, code),
    left.map((share) => Math.max(share.net.minor, 0)),
  );
  return left
    .map((share, n) => {
      const ownNet = nets[n] ?? money(0, code);
      const ownVat = money(vat.get(share.rate) ?? 0, code);
      return { rate: share.rate, net: ownNet, vat: ownVat, gross: money(ownNet.minor + ownVat.minor, code) };
    })
    .filter(({ gross }) => gross.minor !== 0);
}

/** What is left of rates after others were taken off. Rates that are not among them are taken off nothing. */
export const lessShares = (from: readonly VatShare[], taken: readonly VatShare[]): readonly VatShare[] =>
  from.map((share) => {
    const mine = taken.filter(({ rate }) => rate === share.rate);
    const less = (part: "net" | "vat" | "gross"): Money =>
      money(
        mine.reduce((left, one) => left - one[part].minor, share[part].minor),
        share[part].currency,
      );
    return { rate: share.rate, net: less("net"), vat: less("vat"), gross: less("gross") };
  });
