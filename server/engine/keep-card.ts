import type { PaymentFact } from "#domain/payment";
import { advanceOrderJourney } from "#engine/advance-journey";
import type { Batch } from "#engine/batch";
import type { PaymentCase } from "#engine/payment-case";
import { word } from "#engine/wording-to-message";

type CardSaved = Extract<PaymentFact, { readonly kind: "card-saved" }>;

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
  const alias_hash = aliasHash(batch, payment.rail_id, fact.alias);
  const words = { text: `card.consent-${asked}`, values: { shop: batch.shop.name } };
  const told = {
    alias: batch.ports.seal(fact.alias),
    brand: fact.brand,
    last_four: fact.lastFour,
    expires_year: fact.expires.year,
    expires_month: fact.expires.month,
    consent: {
      given: asked === "always" ? ("told-before-paying" as const) : ("asked-on-page" as const),
      text: word(batch, thread, words),
      at: fact.at,
    },
    state: "live" as const,
    changed_at: batch.now,
  };
  const [fresh] = await batch.tx.insertNew("kept_card", [
    {
      card_id: batch.ports.ids.uuid(batch.now),
      person_id: thread.person_id,
      rail_id: payment.rail_id,
      alias_hash,
      created_at: batch.now,
      ...told,
    },
  ]);
  // Another person's card stays another person's, whoever brings its alias.
  if (!fresh)
    await batch.tx.updateIf(
      "kept_card",
      { rail_id: { eq: payment.rail_id }, alias_hash: { eq: alias_hash }, person_id: { eq: thread.person_id } },
      told,
    );
  if (fact.email !== undefined)
    await batch.tx.updateIf(
      "person",
      { person_id: { eq: thread.person_id }, email: { isNull: true } },
      { email: fact.email },
    );
  await advanceOrderJourney(batch, thread, order, {
    event: "card-kept",
    card: { brand: fact.brand, lastFour: fact.lastFour },
  });
}
