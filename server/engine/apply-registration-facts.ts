import type { RowOf } from "#contracts/store";
import type { PaymentFact } from "#domain/payment";
import type { Batch } from "#engine/batch";
import { tellAsker, tellOfFailedCard, tellOwner } from "#engine/deliver-registration";
import { revokeCards } from "#engine/forget-cards";
import { type CardSaved, aliasHash, learnEmail, storeCard } from "#engine/keep-card";
import {
  type RegistrationCase,
  type RegistrationDraft,
  moveRegistration,
  openRegistration,
  saveRegistration,
} from "#engine/registration-rows";

/** The registration a fact is about; none for facts that speak of money. */
export async function registrationOf(
  batch: Batch,
  railId: string,
  fact: PaymentFact,
): Promise<RegistrationCase | undefined> {
  if (fact.kind !== "card-saved" && fact.kind !== "link-expired" && fact.kind !== "attempt-failed") return undefined;
  const known = await openRegistration(batch, fact.reference);
  return known?.registration.rail_id === railId ? known : undefined;
}

/** Notes by which way the provider was heard of a registration. */
export async function markRegistration(
  batch: Batch,
  { registration }: RegistrationCase,
  via: RowOf<"payment_fact">["via"],
): Promise<void> {
  const column = via === "webhook" ? "by_webhook_at" : "by_lookup_at";
  if (registration[column] !== null) return;
  registration[column] = batch.now;
  await saveRegistration(batch, registration);
}

/** Applies a fact that is new: a card is kept as its owner agreed, a try failed, the page ran out. */
export async function applyRegistrationFact(batch: Batch, known: RegistrationCase, fact: PaymentFact): Promise<void> {
  const { registration } = known;
  if (fact.kind === "card-saved") return keepRegistered(batch, known, fact);
  if (fact.kind === "attempt-failed") return tellOfFailedCard(batch, known);
  if (fact.kind !== "link-expired" || !moveRegistration(registration, "expired", batch.now)) return;
  await saveRegistration(batch, registration);
  await tellAsker(batch, registration, { news: "expired" });
}

const consentOf = (registration: RegistrationDraft, fact: CardSaved) => ({
  given: "registered-on-page" as const,
  text: registration.consent_text,
  at: fact.at,
  source: registration.command_id,
});

async function keepRegistered(batch: Batch, known: RegistrationCase, fact: CardSaved): Promise<void> {
  const { registration, thread } = known;
  if (registration.state === "void" || registration.state === "done") return discard(batch, registration, fact);
  const card = await storeCard(batch, {
    personId: registration.person_id,
    railId: registration.rail_id,
    consent: consentOf(registration, fact),
    fact,
  });
  if (card === undefined) {
    moveRegistration(registration, "void", batch.now);
    await saveRegistration(batch, registration);
    return tellAsker(batch, registration, { news: "not-hers" });
  }
  moveRegistration(registration, "done", batch.now);
  registration.card_id = card;
  await saveRegistration(batch, registration);
  await learnEmail(batch, registration.person_id, fact.email ?? registration.email);
  const shown = { brand: fact.brand, lastFour: fact.lastFour };
  await tellOwner(batch, thread, { event: "card-kept", card: shown });
  await tellAsker(batch, registration, { news: "kept", card: shown });
}

/**
 * A card was left at a page that had been taken back, or a second one at a page that keeps one: it is not kept, and the
 * provider is told to forget it. A card that is known already stays as it is.
 */
async function discard(batch: Batch, registration: RegistrationDraft, fact: CardSaved): Promise<void> {
  const alias_hash = aliasHash(batch, registration.rail_id, fact.alias);
  const { rail_id, thread_id, person_id } = registration;
  const [known] = await batch.tx.select("kept_card", { rail_id: { eq: rail_id }, alias_hash: { eq: alias_hash } });
  if (known) return;
  const card = await storeCard(batch, {
    personId: person_id,
    railId: rail_id,
    consent: consentOf(registration, fact),
    fact,
  });
  if (card !== undefined) await revokeCards(batch, { card_id: { eq: card } }, thread_id);
}
