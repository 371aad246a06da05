/** Kinds of media a chat carries. */
export type MediaKind = "image" | "video" | "audio" | "document" | "sticker";

/** Media as the provider announces it in a webhook: its bytes are fetched later. */
export type InboundMedia = {
  readonly media: MediaKind;
  /** The provider's id of the file. */
  readonly mediaId: string;
  readonly mimeType: string;
  /** Base64 of the file's SHA-256, when the provider gives it. */
  readonly sha256?: string;
  readonly filename?: string;
  /** Recorded in the chat rather than attached. */
  readonly voice?: boolean;
  readonly animated?: boolean;
};

/** Where the bytes of outgoing media come from: our own file, the provider's id of an upload, or a public link. */
export type MediaSource =
  | { readonly from: "file"; readonly fileId: string }
  | { readonly from: "id"; readonly id: string }
  | { readonly from: "link"; readonly url: string };
