import type { Link } from "#contracts/payment-provider";
import { currency } from "#domain/currency";
import { instant } from "#domain/instant";
import { spokenLanguage } from "#domain/language";
import { applyPaymentFacts } from "#engine/apply-payment-facts";
import type { Batch } from "#engine/batch";
import { deliverRegistration, tellAsker } from "#engine/deliver-registration";
import type { Ports } from "#engine/ports";
import { addRegistrationTask, moveRegistration, openRegistration, saveRegistration } from "#engine/registration-rows";
import { firstLook } from "#engine/request-payment";
import type { RunTask } from "#engine/task";

/** Asks the provider for a page that keeps a card. The registration's id is both reference and idempotency key. */
export const createRegistration: RunTask = async (ports, shop, task) => {
  const found = await ports.store.tx(shop.businessId, async (tx) => {
    const [registration] = await tx.find("registration", [{ registration_id: task.subject_id }]);
    const [thread] = registration ? await tx.find("thread", [{ thread_id: registration.thread_id }]) : [];
    return registration && { registration, language: thread?.language };
  });
  // Taken back before the provider was asked: there is nothing to make.
  if (found?.registration.state !== "requested") return { done: true };
  const { registration } = found;
  const { registration_id, person_id, email } = registration;
  const rail = shop.rails.find(({ id }) => id === registration.rail_id);
  const giveUp = (reason: string) => (batch: Batch) => registrationFailed(batch, registration_id, reason);
  const gone = "the rail is not set up any more";
  if (!rail?.plug.cards)
    return { done: false, problem: { ok: false, retry: "never", reason: gone }, giveUp: giveUp(gone) };
  const link = await rail.plug.cards.createRegistration(
    {
      reference: registration_id,
      idempotencyKey: task.task_id,
      currency: currency(registration.currency),
      payer: { reference: person_id, email },
      description: shop.name,
      language: spokenLanguage(found.language, shop.languages),
      expiresAt: instant(registration.expires_at),
      returnUrl: returnUrl(ports, shop.businessId, registration_id),
      now: instant(registration.created_at),
    },
    rail.settings,
    ports.http,
  );
  if (!link.ok) return { done: false, problem: link, giveUp: giveUp(link.reason) };
  return { done: true, apply: (batch) => registrationMade(batch, registration_id, link) };
};

/** Where the provider sends her back: to our own page, which then asks what became of it. */
function returnUrl({ cardPage, publicUrl }: Ports, businessId: string, registrationId: string): string {
  const page = cardPage?.(businessId, registrationId);
  return page === undefined ? `${publicUrl}/paid` : `${page}?back=1`;
}

async function registrationMade(batch: Batch, id: string, link: Omit<Link, "ok">): Promise<void> {
  const known = await openRegistration(batch, id);
  if (!known) return;
  const { registration } = known;
  registration.provider_ref = link.providerRef;
  registration.url = link.url ?? null;
  registration.expires_at = link.expiresAt;
  registration.look_at = Math.min(registration.look_at, batch.now + firstLook);
  const opened = moveRegistration(registration, "open", batch.now);
  await saveRegistration(batch, registration);
  if (opened) return deliverRegistration(batch, known);
  // Taken back while the provider was making it: now that it has a name, its page can be closed there as well.
  if (registration.state === "void") addRegistrationTask(batch, "void-registration", registration, { again: "late" });
}

async function registrationFailed(batch: Batch, id: string, reason: string): Promise<void> {
  const known = await openRegistration(batch, id);
  if (!known || !moveRegistration(known.registration, "expired", batch.now)) return;
  known.registration.final = known.registration.provider_ref === null;
  await saveRegistration(batch, known.registration);
  await tellAsker(batch, known.registration, { news: "failed", reason });
}

/** Closes the page of a registration at the provider too. A card that was left there meanwhile comes as a fact. */
export const voidRegistrationThere: RunTask = async (ports, shop, task) => {
  const [registration] = await ports.store.tx(shop.businessId, (tx) =>
    tx.find("registration", [{ registration_id: task.subject_id }]),
  );
  const rail = shop.rails.find(({ id }) => id === registration?.rail_id);
  if (!registration || !rail || registration.provider_ref === null) return { done: true };
  const closed = await rail.plug.expireLink(registration.provider_ref, rail.settings, ports.http);
  if (!closed.ok) return { done: false, problem: closed };
  return {
    done: true,
    apply: async (batch) => {
      await applyPaymentFacts(batch, registration.rail_id, closed.facts, "call");
      if (closed.final)
        await batch.tx.updateIf(
          "registration",
          { registration_id: { eq: registration.registration_id } },
          { final: true },
        );
    },
  };
};
