import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { currency } from "#domain/currency";
import { days } from "#domain/instant";
import { type Near, type PaymentNear, judgeEntry, likeNames } from "#domain/match-statement";
import { money } from "#domain/money";
import { namesReference, referenceCandidates } from "#domain/payment-reference";
import { makeCreditorReference } from "#domain/qr/creditor-reference";
import { type StatementLine, dayOf, keyLines } from "#domain/statement";

const eur = currency("EUR");
const day = "2026-11-24";
const asked = dayOf(day) ?? 0;

const line = (parts: Partial<StatementLine> = {}): StatementLine => ({
  line: 1,
  account: "",
  bookedOn: day,
  side: "credit",
  reversal: false,
  amount: money(1_200, eur),
  references: [],
  text: "",
  ...parts,
});
const payment = (parts: Partial<PaymentNear> = {}): PaymentNear => ({
  paymentId: "p1",
  reference: "RF18539007547034",
  amount: money(1_200, eur),
  standing: "waiting",
  askedAt: asked,
  used: [],
  ...parts,
});
const near = (payments: readonly PaymentNear[], more: Partial<Near> = {}): Near => ({
  payments,
  refunds: [],
  payouts: [],
  ...more,
});

const reference = fc
  .string({ unit: fc.constantFrom(..."0123456789ABCDEFGHKLMNPQRSTUVWXYZ"), minLength: 4, maxLength: 21 })
  .map((body) => {
    const made = makeCreditorReference(body);
    return made.ok ? made.value : "";
  });

/** What payers do to a reference: small letters, blanks and marks anywhere. */
const rewritten = (written: string) =>
  fc
    .array(fc.tuple(fc.constantFrom("", "", "", " ", "-", ".", "/"), fc.boolean()), {
      minLength: written.length,
      maxLength: written.length,
    })
    .map((marks) =>
      [...written].map((sign, n) => `${marks[n]?.[1] ? sign.toLowerCase() : sign}${marks[n]?.[0] ?? ""}`).join(""),
    );

describe("a reference in a payer's words", () => {
  it("is found however it is written and wherever it stands, and looked up by", () => {
    const written = reference.chain((ref) =>
      fc.tuple(
        fc.constant(ref),
        rewritten(ref),
        fc.constantFrom("", "merci ", "Facture 12: ", "LEA MARTIN/"),
        fc.constantFrom("", " !", " svp", "/OK"),
      ),
    );
    fc.assert(
      fc.property(written, fc.boolean(), ([ref, typed, before, behind], structured) => {
        const text = `${before}${typed}${behind}`;
        const told = structured ? { references: [typed], text: "" } : { references: [], text };
        expect(namesReference(told, ref)).toBe(true);
        expect(referenceCandidates(told)).toContain(ref);
      }),
    );
  });

  it("is not found in another one", () => {
    fc.assert(
      fc.property(reference, reference, (one, other) => {
        fc.pre(!one.includes(other));
        expect(namesReference({ references: [], text: `x ${one} y` }, other)).toBe(false);
      }),
    );
  });

  it("without check digits must begin and end where a word does", () => {
    const told = (text: string) => ({ references: [], text });
    expect(namesReference(told("order ORD-12 thanks"), "ORD12")).toBe(true);
    expect(namesReference(told("ORD123"), "ORD12")).toBe(false);
    expect(namesReference(told("XORD12"), "ORD12")).toBe(false);
    expect(namesReference(told("REFRF18539007547034THANKS"), "RF18539007547034")).toBe(true);
    expect(namesReference(told("RF19539007547034"), "RF18539007547034")).toBe(false);
  });
});

