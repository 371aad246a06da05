import { type SqlBool, sql } from "kysely";
import type { Payment, PaymentSummary } from "#api/payment";
import type { Refund } from "#api/refund";
import type { RowOf } from "#contracts/store";
import { currency as currencyOf } from "#domain/currency";
import { instant } from "#domain/instant";
import { parseDecimal } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import type { RailVerdict } from "#domain/rail-choice";
import { refundableOf } from "#domain/refund";
import { expectedOnBank } from "#domain/settlement";
import { payLink } from "#engine/pay-link";
import { isHeardOf } from "#engine/payment-rail";
import type { BusinessReader } from "#storage/postgres/reader";
import { moneyOf, timeOf, timeOrNull } from "../api/call.ts";
import { notFound } from "../problem.ts";
import { publicId } from "../public-ids.ts";
import { journalEntries } from "./ledger.ts";
import { marginOf } from "./margin.ts";
import { type Looking, cursorsOf, look, numberOf, pageOf, personLike } from "./looking.ts";

type Sums = {
  readonly received: string;
  readonly returned: string;
  readonly fee: string | null;
  readonly verdicts: readonly RowOf<"capture">["verdict"][] | null;
  readonly disputed: boolean | null;
  readonly refund_failed: boolean;
};
type Listed = RowOf<"payment"> &
  Sums & { readonly person_id: string; readonly person_name: string | null; readonly order_number: number | null };

const listed = (db: BusinessReader, businessId: string) =>
  db
    .selectFrom("payment as y")
    .innerJoin("order as o", (join) =>
      join.onRef("o.business_id", "=", "y.business_id").onRef("o.order_id", "=", "y.order_id"),
    )
    .innerJoin("person as p", (join) =>
      join.onRef("p.business_id", "=", "o.business_id").onRef("p.person_id", "=", "o.person_id"),
    )
    .selectAll("y")
    .select(["p.person_id", "p.name as person_name", "o.number as order_number"])
    .select([
      sql<string>`(select coalesce(sum(c.amount_minor), 0) from capture c where c.business_id = y.business_id
        and c.payment_id = y.payment_id)`.as("received"),
      sql<string>`(select coalesce(sum(r.amount_minor), 0) from refund r where r.business_id = y.business_id
        and r.payment_id = y.payment_id and r.state <> 'failed')`.as("returned"),
      sql<string | null>`(select sum(c.fee_minor) from capture c where c.business_id = y.business_id
        and c.payment_id = y.payment_id)`.as("fee"),
      sql<readonly RowOf<"capture">["verdict"][] | null>`(select json_agg(c.verdict) from capture c
        where c.business_id = y.business_id and c.payment_id = y.payment_id)`.as("verdicts"),
      sql<boolean | null>`(select bool_or(c.disputed) from capture c where c.business_id = y.business_id
        and c.payment_id = y.payment_id)`.as("disputed"),
      sql<boolean>`exists (select from refund r where r.business_id = y.business_id
        and r.payment_id = y.payment_id and r.state = 'failed')`.as("refund_failed"),
    ])
    .where("y.business_id", "=", businessId);

/** What of a payment needs a person; SQL and this function say the same. */
function attentionOf({ disputed, verdicts, refund_failed }: Sums): PaymentSummary["attention"] {
  if (disputed === true) return "disputed";
  if (refund_failed) return "refund-failed";
  if (verdicts?.includes("wrong-amount") === true) return "wrong-amount";
  return verdicts?.includes("surplus") === true ? "surplus" : null;
}

/** A payment whose claim was paid in full, as a condition on the table `y`: another sum than asked pays nothing. */
export const settledByCapture = sql<SqlBool>`(y.state = 'captured' and exists (select from capture c
  where c.business_id = y.business_id and c.payment_id = y.payment_id and c.verdict = 'settles'))`;

/** A payment that needs a person, as a condition on the table `y`. */
export const needsPerson = sql<SqlBool>`(exists (select from capture c where c.business_id = y.business_id
  and c.payment_id = y.payment_id and (c.disputed or c.verdict <> 'settles'))
  or exists (select from refund r where r.business_id = y.business_id and r.payment_id = y.payment_id
  and r.state = 'failed'))`;

