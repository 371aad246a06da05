import { type Channel, type SendOutcome } from "#contracts/channel";
import type { MediaSource } from "#domain/media";
import type { OutboundMessage } from "#domain/outbound";
import type { Claimed } from "#engine/claimed";
import type { Ports } from "#engine/ports";
import { outboundMessage } from "#engine/record-outcome";
import type { ChannelAccount, Shop } from "#engine/shops";
import { uploadFile } from "#engine/upload-file";

/** Sends one claimed message once. Never throws for what the outside does: the outcome says it. */
export async function sendOne(
  ports: Ports,
  shop: Shop,
  account: ChannelAccount,
  { message, thread }: Claimed,
): Promise<SendOutcome> {
  const prepared = await withUploads(ports, shop, account, outboundMessage(message));
  if ("outcome" in prepared) return prepared;
  const problem = account.plug.check(prepared.message);
  if (problem) return { outcome: "failed", reason: `${problem.field}: ${problem.problem}` };
  const request = account.plug.render(
    {
      to: thread.address,
      message: prepared.message,
      correlation: message.message_id,
      ...(message.reply_to === null ? {} : { replyTo: message.reply_to }),
    },
    account.settings,
  );
  const plug: Channel = account.plug;
  const outcome = await plug.send(request, ports.http);
  ports.metrics.count("provider_requests_total", { provider: account.kind, outcome: outcome.outcome });
  return outcome;
}

type Trouble = Extract<SendOutcome, { outcome: "retry" | "failed" }>;
type Prepared = { readonly message: OutboundMessage } | Trouble;

const isOurFile = (value: unknown): value is Extract<MediaSource, { readonly from: "file" }> =>
  typeof value === "object" && value !== null && "from" in value && value.from === "file" && "fileId" in value;

/** Every file of ours anywhere in a message: its source, its header's, its cards'. */
const filesIn = (value: unknown): readonly string[] => {
  if (isOurFile(value)) return [value.fileId];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(filesIn) : [];
};

/** The message with our files named by the ids they have at the channel. */
const named = <Value>(value: Value, ids: ReadonlyMap<string, string>): Value => {
  if (isOurFile(value)) return { from: "id", id: ids.get(value.fileId) } as Value;
  if (Array.isArray(value)) return value.map((one: unknown) => named(one, ids)) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, named(one as unknown, ids)])) as Value;
};

/** Replaces our own files by the ids they have at the channel, uploading those that have none. */
async function withUploads(
  ports: Ports,
  shop: Shop,
  account: ChannelAccount,
  message: OutboundMessage,
): Promise<Prepared> {
  const files = new Set(filesIn(message));
  if (files.size === 0) return { message };
  const ids = new Map<string, string>();
  for (const file of files) {
    const uploaded = await uploadFile(ports, shop, account, file);
    if (!uploaded.ok)
      return uploaded.retry
        ? { outcome: "retry", reason: uploaded.reason, scope: "message" }
        : { outcome: "failed", reason: uploaded.reason };
    ids.set(file, uploaded.mediaId);
  }
  return { message: named(message, ids) };
}
