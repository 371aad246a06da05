import type { RowOf } from "#contracts/store";
import { type Identity, type Address, identityKey } from "#domain/identity";
import type { Sender } from "#domain/inbound";
import { phoneVariants } from "#domain/phone";
import { type Batch, type ThreadDraft, lockThreads } from "#engine/batch";
import { joinPeople } from "#engine/join-people";

/** A sender on a channel account whose thread is wanted. */
export type Caller = { readonly channelId: string; readonly sender: Sender; readonly text: string };

/**
 * The locked thread of each caller, made where there is none. Whoever is known by any of a sender's identities is that
 * person, and gains the others: one signed webhook naming both is the proof. A phone is matched by its variants but
 * kept as given.
 */
export async function resolveThreads(batch: Batch, callers: readonly Caller[]): Promise<readonly ThreadDraft[]> {
  const people = [...(await resolvePeople(batch, callers, false))];
  const threads = [...(await threadsOf(batch, callers, people))];
  const strangers = callers.filter((_, n) => threads[n] === undefined);
  if (strangers.length > 0) {
    // Another worker may be meeting, or joining, the same people now: their identities are held, then looked at again.
    const settled = await resolvePeople(batch, strangers, true);
    const found = await threadsOf(batch, strangers, settled);
    for (const [n, caller] of strangers.entries()) {
      const at = callers.indexOf(caller);
      people[at] = settled[n] ?? "";
      threads[at] = found[n];
    }
  }
  const opened = new Map<string, ThreadDraft>();
  return callers.map((caller, n) => {
    const personId = people[n] ?? "";
    const key = `${caller.channelId} ${personId}`;
    const thread = threads[n] ?? opened.get(key) ?? openThread(batch, caller, personId);
    opened.set(key, thread);
    thread.address = { ...thread.address, ...addressOf(caller.sender.identities) };
    return thread;
  });
}

/** The callers' threads where they are open, locked. */
async function threadsOf(
  batch: Batch,
  callers: readonly Caller[],
  people: readonly string[],
): Promise<readonly (ThreadDraft | undefined)[]> {
  const existing = await batch.tx.select(
    "thread",
    {
      person_id: { in: [...new Set(people)] },
      channel_id: { in: [...new Set(callers.map(({ channelId }) => channelId))] },
    },
    { orderBy: ["thread_id"], lock: true },
  );
  for (const row of existing) if (!batch.threads.has(row.thread_id)) batch.threads.set(row.thread_id, { ...row });
  const byCaller = new Map(
    [...batch.threads.values()].map((thread) => [`${thread.channel_id} ${thread.person_id}`, thread]),
  );
  return callers.map(({ channelId }, n) => byCaller.get(`${channelId} ${people[n]}`));
}

/** Where to write to someone with these identities. */
export function addressOf(identities: readonly Identity[]): Address {
  const phone = identities.find(({ kind }) => kind === "wa_phone")?.value;
  const bsuid = identities.find(({ kind }) => kind === "bsuid")?.value;
  return { ...(phone === undefined ? {} : { phone }), ...(bsuid === undefined ? {} : { bsuid }) };
}

function openThread(batch: Batch, { channelId, sender, text }: Caller, personId: string): ThreadDraft {
  const { now, shop, ports } = batch;
  const thread: ThreadDraft = {
    thread_id: ports.ids.uuid(now),
    channel_id: channelId,
    person_id: personId,
    address: addressOf(sender.identities),
    owner: "bot",
    owner_user: null,
    handover_reason: null,
    journey: null,
    journey_state: null,
    order_id: null,
    language: ports.guessLanguage(text, shop.languages) ?? shop.languages[0] ?? "en",
    misses: 0,
    last_inbound_at: null,
    last_message_at: now,
    preview: "",
    unread: 0,
    seq: 0,
    changed_at: now,
    created_at: now,
  };
  batch.threads.set(thread.thread_id, thread);
  batch.newThreads.add(thread.thread_id);
  return thread;
}

const searched = (identities: readonly Identity[]): readonly Identity[] =>
  identities.flatMap((one) =>
    one.kind === "wa_phone" ? phoneVariants(one.value).map((value) => ({ kind: one.kind, value })) : [one],
  );

async function resolvePeople(batch: Batch, callers: readonly Caller[], lock: boolean): Promise<readonly string[]> {
  const wanted = callers.flatMap(({ sender }) => searched(sender.identities));
  const known = await findIdentities(batch, wanted, lock);
  await settleStrangers(batch, callers, known);
  for (const { sender } of callers) await settleSender(batch, sender, known);
  return callers.map(({ sender }) => personOf(sender.identities, known)[0] ?? "");
}

