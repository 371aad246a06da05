import { unnamedOwner } from "#api/session";
import type { AccountDb } from "./account-db.ts";
import { hashPassword, isPassword } from "./passwords.ts";
import { type NewSession, hashOf, openSession, spendToken } from "./tokens.ts";

/** What a person may do in a shop. A viewer only looks. */
export type SeatRole = "owner" | "operator" | "viewer";
/** A person with an account. */
export type Person = { readonly userId: string; readonly name: string; readonly email: string };
/** A person's place in a shop. */
export type Seat = { readonly businessId: string; readonly role: SeatRole };
/** Who asks, by her session. */
export type SignedIn = Person & { readonly seats: readonly Seat[] };

/** Who works in the demo, and in an installation whose owner has not named herself yet. */
const nameless = { name: unnamedOwner, email: "owner@localhost" } as const;

async function firstUser({ ask }: AccountDb): Promise<string | undefined> {
  const rows = await ask<{ user_id: string }>("select user_id from auth.account order by created_at, user_id limit 1");
  return rows[0]?.user_id;
}

async function addPerson(db: AccountDb, person: Omit<Person, "userId">, password: string | null): Promise<string> {
  const userId = db.newId();
  await db.ask("insert into auth.account (user_id, name, email, password, created_at) values ($1, $2, $3, $4, $5)", [
    userId,
    person.name,
    person.email,
    password,
    db.now(),
  ]);
  return userId;
}

/** The person behind a session's token, with her seats; undefined when it ended or she was disabled. */
export async function whoIs({ ask, now }: AccountDb, token: string): Promise<SignedIn | undefined> {
  const rows = await ask<Person & { businessId: string | null; role: SeatRole | null }>(
    `select a.user_id as "userId", a.name, a.email, s.business_id as "businessId", s.role
       from auth.session o join auth.account a using (user_id) left join auth.seat s using (user_id)
      where o.token_hash = $1 and o.expires_at > $2 and not a.disabled`,
    [hashOf(token), now()],
  );
  const [first] = rows;
  if (!first) return undefined;
  const { userId, name, email } = first;
  const seats = rows.flatMap(({ businessId, role }) => (businessId && role ? [{ businessId, role }] : []));
  return { userId, name, email, seats };
}

/** Signs in with a password; undefined when address or password are wrong, in the same time. */
export async function signIn(db: AccountDb, email: string, password: string): Promise<NewSession | undefined> {
  const [row] = await db.ask<{ user_id: string; password: string | null }>(
    "select user_id, password from auth.account where lower(email) = lower($1) and not disabled",
    [email],
  );
  const isRight = await isPassword(password, row?.password ?? undefined);
  return isRight && row ? openSession(db, row.user_id) : undefined;
}

/**
 * Makes the first owner's account and signs her in; the owner without a name, if she worked here, becomes her.
 * Undefined when there is one already or the token is spent: of two at once only one spends it.
 */
export async function createFirstOwner(
  db: AccountDb,
  person: Omit<Person, "userId">,
  password: string,
  token: string,
): Promise<NewSession | undefined> {
  const hash = await hashPassword(password);
  if (!(await spendToken(db, "set-up", token))) return undefined;
  const unnamed = await firstUser(db);
  if (unnamed === undefined) return openSession(db, await addPerson(db, person, hash));
  const named = await db.ask(
    `update auth.account set name = $2, email = $3, password = $4
      where user_id = $1 and password is null returning user_id`,
    [unnamed, person.name, person.email, hash],
  );
  return named.length > 0 ? openSession(db, unnamed) : undefined;
}

/** Signs the first owner in by a one-time link, making her account where there is none. Undefined when it is spent. */
export async function claimSignInToken(db: AccountDb, token: string): Promise<NewSession | undefined> {
  if (!(await spendToken(db, "sign-in", token))) return undefined;
  return openSession(db, (await firstUser(db)) ?? (await addPerson(db, nameless, null)));
}

/** Makes the first person the owner of every shop that has none: shops come from files, from nobody in person. */
export async function adoptShops({ ask }: AccountDb, businessIds: readonly string[]): Promise<void> {
  await ask(
    `insert into auth.seat (user_id, business_id, role)
     select f.user_id, b.id, 'owner'
       from unnest($1::uuid[]) as b(id)
       cross join (select user_id from auth.account order by created_at, user_id limit 1) f
      where not exists (select 1 from auth.seat s where s.business_id = b.id and s.role = 'owner')
     on conflict (user_id, business_id) do update set role = 'owner'`,
    [[...businessIds]],
  );
}

/** Gives a person a seat in a shop, or changes her role there, and signs her in. */
export async function seatPerson(
  db: AccountDb,
  person: Omit<Person, "userId">,
  businessId: string,
  role: SeatRole,
): Promise<NewSession> {
  const [known] = await db.ask<{ user_id: string }>("select user_id from auth.account where lower(email) = lower($1)", [
    person.email,
  ]);
  const userId = known?.user_id ?? (await addPerson(db, person, null));
  await db.ask(
    `insert into auth.seat (user_id, business_id, role) values ($1, $2, $3)
     on conflict (user_id, business_id) do update set role = excluded.role`,
    [userId, businessId, role],
  );
  return openSession(db, userId);
}

/** Names of people by id, for lines that say who did it. */
export async function namesOf({ ask }: AccountDb, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const uuids = userIds.filter((id) => /^[0-9a-f-]{36}$/.test(id));
  if (uuids.length === 0) return new Map();
  const rows = await ask<{ user_id: string; name: string }>(
    "select user_id, name from auth.account where user_id = any($1::uuid[])",
    [uuids],
  );
  return new Map(rows.map(({ user_id, name }) => [user_id, name]));
}
