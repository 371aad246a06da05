import type { Limits as ShownLimits, MoneySettings, Used } from "#api/money-settings";
import type { RowOf } from "#contracts/store";
import { type Instant, instant } from "#domain/instant";
import type { Limits, RailLimits } from "#domain/limits";
import { digitsOf } from "#domain/phone";
import { healthOf } from "#domain/rail-health";
import { plainRouting } from "#domain/routing";
import type { Shop } from "#engine/shops";
import { notFound } from "../problem.ts";
import type { Looking } from "../read/looking.ts";
import { startOfDay } from "../read/summary.ts";
import type { Call } from "./call.ts";
import { writeSettings } from "./records.ts";
import { wrongField, wrongFields } from "./refusals.ts";

type ShownRail = ShownLimits["rails"][string];

const shownRailLimits = ({ perPayment, perDay, perMonth }: RailLimits): ShownRail => ({
  perPayment: perPayment ?? null,
  dayCount: perDay?.count ?? null,
  daySum: perDay?.sum ?? null,
  monthIn: perMonth?.in ?? null,
  monthOut: perMonth?.out ?? null,
});

const shownLimits = (limits: Limits): ShownLimits => ({
  ...shownRailLimits(limits),
  personCount: limits.perPersonPerDay?.count ?? null,
  personSum: limits.perPersonPerDay?.sum ?? null,
  staffCount: limits.perStaffPerDay?.count ?? null,
  staffSum: limits.perStaffPerDay?.sum ?? null,
  staffOut: limits.perStaffPerDay?.out ?? null,
  rails: Object.fromEntries(Object.entries(limits.perRail ?? {}).map(([id, rail]) => [id, shownRailLimits(rail)])),
});

/** Without what is not limited: rows hold what the shop file would write. */
const given = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) =>
        value !== null && value !== undefined && !(typeof value === "object" && Object.keys(value).length === 0),
    ),
  );

const keptRail = ({ perPayment, dayCount, daySum, monthIn, monthOut }: ShownRail) =>
  given({
    perPayment,
    perDay: given({ count: dayCount, sum: daySum }),
    perMonth: given({ in: monthIn, out: monthOut }),
  });

const keptLimits = (limits: ShownLimits) =>
  given({
    ...keptRail(limits),
    perPersonPerDay: given({ count: limits.personCount, sum: limits.personSum }),
    perStaffPerDay: given({ count: limits.staffCount, sum: limits.staffSum, out: limits.staffOut }),
    perRail: given(Object.fromEntries(Object.entries(limits.rails).map(([id, rail]) => [id, keptRail(rail)]))),
  });

/**
 * What counts today and this month: payments that are asked for or came, and refunds that left. The figures that decide
 * are counted where payments are asked for; these are the same, read from the payments themselves.
 */
async function usedNow({ till, shop }: Looking, now: Instant): Promise<Used> {
  const day = startOfDay(now, shop.timeZone);
  const month = monthStart(now, shop.timeZone);
  const { payments, refunds } = await till.ports.store.tx(shop.businessId, async (tx) => ({
    payments: await tx.select("payment", {
      created_at: { gte: month },
      state: { in: ["requested", "open", "captured"] },
      currency: { eq: shop.currency },
    }),
    refunds: await tx.select("refund", { created_at: { gte: month }, currency: { eq: shop.currency } }),
  }));
  const figures = (railId?: string) => {
    const mine = <Row extends { readonly rail_id: string }>(rows: readonly Row[]): readonly Row[] =>
      railId === undefined ? rows : rows.filter(({ rail_id }) => rail_id === railId);
    const sum = (rows: readonly { readonly amount_minor: number }[]): number =>
      rows.reduce((all, { amount_minor }) => all + amount_minor, 0);
    const today = mine(payments).filter(({ created_at }) => created_at >= day);
    const back = mine(refunds).filter(({ requested_by }) => requested_by !== "till");
    return { dayCount: today.length, daySum: sum(today), monthIn: sum(mine(payments)), monthOut: sum(back) };
  };
  return { ...figures(), rails: Object.fromEntries(shop.rails.map(({ id }) => [id, figures(id)])) };
}

/** Midnight of the first day of the shop's month. */
function monthStart(now: Instant, timeZone: string): number {
  const dayOf = (at: number): number =>
    Number(new Intl.DateTimeFormat("en-US", { timeZone, day: "numeric" }).format(at));
  let start = startOfDay(now, timeZone);
  while (dayOf(start) !== 1) start = startOfDay(start - 1, timeZone);
  return start;
}

