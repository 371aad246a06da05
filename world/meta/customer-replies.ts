import { changeMessage } from "./chats.ts";
import { bsuidOf } from "./identity.ts";
import { partiesOf, receive } from "./inbound.ts";
import { type JsonObject, objectOf, textOf, valueAt, valuesAt } from "./json.ts";
import type { PhoneMessage, RenderedButton } from "./phone-types.ts";
import type { MetaContext } from "./state.ts";

/** The message of the business on the customer's screen. Throws when it has not arrived there. */
function onScreen(context: MetaContext, userId: string, number: string, wamid: string): PhoneMessage {
  const { chat, user } = partiesOf(context, userId, number);
  const message = chat.messages.findLast((candidate) => candidate.id === wamid && candidate.from === "business");
  if (message === undefined) throw new Error(`${user.name} has no message ${wamid} of the business.`);
  return message;
}

function answerTo(
  context: MetaContext,
  userId: string,
  number: string,
  wamid: string,
  reply: { readonly type: string; readonly content: JsonObject; readonly extra?: JsonObject; readonly chosen: string },
): string {
  const { chat } = partiesOf(context, userId, number);
  changeMessage(context, chat, wamid, (message) => ({ ...message, chosen: reply.chosen }));
  return receive(context, userId, number, {
    type: reply.type,
    content: reply.content,
    options: { replyTo: wamid },
    ...(reply.extra === undefined ? {} : { extra: reply.extra }),
  });
}

/** Taps a reply button by its id, or a template's quick reply by its text or payload. */
export function tapButton(context: MetaContext, userId: string, number: string, wamid: string, button: string): string {
  const message = onScreen(context, userId, number, wamid);
  if (message.template !== undefined) {
    const found = quickReplies(message).find(({ text, payload }) => text === button || payload === button);
    if (found === undefined) throw new Error(`The template shows no quick reply ${button}.`);
    const content = { payload: found.payload ?? found.text, text: found.text };
    return answerTo(context, userId, number, wamid, { type: "button", content, chosen: content.payload });
  }
  const replies = valuesAt(message.content, "action.buttons[].reply").map(objectOf);
  const reply = replies.find((candidate) => candidate["id"] === button);
  if (reply === undefined) throw new Error(`The message shows no button ${button}.`);
  const content = { type: "button_reply", button_reply: { id: button, title: textOf(reply["title"]) ?? "" } };
  return answerTo(context, userId, number, wamid, { type: "interactive", content, chosen: button });
}

function quickReplies(message: PhoneMessage): readonly RenderedButton[] {
  const cards = message.template?.cards?.flatMap((card) => card.buttons) ?? [];
  return [...(message.template?.buttons ?? []), ...cards].filter((button) => button.type === "QUICK_REPLY");
}

/** Picks a row of a list by its id. */
export function pickRow(context: MetaContext, userId: string, number: string, wamid: string, rowId: string): string {
  const message = onScreen(context, userId, number, wamid);
  const rows = valuesAt(message.content, "action.sections[].rows[]").map(objectOf);
  const row = rows.find((candidate) => candidate["id"] === rowId);
  if (row === undefined) throw new Error(`The list shows no row ${rowId}.`);
  const description = textOf(row["description"]);
  const picked = {
    id: rowId,
    title: textOf(row["title"]) ?? "",
    ...(description === undefined ? {} : { description }),
  };
  const content = { type: "list_reply", list_reply: picked };
  return answerTo(context, userId, number, wamid, { type: "interactive", content, chosen: rowId });
}

/** Finishes a flow; the flow token comes back beside the answers. */
export function completeFlow(
  context: MetaContext,
  userId: string,
  number: string,
  wamid: string,
  answers: JsonObject,
): string {
  const message = onScreen(context, userId, number, wamid);
  const flowButton = message.template?.buttons.some((button) => button.type === "FLOW") ?? false;
  if (valueAt(message.content, "action.name") !== "flow" && !flowButton) {
    throw new Error("The message opens no flow.");
  }
  const token = textOf(valueAt(message.content, "action.parameters.flow_token")) ?? "unused";
  const response = JSON.stringify({ ...answers, flow_token: token });
  const content = { type: "nfm_reply", nfm_reply: { response_json: response, body: "Sent", name: "flow" } };
  return answerTo(context, userId, number, wamid, { type: "interactive", content, chosen: "done" });
}

/** Answers an address message with the filled form. */
export function sendAddress(
  context: MetaContext,
  userId: string,
  number: string,
  wamid: string,
  values: JsonObject,
): string {
  const message = onScreen(context, userId, number, wamid);
  if (valueAt(message.content, "action.name") !== "address_message") throw new Error("The message asks no address.");
  const body = ["name", "house_number", "address", "city", "in_pin_code", "state"]
    .flatMap((field) => textOf(values[field]) ?? [])
    .join("\n");
  const response = JSON.stringify({ saved_address_id: "address1", values });
  const content = { type: "nfm_reply", nfm_reply: { response_json: response, body, name: "address_message" } };
  return answerTo(context, userId, number, wamid, { type: "interactive", content, chosen: "done" });
}

/** Answers a contact request: her own number, with `origin` beside the card. */
export function shareNumber(context: MetaContext, userId: string, number: string, wamid: string): string {
  const { user, number: record } = partiesOf(context, userId, number);
  const message = onScreen(context, userId, number, wamid);
  const asks =
    valueAt(message.content, "action.name") === "request_contact_info" ||
    (message.template?.buttons.some((button) => button.type === "REQUEST_CONTACT_INFO") ?? false);
  if (!asks) throw new Error("The message asks for no contact.");
  if (user.phone === undefined) throw new Error(`${user.name} has no phone number to share.`);
  user.reachedByNumber.set(record.portfolioId, context.ports.now());
  const phone = `+${user.phone}`;
  const vcard = `BEGIN:VCARD\nVERSION:3.0\nFN:${user.name}\nTEL;TYPE=CELL:${phone}\nEND:VCARD`;
  const card = {
    vcard,
    name: { formatted_name: user.name },
    phones: [{ phone, wa_id: user.phone, user_id: bsuidOf(context.state, user, record) }],
  };
  const { chat } = partiesOf(context, userId, number);
  changeMessage(context, chat, wamid, (old) => ({ ...old, chosen: "done" }));
  return receive(context, userId, number, {
    type: "contacts",
    content: [card],
    options: { replyTo: wamid },
    extra: { origin: "contact_request" },
  });
}
