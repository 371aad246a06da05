import type { InboundContent } from "#domain/inbound";
import { type Fields, fieldsOf, given, isObject, plainCopy, textOf, wordsOf } from "./json-fields.ts";

/** Longest form answer that is parsed, in characters. */
const longestForm = 200_000;

const unsupported = (type: string): InboundContent => ({ kind: "unsupported", type: type.slice(0, 64) });

function choiceOf(reply: Fields, id: unknown, title: unknown): InboundContent | undefined {
  const choiceId = wordsOf(id) ?? wordsOf(title);
  if (choiceId === undefined) return undefined;
  return {
    kind: "choice",
    choiceId,
    title: textOf(title) ?? choiceId,
    ...given({ description: wordsOf(reply["description"]) }),
  };
}

/** A tap on a template's quick reply. */
export function readButton(value: unknown): InboundContent {
  const button = fieldsOf(value);
  return choiceOf(button, button["payload"], button["text"]) ?? unsupported("button");
}

/** The answer to an interactive message, by its own `type`. */
export function readReply(value: unknown): InboundContent {
  const interactive = fieldsOf(value);
  const type = wordsOf(interactive["type"]) ?? "interactive";
  switch (type) {
    case "button_reply":
    case "list_reply": {
      const reply = fieldsOf(interactive[type]);
      return choiceOf(reply, reply["id"], reply["title"]) ?? unsupported(type);
    }
    case "nfm_reply":
      return readForm(fieldsOf(interactive["nfm_reply"]));
    case "call_permission_reply": {
      const response = wordsOf(fieldsOf(interactive[type])["response"])?.slice(0, 64) ?? "";
      return { kind: "system", event: "call_permission_reply", body: response };
    }
    case "payment_method":
    case "payment_notification":
      return { kind: "form", form: type, fields: fieldsOf(plainCopy(interactive[type])) };
    default:
      return unsupported(`interactive.${type}`);
  }
}

/** A filled flow or address. Its fields come as a JSON text; one that cannot be read is kept as the text it is. */
function readForm(reply: Fields): InboundContent {
  const form = wordsOf(reply["name"])?.slice(0, 128) ?? "flow";
  const written = reply["response_json"];
  if (isObject(written)) return { kind: "form", form, fields: fieldsOf(plainCopy(written)) };
  const text = textOf(written)?.slice(0, longestForm) ?? "";
  try {
    const parsed: unknown = JSON.parse(text);
    if (isObject(parsed)) return { kind: "form", form, fields: fieldsOf(plainCopy(parsed)) };
  } catch {
    // Told below, as text.
  }
  return { kind: "form", form, fields: text === "" ? {} : { response: text } };
}
