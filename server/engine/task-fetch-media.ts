import type { InboundContent } from "#domain/inbound";
import type { RunTask } from "#engine/task";

/** Fetches the bytes of a customer's media and keeps them beside the message. Fetched twice, it is kept once. */
export const fetchMedia: RunTask = async (ports, shop, task) => {
  const [message] = await ports.store.tx(shop.businessId, (tx) =>
    tx.find("message", [{ message_id: task.subject_id }]),
  );
  const account = message && shop.channels.get(message.channel_id);
  if (!message || !account) return { done: true };
  const content = message.content as InboundContent;
  if (content.kind !== "media" || content.fileId !== undefined) return { done: true };
  const fetched = await account.plug.download(content, account.settings, ports.http);
  if (fetched.outcome !== "done") {
    const retry = fetched.outcome === "retry" ? "later" : "never";
    return { done: false, problem: { ok: false, retry, reason: fetched.reason } };
  }
  const { bytes, mimeType, filename } = fetched.file;
  return {
    done: true,
    apply: async (batch) => {
      // The message's own id names the file, so that a second run finds it there.
      await batch.tx.insertNew("file", [
        {
          file_id: message.message_id,
          name: content.filename ?? filename ?? content.media,
          mime_type: mimeType,
          size: bytes.byteLength,
          sha256: batch.ports.hash(bytes),
          bytes,
          from_thread: message.thread_id,
          created_at: batch.now,
        },
      ]);
      await batch.tx.update("message", [
        { message_id: message.message_id, content: { ...content, fileId: message.message_id } },
      ]);
      batch.changes.push({ resource: "message", id: `${message.thread_id}/${message.message_id}` });
    },
  };
};
