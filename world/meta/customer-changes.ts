import { chatChanged, userOf } from "./chats.ts";
import { bsuidOf, contactOf, digitsOf, senderOf, shownPhone, userByPhone } from "./identity.ts";
import { newWamid } from "./ids.ts";
import { emitValue, partiesOf } from "./inbound.ts";
import type { JsonObject } from "./json.ts";
import { identityHash } from "./rules-recipient.ts";
import type { ChatRecord, MetaContext, UserRecord } from "./state.ts";
import { metadataOf } from "./statuses.ts";

function chatsOf(context: MetaContext, userId: string): readonly ChatRecord[] {
  return [...context.state.chats.values()].filter((chat) => chat.userId === userId && chat.lastUserAt > 0);
}

function seconds(context: MetaContext): string {
  return String(Math.floor(context.ports.now() / 1_000));
}

/** Business-scoped ids are made anew when a customer changes her number. */
function renewIds(context: MetaContext, user: UserRecord): void {
  for (const [portfolioId, bsuid] of user.bsuids) context.state.usersByBsuid.delete(`${portfolioId} ${bsuid}`);
  if (user.givenBsuid !== undefined) context.state.usersByBsuid.delete(`* ${user.givenBsuid}`);
  user.bsuids.clear();
  user.bsuidGeneration += 1;
}

/** A system message has no contacts and comes from the old identity. */
function systemMessage(context: MetaContext, chat: ChatRecord, from: JsonObject, system: JsonObject): string {
  const parties = partiesOf(context, chat.userId, chat.phoneNumberId);
  const wamid = newWamid(context, parties.user.phone ?? "");
  emitValue(context, parties, wamid, {
    messages: [{ ...from, id: wamid, timestamp: seconds(context), type: "system", system }],
  });
  return wamid;
}

/**
 * The customer moves to a new number. Businesses that know the old one get `user_changed_number`, the others only
 * learn her new business-scoped id.
 */
export function changeNumber(context: MetaContext, userId: string, newPhone: string): readonly string[] {
  const user = userOf(context.state, userId);
  const digits = digitsOf(newPhone);
  if (userByPhone(context.state, digits) !== undefined) throw new Error(`The number ${digits} is taken.`);
  const before = chatsOf(context, userId).map((chat) => {
    const { number } = partiesOf(context, userId, chat.phoneNumberId);
    return { chat, number, phone: shownPhone(context, user, number), bsuid: bsuidOf(context.state, user, number) };
  });
  if (user.phone !== undefined) context.state.usersByPhone.delete(user.phone);
  user.phone = digits;
  context.state.usersByPhone.set(digits, user.id);
  renewIds(context, user);
  context.changed({ kind: "user", userId });
  return before.map(({ chat, number, phone, bsuid }) => {
    if (phone === undefined) return changedId(context, user, chat, bsuid);
    const body = `User ${user.name} changed from ${phone} to ${digits}`;
    return systemMessage(
      context,
      chat,
      { from: phone },
      {
        body,
        wa_id: digits,
        user_id: bsuidOf(context.state, user, number),
        type: "user_changed_number",
      },
    );
  });
}

function changedId(context: MetaContext, user: UserRecord, chat: ChatRecord, previous: string): string {
  const { number } = partiesOf(context, user.id, chat.phoneNumberId);
  return systemMessage(
    context,
    chat,
    { from_user_id: previous },
    {
      body: `User ${user.name} changed their user ID`,
      user_id: bsuidOf(context.state, user, number),
      previous_user_id: previous,
      type: "user_changed_user_id",
    },
  );
}

/** Her ids are made anew without a new number. */
export function changeUserId(context: MetaContext, userId: string): readonly string[] {
  const user = userOf(context.state, userId);
  const before = chatsOf(context, userId).map((chat) => {
    const { number } = partiesOf(context, userId, chat.phoneNumberId);
    return { chat, previous: bsuidOf(context.state, user, number) };
  });
  renewIds(context, user);
  return before.map(({ chat, previous }) => changedId(context, user, chat, previous));
}

/** Same number, new phone: `customer_identity_changed`, with the hash a business may check sends against. */
export function changeIdentity(context: MetaContext, userId: string): readonly string[] {
  const user = userOf(context.state, userId);
  user.identity += 1;
  return chatsOf(context, userId).map((chat) => {
    const parties = partiesOf(context, userId, chat.phoneNumberId);
    const wamid = newWamid(context, user.phone ?? "");
    const identity = {
      acknowledged: true,
      created_timestamp: seconds(context),
      hash: identityHash(user.id, user.identity),
    };
    emitValue(context, parties, wamid, {
      contacts: [contactOf(context, user, parties.number)],
      messages: [
        {
          ...senderOf(context, user, parties.number),
          id: wamid,
          timestamp: seconds(context),
          identity,
          system: { body: `${user.name}'s identity changed`, type: "customer_identity_changed" },
          type: "system",
        },
      ],
    });
    return wamid;
  });
}

/** Stops or takes up marketing again: a `user_preferences` webhook (its timestamp is a number). */
export function preferMarketing(context: MetaContext, userId: string, phoneNumberId: string, wanted: boolean): void {
  const { user, number, chat } = partiesOf(context, userId, phoneNumberId);
  chat.marketingStopped = !wanted;
  const value = wanted ? "resume" : "stop";
  const phone = shownPhone(context, user, number);
  context.emit({
    wabaId: number.setup.wabaId,
    phoneNumberId,
    field: "user_preferences",
    value: {
      messaging_product: "whatsapp",
      metadata: metadataOf(context, phoneNumberId),
      contacts: [contactOf(context, user, number)],
      user_preferences: [
        {
          ...(phone === undefined ? {} : { wa_id: phone }),
          user_id: bsuidOf(context.state, user, number),
          detail: `User requested to ${value} marketing messages`,
          category: "marketing_messages",
          value,
          timestamp: Math.floor(context.ports.now() / 1_000),
        },
      ],
    },
    kind: "other",
    userId,
  });
  chatChanged(context, chat);
}

/** Switches the phone on or off. */
export function setOnline(context: MetaContext, userId: string, online: boolean): void {
  const user = userOf(context.state, userId);
  user.online = online;
  context.changed({ kind: "user", userId });
}
