import { digitsFrom, nextSerial } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import type { UserSetup } from "./model-types.ts";
import type { MetaContext, MetaState, NumberRecord, UserRecord } from "./state.ts";

const thirtyDays = 30 * 86_400_000;

/** Longest first, so that 351 is Portugal and not 35. */
const callingCodes: readonly (readonly [string, string])[] = [
  ["351", "PT"],
  ["1", "US"],
  ["33", "FR"],
  ["34", "ES"],
  ["39", "IT"],
  ["41", "CH"],
  ["43", "AT"],
  ["44", "GB"],
  ["49", "DE"],
  ["52", "MX"],
  ["54", "AR"],
  ["55", "BR"],
  ["57", "CO"],
  ["91", "IN"],
];

/** Only the digits of a number as people write it. */
export function digitsOf(phone: string): string {
  return phone.replace(/\D/g, "");
}

/** The country of a number in the few countries the world plays in; `ZZ` elsewhere. */
export function countryOf(digits: string): string {
  return callingCodes.find(([code]) => digits.startsWith(code))?.[1] ?? "ZZ";
}

/**
 * The number and its other spelling: WhatsApp keeps some Brazilian mobiles without the ninth digit and Mexican and
 * Argentine ones with an extra 1 or 9, so that the `wa_id` in an answer differs from what was written.
 */
export function phoneSpellings(digits: string): readonly string[] {
  const brazil = /^55(\d\d)(9?)(\d{8})$/.exec(digits);
  if (brazil !== null) {
    const [, area = "", nine = "", rest = ""] = brazil;
    return [digits, nine === "" ? `55${area}9${rest}` : `55${area}${rest}`];
  }
  const mexico = /^52(1?)(\d{10})$/.exec(digits);
  if (mexico !== null) return [digits, mexico[1] === "" ? `521${mexico[2] ?? ""}` : `52${mexico[2] ?? ""}`];
  const argentina = /^54(9?)(\d{10})$/.exec(digits);
  if (argentina !== null) return [digits, argentina[1] === "" ? `549${argentina[2] ?? ""}` : `54${argentina[2] ?? ""}`];
  return [digits];
}

/** Finds the customer a business writes to by number. */
export function userByPhone(state: MetaState, to: string): UserRecord | undefined {
  for (const spelling of phoneSpellings(digitsOf(to))) {
    const id = state.usersByPhone.get(spelling);
    if (id !== undefined) return state.users.get(id);
  }
  return undefined;
}

/** Finds the customer a business writes to by business-scoped id (her own or her parent id). */
export function userByBsuid(state: MetaState, number: NumberRecord, bsuid: string): UserRecord | undefined {
  const id = state.usersByBsuid.get(`${number.portfolioId} ${bsuid}`) ?? state.usersByBsuid.get(`* ${bsuid}`);
  if (id !== undefined) return state.users.get(id);
  for (const user of state.users.values()) {
    if (user.givenBsuid === undefined && bsuidOf(state, user, number) === bsuid) return user;
  }
  return undefined;
}

/** The id by which this business's portfolio knows the customer: `<CC>.<alphanumerics>`. */
export function bsuidOf(state: MetaState, user: UserRecord, number: NumberRecord): string {
  if (user.givenBsuid !== undefined && user.bsuidGeneration === 0) return user.givenBsuid;
  const known = user.bsuids.get(number.portfolioId);
  if (known !== undefined) return known;
  const seed = `${user.id} ${number.portfolioId} ${user.bsuidGeneration}`;
  const made = `${user.country}.${digitsFrom(seed, 20)}`;
  user.bsuids.set(number.portfolioId, made);
  state.usersByBsuid.set(`${number.portfolioId} ${made}`, user.id);
  return made;
}

/** The phone number a webhook to this business may show; undefined when WhatsApp keeps it hidden. */
export function shownPhone(context: MetaContext, user: UserRecord, number: NumberRecord): string | undefined {
  if (user.phone === undefined || !user.hidesNumber) return user.phone;
  const reached = user.reachedByNumber.get(number.portfolioId);
  return reached !== undefined && context.ports.now() - reached <= thirtyDays ? user.phone : undefined;
}

/** `contacts[]` of a webhook. */
export function contactOf(context: MetaContext, user: UserRecord, number: NumberRecord): JsonObject {
  const phone = shownPhone(context, user, number);
  return {
    profile: { name: user.name, ...(user.username === undefined ? {} : { username: user.username }) },
    ...(phone === undefined ? {} : { wa_id: phone }),
    user_id: bsuidOf(context.state, user, number),
    ...(user.parentBsuid === undefined ? {} : { parent_user_id: user.parentBsuid }),
  };
}

/** `from`, `from_user_id`, `from_parent_user_id` of a message. */
export function senderOf(context: MetaContext, user: UserRecord, number: NumberRecord): JsonObject {
  const phone = shownPhone(context, user, number);
  return {
    ...(phone === undefined ? {} : { from: phone }),
    from_user_id: bsuidOf(context.state, user, number),
    ...(user.parentBsuid === undefined ? {} : { from_parent_user_id: user.parentBsuid }),
  };
}

/** Puts a customer into the world. Throws when her id or number is taken. */
export function createUser(context: MetaContext, setup: UserSetup): UserRecord {
  const { state } = context;
  const id = setup.id ?? `user-${nextSerial(context)}`;
  const phone = setup.phone === undefined ? undefined : digitsOf(setup.phone);
  if (state.users.has(id)) throw new Error(`There is a customer ${id} already.`);
  if (phone !== undefined && userByPhone(state, phone) !== undefined) throw new Error(`The number ${phone} is taken.`);
  const user: UserRecord = {
    id,
    name: setup.name,
    phone,
    username: setup.username,
    language: setup.language ?? "en",
    country: setup.country ?? setup.bsuid?.split(".")[0] ?? countryOf(phone ?? ""),
    hidesNumber: setup.hidesNumber ?? false,
    unreachable: setup.unreachable ?? false,
    online: true,
    marketingCapped: false,
    identity: 0,
    bsuids: new Map(),
    givenBsuid: setup.bsuid,
    parentBsuid: setup.parentBsuid,
    bsuidGeneration: 0,
    reachedByNumber: new Map(),
    failNext: [],
  };
  state.users.set(id, user);
  if (phone !== undefined) state.usersByPhone.set(phone, id);
  if (setup.bsuid !== undefined) state.usersByBsuid.set(`* ${setup.bsuid}`, id);
  if (setup.parentBsuid !== undefined) state.usersByBsuid.set(`* ${setup.parentBsuid}`, id);
  return user;
}
