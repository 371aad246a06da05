import type pg from "pg";
import { days, minutes } from "#domain/instant";
import type { Clock, Ids } from "#engine/ports";
import { accountDb } from "./account-db.ts";
import { beginRequest, finishRequest, forgetRequest } from "./answered-requests.ts";
import {
  type Person,
  type SeatRole,
  adoptShops,
  claimSignInToken,
  createFirstOwner,
  namesOf,
  seatPerson,
  signIn,
  whoIs,
} from "./people.ts";
import { hashOf, isGoodToken, issueToken } from "./tokens.ts";

const linkLife = minutes(10);
const setUpLife = days(7);

/** Accounts, sessions, seats and answered requests of this installation. Everything rejects without a database. */
export type Accounts = ReturnType<typeof createAccounts>;

/** Keeps them in the schema `auth`, which is not walled by business: a person may sit in several shops. */
export function createAccounts(pool: pg.Pool, clock: Pick<Clock, "now">, ids: Ids) {
  const db = accountDb(pool, clock, ids);
  return {
    /** True until someone has a password: then, and only then, the first owner's account can be made. */
    isFirstRun: async () =>
      (await db.ask("select 1 from auth.account where password is not null limit 1")).length === 0,
    whoIs: (token: string) => whoIs(db, token),
    signIn: (email: string, password: string) => signIn(db, email, password),
    signOut: async (token: string) => {
      await db.ask("delete from auth.session where token_hash = $1", [hashOf(token)]);
    },
    /** A token that lets the first owner make her account; a new one makes the last one void. */
    issueSetUpToken: () => issueToken(db, "set-up", setUpLife),
    isSetUpToken: (token: string) => isGoodToken(db, "set-up", token),
    createFirstOwner: (person: Omit<Person, "userId">, password: string, token: string) =>
      createFirstOwner(db, person, password, token),
    /** A one-time link's token: 256 bits, ten minutes. */
    issueSignInToken: () => issueToken(db, "sign-in", linkLife),
    claimSignInToken: (token: string) => claimSignInToken(db, token),
    adoptShops: (businessIds: readonly string[]) => adoptShops(db, businessIds),
    seat: (person: Omit<Person, "userId">, businessId: string, role: SeatRole) =>
      seatPerson(db, person, businessId, role),
    namesOf: (userIds: readonly string[]) => namesOf(db, userIds),
    begin: (key: Buffer, body: Buffer) => beginRequest(db, key, body),
    finish: (key: Buffer, status: number, answer: string) => finishRequest(db, key, status, answer),
    forget: (key: Buffer) => forgetRequest(db, key),
  };
}
