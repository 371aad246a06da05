import { expect, it } from "vitest";
import type { RowOf } from "#contracts/store";
import { makeCreditorReference } from "#domain/qr/creditor-reference";
import { decideEntry } from "#engine/decide-entry";
import { importStatement } from "#engine/import-statement";
import { settleEntries } from "#engine/settle-entries";
import type { Shop } from "#engine/shops";
import { openAccount } from "../../world/bank/account.ts";
import { camtOf } from "../../world/bank/statements.ts";
import { businessId } from "../engine/paper-shop.ts";
import { paperTransfer } from "../engine/paper.ts";
import { lineOf, plantOrder } from "./planted-orders.ts";
import { type RaceNode, troubles, useTrack, violations } from "./race-nodes.ts";

const track = useTrack();
const today = new Date().toISOString().slice(0, 10);

/** The same shop with a rail that only its bank sees. */
const withTransfer = (shop: Shop): Shop => ({
  ...shop,
  rails: [
    ...shop.rails,
    { id: "transfer", kind: "paper-transfer", name: "Transfer", plug: paperTransfer, settings: {}, archived: false },
  ],
});

/** A placed order of 12.00 that waits for a transfer. */
async function plantTransfer(): Promise<{ readonly payment: RowOf<"payment">; readonly reference: string }> {
  const { store } = track();
  const { payments } = await plantOrder(store, [lineOf("BOX", 1)]);
  const [open] = payments;
  if (!open) throw new RangeError("a link is needed");
  const made = makeCreditorReference(open.payment_id.replaceAll("-", "").slice(-16));
  if (!made.ok) throw new RangeError("no reference");
  const provider_ref = made.value;
  await store.tx(businessId, (tx) =>
    tx.update("payment", [{ payment_id: open.payment_id, rail_id: "transfer", provider_ref, created_at: Date.now() }]),
  );
  return { payment: open, reference: provider_ref };
}

const take = ({ ports, shop }: RaceNode, bytes: Uint8Array) =>
  importStatement(ports, withTransfer(shop), "rose", { name: "s.xml", bytes });

it("imports overlapping files from both nodes at the same moment, and counts every movement once", async () => {
  const { race, ask, nodes } = track();
  const countFiles = () => ask("select count(*)::int as files from statement_file where business_id = $1");
  const [before] = await countFiles();
  for (let round = 0; round < 5; round++) {
    const bank = openAccount({ iban: `FR7630006000011234567890${100 + round}` });
    const planted = await Promise.all([1, 2, 3].map(() => plantTransfer()));
    for (const { reference } of planted) bank.move({ day: today, minor: 1_200, text: reference });
    const whole = camtOf(bank, today, today);
    bank.move({ day: today, minor: -500 - round, name: "EDF", text: "electricity" });
    const longer = camtOf(bank, today, today, "001.08");
    const results = await race((node, n) => take(node, n % 3 === 0 ? longer : whole));
    expect(troubles(results)).toEqual([]);
    for (const { ports, shop } of nodes) while ((await settleEntries(ports, withTransfer(shop))) > 0);
    for (const { payment } of planted) {
      const [books] = await ask(
        `select (select count(*)::int from capture where business_id = $1 and payment_id = $2) as captures,
          (select count(*)::int from statement_entry where business_id = $1 and payment_id = $2) as entries,
          (select count(*)::int from refund where business_id = $1 and payment_id = $2) as refunds,
          (select sum(amount_minor)::int from journal where business_id = $1 and payment_id = $2 and kind = 'bank-in') as bank,
          (select state from payment where business_id = $1 and payment_id = $2) as state`,
        payment.payment_id,
      );
      expect(books).toEqual({ captures: 1, entries: 1, refunds: 0, bank: 1_200, state: "captured" });
    }
  }
  const [after] = await countFiles();
  expect(Number(after?.["files"]) - Number(before?.["files"])).toBe(10);
  expect(await violations(track())).toEqual([]);
});

it("lets one of many people decide about a movement, and tells the others", async () => {
  const { race, ask, nodes } = track();
  const bank = openAccount({ iban: "FR7630006000011234567890999" });
  const { payment } = await plantTransfer();
  bank.move({ day: today, minor: 1_200, name: "Zoé", text: "no reference" });
  await take(nodes[0], camtOf(bank, today, today));
  const [entry] = await ask(
    "select entry_key from statement_entry where business_id = $1 and told_text = 'no reference'",
  );
  const results = await race(({ ports, shop }, n) =>
    decideEntry(
      ports,
      withTransfer(shop),
      `person-${n}`,
      String(entry?.["entry_key"]),
      n % 2 === 0 ? { act: "match", paymentId: payment.payment_id } : { act: "book", note: "other" },
    ),
  );
  expect(troubles(results)).toEqual([]);
  const refused = results.flatMap((one) => (one.status === "fulfilled" && one.value ? [one.value.refused] : []));
  expect(refused).toHaveLength(results.length - 1);
  expect(new Set(refused)).toEqual(new Set(["stale"]));
  const acts = await ask("select act from audit where business_id = $1 and object_kind = 'statement-entry'");
  expect(acts).toHaveLength(1);
  expect(await violations(track())).toEqual([]);
});

it("shows a capture by one movement: the key stands in the database, too", async () => {
  const { store, ask, nodes } = track();
  const bank = openAccount({ iban: "FR7630006000011234567890998" });
  const { payment, reference } = await plantTransfer();
  bank.move({ day: today, minor: 1_200, text: reference });
  await take(nodes[0], camtOf(bank, today, today));
  const { ports, shop } = nodes[0];
  while ((await settleEntries(ports, withTransfer(shop))) > 0);
  const [entry] = await ask(
    "select * from statement_entry where business_id = $1 and payment_id = $2 and capture_id is not null",
    payment.payment_id,
  );
  const [row] = await store.tx(businessId, (tx) =>
    tx.find("statement_entry", [{ entry_key: String(entry?.["entry_key"]) }]),
  );
  if (!row) throw new RangeError("no movement was matched");
  const twin = { ...row, entry_key: "f".repeat(40) };
  await expect(store.tx(businessId, (tx) => tx.insert("statement_entry", [twin]))).rejects.toThrow(
    "duplicate key: statement_entry(rail_id, capture_id)",
  );
});
