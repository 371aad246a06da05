import type { Http } from "#contracts/http-port";
import type { CallProblem, LookUp, PageLink, RegistrationRequest } from "#contracts/payment-provider";
import { type Outcome, callStripe, problemOf } from "./call.ts";
import { savedByMethod } from "./card-facts.ts";
import { descriptionOf, openSession, pageOf } from "./checkout.ts";
import { customerOf } from "./customers.ts";
import { at, expiredSession, failedSetUp, referenceOfSession } from "./facts.ts";
import { type Session, type SetupIntent, idOf, setupIntentShape } from "./objects.ts";
import type { StripeSettings } from "./settings.ts";

/** Opens a page where a card is registered for later charges without her, and nothing is paid. */
export async function createRegistration(
  request: RegistrationRequest,
  settings: StripeSettings,
  http: Http,
): Promise<PageLink | CallProblem> {
  const customer = await customerOf(request.payer, settings, http);
  if (!customer.ok) return problemOf(customer);
  const page = pageOf(request);
  return openSession(
    {
      ...page,
      mode: "setup",
      // Stripe offers what can be charged in this currency later.
      currency: request.currency.toLowerCase(),
      customer: customer.value,
      setup_intent_data: { metadata: page.metadata, description: descriptionOf(request.description) },
    },
    request.idempotencyKey,
    settings,
    http,
  );
}

/**
 * All that a registration tells. Stripe's events name a registered card by its id alone, so brand, last digits and expiry
 * are learnt here only.
 */
export async function registrationFacts(
  session: Session,
  settings: StripeSettings,
  http: Http,
): Promise<LookUp | CallProblem> {
  const id = idOf(session.setup_intent);
  if (id === undefined) return toldOf(session, undefined);
  const outcome: Outcome<SetupIntent> = await callStripe(settings, http, "reads", setupIntentShape, (stripe) =>
    stripe.setupIntents.retrieve(id, { expand: ["payment_method"] }),
  );
  return outcome.ok ? toldOf(session, outcome.value) : problemOf(outcome);
}

function toldOf(session: Session, setUp: SetupIntent | undefined): LookUp {
  const failed = setUp ? failedSetUp(setUp, at(setUp.created)) : [];
  if (session.status === "expired")
    return { ok: true, facts: [...failed, ...expiredSession(session, at(session.expires_at))], final: true };
  if (session.status !== "complete") return { ok: true, facts: failed, final: false };
  return { ok: true, facts: cardOf(session, setUp), final: setUp?.status !== "processing" };
}

function cardOf(session: Session, setUp: SetupIntent | undefined): LookUp["facts"] {
  const reference = referenceOfSession(session);
  const customer = idOf(session.customer);
  const method = setUp?.payment_method;
  if (setUp?.status !== "succeeded" || typeof method !== "object" || !method) return [];
  if (reference === undefined || customer === undefined) return [];
  return savedByMethod(method, { customer, reference, at: at(setUp.created) });
}
