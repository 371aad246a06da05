import type { Address } from "#domain/identity";
import type { InboundEvent } from "#domain/inbound";
import type { Instant } from "#domain/instant";
import type { MediaKind } from "#domain/media";
import type { NativeAccount } from "#domain/native-pay";
import type { FieldProblem, OutboundMessage } from "#domain/outbound";
import type { SendingWindow } from "#domain/sending-window";
import type { Http, HttpRequest } from "#contracts/http-port";
import type { RawRequest, Verdict } from "#contracts/raw-request";
import type { SettingsForm, SettingsOf } from "#contracts/settings";

/** What a channel can show and how fast it may be written to. */
export type ChannelCapabilities = {
  readonly maxButtons: number;
  readonly maxRows: number;
  readonly maxTextLength: number;
  readonly templates: boolean;
  readonly catalogue: boolean;
  /** Messages per second for one account, when the provider says nothing else. */
  readonly perSecond: number;
  /** Messages to one person: a burst, then one per pause (ms). */
  readonly perPerson: { readonly burst: number; readonly pauseMs: number };
};

/** One message for one person, ready to render. Files of ours have been uploaded before: only ids and links are left. */
export type Envelope = {
  readonly to: Address;
  readonly message: OutboundMessage;
  /** Provider id of the message this one answers. */
  readonly replyTo?: string;
  /** Our id, given back by the status webhook. */
  readonly correlation: string;
};

/**
 * What became of a send:
 * - sent: the provider took it and named it
 * - retry: surely not taken; try again, after `afterMs` if the provider said so. `scope` says what must pause with it
 * - unknown: nobody knows; wait for the status webhook before trying again
 * - failed: it will never be taken as it is
 */
export type SendOutcome =
  | { readonly outcome: "sent"; readonly messageId: string; readonly address?: Address }
  | {
      readonly outcome: "retry";
      readonly reason: string;
      readonly code?: number;
      readonly afterMs?: number;
      readonly scope: "message" | "person" | "account";
    }
  | { readonly outcome: "unknown"; readonly reason: string }
  | { readonly outcome: "failed"; readonly reason: string; readonly code?: number };

/** A file to send or one that was fetched. */
export type MediaFile = { readonly bytes: Uint8Array; readonly mimeType: string; readonly filename?: string };
/** What became of an upload or a download. */
export type MediaOutcome<Done> =
  | ({ readonly outcome: "done" } & Done)
  | { readonly outcome: "retry"; readonly reason: string; readonly afterMs?: number }
  | { readonly outcome: "failed"; readonly reason: string };

/** A post that passed its signature but cannot be read: kept raw, answered 200, shown to the owner. */
export class MalformedWebhook extends Error {
  override readonly name = "MalformedWebhook";
}

/** A messaging channel. An adapter translates; it decides nothing and stores nothing. */
export interface Channel<Form extends SettingsForm = SettingsForm> {
  readonly kind: string;
  readonly settings: Form;
  readonly capabilities: ChannelCapabilities;
  /** The provider's proof that the address is ours (GET): the text to answer, or undefined to refuse. */
  handshake(request: RawRequest, settings: SettingsOf<Form>): string | undefined;
  /** On the raw bytes, before anything else. */
  verify(request: RawRequest, settings: SettingsOf<Form>): Verdict;
  /** Every event of the batch, in its order. Throws MalformedWebhook; unknown things become `unknown` events. */
  parse(body: Uint8Array, settings: SettingsOf<Form>): readonly InboundEvent[];
  /** What may be written to someone whose last message came at `lastInboundAt`. */
  window(lastInboundAt: Instant | undefined, now: Instant): SendingWindow;
  /** A text over the limit as several; anything else as it is. The parts concatenate to the original. */
  split(message: OutboundMessage): readonly OutboundMessage[];
  /** The first field that does not fit the channel, or undefined. */
  check(message: OutboundMessage): FieldProblem | undefined;
  /** The orders with payment in the chat that the account may show; absent where a channel has none. */
  readonly nativePay?: (settings: SettingsOf<Form>) => NativeAccount | undefined;
  /** The request that sends it. Pure. */
  render(envelope: Envelope, settings: SettingsOf<Form>): HttpRequest;
  /** Sends a rendered request once and reads the answer. */
  send(request: HttpRequest, http: Http): Promise<SendOutcome>;
  /** Tells the person her message was read, and that an answer is being written. */
  markRead(messageId: string, typing: boolean, settings: SettingsOf<Form>, http: Http): Promise<SendOutcome>;
  upload(file: MediaFile, settings: SettingsOf<Form>, http: Http): Promise<MediaOutcome<{ readonly id: string }>>;
  download(
    media: { readonly mediaId: string; readonly media: MediaKind; readonly sha256?: string },
    settings: SettingsOf<Form>,
    http: Http,
  ): Promise<MediaOutcome<{ readonly file: MediaFile }>>;
}

/** Declares a channel with its settings typed from its form. */
export const defineChannel = <const Form extends SettingsForm>(channel: Channel<Form>): Channel<Form> => channel;
