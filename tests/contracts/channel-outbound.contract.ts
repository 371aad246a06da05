import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Channel, Envelope } from "#contracts/channel";
import { type Http, type HttpAnswer, HttpFailure, type HttpRequest } from "#contracts/http-port";
import type { SettingsForm } from "#contracts/settings";
import { instant } from "#domain/instant";
import type { OutboundMessage } from "#domain/outbound";
import type { ChannelSamples } from "./channel.contract.ts";

const answered =
  (status: number, body = "", headers: Readonly<Record<string, string>> = {}): Http =>
  async () => ({ status, headers, body: new TextEncoder().encode(body) });
const answeredWith =
  (answer: HttpAnswer): Http =>
  async () =>
    answer;
const broken =
  (reached: "no" | "maybe"): Http =>
  () =>
    Promise.reject(new HttpFailure("the line is cut", reached));

const textOf = ({ body }: HttpRequest): string =>
  typeof body === "string" ? body : new TextDecoder().decode(body ?? new Uint8Array());

const choices = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `choice-${n}`, title: `Title ${n}` }));

/** Texts of many scripts: flags, families and letters with marks are one character to a reader. */
const anyText = fc
  .array(
    fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("👨‍👩‍👧‍👦", "🇫🇷🇮🇹", "e\u0301", "\r\n", "\n", " ", "क्षि")),
    {
      minLength: 1,
      maxLength: 60,
    },
  )
  .map((parts) => parts.join(""))
  .filter((text) => text !== "");

/** What a channel writes, and what it makes of the answers. */
export function outboundContract<Form extends SettingsForm>(
  channel: Channel<Form>,
  { settings, messages, windowMs, taken, refused }: ChannelSamples<Form>,
): void {
  const { maxButtons, maxRows, maxTextLength } = channel.capabilities;
  const envelope = (message: OutboundMessage): Envelope => ({
    to: { phone: "33612345678", bsuid: "FR.1" },
    message,
    correlation: "0198f2c1-0000-7000-8000-000000000001",
  });
  const render = (message: OutboundMessage): HttpRequest => channel.render(envelope(message), settings);
  const request = render({ kind: "text", body: "hello" });

  describe("messages", () => {
    it.each(Object.entries(messages))("carries %s, with our own id in it", (_name, message) => {
      expect(channel.check(message)).toBeUndefined();
      const rendered = render(message);
      expect(textOf(rendered)).toContain("0198f2c1-0000-7000-8000-000000000001");
      expect(render(message)).toEqual(rendered);
    });

    it.each(Object.entries(messages))("puts no secret into the address or the body of %s", (_name, message) => {
      const rendered = render(message);
      const secrets = Object.entries(channel.settings).flatMap(([name, { kind }]) => {
        const value = settings[name];
        return kind === "secret" && value !== undefined ? [value] : [];
      });
      expect(secrets.length).toBeGreaterThan(0);
      for (const secret of secrets) expect(`${rendered.url} ${textOf(rendered)}`).not.toContain(secret);
    });

    it("shows as many buttons and rows as it promises, and refuses one more by name", () => {
      const buttons = (count: number) => ({ kind: "buttons", body: "?", buttons: choices(count) }) as const;
      const list = (count: number) =>
        ({ kind: "list", body: "?", button: "Choose", sections: [{ rows: choices(count) }] }) as const;
      for (const [message, count] of [
        [buttons(maxButtons), maxButtons],
        [list(maxRows), maxRows],
      ] as const) {
        expect(channel.check(message)).toBeUndefined();
        for (const { id } of choices(count)) expect(textOf(render(message))).toContain(id);
      }
      expect(channel.check(buttons(maxButtons + 1))?.field).toContain("buttons");
      expect(channel.check(list(maxRows + 1))?.field).toContain("rows");
    });

    it("takes a text as long as it promises, and names the body of a longer one", () => {
      const text = (length: number) => ({ kind: "text", body: "x".repeat(length) }) as const;
      expect(channel.check(text(maxTextLength))).toBeUndefined();
      expect(channel.check(text(maxTextLength + 1))?.field).toBe("body");
    });

    it("splits a long text without losing or breaking a character", () => {
      const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
      fc.assert(
        fc.property(anyText, fc.nat({ max: 3 }), (text, more) => {
          const body = text.repeat(1 + Math.ceil((maxTextLength * more) / text.length));
          const parts = channel.split({ kind: "text", body }).map((part) => (part.kind === "text" ? part.body : ""));
          expect(parts.join("")).toBe(body);
          for (const part of parts) {
            expect(part.length).toBeLessThanOrEqual(maxTextLength);
            expect(channel.check({ kind: "text", body: part })).toBeUndefined();
          }
          const boundaries = new Set(Array.from(segmenter.segment(body), ({ index }) => index));
          let at = 0;
          for (const part of parts.slice(0, -1)) expect(boundaries.has((at += part.length))).toBe(true);
        }),
        { numRuns: 60 },
      );
    });

    it("splits nothing but a text that is too long", () => {
      for (const message of Object.values(messages)) expect(channel.split(message)).toEqual([message]);
    });
  });

  describe("the sending window", () => {
    it("is open until its last millisecond and never before the first message", () => {
      const at = instant(1_795_000_000_000);
      expect(channel.window(at, at)).toBe("open");
      expect(channel.window(at, instant(at + windowMs - 1))).toBe("open");
      expect(channel.window(at, instant(at + windowMs))).not.toBe("open");
      expect(channel.window(undefined, at)).not.toBe("open");
    });
  });

  describe("sending", () => {
    it("knows the id of a message that was taken", async () => {
      expect(await channel.send(request, answeredWith(taken.answer))).toMatchObject({
        outcome: "sent",
        messageId: taken.messageId,
      });
    });

    it("gives up a message that was refused for good", async () => {
      expect(await channel.send(request, answeredWith(refused))).toMatchObject({ outcome: "failed" });
    });

    it("waits as long as it is asked to", async () => {
      expect(await channel.send(request, answered(429, "", { "retry-after": "7200" }))).toMatchObject({
        outcome: "retry",
        afterMs: 7_200_000,
      });
    });

    it("tries again what surely did not arrive", async () => {
      expect(await channel.send(request, broken("no"))).toMatchObject({ outcome: "retry" });
    });

    it.each([
      ["500", answered(500)],
      ["502 with a page", answered(502, "<html>")],
      ["503 with an empty object", answered(503, "{}")],
    ] as const)("tries again after %s: the provider's own failures pass", async (_name, http) => {
      expect(await channel.send(request, http)).toMatchObject({ outcome: "retry", scope: "message" });
    });

    it("takes what was accepted without a name for sent, under a name of ours", async () => {
      const one = await channel.send(request, answered(200, "{}"));
      expect(one).toMatchObject({ outcome: "sent", messageId: expect.stringMatching(/./) as string });
    });

    it.each([
      ["a lost answer", broken("maybe")],
      ["a failure nobody foresaw", () => Promise.reject(new TypeError("boom"))],
      ["504", answered(504, "{}")],
      ["200 without words", answered(200)],
      ["200 with a page", answered(200, "<html>")],
    ] as const)("does not claim to know what became of a message after %s", async (_name, http) => {
      expect(await channel.send(request, http)).toMatchObject({ outcome: "unknown" });
    });
  });
}
