import type { OutboundMessage } from "#domain/outbound";
import type { Draft as MessageDraft, FileOfOurs, Wording } from "#domain/wording";
import { type LocalText, inLanguage, spokenLanguage } from "#domain/language";
import { readOptions } from "#domain/order";
import type { Batch, ThreadDraft } from "#engine/batch";

/** Key of a file of ours, as uploads are remembered by. */
export function fileKey(file: FileOfOurs): string {
  switch (file.file) {
    case "receipt":
      return `receipt/${file.documentId}`;
    case "code":
      return `code/${file.paymentId}`;
    case "upload":
      return `upload/${file.fileId}`;
  }
}

/** Words a text in the thread's language. */
export function word(batch: Batch, thread: ThreadDraft, wording: Wording, journey?: string): string {
  const language = spokenLanguage(thread.language, batch.shop.languages);
  return batch.ports.format(wording, { language, shop: batch.shop.languages }, journey);
}

/** Cuts at a whole character so that a long name never breaks a button; ends in an ellipsis when something went. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = [...text];
  while (kept.join("").length > length - 1) kept.pop();
  return `${kept.join("").trimEnd()}…`;
}

/** Longest body of a message with buttons or a link; lists take four times as much. */
const longestBody = 1024;

/** Messages whose words need no room beside something to tap. */
const isUnbound = (
  draft: MessageDraft,
): draft is Extract<MessageDraft, { readonly kind: "text" | "document" | "image" }> =>
  draft.kind === "text" || draft.kind === "document" || draft.kind === "image";

/** Whether a draft's body keeps its limit, so that nothing of it would be cut. */
export function bodyFits(batch: Batch, thread: ThreadDraft, draft: MessageDraft, journey: string): boolean {
  if (isUnbound(draft)) return true;
  return word(batch, thread, draft.body, journey).length <= longestBody;
}

/**
 * What a journey wants said, as messages the thread's channel can carry. A long text goes in parts; a body too long for
 * its buttons goes as text, and the buttons stand under its last line: a total is never cut off.
 */
export function toMessages(
  batch: Batch,
  thread: ThreadDraft,
  draft: MessageDraft,
  journey: string,
): readonly OutboundMessage[] {
  const plug = batch.shop.channels.get(thread.channel_id)?.plug;
  const split = (message: OutboundMessage): readonly OutboundMessage[] => plug?.split(message) ?? [message];
  if (isUnbound(draft) || bodyFits(batch, thread, draft, journey))
    return split(toMessage(batch, thread, draft, journey));
  const body = word(batch, thread, draft.body, journey);
  const end = body.lastIndexOf("\n");
  const text: OutboundMessage = { kind: "text", body: end > 0 ? body.slice(0, end) : body };
  const rest = toMessage(batch, thread, { ...draft, body: { literal: end > 0 ? body.slice(end + 1) : "…" } }, journey);
  return [...split(text), rest];
}

function toMessage(batch: Batch, thread: ThreadDraft, draft: MessageDraft, journey: string): OutboundMessage {
  const say = (wording: Wording): string => word(batch, thread, wording, journey);
  switch (draft.kind) {
    case "text":
      return { kind: "text", body: say(draft.body) };
    case "buttons":
      return {
        kind: "buttons",
        body: cut(say(draft.body), 1024),
        buttons: draft.buttons.map(({ id, title }) => ({ id, title: cut(say(title), 20) })),
        ...(draft.image === undefined ? {} : { header: { type: "image", source: { from: "link", url: draft.image } } }),
      };
    case "list":
      return {
        kind: "list",
        body: cut(say(draft.body), 4096),
        button: cut(say(draft.button), 20),
        sections: [
          {
            rows: draft.rows.map(({ id, title, description }) => ({
              id,
              title: cut(say(title), 24),
              ...(description === undefined ? {} : { description: cut(say(description), 72) }),
            })),
          },
        ],
      };
    case "link":
      return { kind: "link", body: cut(say(draft.body), 1024), label: cut(say(draft.label), 20), url: draft.url };
    case "product-list":
      return {
        kind: "product-list",
        catalogueId: batch.shop.channels.get(thread.channel_id)?.settings["catalogueId"] ?? "",
        header: cut(say(draft.header), 60),
        body: cut(say(draft.body), 1024),
        sections: [{ title: cut(say(draft.section), 24), skus: draft.skus }],
      };
    case "order-details":
      return orderDetails(batch, thread, draft, cut(say(draft.body), 1024), cut(say(draft.expired), 120));
    case "order-status": {
      const { shown, status, paidAt } = draft;
      const payment =
        paidAt === undefined || shown.country !== "BR" ? {} : { payment: { status: "captured", at: paidAt } as const };
      return { kind: "order-status", body: cut(say(draft.body), 1024), ...shown, status, ...payment };
    }
    case "image":
      return {
        kind: "image",
        source: { from: "file", fileId: fileKey(draft.file) },
        caption: cut(say(draft.caption), 1024),
      };
    case "document":
      return {
        kind: "document",
        source: { from: "file", fileId: fileKey(draft.file) },
        filename: draft.filename,
        ...(draft.caption === undefined ? {} : { caption: cut(say(draft.caption), 1024) }),
      };
  }
}

type OrderDraftMessage = Extract<MessageDraft, { readonly kind: "order-details" }>;

/** An order with its payment: at the prices she was shown, taxes included, in her language. */
function orderDetails(
  { shop }: Batch,
  thread: ThreadDraft,
  { shown, lines, total }: OrderDraftMessage,
  body: string,
  note: string,
): OutboundMessage {
  const language = spokenLanguage(thread.language, shop.languages);
  const say = (text: LocalText): string => inLanguage(text, language, shop.languages);
  const { reference, country, ways, endsAt, catalogueId, origin } = shown;
  const items = lines.map((line) => ({
    sku: line.sku,
    name: cut([say(line.name), ...readOptions(line, say).map(({ value }) => value)].join(" · "), 60),
    amount: line.unitPrice.minor,
    quantity: line.quantity,
    ...(origin === undefined ? {} : { origin }),
  }));
  return {
    kind: "order-details",
    body,
    reference,
    country,
    currency: total.currency,
    goods: "physical",
    ways,
    items,
    subtotal: total.minor,
    tax: 0,
    total: total.minor,
    expires: { at: endsAt, note },
    ...(catalogueId === undefined ? {} : { catalogueId }),
  };
}
