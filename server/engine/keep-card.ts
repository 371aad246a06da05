import type { CardConsent } from "#domain/kept-card";
import type { PaymentFact } from "#domain/payment";
import { advanceOrderJourney } from "#engine/advance-journey";
import type { Batch } from "#engine/batch";
import type { PaymentCase } from "#engine/payment-case";
import { word } from "#engine/wording-to-message";

/** A card that was left at a provider. */
export type CardSaved = Extract<PaymentFact, { readonly kind: "card-saved" }>;

const encoder = new TextEncoder();

/** Finds a card's alias again without showing it. */
export const aliasHash = (batch: Batch, railId: string, alias: string): string =>
  batch.ports.hash(encoder.encode(`${railId} ${alias}`));

/** A fact as it may lie in the books: an alias spends money, so only its hash stays. */
export const withoutAlias = (batch: Batch, fact: PaymentFact): PaymentFact =>
  fact.kind === "card-saved" ? { ...fact, alias: aliasHash(batch, "", fact.alias) } : fact;

/**
 * Keeps a card the customer left at the provider, with what she agreed to. The same card again is the same row: its
 * dates are renewed, and one she had revoked lives again, since she has just agreed anew.
 */
export async function keepCard(batch: Batch, known: PaymentCase, fact: CardSaved): Promise<void> {
  const { payment, order, thread } = known;
  const asked = order.terms?.saveCard;
  // A card nobody asked to keep is not kept, whatever the provider does.
  if (asked === undefined) return;
  const words = { text: `card.consent-${asked}`, values: { shop: batch.shop.name } };
  const consent: CardConsent = {
    given: asked === "always" ? "told-before-paying" : "asked-on-page",
    text: word(batch, thread, words),
    at: fact.at,
    ...(order.terms ? { source: order.terms.commandId } : {}),
  };
  await storeCard(batch, { personId: thread.person_id, railId: payment.rail_id, consent, fact });
  await learnEmail(batch, thread.person_id, fact.email);
  await advanceOrderJourney(batch, thread, order, {
    event: "card-kept",
    card: { brand: fact.brand, lastFour: fact.lastFour },
  });
}

/** A card to be kept, with whose it is and what she agreed to. */
type ToKeep = {
  readonly personId: string;
  readonly railId: string;
  readonly consent: CardConsent;
  readonly fact: CardSaved;
};

/**
 * Writes a card down, or its newest dates where it is known, and gives its id. Undefined where it is another person's:
 * hers it stays, whoever brings its alias.
 */
export async function storeCard(
  batch: Batch,
  { personId, railId, consent, fact }: ToKeep,
): Promise<string | undefined> {
  const alias_hash = aliasHash(batch, railId, fact.alias);
  const told = {
    alias: batch.ports.seal(fact.alias),
    brand: fact.brand,
    last_four: fact.lastFour,
    expires_year: fact.expires.year,
    expires_month: fact.expires.month,
    consent,
    state: "live" as const,
    changed_at: batch.now,
  };
  const [fresh] = await batch.tx.insertNew("kept_card", [
    {
      card_id: batch.ports.ids.uuid(batch.now),
      person_id: personId,
      rail_id: railId,
      alias_hash,
      created_at: batch.now,
      ...told,
    },
  ]);
  if (fresh) return fresh.card_id;
  const [known] = await batch.tx.updateIf(
    "kept_card",
    { rail_id: { eq: railId }, alias_hash: { eq: alias_hash }, person_id: { eq: personId } },
    told,
  );
  return known?.card_id;
}

/** Notes a person's e-mail address where none is known. */
export async function learnEmail(batch: Batch, personId: string, email: string | undefined): Promise<void> {
  if (email === undefined) return;
  await batch.tx.updateIf("person", { person_id: { eq: personId }, email: { isNull: true } }, { email });
}
