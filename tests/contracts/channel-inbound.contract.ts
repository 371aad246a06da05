import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Channel, MalformedWebhook } from "#contracts/channel";
import type { SettingsForm } from "#contracts/settings";
import type { InboundEvent } from "#domain/inbound";
import type { ChannelSamples } from "./channel.contract.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (body: Uint8Array): string => new TextDecoder().decode(body);
const idsOf = (events: readonly InboundEvent[]): readonly string[] => events.map(({ id }) => id);

/** A value put in the place of any other in a webhook. */
const strange = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(null, "", "\u0000", "\uD800", -1, 1e308, [], {}, [[]], "x".repeat(3_000)),
);

/** The places of a JSON value, from the root on. */
function placesOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, item]) => placesOf(item, [...path, name]))];
}

/** A copy with another value at one place; the place is removed when the value is undefined. */
function replaced(value: unknown, path: readonly string[], put: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return put;
  const copy: unknown = structuredClone(value);
  let at = copy as Record<string, unknown>;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string, unknown>;
  const last = rest.at(-1) ?? name;
  if (put === undefined) delete at[last];
  else at[last] = put;
  return copy;
}

/** What a channel makes of a provider's posts. */
export function inboundContract<Form extends SettingsForm>(
  channel: Channel<Form>,
  { settings, webhooks, unreadable }: ChannelSamples<Form>,
): void {
  const parse = (body: Uint8Array): readonly InboundEvent[] => channel.parse(body, settings);
  const survive = (body: Uint8Array): void => {
    let events: readonly InboundEvent[];
    try {
      events = parse(body);
    } catch (error) {
      expect(error).toBeInstanceOf(MalformedWebhook);
      return;
    }
    const ids = idsOf(events);
    expect(new Set(ids).size).toBe(ids.length);
    for (const event of events) {
      expect(event.id.length).toBeGreaterThan(0);
      // Ids are keys of a database, events are kept as JSON: both refuse NUL and half a surrogate pair.
      expect(event.id.length).toBeLessThanOrEqual(1_024);
      expect(JSON.stringify(event)).not.toMatch(/\\u0000|\\ud[89a-f]/i);
      expect(Number.isSafeInteger(event.at)).toBe(true);
    }
  };

  describe("webhooks", () => {
    it.each(webhooks)("finds every event of $name", ({ body, events }) => expect(parse(body)).toHaveLength(events));

    it.each(webhooks)("names each event of $name once, and alike on every delivery", ({ body }) => {
      const ids = idsOf(parse(body));
      expect(new Set(ids).size).toBe(ids.length);
      expect(idsOf(parse(Uint8Array.from(body)))).toEqual(ids);
    });

    it("names the events of different webhooks differently", () => {
      const ids = webhooks.flatMap(({ body }) => [...new Set(idsOf(parse(body)))]);
      expect(ids.filter((id, n) => ids.indexOf(id) !== n)).toEqual([]);
    });

    it.each(unreadable)("reports %s, which it cannot read", (name) => {
      const found = webhooks.find((webhook) => webhook.name === name);
      const events = parse(found?.body ?? encode(""));
      expect(events.length).toBeGreaterThan(0);
      for (const event of events)
        expect(event.kind === "unknown" || (event.kind === "message" && event.content.kind === "unsupported")).toBe(
          true,
        );
    });

    it.each(["", "{", "null", "[]", '"text"', "1", "{}", '{"entry":{}}'])("calls %j malformed", (text) => {
      expect(() => parse(encode(text))).toThrow(MalformedWebhook);
    });

    it("survives any value in any place", () => {
      const places = webhooks.map(({ body }) => {
        const json: unknown = JSON.parse(decode(body));
        return { json, paths: placesOf(json) };
      });
      const pick = fc.nat({ max: 1_000_000 });
      fc.assert(
        fc.property(pick, pick, fc.option(strange, { nil: undefined }), (which, where, value) => {
          const { json, paths } = places[which % places.length] ?? { json: null, paths: [[]] };
          const changed = replaced(json, paths[where % paths.length] ?? [], value);
          survive(encode(JSON.stringify(changed) ?? ""));
        }),
        { numRuns: 1_500 },
      );
    });

    it("survives bytes that were lost, doubled or changed", () => {
      const pick = fc.nat({ max: 1_000_000 });
      fc.assert(
        fc.property(pick, pick, fc.uint8Array({ maxLength: 4 }), fc.nat({ max: 4 }), (which, where, put, gone) => {
          const body = webhooks[which % webhooks.length]?.body ?? new Uint8Array();
          const at = where % (body.length + 1);
          survive(Uint8Array.from([...body.subarray(0, at), ...put, ...body.subarray(at + gone)]));
        }),
        { numRuns: 500 },
      );
    });

    it("survives nesting without end", () => {
      survive(encode(`{"entry":${"[".repeat(200_000)}${"]".repeat(200_000)}}`));
      survive(encode(`{"entry":[${'{"changes":[{"value":'.repeat(5_000)}1${"}]}".repeat(5_000)}]}`));
    });
  });
}
