import { addMessage, chatOf, numberOf, userOf } from "./chats.ts";
import { titleOf } from "./graph-answers.ts";
import { bsuidOf, contactOf, digitsOf, shownPhone } from "./identity.ts";
import { newWamid } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import type { NumberSetup } from "./model-types.ts";
import type { MetaContext } from "./state.ts";
import { metadataOf } from "./statuses.ts";
import { readdress } from "./subscriptions.ts";

/** Puts a business number into the world, or gives a known one its new setup. */
export function addNumber(context: MetaContext, setup: NumberSetup): void {
  const { numbers, apps } = context.state;
  const secret = setup.appId === undefined ? undefined : apps.get(setup.appId);
  const named = {
    setup: secret === undefined ? setup : { ...setup, appSecret: secret },
    digits: digitsOf(setup.displayPhoneNumber),
    portfolioId: setup.portfolioId ?? setup.wabaId,
  };
  const known = numbers.get(setup.phoneNumberId);
  if (known !== undefined) {
    const before = known.setup;
    Object.assign(known, named);
    // An address that the number's owner chose since then stays, unless the receiver itself has moved.
    if (before.webhookUrl !== setup.webhookUrl) readdress(context.state, known, setup.webhookUrl);
    if (before.verifyToken !== setup.verifyToken) known.verifyToken = setup.verifyToken;
    return;
  }
  numbers.set(setup.phoneNumberId, {
    ...named,
    webhookUrl: setup.webhookUrl,
    verifyToken: setup.verifyToken,
    subscribed: true,
    trouble: {},
    catalogue: undefined,
    commerce: { isCartEnabled: true, isCatalogVisible: false },
    profile: {},
    username: undefined,
    blocked: new Set(),
    recent: [],
    freeServiceUsed: { month: "", count: 0 },
  });
}

/** A person of the business writes in the phone app: the customer gets it, the API hears an echo. */
export function echo(context: MetaContext, phoneNumberId: string, userId: string, text: string): string {
  const user = userOf(context.state, userId);
  const number = numberOf(context.state, phoneNumberId);
  const chat = chatOf(context, userId, phoneNumberId);
  const wamid = newWamid(context, user.phone ?? number.digits);
  const at = context.ports.now();
  const phone = shownPhone(context, user, number);
  addMessage(context, chat, {
    id: wamid,
    from: "business",
    type: "text",
    content: { body: text },
    at,
    status: chat.open ? "read" : "delivered",
    reactions: {},
    viaApp: true,
  });
  context.emit({
    wabaId: number.setup.wabaId,
    phoneNumberId,
    field: "smb_message_echoes",
    value: {
      messaging_product: "whatsapp",
      metadata: metadataOf(context, phoneNumberId),
      contacts: [contactOf(context, user, number)],
      message_echoes: [
        {
          from: number.digits,
          ...(phone === undefined ? {} : { to: phone }),
          to_user_id: bsuidOf(context.state, user, number),
          id: wamid,
          timestamp: String(Math.floor(at / 1_000)),
          type: "text",
          text: { body: text },
        },
      ],
    },
    kind: "other",
    userId,
    wamid,
  });
  return wamid;
}

/** An account-level webhook, to every address the account's numbers have. */
export function accountEvent(context: MetaContext, wabaId: string, field: string, value: JsonObject): void {
  context.emit({ wabaId, field, value, kind: "other" });
}

/** An error of the account inside the `messages` field. */
export function numberError(context: MetaContext, phoneNumberId: string, code: number, details: string): void {
  const number = numberOf(context.state, phoneNumberId);
  const title = titleOf(code);
  context.emit({
    wabaId: number.setup.wabaId,
    phoneNumberId,
    field: "messages",
    value: {
      messaging_product: "whatsapp",
      metadata: metadataOf(context, phoneNumberId),
      errors: [{ code, title, message: title, error_data: { details } }],
    },
    kind: "other",
  });
}
