import type { MediaSource } from "#domain/media";
import type { OutboundMessage } from "#domain/outbound";
import { given } from "./json-fields.ts";

/** `{id}` or `{link}`. Throws RangeError for a file of ours: it must be uploaded first. */
export function sourceOf(source: MediaSource): { readonly id: string } | { readonly link: string } {
  switch (source.from) {
    case "id":
      return { id: source.id };
    case "link":
      return { link: source.url };
    case "file":
      throw new RangeError(`the file ${source.fileId} must be uploaded before it is sent`);
  }
}

type MediaMessage = Extract<OutboundMessage, { readonly kind: "image" | "video" | "audio" | "document" | "sticker" }>;

/** A media message's type and object. */
export function renderMedia(message: MediaMessage): object {
  const source = sourceOf(message.source);
  switch (message.kind) {
    case "image":
    case "video":
      return { type: message.kind, [message.kind]: { ...source, ...given({ caption: message.caption }) } };
    case "document": {
      const { caption, filename } = message;
      return { type: "document", document: { ...source, ...given({ caption, filename }) } };
    }
    case "audio":
      return { type: "audio", audio: { ...source, ...given({ voice: message.voice === true ? true : undefined }) } };
    case "sticker":
      return { type: "sticker", sticker: source };
  }
}
