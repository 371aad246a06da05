import type { PhoneMessage } from "../api.ts";
import type { TextId, Texts } from "./texts.ts";
import { textAt, wordsOf } from "./wire-content.ts";

const kinds: Readonly<Record<string, TextId>> = {
  image: "kindPhoto",
  video: "kindVideo",
  audio: "kindVoice",
  voice: "kindVoice",
  sticker: "kindSticker",
  document: "kindDocument",
  location: "kindLocation",
  contacts: "kindContact",
  order: "kindCart",
  unsupported: "kindUnsupported",
};

const signs: Readonly<Record<string, string>> = {
  image: "📷",
  video: "🎬",
  audio: "🎤",
  voice: "🎤",
  sticker: "🌟",
  document: "📄",
  location: "📍",
  contacts: "👤",
  order: "🛒",
};

/** A message in one line, for the list of chats, quotes and screen readers. */
export function previewOf(message: PhoneMessage, { say }: Texts): string {
  if (message.revokedAt !== undefined) return say("deleted");
  const words = withoutMarks(wordsOf(message)).replace(/\s+/g, " ").trim();
  const kind = kinds[message.type];
  if (kind === undefined) return words || previewOfReply(message, say);
  return `${signs[message.type] ?? ""} ${words || say(kind)}`.trim();
}

/** A line has no room for bold and italics; their marks would only be in the way. */
const withoutMarks = (text: string): string =>
  text.replace(/(^|[\s\p{P}])([*_~`])(\S(?:[^\n]*?\S)?)\2(?=$|[\s\p{P}])/gmu, "$1$3");

function previewOfReply(message: PhoneMessage, say: Texts["say"]): string {
  if (message.type !== "interactive") return say("kindUnsupported");
  const name = textAt(message.content, "nfm_reply", "name") || textAt(message.content, "type");
  if (name === "address_message") return say("kindAddress");
  return say(name === "flow" || name === "nfm_reply" ? "kindForm" : "kindMessage");
}
