import { type Channel, type SendOutcome } from "#contracts/channel";
import type { MediaSource } from "#domain/media";
import type { OutboundMessage } from "#domain/outbound";
import type { Claimed } from "#engine/claimed";
import type { Ports } from "#engine/ports";
import { outboundMessage } from "#engine/record-outcome";
import type { ChannelAccount, Shop } from "#engine/shops";
import { type Uploaded, uploadFile } from "#engine/upload-file";

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

type Prepared = { readonly message: OutboundMessage } | Extract<SendOutcome, { outcome: "retry" | "failed" }>;

/** Replaces our own files by the ids they have at the channel, uploading those that have none. */
async function withUploads(
  ports: Ports,
  shop: Shop,
  account: ChannelAccount,
  message: OutboundMessage,
): Promise<Prepared> {
  const replace = async (source: MediaSource): Promise<MediaSource | Extract<Uploaded, { ok: false }>> => {
    if (source.from !== "file") return source;
    const uploaded = await uploadFile(ports, shop, account, source.fileId);
    return uploaded.ok ? { from: "id", id: uploaded.mediaId } : uploaded;
  };
  const failed = ({ retry, reason }: Extract<Uploaded, { ok: false }>): Prepared =>
    retry ? { outcome: "retry", reason, scope: "message" } : { outcome: "failed", reason };
  if ("source" in message) {
    const source = await replace(message.source);
    return "ok" in source ? failed(source) : { message: { ...message, source } };
  }
  if ("header" in message && typeof message.header === "object" && "source" in message.header) {
    const source = await replace(message.header.source);
    if ("ok" in source) return failed(source);
    return { message: { ...message, header: { ...message.header, source } } as OutboundMessage };
  }
  return { message };
}
