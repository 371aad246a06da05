import type { Tx } from "#contracts/store";
import type { Changed } from "#engine/ports";
import type { Looking } from "../read/looking.ts";

/** One line of the audit trail. */
export type Act = {
  readonly act: string;
  readonly kind: string;
  readonly id: string;
  readonly details?: Readonly<Record<string, unknown>>;
};

/** Writes to the shop's records as a person: one transaction with its line in the audit trail; then screens are told. */
export async function writeAs<Result>(
  { till, shop, person }: Looking,
  act: Act,
  changed: Changed,
  work: (tx: Tx, now: number) => Promise<Result>,
): Promise<Result> {
  const { ports } = till;
  const result = await ports.store.tx(shop.businessId, async (tx) => {
    const now = ports.clock.now();
    const done = await work(tx, now);
    await tx.insert("audit", [
      {
        audit_id: ports.ids.uuid(now),
        actor: person.userId,
        act: act.act,
        object_kind: act.kind,
        object_id: act.id,
        details: { ...act.details },
        at: now,
      },
    ]);
    return done;
  });
  ports.changed(shop.businessId, [changed]);
  return result;
}

/** The same for what nodes keep in memory: the shop's version grows, so that every node reads it anew. */
export async function writeSettings<Result>(
  looking: Looking,
  act: Act,
  work: (tx: Tx, now: number) => Promise<Result>,
): Promise<Result> {
  const { till, shop } = looking;
  const result = await writeAs(looking, act, { resource: "settings", id: act.kind }, work);
  await till.ports.store.installation.putBusiness({ businessId: shop.businessId, slug: shop.slug });
  till.node.shops.refresh();
  return result;
}
