import { z } from "zod";
import { listOf } from "./identifier.ts";

const field = z.string();
const values = z.record(z.string(), z.unknown());

/**
 * Where a medium is. `url` is a path of ours where the bytes are here (`/api/v1/shops/…/files/…`), an outside address
 * for a public link, or null while it is being fetched or only the channel holds it.
 */
export const mediaSource = z
  .object({ from: z.enum(["file", "id", "link"]), url: z.string().nullable() })
  .meta({ id: "MediaSource" });
/** Where a medium is. */
export type MediaSource = z.output<typeof mediaSource>;

const header = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text: field }),
  z.object({ type: z.enum(["image", "video", "document"]), source: mediaSource, filename: field.optional() }),
]);
/** What stands above an interactive message's body. */
export type MessageHeader = z.output<typeof header>;
const framed = { body: field, header: header.optional(), footer: field.optional() };

const contactCard = z.object({
  name: field,
  firstName: field.optional(),
  lastName: field.optional(),
  organisation: field.optional(),
  phones: listOf(z.object({ number: field, type: field.optional(), waId: field.optional() })),
  emails: listOf(z.object({ address: field, type: field.optional() })),
});

const place = { latitude: z.number(), longitude: z.number(), name: field.optional(), address: field.optional() };

const either = [
  z.object({ kind: z.literal("text"), body: field, preview: z.boolean().optional() }),
  z.object({ kind: z.literal("location"), ...place }),
  z.object({ kind: z.literal("contacts"), contacts: listOf(contactCard), requested: z.boolean().optional() }),
  /** `to` is one of the thread's messages by our id, or null when we do not hold it. Without emoji it is taken back. */
  z.object({ kind: z.literal("reaction"), to: field.nullable(), emoji: field.optional() }),
] as const;

const fromCustomer = [
  z.object({
    kind: z.literal("media"),
    media: z.enum(["image", "video", "audio", "document", "sticker"]),
    source: mediaSource,
    mimeType: field,
    caption: field.optional(),
    filename: field.optional(),
    voice: z.boolean().optional(),
    animated: z.boolean().optional(),
  }),
  z.object({ kind: z.literal("choice"), choiceId: field, title: field, description: field.optional() }),
  z.object({ kind: z.literal("form"), form: field, fields: values }),
  z.object({
    kind: z.literal("cart"),
    catalogueId: field,
    lines: listOf(z.object({ sku: field, quantity: z.int(), seenPrice: field, seenCurrency: field })),
    note: field.optional(),
  }),
  z.object({ kind: z.literal("edited"), original: field.nullable(), body: field.optional() }),
  z.object({ kind: z.literal("deleted"), original: field.nullable() }),
  z.object({ kind: z.literal("system"), event: field, body: field }),
  z.object({ kind: z.literal("unsupported"), type: field, reason: field.optional() }),
] as const;

const files = [
  z.object({ kind: z.enum(["image", "video"]), source: mediaSource, caption: field.optional() }),
  z.object({ kind: z.literal("audio"), source: mediaSource, voice: z.boolean().optional() }),
  z.object({
    kind: z.literal("document"),
    source: mediaSource,
    caption: field.optional(),
    filename: field.optional(),
  }),
  z.object({ kind: z.literal("sticker"), source: mediaSource }),
] as const;

const templateParameter = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text: field, name: field.optional() }),
  z.object({ type: z.literal("currency"), fallback: field, code: field, amount1000: z.number() }),
  z.object({ type: z.literal("date-time"), fallback: field }),
  z.object({ type: z.enum(["image", "video", "document"]), source: mediaSource, filename: field.optional() }),
  z.object({ type: z.literal("location"), ...place }),
  z.object({ type: z.literal("product"), sku: field, catalogueId: field }),
]);
/** A filled place of a template. */
export type TemplateParameter = z.output<typeof templateParameter>;

const templateButton = z.looseObject({ type: field, index: z.int() });
const skuSection = z.object({ title: field, skus: listOf(field) });

const carouselCard = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("link"),
    header: z.object({ type: z.enum(["image", "video"]), source: mediaSource, filename: field.optional() }),
    body: field.optional(),
    label: field,
    url: field,
  }),
  z.object({ type: z.literal("product"), sku: field, catalogueId: field }),
]);

const interactive = [
  z.object({ kind: z.literal("buttons"), buttons: listOf(z.object({ id: field, title: field })), ...framed }),
  z.object({
    kind: z.literal("list"),
    button: field,
    sections: listOf(
      z.object({
        title: field.optional(),
        rows: listOf(z.object({ id: field, title: field, description: field.optional() })),
      }),
    ),
    ...framed,
  }),
  z.object({ kind: z.literal("link"), label: field, url: field, ...framed }),
  z.object({
    kind: z.literal("product"),
    catalogueId: field,
    sku: field,
    body: field.optional(),
    footer: field.optional(),
  }),
  z.object({
    kind: z.literal("product-list"),
    catalogueId: field,
    header: field,
    body: field,
    sections: listOf(skuSection),
    footer: field.optional(),
  }),
  z.object({ kind: z.literal("catalogue"), body: field, thumbnailSku: field.optional(), footer: field.optional() }),
  z.object({ kind: z.literal("carousel"), body: field, cards: listOf(carouselCard) }),
  z.object({ kind: z.literal("flow"), flowId: field, label: field, ...framed }),
  z.object({ kind: z.literal("location-request"), body: field }),
  z.object({ kind: z.literal("address-request"), body: field, country: field }),
  z.object({ kind: z.literal("contact-request"), body: field }),
  /** An order shown in the chat with its payment. Amounts are minor units of `currency`. */
  z.object({
    kind: z.literal("order-details"),
    reference: field,
    country: field,
    currency: field,
    items: listOf(z.object({ name: field, amount: z.int(), quantity: z.int() })),
    total: z.int(),
    ...framed,
  }),
  z.object({
    kind: z.literal("order-status"),
    reference: field,
    status: z.enum(["processing", "partially-shipped", "shipped", "completed", "canceled"]),
    ...framed,
  }),
  z.object({
    kind: z.literal("template"),
    name: field,
    language: field,
    header: templateParameter.optional(),
    body: listOf(templateParameter).optional(),
    buttons: listOf(templateButton).optional(),
    offerEndsAt: z.number().optional(),
    cards: listOf(z.object({ header: templateParameter, body: listOf(templateParameter).optional() })).optional(),
  }),
] as const;

/** What a message holds, both ways: every kind the till receives or sends. */
export const messageContent = z
  .discriminatedUnion("kind", [...either, ...fromCustomer, ...files, ...interactive])
  .meta({ id: "MessageContent" });
/** What a message holds. */
export type MessageContent = z.output<typeof messageContent>;
/** The content of one kind. */
export type ContentOf<Kind extends MessageContent["kind"]> = Extract<MessageContent, { kind: Kind }>;