const views = {
  all: sql<SqlBool>`true`,
  waiting: sql<SqlBool>`y.state in ('requested', 'open')`,
  paid: settledByCapture,
  refunded: sql<SqlBool>`exists (select from refund r where r.business_id = y.business_id
    and r.payment_id = y.payment_id and r.state <> 'failed')`,
  failed: sql<SqlBool>`y.state in ('void', 'expired')`,
  attention: needsPerson,
} as const;

function shownSummary({ shop }: Looking, row: Listed): PaymentSummary {
  const rail = shop.rails.find(({ id }) => id === row.rail_id);
  const amount = (minor: number) => moneyOf(minor, row.currency);
  return {
    id: publicId("payment", row.payment_id),
    orderId: publicId("order", row.order_id),
    orderNumber: row.order_number,
    threadId: publicId("thread", row.thread_id),
    person: { id: publicId("person", row.person_id), name: row.person_name },
    rail: {
      id: row.rail_id,
      kind: rail?.kind ?? "",
      name: rail?.name ?? row.rail_id,
      confirms: rail?.plug.capabilities.confirms ?? "webhook",
    },
    state: row.state,
    amount: amount(row.amount_minor),
    received: amount(Number(row.received)),
    refunded: amount(Number(row.returned)),
    fee: row.fee === null ? null : amount(Number(row.fee)),
    attention: attentionOf(row),
    createdAt: timeOf(row.created_at),
    settledAt: timeOrNull(row.settled_at),
    expiresAt: timeOf(row.expires_at),
    saidPaidAt: timeOrNull(row.said_paid_at),
  };
}

/** Whether a person's word that its money has arrived would be taken. */
export const awaitsHand = (shop: Looking["shop"], payment: RowOf<"payment">): boolean =>
  !isHeardOf({ shop }, payment) && payment.state !== "captured" && payment.state !== "void";

/** Where a customer pays: the provider's page, or ours where it has none. */
export const payAddress = (
  ports: Looking["till"]["ports"],
  shop: Looking["shop"],
  row: RowOf<"payment">,
): string | null => (row.shows === null ? row.url : (payLink({ ports, shop }, row) ?? null));

