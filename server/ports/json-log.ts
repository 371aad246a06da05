import pino, { type DestinationStream } from "pino";
import type { Log } from "#engine/ports";

/** How much is logged. */
export type LogLevel = "debug" | "info" | "warn" | "error" | "silent";

/** Names of fields that never reach the log, whatever they hold. */
const unspoken =
  /^(body|text|content|preview|caption|name|email|phone|address|password|cookie)$|token|secret|authori[sz]/i;

/** Shapes that name people or open doors, wherever they stand in a text. Ids with hex and hyphens are no numbers. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/\b(?:sk|rk|pk|whsec)_[A-Za-z0-9_]{4,}/g, "[key]"],
  [/\bEAA[A-Za-z0-9]{16,}/g, "[key]"],
  [/\bBearer\s+\S+/gi, "Bearer [key]"],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "[email]"],
  [/\+\d[\d ().-]{5,}\d/g, "[number]"],
  [/(?<![0-9A-Fa-f-])\d{7,19}(?![0-9A-Fa-f-])/g, "[number]"],
];

/** A text without what names people or opens doors; control characters gone, so that a line stays a line. */
function maskText(text: string): string {
  const masked = shapes.reduce((kept, [shape, instead]) => kept.replace(shape, instead), text.slice(0, 2_000));
  return masked.replace(/\p{Cc}+/gu, " ");
}

const maskValue = (value: unknown, depth: number): unknown => {
  if (typeof value === "string") return maskText(value);
  if (value instanceof Error) return maskText(value.message);
  if (typeof value !== "object" || value === null) return value;
  if (depth > 3) return "…";
  if (Array.isArray(value)) return value.slice(0, 20).map((one) => maskValue(one, depth + 1));
  return maskFields(value as Readonly<Record<string, unknown>>, depth + 1);
};

/** Fields of a log line that may be kept. */
function maskFields(fields: Readonly<Record<string, unknown>>, depth = 0): Record<string, unknown> {
  const kept = Object.entries(fields).filter(([name]) => !unspoken.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, maskValue(value, depth)]));
}

/** JSON lines with UTC time. No line holds a text of a customer, a number, an address or a key. */
export function createJsonLog(level: LogLevel, destination: DestinationStream): Log {
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const write =
    (at: "info" | "warn" | "error") =>
    (message: string, fields: Readonly<Record<string, unknown>> = {}): void =>
      logger[at](maskFields(fields), maskText(message));
  return { info: write("info"), warn: write("warn"), error: write("error") };
}
