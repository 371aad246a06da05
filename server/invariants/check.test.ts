import { expect, it } from "vitest";
import { createMemoryStore } from "../storage/memory/memory-store.ts";
import { checkBusiness, checkInvariants, invariants } from "./check.ts";
import { type Healthy, healthy } from "./healthy.fixture.ts";
import { readSnapshot } from "./snapshot.ts";

const rulesBroken = (change: (snapshot: Healthy) => void): readonly string[] => {
  const snapshot = healthy();
  change(snapshot);
  return [...new Set(checkInvariants(snapshot).map(({ rule }) => rule))];
};
/** The first row of a table, which the healthy snapshot has. */
const first = <Row>(rows: readonly Row[]): Row => {
  const [row] = rows;
  if (!row) throw new Error("the healthy snapshot lacks a row");
  return row;
};

it("finds nothing wrong with a healthy business", () => {
  expect(checkInvariants(healthy())).toEqual([]);
  expect(invariants.length).toBeGreaterThanOrEqual(24);
});

/** One broken snapshot per rule: what is done to the healthy one, and the rule that must see it. */
const broken: readonly (readonly [rule: string, what: string, change: (snapshot: Healthy) => void])[] = [
  ["I01", "a line of nothing", ({ journal }) => void (first(journal).amount_minor = 0)],
  ["I01", "an entry in two currencies", ({ journal }) => void (first(journal).currency = "USD")],
  [
    "I01",
    "a capture that is not booked",
    (one) => void (one.journal = one.journal.filter(({ kind }) => kind !== "surplus")),
  ],
  [
    "I01",
    "a refund that is not booked",
    (one) => void (one.journal = one.journal.filter(({ kind }) => kind !== "refund")),
  ],
  [
    "I01",
    "a promise that was booked and still stands",
    ({ journal }) =>
      void journal.push({
        ...first(journal),
        entry_key: "x",
        debit: "rail:card:promised",
        credit: "rail:card:clearing",
      }),
  ],
  ["I02", "an order paid by nobody", ({ capture }) => void (first(capture).verdict = "surplus")],
  ["I02", "an order paid with another sum", ({ capture }) => void (first(capture).amount_minor = 4_000)],
  ["I02", "a settled order that waits", ({ order }) => void (first(order).state = "placed")],
  ["I03", "surplus that stays", (one) => void (one.refund = [])],
  ["I03", "two captures that settle", ({ capture }) => capture.forEach((row) => void (row.verdict = "settles"))],
  ["I04", "more back than came", ({ refund }) => void (first(refund).amount_minor = 9_000)],
  ["I04", "a refund of an unknown capture", ({ refund }) => void (first(refund).capture_id = "pi_0")],
  ["I05", "two payments behind one link", ({ payment }) => payment.forEach((row) => void (row.provider_ref = "cs_1"))],
  ["I06", "half a cent", ({ capture }) => void (first(capture).amount_minor = 0.5)],
  ["I06", "a link over another sum", ({ payment }) => void (first(payment).amount_minor = 1)],
  ["I07", "a void link that settled", ({ payment }) => void (first(payment).state = "void")],
  [
    "I05",
    "a line sold twice",
    ({ order }) => {
      const terms = {
        askedBy: { threadId: "t1", name: "Rose", phone: "33" },
        commandId: "c1",
        sendTo: "customer",
      } as const;
      first(order).terms = terms;
      order.push({ ...first(order), order_id: "o9", number: 9 });
    },
  ],
  ["I09", "a card that is charged to somebody else", ({ payment }) => void (first(payment).card_id = "k9")],
  [
    "I05",
    "a line that asked for a card twice",
    ({ registration }) => void registration.push({ ...first(registration), registration_id: "g9" }),
  ],
  ["I09", "a registered card of another person", ({ registration }) => void (first(registration).person_id = "n9")],
  [
    "I09",
    "a registration that is done without a card",
    ({ registration }) => void (first(registration).card_id = null),
  ],
  [
    "I09",
    "a registration that is over and holds its owner's place",
    ({ registration }) => void (first(registration).open_for = "n1"),
  ],
  [
    "I09",
    "a card left at a page that was taken back",
    ({ registration, kept_card }) => {
      Object.assign(first(registration), { state: "void", card_id: null });
      first(kept_card).consent = { ...first(kept_card).consent, given: "registered-on-page" };
    },
  ],
  ["I09", "a card of nobody", ({ kept_card }) => void (first(kept_card).person_id = "n9")],
  ["I08", "an order without a number", ({ order }) => void (first(order).number = null)],
  ["I08", "a cancelled order that lives on", ({ order }) => void (first(order).cancel_reason = "operator")],
  ["I08", "an open link of a paid order", ({ payment }) => payment.forEach((row) => void (row.state = "open"))],
  ["I11", "stock below zero", ({ product }) => void (first(product).stock = -1)],
  ["I15", "a total that is no sum", ({ order }) => void (first(order).total_minor = 1)],
  ["I20", "a message kept twice", (one) => void one.message.push({ ...first(one.message), message_id: "m9", seq: 0 })],
  ["I20", "a message lost", (one) => void (one.message = one.message.filter(({ direction }) => direction === "out"))],
  ["I20", "an event without its post", (one) => void (one.raw_webhook = [])],
  ["I20", "an order of no thread", ({ order }) => void (first(order).thread_id = "t9")],
  ["I21", "a status out of rank", ({ message }) => message.forEach((row) => void (row.status_rank = 4))],
  ["I21", "two messages with one number", ({ message }) => message.forEach((row) => void (row.seq = 1))],
  ["I22", "sent without a name", ({ message }) => message.forEach((row) => void (row.provider_id = null))],
  ["I22", "waiting beyond its time", ({ message }) => message.forEach((row) => void (row.send_state = "doubt"))],
  ["I23", "sent outside the window", ({ message }) => void (first(message).error = { code: 131_047, title: "late" })],
  ["I24", "a receipt over another sum", ({ document }) => void (first(document).content = { total: { minor: 1 } })],
  ["I24", "paid without a receipt", (one) => void (one.document = [])],
  ["I24", "a gap in the receipts", ({ document }) => void (first(document).number = 2)],
  [
    "I25",
    "the bot over a person",
    ({ message }) => message.forEach((row) => void (row.seq === 3 && (row.author = "bot"))),
  ],
  ["I35", "a card number in a text", ({ thread }) => void (first(thread).preview = "4242 4242 4242 4242")],
  [
    "I35",
    "a card number in a raw body",
    ({ raw_webhook }) => void (first(raw_webhook).body = new TextEncoder().encode('{"body":"4242424242424242"}')),
  ],
  ["I37", "a refund nobody signed", ({ refund }) => void (first(refund).requested_by = "owner")],
  ["I37", "shipped without a trace", ({ order }) => void (first(order).state = "shipped")],
  ["I40", "an event set aside in silence", ({ inbox }) => void (first(inbox).state = "dead")],
];

it.each(broken)("%s sees %s", (rule, _what, change) => expect(rulesBroken(change)).toContain(rule));

it("reads a business page by page through the store port", async () => {
  const business = "01900000-0000-7000-8000-000000000001";
  const store = createMemoryStore();
  const rows = Array.from({ length: 2_300 }, (_, n) => ({ name: `counter-${String(n).padStart(5, "0")}`, value: n }));
  await store.tx(business, (tx) => tx.insert("counter", rows));
  expect((await readSnapshot(store, business, 0)).counter).toHaveLength(2_300);
  expect(await checkBusiness(store, business, 0)).toEqual([]);
});

it("reads a table whose rows share the first column of their key", async () => {
  const business = "01900000-0000-7000-8000-000000000001";
  const store = createMemoryStore();
  const rows = Array.from({ length: 2_300 }, (_, n) => ({
    source_id: "wa",
    body_hash: String(n).padStart(5, "0"),
    body: new Uint8Array(),
    masked: false,
    problem: null,
    received_at: n,
  }));
  await store.tx(business, (tx) => tx.insert("raw_webhook", rows));
  expect((await readSnapshot(store, business, 0)).raw_webhook).toHaveLength(2_300);
});
