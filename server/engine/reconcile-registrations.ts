import type { RowOf } from "#contracts/store";
import { hours, minutes } from "#domain/instant";
import { applyPaymentFacts } from "#engine/apply-payment-facts";
import type { Batch } from "#engine/batch";
import type { Ports } from "#engine/ports";
import type { Shop } from "#engine/shops";
import { transact } from "#engine/transact";

type Row = RowOf<"registration">;

/** Pauses between the first looks, while she is likely to be at the page; then the longest. */
const firstPauses = [minutes(1), minutes(2), minutes(3), minutes(5)] as const;
const pauseOf = (looks: number): number => firstPauses[looks] ?? minutes(10);
/** A page the provider never named is nobody's this long after its end. */
const namelessFor = hours(25);

/** Registrations due for a look-up; the next look is written before this one is made. */
export async function dueRegistrations({ tx, now }: Batch, most: number): Promise<readonly Row[]> {
  const due = await tx.select(
    "registration",
    { final: { eq: false }, look_at: { lte: now } },
    { orderBy: ["look_at"], limit: most },
  );
  if (due.length > 0)
    await tx.update(
      "registration",
      due.map(({ registration_id, looks }) => ({ registration_id, looks: looks + 1, look_at: now + pauseOf(looks) })),
    );
  return due;
}

/** Asks the provider what became of a registration: cards are found with every webhook lost. */
export async function lookAtRegistration(ports: Ports, shop: Shop, registration: Row): Promise<void> {
  const key = { registration_id: { eq: registration.registration_id } };
  const rail = shop.rails.find(({ id }) => id === registration.rail_id);
  if (!rail) return;
  if (registration.provider_ref === null) {
    if (registration.state !== "requested" && registration.expires_at + namelessFor < ports.clock.now())
      await ports.store.tx(shop.businessId, (tx) => tx.updateIf("registration", key, { final: true }));
    return;
  }
  const seen = await rail.plug.lookUp(registration.provider_ref, rail.settings, ports.http);
  if (!seen.ok) {
    ports.metrics.count("reconcile_problem_total", { provider: rail.kind });
    ports.log.warn("a look-up did not answer", { rail: rail.id, reason: seen.reason });
    return;
  }
  await transact(ports, shop, async (batch) => {
    await applyPaymentFacts(batch, registration.rail_id, seen.facts, "look-up");
    await batch.tx.updateIf("registration", key, {
      by_lookup_at: batch.now,
      ...(seen.final ? { final: true } : {}),
    });
  });
}
