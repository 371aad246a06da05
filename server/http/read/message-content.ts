import type { MessageContent, MediaSource as ShownSource } from "#api/message-content";
import type { RowOf } from "#contracts/store";
import type { InboundContent } from "#domain/inbound";
import type { MediaSource } from "#domain/media";
import { publicId } from "../public-ids.ts";

/** What is needed to show a message: the shop's slug for addresses, and our ids of the messages it names. */
export type Showing = {
  readonly slug: string;
  /** Our id of a message by the provider's; undefined when we do not hold it. */
  readonly messageOf: (providerId: string) => string | undefined;
};

const fileAddress = (slug: string, key: string): string | null => {
  const [kind = "", id = ""] = key.includes("/") ? key.split("/") : ["upload", key];
  if (!/^[0-9a-f-]{36}$/.test(id)) return null;
  if (kind === "code") return `/api/v1/shops/${slug}/payments/${publicId("payment", id)}/code`;
  return kind === "receipt"
    ? `/api/v1/shops/${slug}/documents/${publicId("document", id)}`
    : `/api/v1/shops/${slug}/files/${publicId("file", id)}`;
};

function sourceOf(slug: string, source: MediaSource): ShownSource {
  switch (source.from) {
    case "file":
      return { from: "file", url: fileAddress(slug, source.fileId) };
    case "link":
      return { from: "link", url: source.url };
    case "id":
      return { from: "id", url: null };
  }
}

const isSource = (value: unknown): value is MediaSource =>
  typeof value === "object" && value !== null && "from" in value && ["file", "link", "id"].includes(String(value.from));

/** A copy with every source of media shown by its address, wherever it stands. */
function withSources(slug: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => withSources(slug, one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      name === "source" && isSource(inner) ? sourceOf(slug, inner) : withSources(slug, inner),
    ]),
  );
}

const known = (showing: Showing, providerId: string): string | null => {
  const id = showing.messageOf(providerId);
  return id === undefined ? null : publicId("message", id);
};

function inboundOf(showing: Showing, content: InboundContent): MessageContent {
  switch (content.kind) {
    case "media": {
      const { mediaId: _, sha256: __, fileId, ...rest } = content;
      const url = fileId === undefined ? null : fileAddress(showing.slug, fileId);
      return { ...rest, source: { from: fileId === undefined ? "id" : "file", url } };
    }
    case "reaction":
      return { ...content, to: known(showing, content.to) };
    case "edited":
      return { ...content, original: known(showing, content.original) };
    case "deleted":
      return { ...content, original: known(showing, content.original) };
    default:
      return content as MessageContent;
  }
}

/** The content of a message as the console shows it: no provider's ids, media by address. */
export function shownContent(showing: Showing, { direction, content }: RowOf<"message">): MessageContent {
  if (direction === "in") return inboundOf(showing, content as InboundContent);
  if (content.kind === "reaction") return { ...content, to: known(showing, content.to) };
  // Echoes of the merchant's own app come in the inbound shape.
  if (content.kind === "media") return inboundOf(showing, content);
  return withSources(showing.slug, content) as MessageContent;
}

/** Provider's ids of messages that a content names. */
export const namedMessages = ({ content, reply_to }: RowOf<"message">): readonly string[] => [
  ...(reply_to === null ? [] : [reply_to]),
  ...("to" in content && typeof content.to === "string" ? [content.to] : []),
  ...("original" in content ? [content.original] : []),
];

/** The first words of a message, for a quotation. */
export function previewOf({ content }: Pick<RowOf<"message">, "content">): string {
  for (const field of ["body", "caption", "title", "filename"] as const) {
    const text: unknown = field in content ? (content as Readonly<Record<string, unknown>>)[field] : undefined;
    if (typeof text === "string" && text !== "") return text.slice(0, 140);
  }
  return `[${content.kind}]`;
}
