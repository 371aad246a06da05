import { z } from "zod";
import { noticeId, orderId, threadId, time } from "./identifier.ts";
import { pageQuery } from "./page.ts";

/** News for the merchant, as her phone and the console show it. */
export const notice = z
  .object({
    id: noticeId,
    /** What it is about: `order-paid`, `refund-done`, `refund-failed`, `hand-over`, `message-failed` … */
    about: z.string(),
    severity: z.enum(["note", "warning", "alarm"]),
    /** Worded in the reader's language (Accept-Language). */
    text: z.string(),
    threadId: threadId.nullable(),
    orderId: orderId.nullable(),
    state: z.enum(["open", "done"]),
    createdAt: time,
  })
  .meta({ id: "Notice" });
/** News for the merchant. */
export type Notice = z.output<typeof notice>;

/** How notices are listed, newest first. */
export const noticeQuery = pageQuery.extend({ state: z.enum(["open", "done", "all"]).default("open") });
/** Ticks a notice off, or takes the tick back. */
export const noticeChange = z.object({ state: z.enum(["open", "done"]) });
