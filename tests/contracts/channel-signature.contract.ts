import { describe, expect, it } from "vitest";
import type { Channel } from "#contracts/channel";
import type { RawRequest } from "#contracts/raw-request";
import type { SettingsForm, SettingsOf } from "#contracts/settings";
import type { ChannelSamples } from "./channel.contract.ts";

const post = (body: Uint8Array, headers: Readonly<Record<string, string>>): RawRequest => ({
  method: "POST",
  query: {},
  headers,
  body,
});

/** Ways to spoil a header that holds a signature. */
const spoiled: Readonly<Record<string, (value: string) => string | undefined>> = {
  "no header": () => undefined,
  "an empty header": () => "",
  "upper-case digits": (value) => value.replace(/[0-9a-f]{8,}$/, (digits) => digits.toUpperCase()),
  "a digit less": (value) => value.slice(0, -1),
  "a digit more": (value) => `${value}0`,
  "another algorithm's name": (value) => value.replace(/^\w+=/, "sha1="),
  "the digits alone": (value) => value.replace(/^\w+=/, ""),
  "the header twice": (value) => `${value}, ${value}`,
  "a blank before": (value) => ` ${value}`,
  "another digit": (value) => value.slice(0, -1) + (value.endsWith("0") ? "1" : "0"),
};

/** The proof that a webhook comes from the provider. */
export function signatureContract<Form extends SettingsForm>(
  channel: Channel<Form>,
  { settings, webhooks, sign, signatureHeader, secretSetting }: ChannelSamples<Form>,
): void {
  const secret = settings[secretSetting] ?? "";
  const verify = (body: Uint8Array, headers: Readonly<Record<string, string>>, using: SettingsOf<Form> = settings) =>
    channel.verify(post(body, headers), using);
  const [some] = webhooks;
  if (!some) throw new Error("a channel shows at least one webhook");

  describe("signatures", () => {
    it.each(webhooks)("accepts $name as it was signed", ({ body }) => {
      expect(verify(body, sign(body, secret))).toEqual({ ok: true });
    });

    it.each(webhooks)("refuses $name when one bit of it has changed", ({ body }) => {
      const changed = Uint8Array.from(body);
      const at = changed.length - 2;
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(verify(changed, sign(body, secret))).toEqual({ ok: false, why: "bad-signature" });
    });

    it.each(webhooks)("refuses $name when it was read and written again", ({ body }) => {
      const rewritten = new TextEncoder().encode(JSON.stringify(JSON.parse(new TextDecoder().decode(body))));
      expect(verify(rewritten, sign(body, secret))).toEqual({ ok: false, why: "bad-signature" });
    });

    it.each(Object.entries(spoiled))("refuses %s", (_name, spoil) => {
      const { [signatureHeader]: value = "", ...others } = sign(some.body, secret);
      const changed = spoil(value);
      const headers = changed === undefined ? others : { ...others, [signatureHeader]: changed };
      expect(changed).not.toBe(value);
      expect(verify(some.body, headers)).toEqual({ ok: false, why: "bad-signature" });
    });

    it("refuses what was signed with another secret, or with none", () => {
      for (const other of ["another secret", ""])
        expect(verify(some.body, sign(some.body, other))).toEqual({ ok: false, why: "bad-signature" });
    });

    it("accepts nothing while no secret is set", () => {
      for (const empty of [undefined, ""]) {
        const using: SettingsOf<Form> = { ...settings, [secretSetting]: empty };
        expect(verify(some.body, sign(some.body, ""), using)).toEqual({ ok: false, why: "unconfigured" });
      }
    });
  });
}