/** How payments are listed. */
export type PaymentListing = {
  readonly view: keyof typeof views;
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

function searchCondition({ shop }: Looking, search: string) {
  const number = numberOf(search);
  const sum = parseDecimal(search.replace(",", "."), currencyOf(shop.currency));
  const words = sql<SqlBool>`(${personLike(search)} or y.provider_ref = ${search.trim()}
    or (y.shows is not null and y.provider_ref = ${search.replace(/\s/g, "").toUpperCase()}))`;
  const numbered = number === undefined ? words : sql<SqlBool>`(${words} or o.number = ${number})`;
  return sum === undefined ? numbered : sql<SqlBool>`(${numbered} or y.amount_minor = ${sum.minor})`;
}

/** Payments, the newest first. */
export const listPayments = (looking: Looking, { view, search, cursor, limit }: PaymentListing) =>
  look(looking, async (db) => {
    const cursors = cursorsOf(looking, `payments ${view} ${search ?? ""}`);
    const place = cursors.read(cursor);
    let query = listed(db, looking.shop.businessId)
      .where(views[view])
      .orderBy("y.created_at", "desc")
      .orderBy("y.payment_id", "desc")
      .limit(limit + 1);
    if (search !== undefined && search.trim() !== "") query = query.where(searchCondition(looking, search));
    if (place) query = query.where(sql<SqlBool>`(y.created_at, y.payment_id) < (${place[0]}, ${place[1]}::uuid)`);
    return pageOf(
      await query.execute(),
      limit,
      (last) => cursors.write([last.created_at, last.payment_id]),
      (row) => shownSummary(looking, row),
    );
  });

/** A refund as it is shown. */
export const shownRefund = (row: RowOf<"refund">, names: ReadonlyMap<string, string>): Refund => ({
  id: publicId("refund", row.refund_id),
  paymentId: publicId("payment", row.payment_id),
  orderId: publicId("order", row.order_id),
  amount: moneyOf(row.amount_minor, row.currency),
  reason: row.reason,
  state: row.state,
  problem: row.problem,
  requestedBy: names.get(row.requested_by) ?? row.requested_by,
  createdAt: timeOf(row.created_at),
  changedAt: timeOf(row.changed_at),
});

const detailOf = (fact: PaymentFact): string | null => {
  if (fact.kind === "attempt-failed") return fact.reason;
  return "state" in fact ? fact.state : null;
};

const shownFact = ({ fact_id, kind, via, fact, at, seen_at }: RowOf<"payment_fact">): Payment["facts"][number] => ({
  factId: fact_id,
  kind,
  via,
  amount: "amount" in fact ? fact.amount : null,
  detail: detailOf(fact),
  at: timeOf(at),
  seenAt: timeOf(seen_at),
});

function shownVerdict({ shop }: Looking, { id, verdict, reasons }: RailVerdict): Payment["why"][number] {
  const name = shop.rails.find((rail) => rail.id === id)?.name ?? id;
  const shown = reasons.map((reason) => ({
    why: reason.why,
    rule: "rule" in reason ? reason.rule : null,
    limit: "limit" in reason ? reason.limit : null,
    most: "most" in reason ? reason.most : null,
    details: "details" in reason ? reason.details : null,
  }));
  return { id, name, verdict, reasons: shown };
}

function onBankOf({ shop }: Looking, railId: string, capture: RowOf<"capture"> | undefined): Payment["onBank"] {
  const settles = shop.rails.find(({ id }) => id === railId)?.plug.capabilities.settles;
  if (!settles || !capture || capture.stage === "lost") return null;
  const { from, to } = expectedOnBank(instant(capture.at), settles);
  return { from: timeOf(from), to: timeOf(to) };
}

const orderOf = (db: BusinessReader, businessId: string, orderId: string) =>
  db
    .selectFrom("order")
    .selectAll()
    .where("business_id", "=", businessId)
    .where("order_id", "=", orderId)
    .executeTakeFirstOrThrow();

/** A payment with all its proof. */
export const readPayment = (looking: Looking, paymentId: string): Promise<Payment> =>
  look(looking, async (db) => {
    const { businessId } = looking.shop;
    const row = await listed(db, businessId).where("y.payment_id", "=", paymentId).executeTakeFirst();
    if (!row) throw notFound();
    const mine = { business_id: businessId, payment_id: paymentId };
    const facts = await db
      .selectFrom("payment_fact")
      .selectAll()
      .where((eb) => eb.and(mine))
      .orderBy("seen_at")
      .execute();
    const captures = await db
      .selectFrom("capture")
      .selectAll()
      .where((eb) => eb.and(mine))
      .orderBy("at")
      .execute();
    const refunds = await db
      .selectFrom("refund")
      .selectAll()
      .where((eb) => eb.and(mine))
      .orderBy("created_at")
      .execute();
    const entries = await journalEntries(db, businessId, { paymentId, limit: 200 });
    const names = await looking.till.accounts.namesOf([
      ...refunds.map(({ requested_by }) => requested_by),
      ...(row.by_hand_of === null ? [] : [row.by_hand_of]),
    ]);
    const settling = captures.filter(({ verdict }) => verdict === "settles");
    const choice = await db
      .selectFrom("rail_choice")
      .select("verdicts")
      .where((eb) => eb.and(mine))
      .executeTakeFirst();
    return {
      ...shownSummary(looking, row),
      revision: row.revision,
      url: payAddress(looking.till.ports, looking.shop, row),
      shows: row.shows && { grammar: row.shows.code?.grammar ?? null, lines: row.shows.lines },
      providerRef: row.provider_ref,
      refundable: moneyOf(refundableOf(settling).left, row.currency),
      why: (choice?.verdicts ?? []).map((verdict) => shownVerdict(looking, verdict)),
      onBank: onBankOf(looking, row.rail_id, settling[0]),
      margin: await marginOf(looking, db, await orderOf(db, businessId, row.order_id)),
      evidence: {
        webhookAt: timeOrNull(row.by_webhook_at),
        lookUpAt: timeOrNull(row.by_lookup_at),
        looks: row.looks,
        byHandAt: timeOrNull(row.by_hand_at),
        byHandOf: row.by_hand_of === null ? null : (names.get(row.by_hand_of) ?? row.by_hand_of),
      },
      facts: facts.map(shownFact),
      captures: captures.map((one) => ({
        captureId: one.capture_id,
        amount: moneyOf(one.amount_minor, one.currency),
        verdict: one.verdict,
        refundable: moneyOf(refundableOf([one]).left, one.currency),
        fee: one.fee_minor === null ? null : moneyOf(one.fee_minor, one.currency),
        disputed: one.disputed,
        at: timeOf(one.at),
      })),
      refunds: refunds.map((one) => shownRefund(one, names)),
      entries,
    };
  });
