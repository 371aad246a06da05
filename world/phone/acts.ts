import { z } from "zod";

const id = z.string().min(1).max(512);
const words = z.string().min(1).max(65_536);
const replyTo = id.optional();

/** The largest file a customer can send, as base64 text (16 MB of bytes). */
const base64 = z.base64().max(22_500_000);

/** Everything a customer can do on the phone page, as the page posts it. */
export const customerAct = z.discriminatedUnion("do", [
  z.object({ do: z.literal("say"), text: words, replyTo }),
  z.object({
    do: z.literal("send-file"),
    kind: z.enum(["image", "audio", "voice", "video", "document", "sticker"]),
    mimeType: z.string().min(3).max(200),
    base64,
    caption: z.string().max(1_024).optional(),
    filename: z.string().max(240).optional(),
    replyTo,
  }),
  z.object({
    do: z.literal("send-location"),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: z.string().max(1_000).optional(),
    address: z.string().max(1_000).optional(),
    replyTo,
  }),
  z.object({ do: z.literal("send-contact"), name: z.string().min(1).max(200), phone: z.string().min(3).max(40) }),
  z.object({ do: z.literal("react"), message: id, emoji: z.string().max(32) }),
  z.object({ do: z.literal("tap-button"), message: id, button: z.string().max(1_024) }),
  z.object({ do: z.literal("pick-row"), message: id, row: z.string().max(1_024) }),
  z.object({ do: z.literal("complete-flow"), message: id, answers: z.record(z.string(), z.string()) }),
  z.object({ do: z.literal("send-address"), message: id, values: z.record(z.string(), z.string()) }),
  z.object({ do: z.literal("share-number"), message: id }),
  z.object({
    do: z.literal("pay-order"),
    message: id,
    how: z.enum(["pay", "decline", "pending", "late", "bank-says-yes", "bank-says-no"]),
  }),
  z.object({
    do: z.literal("send-cart"),
    lines: z
      .array(z.object({ retailerId: id, quantity: z.int().min(1).max(99) }))
      .min(1)
      .max(100),
    note: z.string().max(1_024).optional(),
  }),
  z.object({ do: z.literal("ask-about"), retailerId: id, text: words }),
  z.object({ do: z.literal("edit"), message: id, text: words }),
  z.object({ do: z.literal("revoke"), message: id }),
  z.object({ do: z.literal("play"), message: id }),
  z.object({ do: z.literal("open") }),
  z.object({ do: z.literal("close") }),
  z.object({ do: z.literal("block"), on: z.boolean() }),
  z.object({ do: z.literal("stop-marketing"), on: z.boolean() }),
  z.object({ do: z.literal("flight-mode"), on: z.boolean() }),
]);

/** See {@link customerAct}. */
export type CustomerAct = z.infer<typeof customerAct>;

/** `POST /api/act`: who does what to which shop's number. */
export const actRequest = z.object({ customer: id, number: id, act: customerAct });

/** `POST /control/faults`. */
export const faultsRequest = z.object({
  double: z.boolean().optional(),
  reverse: z.boolean().optional(),
  delay: z.boolean().optional(),
  losePayment: z.boolean().optional(),
});

/** `POST /control/till`. */
export const tillRequest = z.object({ do: z.enum(["kill", "restart"]) });

/** `POST /control/clock`: how far to travel, in milliseconds (at most 60 days at once). */
export const clockRequest = z.object({
  forwardMs: z
    .int()
    .min(1)
    .max(60 * 86_400_000),
});
