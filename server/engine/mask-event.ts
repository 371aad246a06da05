import { maskCardNumbers, mayHoldCardNumber } from "#domain/card-number";

/** Names of the fields people write in. Ids and numbers of the provider are left as they are. */
const written = new Set(["body", "caption", "text", "note", "title", "description", "name", "filename", "address"]);

/** A copy of plain JSON whose written texts hold no card number; the very same value when there was none. */
export function maskWritten<Value>(value: Value, field = ""): Value {
  if (typeof value === "string") {
    if (!written.has(field)) return value;
    const masked = maskCardNumbers(value);
    return (masked === value ? value : masked) as Value;
  }
  if (Array.isArray(value)) {
    let changed = false;
    const copy = value.map((item: unknown) => {
      const next = maskWritten(item, field);
      changed ||= next !== item;
      return next;
    });
    return (changed ? copy : value) as Value;
  }
  if (typeof value !== "object" || value === null) return value;
  let changed = false;
  const copy: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    // Fields of a filled form have names of their own making: every text in them counts as written.
    const next = maskWritten(
      item,
      field === "fields" || field === "response_json" ? "body" : name === "fields" ? "fields" : name,
    );
    changed ||= next !== item;
    Object.defineProperty(copy, name, { value: next, enumerable: true, writable: true, configurable: true });
  }
  return (changed ? copy : value) as Value;
}

/** The raw body without card numbers: its own bytes unless one had to go. */
export function maskBody(body: Uint8Array): { readonly body: Uint8Array; readonly masked: boolean } {
  const text = new TextDecoder().decode(body);
  if (!mayHoldCardNumber(text)) return { body, masked: false };
  try {
    const parsed: unknown = JSON.parse(text, (name, value: unknown) =>
      name === "response_json" && typeof value === "string" ? maskCardNumbers(value) : value,
    );
    const before = JSON.stringify(JSON.parse(text));
    const after = JSON.stringify(maskWritten(parsed));
    return before === after ? { body, masked: false } : { body: new TextEncoder().encode(after), masked: true };
  } catch {
    const after = maskCardNumbers(text);
    return after === text ? { body, masked: false } : { body: new TextEncoder().encode(after), masked: true };
  }
}