async function findIdentities(batch: Batch, wanted: readonly Identity[], lock = false): Promise<Map<string, string>> {
  const keys = [...new Map(wanted.map((one) => [identityKey(one), one])).values()];
  const rows = await batch.tx.find(
    "identity",
    keys.map(({ kind, value }) => ({ kind, value })),
    { lock },
  );
  return new Map(rows.map(({ kind, value, person_id }) => [`${kind}:${value}`, person_id]));
}

const personOf = (identities: readonly Identity[], known: ReadonlyMap<string, string>): readonly string[] => [
  ...new Set(searched(identities).flatMap((one) => known.get(identityKey(one)) ?? [])),
];

/**
 * Puts senders nobody knows yet on record, together. Whoever does not come out of it as one person (another worker met
 * her too, or two senders share an identity) is settled one by one after this.
 */
async function settleStrangers(batch: Batch, callers: readonly Caller[], known: Map<string, string>): Promise<void> {
  const seen = new Set<string>();
  const strangers = callers.flatMap(({ sender }) => {
    const keys = searched(sender.identities).map(identityKey);
    const isNew = keys.every((key) => !known.has(key) && !seen.has(key));
    for (const key of keys) seen.add(key);
    return isNew ? [{ sender, personId: batch.ports.ids.uuid(batch.now) }] : [];
  });
  if (strangers.length < 2) return;
  const rows = strangers.flatMap(({ sender, personId }) => identityRows(batch, sender.identities, personId));
  const inserted = await batch.tx.insertNew("identity", rows);
  for (const row of inserted) known.set(`${row.kind}:${row.value}`, row.person_id);
  const met = new Set(inserted.map(({ person_id }) => person_id));
  const people = strangers.filter(({ personId }) => met.has(personId));
  await batch.tx.insert(
    "person",
    people.map(({ sender, personId }) => newPerson(batch, personId, sender)),
  );
}

const identityRows = (
  { now }: Batch,
  identities: readonly Identity[],
  person_id: string,
): readonly RowOf<"identity">[] => identities.map(({ kind, value }) => ({ kind, value, person_id, created_at: now }));

/** Makes the sender one person with all her identities on record. */
async function settleSender(batch: Batch, sender: Sender, known: Map<string, string>): Promise<void> {
  const found = personOf(sender.identities, known);
  const missing = sender.identities.filter((one) => !known.has(identityKey(one)));
  if (found.length === 1 && missing.length === 0) return;
  const personId = found[0] ?? batch.ports.ids.uuid(batch.now);
  const rows = identityRows(batch, missing, personId);
  const inserted = await batch.tx.insertNew("identity", rows);
  for (const row of inserted) known.set(`${row.kind}:${row.value}`, row.person_id);
  if (found.length === 0 && inserted.length > 0) await batch.tx.insert("person", [newPerson(batch, personId, sender)]);
  // Another worker met the same person at the same moment: what it committed counts, and stays as it is while we join.
  if (inserted.length < rows.length)
    for (const [key, id] of await findIdentities(batch, sender.identities, true)) known.set(key, id);
  await joinAll(batch, sender, known);
}

function newPerson(batch: Batch, person_id: string, sender: Sender): RowOf<"person"> {
  const phone = sender.identities.find(({ kind }) => kind === "wa_phone")?.value;
  return {
    person_id,
    name: sender.name ?? sender.username ?? null,
    email: null,
    phone: phone === undefined ? null : `+${phone}`,
    language: null,
    marketing: "unknown",
    created_at: batch.now,
    changed_at: batch.now,
  };
}

/** Two people turn out to be one: the elder stays. Ids grow with time, so the smaller is the elder. */
async function joinAll(batch: Batch, sender: Sender, known: Map<string, string>): Promise<void> {
  const [elder, ...others] = personOf(sender.identities, known).toSorted();
  if (elder === undefined) return;
  for (const other of others) {
    await joinPeople(batch, elder, other);
    for (const [key, person] of known) if (person === other) known.set(key, elder);
  }
}

/** Records that a person goes by new identities, as the channel itself says (a changed number or id). */
export async function renamePerson(
  batch: Batch,
  previous: readonly Identity[],
  next: readonly Identity[],
): Promise<void> {
  const known = await findIdentities(batch, [...searched(previous), ...searched(next)]);
  if (personOf(previous, known).length === 0) return;
  await settleSender(batch, { identities: [...previous, ...next] }, known);
  const person = personOf(next, known)[0];
  if (person === undefined) return;
  const threads = await batch.tx.select("thread", { person_id: { eq: person } }, { orderBy: ["thread_id"] });
  await lockThreads(
    batch,
    threads.map(({ thread_id }) => thread_id),
  );
  for (const thread of batch.threads.values())
    if (thread.person_id === person) thread.address = { ...thread.address, ...addressOf(next) };
}
