import type { RowOf } from "#contracts/store";
import { type RegistrationState, isRegistering, mayRegistrationMove } from "#domain/registration";
import { type Batch, type Draft, type ThreadDraft, addTask, lockThread } from "#engine/batch";

/** A registration held by the batch's transaction. */
export type RegistrationDraft = Draft<RowOf<"registration">>;

/** A registration with its owner's thread, both locked. */
export type RegistrationCase = { readonly registration: RegistrationDraft; readonly thread: ThreadDraft };

/** The registration with its thread, locked from the thread downwards: everyone locks in this order. */
export async function openRegistration(batch: Batch, registrationId: string): Promise<RegistrationCase | undefined> {
  // Two people may be joined while we wait for the thread: then the registration is in the other thread.
  for (let tries = 0; tries < 3; tries++) {
    const key = { registration_id: registrationId };
    const [seen] = await batch.tx.find("registration", [key]);
    if (!seen) return undefined;
    const thread = await lockThread(batch, seen.thread_id);
    if (!thread) continue;
    const [row] = await batch.tx.find("registration", [key], { lock: true });
    return row && { thread, registration: { ...row } };
  }
  return undefined;
}

/** Writes a registration back; the place for a further one is free once it is over. */
export async function saveRegistration(batch: Batch, registration: RegistrationDraft): Promise<void> {
  registration.open_for = isRegistering(registration.state) ? registration.person_id : null;
  await batch.tx.update("registration", [registration]);
}

/** Moves a registration forward; a move backwards or to where it stands is left undone. */
export function moveRegistration(registration: RegistrationDraft, to: RegistrationState, now: number): boolean {
  if (!mayRegistrationMove(registration.state, to)) return false;
  registration.state = to;
  registration.changed_at = now;
  return true;
}

type TaskOfIts = "create-registration" | "void-registration";

/** Puts a call about a registration on record, one at a time; `again` names a further one of its kind. */
export function addRegistrationTask(
  batch: Batch,
  kind: TaskOfIts,
  { registration_id, thread_id }: Pick<RegistrationDraft, "registration_id" | "thread_id">,
  { validFor, again }: { readonly validFor?: number; readonly again?: string } = {},
): void {
  addTask(batch, {
    task_id: `${kind}:${registration_id}${again === undefined ? "" : `:${again}`}`,
    kind,
    lane: `registration:${registration_id}`,
    thread_id,
    subject_id: registration_id,
    details: {},
    ...(validFor === undefined ? {} : { validFor }),
  });
}

/** Ends a registration here at once and at the provider by a task: a card that is left there is kept no more. */
export async function voidRegistration(batch: Batch, registration: RegistrationDraft): Promise<boolean> {
  if (!isRegistering(registration.state) || !moveRegistration(registration, "void", batch.now)) return false;
  await saveRegistration(batch, registration);
  addRegistrationTask(batch, "void-registration", registration);
  return true;
}
