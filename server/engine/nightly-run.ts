import type { RowOf } from "#contracts/store";
import { days, hours, instant } from "#domain/instant";
import type { Ports } from "#engine/ports";
import { type Looked, lookAtPayment } from "#engine/reconcile-payments";
import type { Shop } from "#engine/shops";
import { everyStatement } from "#engine/statement-rows";
import { transact } from "#engine/transact";

/** Payments looked up in one go. */
const atOnce = 20;
/** When in the shop's night it begins, after the start of its day. */
const begins = hours(3);
/** Payments that are over are looked up again for this long: banks and providers correct themselves that late. */
const lookBack = days(30);
/** Runs kept. */
const kept = 90;
const nowhere = "00000000-0000-0000-0000-000000000000";

/**
 * Once a night, in the shop's own zone, asks the providers about every payment that is not final and every final one of
 * the last thirty days, slice by slice, whoever of the nodes takes it; what came of it is on record. The continuous
 * look-ups go on beside it. Returns how many were looked up.
 */
export async function runNightly(ports: Ports, shop: Shop): Promise<number> {
  const now = ports.clock.now();
  const due = ports.dayStart(now, shop.timeZone) + begins;
  if (now < due) return 0;
  const day = ports.localDate(instant(due), shop.timeZone);
  const slice = await transact(ports, shop, ({ tx }) => takeSlice(tx, day, now));
  if (slice === "done") return 0;
  const looked = await Promise.all(slice.map((payment) => lookSafely(ports, shop, payment)));
  const count = (what: string): number => looked.filter((one) => one === what).length;
  await transact(ports, shop, async ({ tx, changes }) => {
    await tx.updateIf(
      "reconciliation_run",
      { day: { eq: day } },
      {
        looked: { add: looked.length },
        recovered: { add: count("recovered") },
        unanswered: { add: count("unanswered") },
      },
    );
    if (slice.length < atOnce) {
      await tx.updateIf("reconciliation_run", { day: { eq: day } }, { odd: await oddMoney(tx, now) });
      changes.push(everyStatement);
    }
  });
  return looked.length;
}

/** One payment that cannot be looked at does not end the night of the others. */
async function lookSafely(ports: Ports, shop: Shop, payment: RowOf<"payment">): Promise<Looked> {
  try {
    return await lookAtPayment(ports, shop, payment);
  } catch (error) {
    ports.log.warn("a nightly look-up broke", { rail: payment.rail_id, error: String(error) });
    return "unanswered";
  }
}

type Tx = Parameters<Parameters<Ports["store"]["tx"]>[1]>[0];

/** The next payments of tonight's run; their place is written before they are looked up, so that nobody else takes them. */
async function takeSlice(tx: Tx, day: string, now: number): Promise<readonly RowOf<"payment">[] | "done"> {
  const [seen] = await tx.find("reconciliation_run", [{ day }]);
  if (seen && seen.finished_at !== null) return "done";
  if (!seen) await beginRun(tx, day, now);
  const [run] = await tx.find("reconciliation_run", [{ day }], { lock: true });
  if (!run || run.finished_at !== null) return "done";
  const after = { provider_ref: { isNull: false }, payment_id: { gt: run.place } } as const;
  const inOrder = { orderBy: ["payment_id"], limit: atOnce } as const;
  const open = await tx.select("payment", { ...after, final: { eq: false } }, inOrder);
  const over = await tx.select(
    "payment",
    { ...after, final: { eq: true }, changed_at: { gte: now - lookBack } },
    inOrder,
  );
  const slice = [...open, ...over].toSorted((a, b) => (a.payment_id < b.payment_id ? -1 : 1)).slice(0, atOnce);
  const place = slice.at(-1)?.payment_id ?? run.place;
  await tx.update("reconciliation_run", [{ day, place, finished_at: slice.length < atOnce ? now : null }]);
  return slice;
}

async function beginRun(tx: Tx, day: string, now: number): Promise<void> {
  const counts = { looked: 0, recovered: 0, unanswered: 0, odd: 0 };
  await tx.insertNew("reconciliation_run", [{ day, started_at: now, finished_at: null, place: nowhere, ...counts }]);
  const old = await tx.select("reconciliation_run", {}, { orderBy: ["day"], descending: true, limit: kept });
  const last = old.at(-1);
  if (old.length === kept && last) await tx.remove("reconciliation_run", { day: { lt: last.day } });
}

/** What waits for a person when a run ends. */
async function oddMoney(tx: Tx, now: number): Promise<number> {
  const [captures, disputed, entries, unsure] = await Promise.all([
    tx.sum("capture", "left_minor", { verdict: { not: "settles" }, left_minor: { gt: 0 }, stage: { not: "lost" } }),
    tx.sum("capture", "left_minor", { disputed: { eq: true }, verdict: { eq: "settles" } }),
    tx.sum("statement_entry", "amount_minor", { state: { in: ["odd", "proposed"] } }),
    tx.sum("payment", "amount_minor", {
      final: { eq: false },
      provider_ref: { isNull: false },
      look_at: { lt: now - hours(6) },
    }),
  ]);
  return captures.count + disputed.count + entries.count + unsure.count;
}