async function shownSettings(looking: Looking, shop: Shop): Promise<MoneySettings> {
  const { ports } = looking.till;
  const now = ports.clock.now();
  const [rows, records] = await ports.store.tx(shop.businessId, (tx) =>
    Promise.all([tx.select("rail", {}, { orderBy: ["position", "rail_id"] }), tx.select("rail_health", {})]),
  );
  return {
    currency: shop.currency,
    rails: rows.map((row) => shownRail(shop, row, records, now)),
    limits: shownLimits(shop.limits),
    used: await usedNow({ ...looking, shop }, now),
    merchants: shop.merchants.map(({ name, phone, ceilingMinor }) => ({
      name,
      phone: `+${phone}`,
      ceiling: ceilingMinor ?? null,
    })),
    linkTemplate: shop.templates.paymentLink ?? null,
    otherWayAfter: shop.routing.otherWayAfter,
    rules: shop.routing.rules.length,
  };
}

function shownRail(
  shop: Shop,
  { rail_id: id, kind, name, state }: RowOf<"rail">,
  records: readonly RowOf<"rail_health">[],
  now: Instant,
): MoneySettings["rails"][number] {
  const record = records.find(({ rail_id }) => rail_id === id);
  const health = healthOf(record && { failures: record.failures, failedAt: record.failed_at }, instant(now));
  const days = shop.rails.find((rail) => rail.id === id)?.plug.capabilities.settles?.typicalDays;
  return {
    id,
    kind,
    name,
    on: state === "on",
    health,
    trouble: health === "well" ? null : (record?.reason ?? null),
    settles: days === undefined ? null : { from: days[0], to: days[1] },
  };
}

/** How the shop takes money. */
export const readMoneySettings = (call: Call<"moneySettings">): Promise<MoneySettings> =>
  shownSettings(call, call.shop);

/** A phone in international form, as digits; the country's own form is read too. */
function phoneOf({ till, shop }: Looking, written: string, place: string): string {
  const read = till.readPhone(written.trim(), shop.country);
  if (read === undefined) throw wrongFields(wrongField(place, "merchant.phone"));
  return digitsOf(read);
}

function keptMerchants(looking: Looking, merchants: NonNullable<Call<"changeMoneySettings">["body"]["merchants"]>) {
  const kept = merchants.map(({ name, phone, ceiling }, n) => ({
    name,
    phone: phoneOf(looking, phone, `/merchants/${n}/phone`),
    ...(ceiling === null ? {} : { ceilingMinor: ceiling }),
  }));
  for (const [n, { phone }] of kept.entries())
    if (kept.findIndex((one) => one.phone === phone) < n)
      throw wrongFields(wrongField(`/merchants/${n}/phone`, "merchant.phone-twice"));
  return kept;
}

/** Changes how the shop takes money; the shop's file gives the same back. */
export async function changeMoneySettings(call: Call<"changeMoneySettings">): Promise<MoneySettings> {
  const { body, shop, till } = call;
  const { railOrder, limits, merchants, linkTemplate, otherWayAfter } = body;
  const strange = Object.keys(limits?.rails ?? {}).find((id) => !shop.rails.some((rail) => rail.id === id));
  if (strange !== undefined) throw wrongFields(wrongField(`/limits/rails/${strange}`, "rail.unknown", { id: strange }));
  const kept = merchants === undefined ? undefined : keptMerchants(call, merchants);
  const about = { act: "change", kind: "money", id: shop.slug, details: { fields: Object.keys(body) } };
  await writeSettings(call, about, async (tx, now) => {
    const [before] = await tx.select("profile", {}, { lock: true });
    if (!before) throw notFound();
    const { limits: old, templates, routing, ...rest } = before.settings;
    const settings = {
      ...rest,
      ...given({ limits: limits === undefined ? old : keptLimits(limits) }),
      ...given({
        templates:
          linkTemplate === undefined ? templates : given({ ...(templates as object), paymentLink: linkTemplate }),
      }),
      ...given({
        routing: otherWayAfter === undefined ? routing : { ...plainRouting, ...(routing as object), otherWayAfter },
      }),
      ...(kept === undefined ? {} : { merchants: kept }),
    };
    await tx.update("profile", [{ slug: before.slug, settings, changed_at: now }]);
    if (railOrder === undefined) return;
    const rows = await tx.select("rail", {}, { orderBy: ["rail_id"], lock: true });
    const named = new Set(railOrder);
    if (
      named.size !== railOrder.length ||
      rows.length !== named.size ||
      rows.some(({ rail_id }) => !named.has(rail_id))
    )
      throw wrongFields(wrongField("/railOrder", "rail.order"));
    for (const [position, rail_id] of railOrder.entries())
      await tx.update("rail", [{ rail_id, position, changed_at: now }]);
  });
  const after = await till.node.shops.get(shop.businessId);
  return shownSettings(call, after ?? shop);
}
