import { pairBurst, pairPauseMs, windowIsOpen, windowMs } from "./chats.ts";
import { digitsOf } from "./identity.ts";
import { textOf } from "./json.ts";
import { type Rule, type RuleStage, rule, sampleOf, type Send, type SendScene } from "./rule-shape.ts";
import { codeSend, marketingSend } from "./sample-sends.ts";
import type { ChatRecord } from "./state.ts";

/** What is left of the pair's burst now: one message comes back every six seconds. */
export function pairTokens(chat: ChatRecord, now: number): number {
  return Math.min(pairBurst, chat.pair.tokens + (now - chat.pair.at) / pairPauseMs);
}

/** True for a marketing template, the only kind customers can stop. */
function isMarketing(scene: SendScene): boolean {
  return scene.template?.category === "MARKETING";
}

function addressedByBsuid({ body }: Send): boolean {
  return body["to"] === undefined && body["recipient"] !== undefined;
}

async function burst(stage: RuleStage): Promise<void> {
  for (let sent = 0; sent < pairBurst; sent += 1) {
    await stage.send(sampleOf("text"));
  }
}

/** Told in the answer. */
const refusals: readonly Rule[] = [
  rule(
    "the recipient is not the sender",
    "any",
    131021,
    ({ body }, { number }) =>
      digitsOf(textOf(body["to"]) ?? "") === number.digits
        ? "Sender and recipient phone number is the same."
        : undefined,
    { body: { ...sampleOf("text"), to: "+33700000001" } },
  ),
  rule(
    "a business-scoped id has its shape",
    "any",
    131009,
    (send) =>
      addressedByBsuid(send) && !/^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/.test(textOf(send.body["recipient"]) ?? "")
        ? "Param recipient is not a valid business-scoped user ID."
        : undefined,
    { body: { ...sampleOf("text"), to: undefined, recipient: "13491208655302741918" } },
  ),
  rule(
    "the recipient is not blocked by the business",
    "any",
    130403,
    (_send, { user, number }) =>
      user !== undefined && number.blocked.has(user.id) ? "The recipient has been blocked by the business." : undefined,
    {
      body: sampleOf("text"),
      before: async (stage) => {
        await stage.call("POST", `${stage.phoneNumberId}/block_users`, {
          messaging_product: "whatsapp",
          block_users: [{ user: "+33612345678" }],
        });
      },
    },
  ),
  rule(
    "one-time codes need a phone number",
    ["template"],
    131062,
    (send, { template }) =>
      template?.category === "AUTHENTICATION" && addressedByBsuid(send)
        ? "Business-scoped User ID (BSUID) recipients are not supported for authentication messages."
        : undefined,
    { body: { ...codeSend, to: undefined, recipient: "FR.13491208655302741918" } },
  ),
  rule(
    "the identity is the one that was seen",
    "any",
    137000,
    ({ body }, { user }) => {
      const seen = body["recipient_identity_key_hash"];
      return seen !== undefined && user !== undefined && seen !== identityHash(user.id, user.identity)
        ? "The recipient's identity key hash does not match."
        : undefined;
    },
    { body: { ...sampleOf("text"), recipient_identity_key_hash: "DF2lS5v2W6x=" } },
  ),
  rule(
    "the pair: one message every 6 s, bursts of 45",
    "any",
    131056,
    (_send, { chat, context }) =>
      chat !== undefined && pairTokens(chat, context.ports.now()) < 1
        ? "Too many messages sent from this phone number to the same user in a short period of time."
        : undefined,
    { body: sampleOf("text"), before: burst },
  ),
];

/** Told by a `failed` status, unless `lateCodes` says otherwise. */
const failures: readonly Rule[] = [
  rule(
    "somebody on WhatsApp has that address",
    "any",
    131026,
    (_send, { user }) => (user === undefined || user.unreachable ? "Message Undeliverable." : undefined),
    { body: { ...sampleOf("text"), to: "+33699999999" } },
  ),
  rule(
    "the customer wrote within 24 hours, or it is a template",
    "any",
    131047,
    ({ kind }, { chat, context }) =>
      kind !== "template" && chat !== undefined && !windowIsOpen(chat, context.ports.now())
        ? "Message failed to send because more than 24 hours have passed since the customer last replied to " +
          "this number."
        : undefined,
    { body: sampleOf("text"), before: (stage) => stage.advance(windowMs) },
  ),
  rule(
    "the customer takes marketing",
    ["template"],
    131050,
    (_send, scene) =>
      isMarketing(scene) && scene.chat?.marketingStopped === true
        ? "The user has chosen to stop receiving marketing messages from this business."
        : undefined,
    {
      body: marketingSend,
      before: ({ world, userId, phoneNumberId }) => world.user(userId).stopMarketing(phoneNumberId),
    },
  ),
  rule(
    "no marketing to numbers of the United States",
    ["template"],
    131049,
    (_send, scene) =>
      isMarketing(scene) && scene.user?.country === "US"
        ? "In order to maintain a healthy ecosystem engagement, the message failed to be delivered."
        : undefined,
    {
      body: { ...marketingSend, to: "+16505551234" },
      before: ({ world }) => {
        world.addUser({ name: "Sheena", phone: "+16505551234" });
      },
    },
  ),
  rule(
    "no more marketing than WhatsApp lets this customer have",
    ["template"],
    131049,
    (_send, scene) =>
      isMarketing(scene) && scene.user?.marketingCapped === true
        ? "In order to maintain a healthy ecosystem engagement, the message failed to be delivered."
        : undefined,
    { body: marketingSend, before: ({ world, userId }) => world.capMarketing(userId, true) },
  ),
];

/** The hash a business may have stored of the customer's key; changes with `changeIdentity`. */
export function identityHash(userId: string, generation: number): string {
  return Buffer.from(`${generation}:${userId}`).toString("base64").slice(0, 12);
}

/** Rules about the person a message goes to. */
export const recipientRules: readonly Rule[] = [...refusals, ...failures];
