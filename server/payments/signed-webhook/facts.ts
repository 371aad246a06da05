import { z } from "zod";
import { MalformedWebhook } from "#contracts/channel";
import { currency, isCurrency } from "#domain/currency";
import { instant } from "#domain/instant";
import { money } from "#domain/money";
import type { PaymentFact } from "#domain/payment";
import { readIso } from "./iso-time.ts";

const id = z.string().min(1).max(200);
const time = z.iso.datetime({ offset: true }).transform((text) => readIso(text) ?? instant(0));
/** Minor units of ISO 4217, above zero. */
const amount = z
  .object({
    minor: z.int().positive(),
    currency: z.string().refine(isCurrency),
  })
  .transform(({ minor, currency: code }) => money(minor, currency(code)));
const reason = z.string().max(300);

/** An event as it is posted, and as look-ups list it: the same event has the same content by either way. */
const frameShape = z.object({
  type: z.string().min(1).max(100),
  timestamp: time,
  data: z.record(z.string(), z.unknown()),
});

const captured = z.object({ reference: id, captureId: id, amount });
const failed = z.object({ reference: id, attemptId: id, reason });
const expired = z.object({ reference: id });
const refund = z.object({
  reference: id,
  captureId: id,
  refundId: id.optional(),
  refundRef: id,
  amount,
  state: z.enum(["pending", "done", "failed"]),
  reason: reason.optional(),
});

type Frame = z.infer<typeof frameShape>;

/** Reads one event; none for types the till does not know. Throws MalformedWebhook. */
export function factsOf(event: unknown): readonly PaymentFact[] {
  const frame = read(frameShape, event);
  switch (frame.type) {
    case "payment.captured":
      return [capturedFact(frame)];
    case "payment.failed": {
      const { attemptId, ...told } = read(failed, frame.data);
      return [{ kind: "attempt-failed", factId: `failed:${attemptId}`, at: frame.timestamp, ...told }];
    }
    case "payment.expired": {
      const { reference } = read(expired, frame.data);
      return [{ kind: "link-expired", factId: `expired:${reference}`, at: frame.timestamp, reference }];
    }
    case "refund.changed":
      return [refundFact(frame)];
    default:
      return [];
  }
}

function capturedFact({ data, timestamp }: Frame): PaymentFact {
  const told = read(captured, data);
  return { kind: "captured", factId: `captured:${told.captureId}`, at: timestamp, ...told };
}

function refundFact({ data, timestamp }: Frame): PaymentFact {
  const { refundId, reason: why, ...told } = read(refund, data);
  return {
    kind: "refund-changed",
    factId: `refund:${told.refundRef}:${told.state}`,
    at: timestamp,
    ...told,
    ...(refundId === undefined ? {} : { refundId }),
    ...(why === undefined ? {} : { reason: why }),
  };
}

function read<Value>(shape: z.ZodType<Value>, value: unknown): Value {
  const found = shape.safeParse(value);
  if (found.success) return found.data;
  throw new MalformedWebhook(`the event cannot be read at "${found.error.issues[0]?.path.join(".") ?? ""}"`);
}

/** The facts of a signed post. Throws MalformedWebhook. */
export function interpret(body: Uint8Array): readonly PaymentFact[] {
  let event: unknown;
  try {
    event = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    throw new MalformedWebhook("the body is no JSON");
  }
  return factsOf(event);
}