describe("a booked line", () => {
  it("is sure only with the reference and just the amount", () => {
    fc.assert(
      fc.property(
        fc.boolean(),
        fc.integer({ min: 1, max: 5_000 }),
        fc.constantFrom("waiting", "over", "paid"),
        (named, minor, standing) => {
          const { verdict } = judgeEntry(
            line({ text: named ? "rf18 5390 0754 7034" : "bonjour", amount: money(minor, eur) }),
            near([payment({ standing })]),
          );
          expect(verdict === "settles").toBe(named && minor === 1_200);
        },
      ),
    );
  });

  it.each([
    [
      "backs what a person confirmed by hand",
      line({ references: ["RF18539007547034"] }),
      payment({ standing: "paid", unbacked: { captureId: "hand:p1", amount: money(1_200, eur) } }),
      { verdict: "backs", captureId: "hand:p1" },
    ],
    [
      "of another amount goes to a person",
      line({ text: "RF18539007547034", amount: money(1_199, eur) }),
      payment(),
      { verdict: "odd", reason: "wrong-amount" },
    ],
    [
      "of another currency goes to a person",
      line({ text: "RF18539007547034", amount: money(1_200, currency("CHF")) }),
      payment(),
      { verdict: "odd", reason: "wrong-amount" },
    ],
    [
      "that may be the same money told by another file goes to a person",
      line({ text: "RF18539007547034" }),
      payment({ standing: "paid", used: [{ bankRef: "B1", bookedOn: day }] }),
      { verdict: "odd", reason: "maybe-twice" },
    ],
    [
      "with a name of its own at the bank is a second payment",
      line({ text: "RF18539007547034", bankRef: "B2" }),
      payment({ standing: "paid", used: [{ bankRef: "B1", bookedOn: day }] }),
      { verdict: "settles" },
    ],
    [
      "that was taken back goes to a person",
      line({ text: "RF18539007547034", reversal: true, side: "debit" }),
      payment(),
      { verdict: "odd", reason: "reversed", paymentIds: ["p1"] },
    ],
    [
      "without a reference is proposed for the one payment that fits",
      line({ text: "merci" }),
      payment(),
      { verdict: "proposed", paymentId: "p1" },
    ],
    [
      "long after the payment was asked for fits nothing",
      line({ bookedOn: "2027-03-01" }),
      payment(),
      { verdict: "odd", reason: "no-payment" },
    ],
    [
      "before the payment was asked for fits nothing",
      line({ bookedOn: "2026-11-20" }),
      payment(),
      { verdict: "odd", reason: "no-payment" },
    ],
    [
      "does not fit a payment that is paid and proven",
      line(),
      payment({ standing: "paid" }),
      { verdict: "odd", reason: "no-payment" },
    ],
  ])("%s", (_, booked, known, verdict) => {
    expect(judgeEntry(booked, near([known]))).toMatchObject(verdict);
  });

  it("is proposed by the payer's name where several sums fit, and by nothing where names do not tell", () => {
    const [lea, karim] = [
      payment({ payer: "Léa Martin" }),
      payment({ paymentId: "p2", reference: "RF00X", payer: "Karim" }),
    ];
    expect(judgeEntry(line({ name: "MARTIN LEA" }), near([lea, karim]))).toMatchObject({
      verdict: "proposed",
      paymentId: "p1",
    });
    expect(judgeEntry(line({ name: "ZOE" }), near([lea, karim]))).toMatchObject({ verdict: "odd", reason: "several" });
  });

  it("that names two payments goes to a person; a reference inside the named one does not count", () => {
    const other = payment({ paymentId: "p2", reference: "ORD12" });
    const text = "RF18539007547034 and ORD12";
    expect(judgeEntry(line({ text }), near([payment(), other]))).toMatchObject({ reason: "several" });
    const longer = payment({ paymentId: "p3", reference: "ORD12X" });
    expect(judgeEntry(line({ text: "ORD12 X" }), near([other, longer]))).toMatchObject({ paymentId: "p3" });
  });

  it("that left the account is the refund it names, a done one of that name, or nobody's", () => {
    const refund = {
      refundId: "r1",
      reference: "RF18539007547034",
      amount: money(500, eur),
      askedAt: asked - days(1),
      payee: "Léa",
      done: false,
    };
    const debit = (parts: object) => line({ side: "debit", amount: money(500, eur), ...parts });
    const judged = (parts: object, done = false) =>
      judgeEntry(debit(parts), near([], { refunds: [{ ...refund, done }] }));
    expect(judged({ text: "RF18539007547034" })).toEqual({ verdict: "refund", refundId: "r1" });
    expect(judged({ name: "LEA" })).toEqual({ verdict: "proposed", refundId: "r1" });
    expect(judged({ name: "LEA" }, true)).toEqual({ verdict: "refund", refundId: "r1" });
    expect(judged({ name: "EDF" })).toMatchObject({ reason: "unknown-debit" });
    expect(judged({ text: "RF18539007547034", amount: money(499, eur) })).toMatchObject({ reason: "unknown-debit" });
  });

  it("is the provider's payout of that sum about that day", () => {
    const payout = { railId: "card", payoutRef: "po_1", amount: money(8_731, eur), arrivesOn: "2026-11-23" };
    const judged = (parts: object) =>
      judgeEntry(line({ amount: money(8_731, eur), ...parts }), near([], { payouts: [payout] }));
    expect(judged({ text: "STRIPE" })).toMatchObject({ verdict: "payout", payoutRef: "po_1" });
    expect(judged({ bookedOn: "2026-12-24" })).toMatchObject({ verdict: "odd" });
    expect(judged({ side: "debit" })).toMatchObject({ verdict: "odd" });
  });
});

describe("the key of a line", () => {
  const hash = (text: string) => Buffer.from(text).toString("hex").padEnd(40, "0").slice(-40);
  it("is the same in overlapping files and another for each of two equal payments", () => {
    const [one, two, other] = [line(), line({ line: 2 }), line({ line: 3, text: "other" })];
    const keys = (lines: readonly StatementLine[]) => keyLines(lines, hash).map(({ entryKey }) => entryKey);
    const [a, b, c] = keys([one, two, other]);
    expect(new Set([a, b, c]).size).toBe(3);
    expect(keys([other, one, two])).toEqual([c, a, b]);
  });
});

it("names are alike when they share a word, whatever the order and accents", () => {
  expect(likeNames("Léa Martin", "M. OU MME MARTIN LEA")).toBe(true);
  expect(likeNames("Li Wu", "WU LI")).toBe(false);
  expect(likeNames(undefined, "")).toBe(false);
});
