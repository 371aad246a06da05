import type { JourneyEvent } from "#contracts/journey";
import type { RegistrationNews } from "#domain/selling";
import { type Batch, type ThreadDraft, writeMessage } from "#engine/batch";
import { filledTemplate, reachOf } from "#engine/deliver-link";
import { nameOf } from "#engine/find-people";
import { contextOf, merchantJourney, orderJourney, sayAll } from "#engine/journey-context";
import type { RegistrationCase, RegistrationDraft } from "#engine/registration-rows";
import { sellersThread } from "#engine/tell-seller";

/** Where the owner leaves her card: our own page, which says what she agrees to; the provider's where none is served. */
function pageOf({ ports, shop }: Batch, { registration_id, url }: RegistrationDraft): string | undefined {
  if (url === null) return undefined;
  return ports.cardPage?.(shop.businessId, registration_id) ?? url;
}

/**
 * Brings the page to whoever is to have it: the owner in her thread; outside her window by the approved template, where
 * the shop has named one; else the merchant who asked, who is told why. Nothing while the provider has made none.
 */
export async function deliverRegistration(batch: Batch, known: RegistrationCase): Promise<void> {
  const { registration, thread } = known;
  const url = pageOf(batch, registration);
  if (url === undefined || registration.state !== "open") return;
  if (registration.send_to === "merchant") return tellAsker(batch, registration, { news: "link", url, why: "echo" });
  const reach = reachOf(batch, thread, batch.shop.templates.cardRegistration);
  if (reach === "none") return tellAsker(batch, registration, { news: "link", url, why: "window-closed" });
  if (reach === "open") await tellOwner(batch, thread, { event: "registration-ready", url });
  else writeMessage(batch, thread, "till", filledTemplate(batch, thread, reach.template, [batch.shop.name, url]));
  await tellAsker(batch, registration, { news: "link-sent", url });
}

/** Tells the owner that leaving her card failed, and where she can try again. */
export async function tellOfFailedCard(batch: Batch, { registration, thread }: RegistrationCase): Promise<void> {
  const url = pageOf(batch, registration);
  if (url === undefined || registration.state !== "open" || registration.send_to === "merchant") return;
  await tellOwner(batch, thread, { event: "registration-failed", url });
}

/** Tells the owner of a card; her own talk goes on as it was. */
export async function tellOwner(batch: Batch, thread: ThreadDraft, event: JourneyEvent): Promise<void> {
  const journey = batch.ports.journeys.find(({ name }) => name === orderJourney);
  if (!journey) return;
  const { effects } = journey.decide(journey.initial, event, await contextOf(batch, thread));
  sayAll(batch, thread, journey.name, effects);
}

type News<Kind = RegistrationNews> = Kind extends unknown ? Omit<Kind, "who"> : never;

/** Tells the merchant who asked what became of it. */
export async function tellAsker(batch: Batch, registration: RegistrationDraft, news: News): Promise<void> {
  const thread = await sellersThread(batch, registration.asked_by);
  const journey = batch.ports.journeys.find(({ name }) => name === merchantJourney);
  if (!thread || !journey) return;
  const [person] = await batch.tx.find("person", [{ person_id: registration.person_id }]);
  const told: RegistrationNews = { ...news, who: person ? nameOf(person) : "?" };
  const event = { event: "registration-news", registration: told } as const;
  const { effects } = journey.decide(journey.initial, event, await contextOf(batch, thread));
  sayAll(batch, thread, journey.name, effects);
}
