import { describe } from "vitest";
import type { Channel } from "#contracts/channel";
import type { HttpAnswer } from "#contracts/http-port";
import type { SettingsForm, SettingsOf } from "#contracts/settings";
import type { OutboundMessage } from "#domain/outbound";
import type { Fixture } from "../read-fixtures.ts";
import { inboundContract } from "./channel-inbound.contract.ts";
import { outboundContract } from "./channel-outbound.contract.ts";
import { signatureContract } from "./channel-signature.contract.ts";

/** What a channel shows to prove that it is one. */
export type ChannelSamples<Form extends SettingsForm> = {
  /** Every setting that is needed, each secret a text that occurs nowhere else. */
  readonly settings: SettingsOf<Form>;
  readonly webhooks: readonly Fixture[];
  /** Names of webhooks in which nothing can be read by this version: each must be reported, not lost. */
  readonly unreadable: readonly string[];
  /** The headers that sign a body with a secret. */
  readonly sign: (body: Uint8Array, secret: string) => Readonly<Record<string, string>>;
  readonly signatureHeader: string;
  /** The setting that holds the signing secret. */
  readonly secretSetting: keyof Form & string;
  /** One message of each kind the channel carries, within its limits. */
  readonly messages: Readonly<Record<string, OutboundMessage>>;
  /** How long after a person's last message free text may be sent, ms. */
  readonly windowMs: number;
  /** The provider's answers: a message taken under this id, and a message refused for good. */
  readonly taken: { readonly answer: HttpAnswer; readonly messageId: string };
  readonly refused: HttpAnswer;
};

/** What must hold for every channel, whoever wrote it. */
export function channelContract<Form extends SettingsForm>(
  channel: Channel<Form>,
  samples: ChannelSamples<Form>,
): void {
  describe(`channel contract (${channel.kind})`, () => {
    signatureContract(channel, samples);
    inboundContract(channel, samples);
    outboundContract(channel, samples);
  });
}
