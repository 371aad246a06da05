import type { RowOf } from "#contracts/store";
import type { CardRegistration } from "#domain/command";
import { days, minutes } from "#domain/instant";
import type { CommandRefused, CommandResult, SettledCommand } from "#domain/selling";
import { type Batch, type ThreadDraft } from "#engine/batch";
import { chooseRegistrar } from "#engine/choose-rail";
import { nameOf } from "#engine/find-people";
import { merchantOf } from "#engine/merchant";
import {
  type RegistrationDraft,
  addRegistrationTask,
  openRegistration,
  saveRegistration,
  voidRegistration,
} from "#engine/registration-rows";
import { firstLook } from "#engine/request-payment";
import { payeeThread } from "#engine/sell";
import { deliverRegistration } from "#engine/deliver-registration";
import type { Rail } from "#engine/shops";
import { word } from "#engine/wording-to-message";

const refused = (reason: CommandRefused["reason"], details?: string): CommandResult => ({
  done: "refused",
  refused: { reason, ...(details === undefined ? {} : { details }) },
});

/**
 * Asks a person for her card: the intent is written first, the provider is asked by a task after the commit. There is
 * one page for each person at a time: the same asked for again is brought to her again, another takes its place.
 */
export async function askRegistration(
  batch: Batch,
  seller: ThreadDraft,
  settled: SettledCommand,
  command: CardRegistration,
  commandId: string,
): Promise<CommandResult> {
  const merchant = merchantOf(batch.shop, seller);
  if (!merchant) return refused("not-listed");
  const rail = chooseRegistrar(batch.shop);
  if (!rail) return refused("keeps-no-cards");
  const thread = await ownersThread(batch, seller, settled, command);
  if (!thread) return refused("no-card-owner");
  const [person] = await batch.tx.find("person", [{ person_id: thread.person_id }]);
  const who = person ? nameOf(person) : "?";
  const asked = {
    rail_id: rail.id,
    email: command.email,
    asked_by: { threadId: seller.thread_id, name: merchant.name, phone: merchant.phone },
    command_id: commandId,
    send_to: command.payee.by === "nobody" ? ("merchant" as const) : ("customer" as const),
  };
  const standing = await standingFor(batch, thread.person_id);
  if (standing && isSame(standing, asked, batch.now)) {
    Object.assign(standing, asked);
    await saveRegistration(batch, standing);
    await deliverRegistration(batch, { registration: standing, thread });
    return { done: "register", who, undo: { did: "register", registrationId: standing.registration_id } };
  }
  if (standing) await voidRegistration(batch, standing);
  const registration = newRegistration(batch, thread, rail, command, asked);
  const [fresh] = await batch.tx.insertNew("registration", [registration]);
  // Somebody else asked her at the same moment, in another of her threads.
  if (!fresh) return refused("asked-already", who);
  addRegistrationTask(batch, "create-registration", registration, {
    validFor: Math.min(registration.expires_at - batch.now, minutes(30)),
  });
  return { done: "register", who, undo: { did: "register", registrationId: registration.registration_id } };
}

/** A card belongs to somebody: where no phone or name is written, to the person known by the e-mail address. */
async function ownersThread(
  batch: Batch,
  seller: ThreadDraft,
  settled: SettledCommand,
  { payee, email }: CardRegistration,
): Promise<ThreadDraft | undefined> {
  if (payee.by === "nobody" && settled.personId === undefined) return undefined;
  return payeeThread(batch, seller, settled, payee.by === "nobody" ? { by: "name", name: email } : payee);
}

async function standingFor(batch: Batch, personId: string): Promise<RegistrationDraft | undefined> {
  const [row] = await batch.tx.select("registration", { open_for: { eq: personId } });
  return row && (await openRegistration(batch, row.registration_id))?.registration;
}

type Asked = Pick<RowOf<"registration">, "rail_id" | "email" | "asked_by" | "command_id" | "send_to">;

const isSame = (standing: RegistrationDraft, { rail_id, email }: Asked, now: number): boolean =>
  standing.rail_id === rail_id && standing.email === email && standing.expires_at > now;

function newRegistration(
  batch: Batch,
  thread: ThreadDraft,
  { plug }: Rail,
  { validDays }: CardRegistration,
  asked: Asked,
): RowOf<"registration"> {
  const { now, shop, ports } = batch;
  const { shortest, longest } = plug.capabilities.linkLife;
  const wished = validDays === undefined ? shop.linkLife : days(validDays);
  return {
    ...asked,
    registration_id: ports.ids.uuid(now),
    person_id: thread.person_id,
    thread_id: thread.thread_id,
    state: "requested",
    open_for: thread.person_id,
    currency: shop.currency,
    provider_ref: null,
    url: null,
    expires_at: now + Math.min(Math.max(wished, shortest), longest),
    consent_text: word(batch, thread, { text: "card.consent-registered", values: { shop: shop.name } }),
    card_id: null,
    final: false,
    look_at: now + firstLook,
    looks: 0,
    by_webhook_at: null,
    by_lookup_at: null,
    created_at: now,
    changed_at: now,
  };
}
