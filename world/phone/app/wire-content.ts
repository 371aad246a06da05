import type { Json, JsonObject, PhoneMessage } from "../api.ts";

/** An object at this place of the wire's content, or an empty one. */
export const objectAt = (value: Json | undefined, ...path: readonly string[]): JsonObject => {
  const found = at(value, path);
  return typeof found === "object" && found !== null && !Array.isArray(found) ? (found as JsonObject) : {};
};

/** A list at this place, or an empty one. */
export const listAt = (value: Json | undefined, ...path: readonly string[]): readonly Json[] => {
  const found = at(value, path);
  return Array.isArray(found) ? (found as readonly Json[]) : [];
};

/** The text at this place (numbers become text), or an empty one. */
export const textAt = (value: Json | undefined, ...path: readonly string[]): string => {
  const found = at(value, path);
  return typeof found === "string" ? found : typeof found === "number" ? String(found) : "";
};

/** The number at this place, or 0. */
export const numberAt = (value: Json | undefined, ...path: readonly string[]): number => {
  const found = at(value, path);
  return typeof found === "number" ? found : typeof found === "string" ? Number(found) || 0 : 0;
};

function at(value: Json | undefined, path: readonly string[]): Json | undefined {
  let here: Json | undefined = value;
  for (const step of path) {
    if (typeof here !== "object" || here === null || Array.isArray(here) || !Object.hasOwn(here, step))
      return undefined;
    here = (here as JsonObject)[step];
  }
  return here;
}

/** Kinds of media a message can be. */
export const mediaTypes: readonly string[] = ["image", "video", "audio", "voice", "document", "sticker"];

/** Where the page finds a message's file: our server for a kept one, the sender's address for a link. */
export function fileUrl(message: PhoneMessage, content: Json | undefined = message.content): string {
  if (message.mediaId !== undefined) return `/media/${encodeURIComponent(message.mediaId)}`;
  const id = textAt(content, "id");
  const link = textAt(content, "link");
  return link !== "" ? link : id === "" ? "" : `/media/${encodeURIComponent(id)}`;
}

/** The words a message says in one line; empty for what has none. */
export function wordsOf(message: PhoneMessage): string {
  const { type, content, template } = message;
  if (template !== undefined) return template.body;
  switch (type) {
    case "text":
      return textAt(content, "body");
    case "button":
      return textAt(content, "text");
    case "image":
    case "video":
      return textAt(content, "caption");
    case "document":
      return textAt(content, "caption") || textAt(content, "filename");
    case "location":
      return textAt(content, "name") || textAt(content, "address");
    case "contacts":
      return Array.isArray(content) ? textAt(content[0] as Json, "name", "formatted_name") : "";
    case "order":
      return textAt(content, "text");
    case "interactive":
      return interactiveWords(content);
    case "system":
      return textAt(content, "body");
    default:
      return "";
  }
}

function interactiveWords(content: Json): string {
  const replies = ["button_reply", "list_reply"].map((kind) => textAt(content, kind, "title"));
  return (
    replies.find((title) => title !== "") ?? (textAt(content, "nfm_reply", "body") || textAt(content, "body", "text"))
  );
}
